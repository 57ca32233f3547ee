/* python_template.c -- the NumPy twin of a builtin's record, with the arguments put in.

   The twin is written once, for readers, in terms of the parameters: "np.quantile(x, p, axis=dim -
   1)".  Arguments that were left out take their place in the twin with them; the axis is worked out
   from the shape.  A twin that speaks of other names is a pointer for readers only.  */

#include "config.h"
#include "board/python.h"
#include "lang/interp.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

typedef struct Twin {
  Numpy *np;
  const char *name;
  const Signature *signature;
  const Piece *args;
  size_t count;
  int axis; /* for "dim"; -1: the argument is dropped */
  bool used[MAX_PARAMETERS];
  bool usable;
} Twin;

static bool is_letter(char c) {
  return isalnum((unsigned char)c) || c == '_';
}

static bool is_word_of_python(const char *s, size_t len) {
  static const char *const words[] = {
    "np",         "scipy",    "itertools", "math",      "max",   "len",   "int",  "float", "str",
    "list",       "abs",      "sum",       "True",      "False", "None",  "for",  "in",    "if",
    "else",       "and",      "or",        "not",       "is",    "range", "dict", "all",   "any",
    "isinstance", "callable", "sympy",     "sorted",    "rng",   "re",    "bin",  "hex",   "chr",
    "ord",        "round",    "calendar",  "fractions", "print", "repr",
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == len && strncmp(words[i], s, len) == 0) return true;
  return false;
}

static size_t parameter(const Twin *t, const char *s, size_t len) {
  for (size_t i = 0; i < t->signature->count; i++)
    if (strlen(t->signature->parameters[i].name) == len &&
        strncmp(t->signature->parameters[i].name, s, len) == 0)
      return i;
  return SIZE_MAX;
}

/* The parameter that says along which dimension; mean(x, 2) has it among its options. */
static size_t dimension(const Twin *t) {
  size_t i = parameter(t, "dim", 3);
  return i != SIZE_MAX ? i : parameter(t, "option", 6);
}

/* What a distribution takes for a parameter that was left out. */
static const char *standard_value(const Twin *t, const char *s, size_t len) {
  static const struct {
    const char *family, *name, *value;
  } standards[] = {
    { "logn", "mu", "0" },      { "logn", "sigma", "1" }, { "wbl", "scale", "1" },
    { "wbl", "shape", "1" },    { "gev", "shape", "0" },  { "gev", "scale", "1" },
    { "gev", "location", "0" }, { "gp", "shape", "0" },   { "gp", "scale", "1" },
    { "gp", "location", "0" },  { "unif", "low", "0" },   { "unif", "high", "1" },

  };
  for (size_t i = 0; i < sizeof standards / sizeof *standards; i++)
    if (strncmp(t->name, standards[i].family, strlen(standards[i].family)) == 0 &&
        strlen(standards[i].name) == len && strncmp(standards[i].name, s, len) == 0)
      return standards[i].value;
  return NULL;
}

/* One name at S; *MISSING when it is a parameter that was left out.  Returns its length. */
static size_t put_name(Twin *t, const char *from, const char *s, Text *out, bool *missing) {
  size_t len = 0;
  while (is_letter(s[len])) len++;
  bool keyword = s[len] == '=' && s[len + 1] != '=', attribute = s > from && s[-1] == '.';
  size_t i = parameter(t, s, len);
  bool axis = len == 3 && strncmp(s, "dim", 3) == 0 && strncmp(s + len, " - 1", 4) == 0;
  if (axis && !attribute) {
    if (t->axis < 0)
      *missing = true;
    else
      text_printf(out, "%d", t->axis);
    return len + 4;
  }
  if (!keyword && !attribute && i != SIZE_MAX) {
    if (i >= t->count) {
      const char *standard = standard_value(t, s, len);
      if (standard)
        text_puts(out, standard);
      else
        *missing = true;
      return len;
    }
    t->used[i] = true;
    char before = out->len ? out->data[out->len - 1] : '\0', after = s[len];
    bool alone = (!before || strchr("(=[", before) ||
                  (before == ' ' && (out->len == 1 || out->data[out->len - 2] == ','))) &&
                 (!after || strchr("),]", after));
    text_puts(out, alone ? t->args[i].text : piece_in(t->np, t->args[i], BIND_ATOM));
    return len;
  }
  if (!keyword && !attribute && !isdigit((unsigned char)*s) && !is_word_of_python(s, len))
    t->usable = false;
  text_append(out, s, len);
  return len;
}

