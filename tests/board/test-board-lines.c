/* test-board-lines.c -- explanations of many matrices: every check passes, every printed line can
   be calculated again, and the last line is what the plain evaluation says.  */

#include "config.h"
#include "base/random.h"
#include "tests/board/blackboard.h"
#include "tests/tap.h"

#include <math.h>
#include <string.h>

static Random chance;
static Blackboard board;

static int draw(int low, int high) {
  return low + (int)(random_bits(&chance) % (uint64_t)(high - low + 1));
}

typedef enum Entries { WHOLE, FRACTIONS, DECIMALS, COMPUTED } Entries;

static void put_entry(Entries kind, Text *out) {
  int n = draw(-9, 9);
  switch (kind) {
  case WHOLE: text_printf(out, "%d", n); break;
  case FRACTIONS: text_printf(out, "%d/%d", n, draw(1, 6)); break;
  case DECIMALS: text_printf(out, "%d.%d", n, draw(0, 9)); break;
  case COMPUTED: text_printf(out, "%d*sqrt(%d)", n, draw(2, 7)); break;
  }
}

static void put_matrix(size_t rows, size_t columns, Entries kind, Text *out) {
  text_putc(out, '[');
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) {
      if (i + j > 0) text_puts(out, j == 0 ? "; " : ", ");
      put_entry(kind, out);
    }
  text_putc(out, ']');
}

/* In a pattern: %r random rows by columns as 2x3, kept in A, B, C ... */
typedef struct Kind {
  const char *name, *expression;
  struct {
    size_t rows, columns;
  } shape[2];
  bool symmetric;
} Kind;

