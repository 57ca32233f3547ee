/* python_results.c -- [a, b] = f(x): whole lines, as each function needs them.  */

#include "config.h"
#include "board/python.h"

#include <string.h>

typedef struct Form {
  const char *name;
  size_t arguments, wanted; /* how many it is written for */
  int rank;                 /* of the first argument; RANK_UNKNOWN: any */
  const char *lines;        /* $1.. arguments, #1.. targets */
} Form;

static const Form forms[] = {
  { "max", 1, 2, 1, "#1, #2 = np.max($1), np.argmax($1) + 1" },
  { "min", 1, 2, 1, "#1, #2 = np.min($1), np.argmin($1) + 1" },
  { "max", 1, 2, 2, "#1, #2 = np.max($1, axis=0), np.argmax($1, axis=0) + 1" },
  { "min", 1, 2, 2, "#1, #2 = np.min($1, axis=0), np.argmin($1, axis=0) + 1" },
  { "sort", 1, 2, 1, "#1, #2 = np.sort($1), np.argsort($1, kind=\"stable\") + 1" },
  { "sort", 1, 2, 2, "#1, #2 = np.sort($1, axis=0), np.argsort($1, axis=0, kind=\"stable\") + 1" },
  { "size", 1, 2, 2, "#1, #2 = $1.shape" },
  { "find", 1, 2, 2, "#2, #1 = (i + 1 for i in np.nonzero($1.T))" },
  { "meshgrid", 2, 2, 1, "#1, #2 = np.meshgrid($1, $2)" },
  { "ndgrid", 2, 2, 1, "#1, #2 = np.meshgrid($1, $2, indexing=\"ij\")" },
  { "svd", 1, 3, 2,
    "#1, s, Vt = np.linalg.svd($1)\n#2 = np.zeros($1.shape)\nnp.fill_diagonal(#2, s)\n#3 = Vt.T" },
  { "qr", 1, 2, 2, "#1, #2 = np.linalg.qr($1, mode=\"complete\")" },
  { "lu", 1, 3, 2, "P, #1, #2 = scipy.linalg.lu($1)\n#3 = P.T" },
  { "deal", 2, 2, RANK_UNKNOWN, "#1, #2 = $1, $2" },
  { "unique", 1, 2, 1,
    "#1, #2 = np.unique($1), len($1) - np.unique($1[::-1], return_index=True)[1]" },
  { "integral", 3, 2, RANK_UNKNOWN, "#1, #2 = scipy.integrate.quad($1, $2, $3)" },
  { "deconv", 2, 2, 1, "#1, #2 = np.polydiv($1, $2)" },
  { "cart2pol", 2, 2, RANK_UNKNOWN, "#1, #2 = np.arctan2($2, $1), np.hypot($1, $2)" },
  { "pol2cart", 2, 2, RANK_UNKNOWN, "#1, #2 = $2 * np.cos($1), $2 * np.sin($1)" },
  { "fminsearch", 2, 2, RANK_UNKNOWN,
    "found = scipy.optimize.minimize($1, $2, method=\"Nelder-Mead\")\n#1, #2 = found.x, "
    "found.fun" },
  { "fminunc", 2, 2, RANK_UNKNOWN,
    "found = scipy.optimize.minimize($1, $2, method=\"BFGS\")\n#1, #2 = found.x, found.fun" },
};

static void put_lines(Numpy *np, const Form *f, const Piece *args, const char *const *targets,
                      Text *out) {
  for (const char *s = f->lines; *s; s++) {
    if ((*s == '$' || *s == '#') && s[1] >= '1' && s[1] <= '9') {
      size_t i = (size_t)(s[1] - '1');
      bool alone = s > f->lines && strchr("(", s[-1]) && strchr(",)", s[2]);
      if (*s == '#')
        text_puts(out, targets[i]);
      else
        text_puts(out, alone ? args[i].text : piece_in(np, args[i], BIND_ATOM));
      s++;
    } else
      text_putc(out, *s);
  }
  text_putc(out, '\n');
}

static bool is_symmetric(Numpy *np, const Node *n, const Piece *a) {
  Value v = python_evaluate(np, n, "issymmetric", a, 1);
  return v.kind == VALUE_LOGICAL && v.scalar != 0;
}

bool python_results(Numpy *np, const Node *n, const char *name, const Piece *args, size_t count,
                    const char *const *targets, size_t wanted, Text *out) {
  if (strcmp(name, "eig") == 0 && wanted == 2 && count == 1 && args[0].rank == 2) {
    bool symmetric = is_symmetric(np, n, &args[0]);
    python_comment(np, symmetric
                           ? "eigenvectors may have the other sign"
                           : "eigenvalues may come in another order, vectors with the other sign");
    text_printf(out, "values, %s = np.linalg.%s(%s)\n%s = np.diag(values)\n", targets[0],
                symmetric ? "eigh" : "eig", args[0].text, targets[1]);
    return true;
  }
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const Form *f = &forms[i];
    if (strcmp(f->name, name) != 0 || f->arguments != count || f->wanted != wanted) continue;
    if (f->rank != RANK_UNKNOWN && args[0].rank != f->rank) continue;
    if (strcmp(name, "svd") == 0 || strcmp(name, "qr") == 0)
      python_comment(np, "columns may have the other sign");
    put_lines(np, f, args, targets, out);
    return true;
  }
  if (wanted == 1) {
    Piece p = python_call(np, n, name, args, count);
    if (piece_failed(p)) return false;
    text_printf(out, "%s = %s\n", targets[0], p.text);
    return true;
  }
  const Builtin *b = python_builtin(np, name);
  piece_fail(np, n, "%zu results of %s have no short NumPy form here", wanted, name);
  if (b && b->numpy) error_hint(&np->error, "the nearest in NumPy and SciPy: %s", b->numpy);
  return false;
}