/* Up to the closing bracket (or the end): arguments that are missing are taken away. */
static const char *put_arguments(Twin *t, const char *from, const char *s, char close, Text *out) {
  size_t written = 0;
  bool dropped = false;
  for (;;) {
    Text part = TEXT_EMPTY;
    bool missing = false;
    size_t blanks = close ? strspn(s, " ") : 0;
    s += blanks;
    if (written > 0 && blanks) text_putc(&part, ' ');
    size_t lead = part.len;
    while (*s && *s != close && !(close && *s == ',')) {
      if (*s == '\'' || *s == '"') {
        const char *end = strchr(s + 1, *s);
        if (!end) end = s + strlen(s) - 1;
        text_append(&part, s, (size_t)(end - s) + 1);
        s = end + 1;
      } else if (*s == '(' || *s == '[' || *s == '{') {
        char opened = *s, other = opened == '(' ? ')' : opened == '[' ? ']' : '}';
        text_putc(&part, opened);
        s = put_arguments(t, from, s + 1, other, &part);
        text_putc(&part, other);
        if (*s) s++;
      } else if (is_letter(*s)) {
        s += put_name(t, from, s, &part, &missing);
      } else
        text_putc(&part, *s++);
    }
    if (!close && missing) t->usable = false;
    const char *keyword = strchr(text_string(&part), '=');
    bool named = keyword && keyword > part.data && is_letter(keyword[-1]) && keyword[1] != '=';
    dropped |= missing && !named;
    if (missing && *s == close && written == 0) t->usable = false; /* f() would not be meant */
    if (!missing && dropped && !named && part.len > lead) t->usable = false; /* its place moved */
    if (!missing || !close) {
      if (written > 0) text_putc(out, ',');
      text_append(out, text_string(&part), part.len);
      written += part.len > lead;
    }
    text_free(&part);
    if (!*s || *s == close) return s;
    s++; /* the comma */
  }
}

/* How tightly the whole text binds. */
static Binds binding_of(const char *s) {
  Binds b = BIND_ATOM;
  int depth = 0;
  for (const char *c = s; *c; c++) {
    if (*c == '\'' || *c == '"') {
      const char *end = strchr(c + 1, *c);
      if (!end) break;
      c = end;
      continue;
    }
    if (strchr("([{", *c)) depth++;
    if (strchr(")]}", *c)) depth--;
    if (depth > 0) continue;
    Binds here = BIND_ATOM;
    bool exponent = c - s >= 2 && (c[-1] == 'e' || c[-1] == 'E') && isdigit((unsigned char)c[-2]);
    if (strncmp(c, " or ", 4) == 0)
      here = BIND_OR;
    else if (strncmp(c, " and ", 5) == 0)
      here = BIND_AND;
    else if (strncmp(c, "not ", 4) == 0 && c == s)
      here = BIND_NOT;
    else if (strncmp(c, " in ", 4) == 0 || strncmp(c, " is ", 4) == 0 || strchr("<>=", *c))
      here = c[0] == c[1] && c[0] != '=' ? BIND_BIT_OR : BIND_COMPARE;
    else if (strchr("|&^", *c))
      here = BIND_BIT_OR;
    else if ((*c == '+' || *c == '-') && !exponent)
      here = c == s ? BIND_SIGN : BIND_SUM;
    else if (c[0] == '*' && c[1] == '*') {
      here = BIND_POWER;
      c++;
    } else if (strchr("*/@%", *c))
      here = BIND_PRODUCT;
    else if (strncmp(c, "lambda", 6) == 0 || strncmp(c, " if ", 4) == 0)
      here = BIND_LAMBDA;
    if (here < b) b = here;
  }
  return b;
}

/* The first size that is not 1, as reductions choose it. */
static size_t first_long(Value v) {
  for (size_t d = 0; d < value_rank(v); d++)
    if (value_size(v, d) != 1) return d;
  return 0;
}

/* Work out "dim" for the array ARGS[0]; an array of one axis is turned where the other axis is
   meant. */
static void choose_axis(Twin *t, Piece *args) {
  size_t i = dimension(t);
  bool given = i != SIZE_MAX && i < t->count && args[i].value.kind == VALUE_SCALAR;
  t->axis = -1;
  if (!piece_known(args[0])) {
    if (given) t->axis = (int)args[i].value.scalar - 1;
    return;
  }
  size_t d = given ? (size_t)args[i].value.scalar - 1 : first_long(args[0].value);
  if (args[0].rank == 0) return;
  if (args[0].rank == 1) {
    size_t own = piece_is_column(args[0]) ? 0 : 1;
    if (value_count(args[0].value) <= 1) own = d;
    if (d == own) return;
    args[0] = piece_with_axes(t->np, args[0]);
  }
  t->axis = (int)d;
}

