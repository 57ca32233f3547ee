/* judge_antiderivative.c -- the author gives f; the learner's F is right when its derivative is f.

   F is derived by dual numbers where it is made of elementary functions, else by differences.  One
   extra letter may stand for the constant; it is sampled like a variable, so that it may not touch
   the derivative.  */

#include "config.h"
#include "lang/parse.h"
#include "learn/dual.h"
#include "learn/judge_parts.h"
#include "learn/slips.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct Primitive {
  Judging *j;
  const char **names;   /* of f, and the constant behind them */
  size_t count;         /* without the constant */
  size_t variable;      /* with respect to which */
  const char *constant; /* the extra letter, or NULL */
  const Node *tree;     /* of the learner's F */
  Value function;
  Scope *scope;
  Sampler *f;
} Primitive;

static const double constants[] = { 1.3, 0.7, 2.1, 3.4, 0.25, 5.5, 1.9 };
enum { CONSTANTS = sizeof constants / sizeof *constants };

/* ------------------------------------------------------------------ the derivative of F */

static void with_constant(const Primitive *p, const double *x, size_t i, double *out) {
  memcpy(out, x, p->count * sizeof *x);
  out[p->count] = constants[i % CONSTANTS];
}

static bool slope_by_differences(Primitive *p, const double *at, size_t variable, Dual *out,
                                 double *doubt) {
  double h = 5e-4 * fmax(1, fabs(at[variable])), y[5], x[MOST_NAMES + 1];
  for (int k = -2; k <= 2; k++) {
    memcpy(x, at, (p->count + 1) * sizeof *x);
    x[variable] += k * h;
    Value args[MOST_NAMES + 1], result;
    Error error = { 0 };
    for (size_t i = 0; p->names[i]; i++) args[i] = value_scalar(x[i]);
    size_t count = p->count + (p->constant != NULL);
    if (!interp_call(p->j->in, p->function, args, count, &result, &error)) return false;
    y[k + 2] = result.kind == VALUE_SCALAR ? result.scalar : NAN;
    value_release(result);
  }
  double inner = (y[3] - y[1]) / (2 * h), outer = (y[4] - y[0]) / (4 * h);
  *out = (Dual){ y[2], (4 * inner - outer) / 3 };
  *doubt = fabs(inner - outer) * 1e-2 + 1e-9 * fabs(out->slope);
  return true;
}

static void derive(Primitive *p, const double *at, size_t variable, Dual *out, double *doubt) {
  Dual moved;
  double x[MOST_NAMES + 1];
  *out = (Dual){ NAN, NAN };
  *doubt = 0;
  if (!dual_evaluate(p->tree, p->names, at, variable, p->scope, out)) {
    if (!slope_by_differences(p, at, variable, out, doubt)) *out = (Dual){ NAN, NAN };
    return;
  }
  *doubt = 0x1p-50 * fabs(out->slope);
  for (size_t k = 0; k < p->count; k++) {
    memcpy(x, at, (p->count + 1) * sizeof *x);
    x[k] *= 1 + 0x1p-46;
    if (x[k] != at[k] && dual_evaluate(p->tree, p->names, x, variable, p->scope, &moved) &&
        isfinite(moved.slope))
      *doubt += fabs(moved.slope - out->slope);
  }
}

static void slope_at(void *self, const double *x, size_t i, double *y, double *doubt) {
  Primitive *p = self;
  double at[MOST_NAMES + 1];
  Dual d;
  with_constant(p, x, i, at);
  derive(p, at, p->variable, &d, doubt);
  *y = isfinite(d.value) ? d.slope : NAN;
}

static void value_at(void *self, const double *x, size_t i, double *y, double *doubt) {
  Primitive *p = self;
  double at[MOST_NAMES + 1];
  Dual d;
  with_constant(p, x, i, at);
  at[p->count] = 0; /* f + C is f all the same */
  derive(p, at, p->variable, &d, doubt);
  *y = d.value;
  *doubt = 0x1p-40 * fabs(d.value);
}

/* ------------------------------------------------------------------ the constant */

/* Whether it moves F everywhere the same way: + C, - C, log(k x), but not C - C. */
static bool constant_counts(Primitive *p) {
  int sign = 0;
  size_t seen = 0;
  for (size_t i = 0; i < sampler_count(p->f); i++) {
    double at[MOST_NAMES + 1], doubt;
    Dual d;
    if (!sampler_usable(p->f, i)) continue;
    with_constant(p, sampler_point(p->f, i), i, at);
    derive(p, at, p->count, &d, &doubt);
    if (isnan(d.value) || isnan(d.slope)) continue;
    int own = (d.slope > 0) - (d.slope < 0);
    if (own == 0 || (sign != 0 && own != sign)) return false;
    sign = own;
    seen++;
  }
  return seen > 0;
}

static bool is_listed(const char *const *names, const char *word, bool exactly) {
  for (; *names; names++)
    if ((exactly ? strcmp : strcasecmp)(*names, word) == 0) return true;
  return false;
}