static const Kind kinds[] = {
  { "2x2 system", "A\\B", { { 2, 2 }, { 2, 1 } }, false },
  { "3x3 system", "A\\B", { { 3, 3 }, { 3, 1 } }, false },
  { "5x5 system", "A\\B", { { 5, 5 }, { 5, 1 } }, false },
  { "three right sides", "A\\B", { { 3, 3 }, { 3, 3 } }, false },
  { "wide system", "A\\B", { { 2, 4 }, { 2, 1 } }, false },
  { "tall system", "A\\B", { { 5, 2 }, { 5, 1 } }, false },
  { "2x2 inverse", "inv(A)", { { 2, 2 } }, false },
  { "3x3 inverse", "inv(A)", { { 3, 3 } }, false },
  { "4x4 inverse", "inv(A)", { { 4, 4 } }, false },
  { "2x2 determinant", "det(A)", { { 2, 2 } }, false },
  { "3x3 determinant", "det(A)", { { 3, 3 } }, false },
  { "5x5 determinant", "det(A)", { { 5, 5 } }, false },
  { "row echelon form", "rref(A)", { { 3, 5 } }, false },
  { "rank", "rank(A)", { { 4, 3 } }, false },
  { "null space", "null(A)", { { 2, 4 } }, false },
  { "trace", "trace(A)", { { 4, 4 } }, false },
  { "product", "A*B", { { 3, 2 }, { 2, 3 } }, false },
  { "matrix times vector", "A*B", { { 3, 3 }, { 3, 1 } }, false },
  { "large product", "A*B", { { 8, 5 }, { 5, 9 } }, false },
  { "sum", "A + B", { { 2, 3 }, { 2, 3 } }, false },
  { "difference with a row", "A - B", { { 3, 2 }, { 1, 2 } }, false },
  { "product by entries", "A .* B", { { 2, 2 }, { 2, 1 } }, false },
  { "power", "A^3", { { 2, 2 } }, false },
  { "transpose", "A'", { { 2, 3 } }, false },
  { "outer product", "outer(A, B)", { { 3, 1 }, { 1, 2 } }, false },
  { "dot product", "dot(A, B)", { { 1, 5 }, { 1, 5 } }, false },
  { "length", "norm(A)", { { 1, 4 } }, false },
  { "sum norm", "norm(A, 1)", { { 1, 4 } }, false },
  { "cross product", "cross(A, B)", { { 1, 3 }, { 1, 3 } }, false },
  { "projection", "project(A, B)", { { 3, 1 }, { 3, 1 } }, false },
  { "angle", "subspace(A, B)", { { 3, 1 }, { 3, 1 } }, false },
  { "power iteration", "poweriter(A, ones(2, 1), 8)", { { 2, 2 } }, true },
  { "arithmetic", "(A(1) + A(2))*A(3) - A(4)/7", { { 2, 2 } }, false },
  { "QR", "qr(A)", { { 4, 3 } }, false },
  { "orthonormal columns", "orth(A)", { { 3, 2 } }, false },
  { "pseudoinverse", "pinv(A)", { { 4, 2 } }, false },
  { "LU", "lu(A)", { { 3, 3 } }, false },
  { "Cholesky", "chol(A'*A + eye(3))", { { 3, 3 } }, false },
  { "any pseudoinverse", "pinv(A)", { { 3, 3 } }, false },
  { "Gram-Schmidt", "gs(A)", { { 3, 2 } }, false },
  { "shadow on columns", "project(B, A)", { { 4, 2 }, { 4, 1 } }, false },
  { "cosine", "cossim(A, B)", { { 1, 4 }, { 1, 4 } }, false },
  { "singular directions", "[U, S, V] = svd(A)", { { 3, 2 } }, false },
  { "singular values", "svd(A)", { { 2, 4 } }, false },
  { "3x3 singular values", "svd(A)", { { 3, 3 } }, false },
  { "norm of a matrix", "norm(A)", { { 2, 3 } }, false },
  { "largest column", "norm(A, 1)", { { 3, 3 } }, false },
  { "condition", "cond(A)", { { 2, 2 } }, false },
  { "condition in another norm", "cond(A, Inf)", { { 3, 3 } }, false },
  { "principal components", "pca(A)", { { 5, 2 } }, false },
  { "high power", "A^9", { { 2, 2 } }, false },
  { "entries squared", "A.^2", { { 2, 3 } }, false },
  { "exponential of a triangle", "expm(triu(A, 1))", { { 3, 3 } }, false },
  { "2x2 eigenvalues", "eig(A)", { { 2, 2 } }, false },
  { "symmetric 2x2 eigenvalues", "eig(A)", { { 2, 2 } }, true },
  { "3x3 eigenvalues", "eig(A)", { { 3, 3 } }, false },
  { "symmetric 3x3 eigenvalues", "eig(A)", { { 3, 3 } }, true },
  { "5x5 eigenvalues", "eig(A)", { { 5, 5 } }, true },
};

static void assign(const Kind *kind, Entries entries, Text *out) {
  text_puts(out, "A = ");
  put_matrix(kind->shape[0].rows, kind->shape[0].columns, entries, out);
  text_puts(out, ";");
  if (kind->symmetric) text_puts(out, " A = A + A';");
  if (kind->shape[1].rows == 0) return;
  text_puts(out, " B = ");
  put_matrix(kind->shape[1].rows, kind->shape[1].columns, entries, out);
  text_puts(out, ";");
}

static size_t compared;

/* "[2; −1/3]" or "−3" at the end of the last line that begins with WORD, against the plain value.
 */
static bool ends_with(const char *printed, const char *word, const char *expression) {
  const char *line = NULL;
  for (const char *at = printed; *at; at += strcspn(at, "\n") + (strchr(at, '\n') != NULL))
    if (strncmp(at, word, strlen(word)) == 0) line = at;
  if (!line) return true;
  Text number = TEXT_EMPTY;
  const char *at = line + strlen(word), *end = line + strcspn(line, "\n");
  at += strspn(at, " =");
  if (strncmp(at, "≈ ", strlen("≈ ")) == 0) at += strlen("≈ ");
  if (memchr(at, ']', (size_t)(end - at)))
    end = (const char *)memchr(at, ']', (size_t)(end - at)) + 1;
  for (; at < end; at++)
    if (strncmp(at, "−", strlen("−")) == 0) {
      text_putc(&number, '-');
      at += strlen("−") - 1;
    } else
      text_putc(&number, *at);
  Text agree = TEXT_EMPTY;
  text_printf(&agree, "norm(%s - %s) <= 2e-3 * norm(%s) + 1e-9", text_string(&number), expression,
              expression);
  Value good = blackboard_value(&board, text_string(&agree));
  bool result = value_is_logical(good) && good.scalar == 1;
  compared++;
  value_release(good);
  text_free(&number);
  text_free(&agree);
  return result;
}