/* Entry by entry: the result is as large as the arguments stretched. */
static bool is_entrywise(const Piece *args, size_t count, Value value) {
  if (value.kind == VALUE_NONE) return false;
  for (size_t d = 0; d < value_rank(value); d++) {
    size_t most = 1;
    for (size_t i = 0; i < count; i++) {
      if (args[i].value.kind == VALUE_FUNCTION) continue;
      if (!piece_known(args[i]) || args[i].value.kind > VALUE_FUNCTION) return false;
      size_t own = value_size(args[i].value, d);
      if (own != 1 && own != value_size(value, d)) return false;
      if (own > most) most = own;
    }
    if (most != value_size(value, d)) return false;
  }
  return true;
}

static const char *sizes_text(Numpy *np, const Piece *args, size_t from, size_t count) {
  if (count <= from) return NULL;
  Text t = TEXT_EMPTY;
  if (count == from + 1 && piece_is_scalar(args[from]))
    text_printf(&t, "(%s, %s)", args[from].text, args[from].text);
  else if (count == from + 2 && strcmp(args[from].text, "1") == 0)
    text_puts(&t, args[from + 1].text);
  else if (count == from + 2 && strcmp(args[from + 1].text, "1") == 0)
    text_puts(&t, args[from].text);
  else {
    text_putc(&t, '(');
    for (size_t i = from; i < count; i++)
      text_printf(&t, "%s%s", i > from ? ", " : "", args[i].text);
    text_putc(&t, ')');
  }
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

/* Draws: (m, n), or size=(m, n), is the shape asked for. */
static const char *with_sizes(Numpy *np, const char *twin, const char *sizes) {
  static const char *const forms[] = { ", size=(m, n)", ", size=(r, c)", ", (m, n)", ", (r, c)",
                                       "(m, n)" };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const char *at = strstr(twin, forms[i]);
    if (!at) continue;
    const char *shape = strchr(forms[i], '(');
    bool bare = forms[i] == shape;
    size_t lead = sizes || bare ? (size_t)(shape - forms[i]) : 0;
    if (bare && at[-1] == '(' && !sizes) lead = 0;
    return arena_printf(&np->arena, "%.*s%s%s", (int)((size_t)(at - twin) + lead), twin,
                        sizes ? sizes : "", at + strlen(forms[i]));
  }
  const char *close = strrchr(twin, ')');
  if (!sizes || !close) return twin;
  return arena_printf(&np->arena, "%.*s, size=%s)", (int)(close - twin), twin, sizes);
}

static const char *upper_tail(Numpy *np, const char *twin) {
  const char *at = strstr(twin, ".cdf(");
  if (at) return arena_printf(&np->arena, "%.*s.sf(%s", (int)(at - twin), twin, at + 5);
  at = strstr(twin, "inc(");
  if (!at) return NULL;
  return arena_printf(&np->arena, "%.*sincc(%s", (int)(at - twin), twin, at + 4);
}

static bool is_assignment(const char *s) {
  int depth = 0;
  for (; *s; s++) {
    if (strchr("([{", *s)) depth++;
    if (strchr(")]}", *s)) depth--;
    if (depth == 0 && *s == '=' && s[1] != '=' && !strchr("<>!=", s[-1])) return true;
    if (*s == '=' && s[1] == '=') s++;
  }
  return false;
}

/* NAME stands twice in the twin, not as a keyword or an attribute. */
static bool is_repeated(const char *twin, const char *name) {
  size_t len = strlen(name), found = 0;
  for (const char *s = twin; (s = strstr(s, name)); s += len) {
    bool whole = (s == twin || (!is_letter(s[-1]) && s[-1] != '.')) && !is_letter(s[len]);
    found += whole && !(s[len] == '=' && s[len + 1] != '=');
  }
  return found > 1;
}

/* Whole numbers in, and out what NumPy's whole numbers cannot hold. */
static bool runs_over(Piece x, Value value) {
  View in, out;
  if (x.rank < 1 || !value_view(&x.value, &in) || in.complex || !value_view(&value, &out) ||
      out.complex)
    return false;
  bool whole = true, large = false;
  for (size_t i = 0; i < in.count; i++) whole &= in.data[i] == floor(in.data[i]);
  for (size_t i = 0; i < out.count; i++) large |= isfinite(out.data[i]) && fabs(out.data[i]) > 9e15;
  return whole && large;
}