/* Whether WORD may stand for the constant: a letter that means nothing else. */
static bool may_be_constant(Primitive *p, const char *word) {
  size_t len = strlen(word);
  bool letter =
      len == 1 || (len == 2 && isdigit((unsigned char)word[1])) || strcmp(word, "const") == 0;
  if (!letter || strchr("eij", *word) || is_listed(p->names, word, false)) return false;
  Value v = scope_get(p->j->question->scope, word);
  bool drawn = v.kind != VALUE_NONE;
  value_release(v);
  if (drawn || registry_find(interp_registry(p->j->in), word, len)) return false;
  if (strchr("cCkK", *word)) return true;
  v = scope_get(p->scope, word);
  bool known = v.kind != VALUE_NONE;
  value_release(v);
  return !known;
}

/* Find it in what was typed; false (not gradable) when there are several. */
static bool find_constant(Primitive *p, const char *s, Arena *arena) {
  while (*s) {
    size_t len = 0;
    while (isalnum((unsigned char)s[len]) || s[len] == '_') len++;
    if (len > 0 && isdigit((unsigned char)*s)) { /* 2C */
      size_t digits = strspn(s, "0123456789");
      s += digits, len -= digits;
      if (len == 0) continue;
    }
    const char *word = len > 0 ? arena_copy(arena, s, len) : "";
    if (len > 0 && (!p->constant || strcmp(p->constant, word) != 0) && may_be_constant(p, word)) {
      if (p->constant) {
        judge_ungradable(p->j, "One constant is enough, but `%s` and `%s` are there.", p->constant,
                         word);
        return false;
      }
      p->constant = word;
    }
    s += len ? len : 1;
  }
  if (p->constant) p->names[p->count] = p->constant;
  return true;
}

/* ------------------------------------------------------------------ the verdict */

/* One factor between the derivative and f: the inner derivative was forgotten. */
static bool constant_factor(Primitive *p, double *factor) {
  size_t seen = 0;
  *factor = NAN;
  for (size_t i = 0; i < sampler_count(p->f); i++) {
    double y, doubt;
    if (!sampler_usable(p->f, i)) continue;
    slope_at(p, sampler_point(p->f, i), i, &y, &doubt);
    double t = sampler_model(p->f, i);
    if (isnan(y)) return false;
    if (fabs(t) < 1e-6) continue;
    if (isnan(*factor)) *factor = y / t;
    if (fabs(y - *factor * t) > 1e-6 * fabs(y) + 8 * doubt) return false;
    seen++;
  }
  return seen >= 6 && isfinite(*factor) && fabs(*factor) > 1e-6;
}

static bool agrees(Primitive *p, void (*at)(void *, const double *, size_t, double *, double *),
                   Twist twist) {
  Error error;
  const Given given = { .at = at, .self = p };
  return sampler_compare_with(p->f, &given, twist, 1e-6, NULL, &error) == AGREE;
}

static bool author_slip(Primitive *p, Arena *arena) {
  Judging *j = p->j;
  for (size_t i = 0; i < j->part->slip_count; i++) {
    Error error = { 0 };
    Primitive wrong = *p;
    wrong.tree = parse_expression_text(j->part->slips[i].value.text, arena, &error);
    bool hit = wrong.tree != NULL;
    size_t seen = 0;
    wrong.scope = j->question->scope;
    for (size_t k = 0; hit && k < sampler_count(p->f); k++) {
      double y, w, doubt, other;
      if (!sampler_usable(p->f, k)) continue;
      slope_at(p, sampler_point(p->f, k), k, &y, &doubt);
      slope_at(&wrong, sampler_point(p->f, k), k, &w, &other);
      if (isnan(y) && isnan(w)) continue;
      hit = fabs(y - w) <= 1e-6 * fmax(fabs(y), fabs(w)) + 1e-12 + 8 * (doubt + other);
      seen++;
    }
    if (!hit || seen < 6) continue;
    judge_name_slip(j, i);
    return true;
  }
  return false;
}

static void find_slip(Primitive *p, Arena *arena, const Difference *at) {
  Judging *j = p->j;
  double factor;
  if (author_slip(p, arena)) return;
  if (agrees(p, slope_at, TWIST_NEGATE))
    judge_slip(j, slip_sign.name, slip_sign.message);
  else if (agrees(p, value_at, TWIST_NONE))
    judge_slip(j, slip_function.name, slip_function.message);
  else if (agrees(p, value_at, TWIST_DERIVATIVE))
    judge_slip(j, slip_derivative.name, "That is the derivative: an antiderivative is asked.");
  else if (constant_factor(p, &factor)) {
    judge_slip(j, "factor", "");
    text_printf(&j->out->message, "Its derivative is %.4g times what is asked: a factor is wrong.",
                factor);
  } else {
    bool logarithm = at->undefined && judge_uses(p->tree, "log", 3);
    p->names[p->count] = NULL;
    if (at->undefined)
      judge_counterexample(j, p->names, at, 1);
    else {
      text_puts(&j->out->message, "At ");
      for (size_t i = 0; p->names[i]; i++)
        text_printf(&j->out->message, "%s%s = %.4g", i ? ", " : "", p->names[i], at->at[i]);
      text_printf(&j->out->message, " the derivative of yours is %.6g", at->given);
      if (!j->question->quiz) text_printf(&j->out->message, ", expected %.6g", at->model);
      text_putc(&j->out->message, '.');
    }
    if (logarithm)
      text_puts(&j->out->message, " The integrand lives there, too: write `log(abs(x))`.");
  }
}