static bool last_line_agrees(const char *printed, const char *expression) {
  if (strstr(printed, "no solution") || strstr(printed, "many solutions")) return true;
  if (strstr(printed, "= Inf")) return true; /* where the machine shows something like 1e16 */
  if (strcmp(expression, "A\\B") == 0) {
    bool one = !strstr(printed, "Column 2 of the right side");
    return !one || ends_with(printed, "x ", expression);
  }
  Text word = TEXT_EMPTY;
  text_printf(&word, "%s ", expression);
  bool good = ends_with(printed, text_string(&word), expression);
  text_free(&word);
  return good;
}

static void try_kind(const Kind *kind, Entries entries, size_t turns) {
  static const char *const words[] = { "whole numbers", "fractions", "decimals", "roots" };
  Text typed = TEXT_EMPTY, wrong = TEXT_EMPTY, bad = TEXT_EMPTY;
  size_t relations = 0;
  for (size_t turn = 0; turn < turns && bad.len == 0; turn++) {
    text_clear(&typed);
    assign(kind, entries, &typed);
    text_printf(&typed, " explain full %s", kind->expression);
    const char *printed = blackboard_run(&board, text_string(&typed));
    bool nowhere = strcmp(kind->name, "angle") == 0 || strcmp(kind->name, "power iteration") == 0;
    if (board.error.kind != ERROR_NONE && nowhere) continue; /* a zero vector has no direction */
    Text copy = TEXT_EMPTY;
    text_puts(&copy, printed);
    if (board.error.kind != ERROR_NONE)
      text_printf(&bad, "%s: %s", text_string(&typed), board.error.message);
    else if (strstr(printed, "own check") || strstr(printed, "o steps for this"))
      text_printf(&bad, "%s: %.300s", text_string(&typed), printed);
    relations += blackboard_recompute(&board, text_string(&copy), &wrong);
    if (wrong.len > 0) text_printf(&bad, "%s: %s", text_string(&typed), text_string(&wrong));
    if (!last_line_agrees(text_string(&copy), kind->expression))
      text_printf(&bad, "%s: the last line differs", text_string(&typed));
    text_free(&copy);
  }
  if (!tap_ok(bad.len == 0, "%s of %s: %s, %zu lines calculated again", kind->name, words[entries],
              "every check holds", relations))
    tap_note("%s", text_string(&bad));
  text_free(&typed);
  text_free(&wrong);
  text_free(&bad);
}

int main(void) {
  random_seed(&chance, 20);
  blackboard_open(&board, true, false, 1000);
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    try_kind(&kinds[k], WHOLE, 60);
    try_kind(&kinds[k], FRACTIONS, 20);
    try_kind(&kinds[k], DECIMALS, 20);
    try_kind(&kinds[k], COMPUTED, 20);
  }
  tap_ok(compared > 1000, "%zu last lines were compared with plain values", compared);
  /* the judge of lines can say no */
  Text wrong = TEXT_EMPTY;
  size_t seen = blackboard_recompute(&board, "new R2:  4 − 3/2·1 = 7/2\n", &wrong);
  tap_ok(seen == 1 && wrong.len > 0, "a wrong line is found");
  seen = blackboard_recompute(&board, "x = 0.4·0.6667 ≈ 0.2668\n", &wrong);
  tap_ok(seen == 1 && wrong.len > 0, "a line that rounds wrongly is found");
  seen = blackboard_recompute(&board, "because 3/2 ÷ 5/2 = 3/5 and √(25 − 16) = 3\n", &wrong);
  tap_ok(seen == 2 && wrong.len == 0, "right lines pass");
  text_free(&wrong);
  blackboard_close(&board);
  return tap_done();
}