Piece python_template(Numpy *np, const Node *n, const Builtin *b, const Piece *given, size_t count,
                      Value value) {
  (void)n;
  Piece none = { .value = VALUE_NOTHING };
  const char *twin = b->numpy;
  if (!twin || count > MAX_PARAMETERS) return none;
  const Entry *entry = registry_find(interp_registry(np->call->interp), b->name, strlen(b->name));
  const Signature *sig = &entry->signature;
  Piece args[MAX_PARAMETERS];
  if (count > 0) memcpy(args, given, count * sizeof *args);
  if (sig->variadic && strcmp(sig->parameters[sig->count - 1].name, "sizes") == 0) {
    twin = with_sizes(np, twin, sizes_text(np, args, sig->count - 1, count));
    if (count >= sig->count) count = sig->count - 1;
  }
  if (count > sig->count) return none;
  if (count > 1 && piece_known(args[count - 1]) && value_is_text(args[count - 1].value) &&
      parameter(&(Twin){ .signature = sig }, "tail", 4) != SIZE_MAX) {
    twin = upper_tail(np, twin);
    if (!twin) return none;
    count--;
  }
  const char *comment = strstr(twin, "  # ");
  if (comment) {
    python_comment(np, comment + 4);
    twin = arena_copy(&np->arena, twin, (size_t)(comment - twin));
  }
  if (is_assignment(twin)) return none;
  Twin t = { .np = np,
             .name = b->name,
             .signature = sig,
             .args = args,
             .count = count,
             .axis = -1,
             .usable = true };
  if (count > 0 && strstr(twin, "dim - 1")) choose_axis(&t, args);
  if (count > 1 && is_entrywise(args, count, value)) pieces_align(np, args, count);
  if (b->map && value_is_complex(value) && !value_is_complex(args[0].value)) {
    args[0].text = arena_printf(&np->arena, "%s + 0j", piece_in(np, args[0], BIND_SUM));
    args[0].binds = BIND_SUM;
  }
  if (count > 0 && runs_over(args[0], value)) {
    args[0].text = arena_printf(&np->arena, "%s.astype(float)", piece_in(np, args[0], BIND_ATOM));
    args[0].binds = BIND_ATOM;
  }
  for (size_t i = 0; i < count; i++)
    if (is_repeated(twin, sig->parameters[i].name))
      args[i] = python_named(np, args[i], sig->parameters[i].name);
  bool widened = false;
  for (size_t i = 0; i < count; i++) {
    ParameterKind kind = sig->parameters[i].kind;
    bool matrix = kind == PARAMETER_MATRIX || kind == PARAMETER_SQUARE;
    if (matrix && args[i].rank == 0 && piece_known(args[i])) {
      args[i].text = arena_printf(&np->arena, "np.array([[%s]])", args[i].text);
      args[i].binds = BIND_ATOM;
      widened = true;
    }
    if (matrix && args[i].rank == 1 && piece_known(args[i])) {
      args[i] = piece_with_axes(np, args[i]);
      widened = true;
    }
    if (kind != PARAMETER_CELL && args[i].value.kind == VALUE_CELL) return none;
    bool text = piece_known(args[i]) && value_is_text(args[i].value);
    if (text && kind != PARAMETER_STRING &&
        (strncmp(twin, "np.", 3) == 0 || strncmp(twin, "scipy.", 6) == 0))
      return none;
  }
  Text out = TEXT_EMPTY;
  put_arguments(&t, twin, twin, '\0', &out);
  size_t ending = strlen(".stats()"); /* mean and variance */
  if (out.len > ending && strcmp(text_string(&out) + out.len - ending, ".stats()") == 0)
    text_puts(&out, "[0]");
  for (size_t i = 0; i < count; i++)
    t.usable &= t.used[i] || (i > 0 && i == dimension(&t) && piece_is_scalar(args[i]));
  Piece p = none;
  if (t.usable && out.len > 0) {
    const char *s = text_string(&out);
    if (widened && axes_of(value) == 1 && !strstr(s, "@"))
      p = piece_new(np, BIND_ATOM, value_retain(value), "%s.ravel()", s);
    else
      p = piece_new(np, binding_of(s), value_retain(value), "%s", s);
    if (!piece_known(p) && count > 0 && b->map) p.rank = args[0].rank;
  }
  text_free(&out);
  return p;
}