static void show(Primitive *p, Text *out) {
  size_t shown = 0;
  for (size_t i = 0; i < sampler_count(p->f) && shown < 4; i += 3) {
    double y, doubt;
    const double *x = sampler_point(p->f, i);
    if (!sampler_usable(p->f, i)) continue;
    slope_at(p, x, i, &y, &doubt);
    text_puts(out, "  at ");
    for (size_t v = 0; v < p->count; v++)
      text_printf(out, "%s%s = %.4g", v ? ", " : "", p->names[v], x[v]);
    text_printf(out, ": derivative of yours %.6g, expected %.6g\n", y, sampler_model(p->f, i));
    shown++;
  }
}

static void judge_primitive(Primitive *p, Arena *arena) {
  Judging *j = p->j;
  Difference at = { 0 };
  Error error = { 0 };
  const Given given = { .at = slope_at, .self = p };
  bool required = j->part->constant.text != NULL;
  Agreement agreement = sampler_compare_with(p->f, &given, TWIST_NONE, 1e-6, &at, &error);
  text_printf(&j->out->why,
              "rule:     its derivative in %s is %s at %zu points, to a relative 1e-06\n"
              "yours:    %s\n",
              p->names[p->variable], j->part->answer.text, sampler_points(p->f),
              text_string(&j->out->reading));
  show(p, &j->out->why);
  const char *constant = p->names[p->count];
  p->names[p->count] = NULL; /* points are those of f */
  j->out->verdict = VERDICT_WRONG;
  if (agreement == MODEL_UNDEFINED)
    judge_fault(j, "its answer has a value at too few points");
  else if (agreement == GIVEN_UNDEFINED)
    judge_ungradable(j, "This has no real value where the answer has one.");
  else if (agreement == TOO_LONG)
    judge_ungradable(j, "This takes too long to compute. Is there a shorter way to write it?");
  else {
    p->names[p->count] = constant;
    bool counts = p->constant && agreement == AGREE && required ? constant_counts(p) : true;
    if (agreement != AGREE) {
      find_slip(p, arena, &at);
    } else if (required && !p->constant)
      judge_slip(j, slip_constant.name, slip_constant.message);
    else if (!counts)
      text_printf(&j->out->message, "`%s` cancels: it must be able to move the whole function.",
                  p->constant);
    else
      j->out->verdict = VERDICT_RIGHT;
  }
}

/* Which of the names is integrated over: what stands behind wrt, else x, else the first. */
static bool choose_variable(Primitive *p, Arena *arena) {
  const char *subject = p->j->part->subject.text;
  if (!subject) subject = is_listed(p->names, "x", true) || !p->names[0] ? "x" : p->names[0];
  while (p->names[p->count]) p->count++;
  while (p->variable < p->count && strcmp(p->names[p->variable], subject) != 0) p->variable++;
  if (p->variable < p->count) return true;
  if (p->count == MOST_NAMES) return false;
  p->names[p->count++] = arena_copy_string(arena, subject);
  p->names[p->count] = NULL;
  return true;
}

void judge_antiderivative(Judging *j) {
  Arena arena = { 0 };
  Error error = { 0 };
  Primitive p = { .j = j, .function = VALUE_NOTHING };
  const char *typed = j->typed, *equals = strchr(typed, '=');
  if (equals && equals > typed && !strchr("<>=~!", equals[-1])) typed = equals + 1; /* F(x) = */
  const char **names = judge_free_names(j->in, j->question, &arena);
  p.names = arena_new(&arena, (MOST_NAMES + 2) * sizeof *p.names);
  for (size_t i = 0; names[i]; i++) p.names[i] = names[i];
  if (!choose_variable(&p, &arena)) {
    judge_fault(j, "it has too many names");
    arena_free(&arena);
    return;
  }
  p.f = sampler_new(j, j->part->answer.text, p.names, &error);
  p.scope = judge_usable(j);
  if (!p.f)
    judge_fault(j, "`%s`: %s", j->part->answer.text, error.message);
  else if (find_constant(&p, typed, &arena)) {
    p.tree = judge_read_formula(j, typed, p.names, false, &arena);
    if (p.tree && !judge_make_function(j->in, p.scope, text_string(&j->out->reading), p.names,
                                       &p.function, &error))
      judge_failed(j, &error);
    else if (p.tree)
      judge_primitive(&p, &arena);
  }
  value_release(p.function);
  sampler_free(p.f);
  scope_free(p.scope);
  arena_free(&arena);
}
