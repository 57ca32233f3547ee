/* linear_vector.c -- two vectors: dot, norm, cross, projection, angle.  */

#include "config.h"
#include "board/explainers.h"
#include "board/linear.h"
#include "board/roots.h"

#include <math.h>
#include <string.h>

enum { LONGEST = 20 };

enum {
  MULTIPLY_AND_ADD,
  SQUARES,
  ROOT,
  SIZES,
  LARGEST,
  POWERS,
  POWER_ROOT,
  CROSS,
  CROSS_CHECK,
  SHADOW,
  SHARE,
  SCALE,
  REST,
  LENGTHS,
  COSINE,
  ANGLE
};
static const Move moves[] = {
  [MULTIPLY_AND_ADD] = { "dot.sum", "Multiply entry by entry and add.", NULL, NULL,
                         RELATION_EQUAL },
  [SQUARES] = { "norm.squares", "Square every entry and add.", NULL, NULL, RELATION_EQUAL },
  [ROOT] = { "norm.root", "The length is the root of that.", NULL, NULL, RELATION_EQUAL },
  [SIZES] = { "norm.sizes", "Add the sizes of the entries.", NULL, NULL, RELATION_EQUAL },
  [LARGEST] = { "norm.largest", "Take the largest size of an entry.", NULL, NULL, RELATION_EQUAL },
  [POWERS] = { "norm.powers", "The sizes of the entries to the power {p}, added.", NULL, NULL,
               RELATION_EQUAL },
  [POWER_ROOT] = { "norm.power_root", "The root number {p} of that.", NULL, NULL, RELATION_EQUAL },
  [CROSS] = { "cross.entries", "Each entry leaves its own row out.", NULL, NULL, RELATION_EQUAL },
  [CROSS_CHECK] = { "cross.check", "Check: it is perpendicular to both.", NULL, NULL,
                    RELATION_PERPENDICULAR },
  [SHADOW] = { "proj.dots", "Two dot products.", NULL, NULL, RELATION_EQUAL },
  [SHARE] = { "proj.share", "How many times {b} the shadow is.", "({a}·{b})/({b}·{b})", NULL,
              RELATION_EQUAL },
  [SCALE] = { "proj.scale", "That many times {b}.", NULL, NULL, RELATION_PARALLEL },
  [REST] = { "proj.rest", "Check: what is left of {a} is perpendicular to {b}.", NULL, NULL,
             RELATION_PERPENDICULAR },
  [LENGTHS] = { "angle.lengths", "The dot product and both lengths.", NULL, NULL, RELATION_EQUAL },
  [COSINE] = { "angle.cosine", "The cosine of the angle.", "cos θ = u·v ÷ (‖u‖·‖v‖)", NULL,
               RELATION_EQUAL },
  [ANGLE] = { "angle.angle", "The angle with that cosine.", NULL, NULL, RELATION_EQUAL },
};

/* "2·1 + 1·3 = 5" */
static Equation products(Steps *s, const Exact *u, const Exact *v) {
  size_t n = u->rows * u->columns;
  Number numbers[2 * LONGEST];
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < n; k++) {
    text_printf(&pattern, k == 0 ? "{0}·{1*}" : "{%zu+}·{%zu*}", 2 * k, 2 * k + 1);
    numbers[2 * k] = u->at[k];
    numbers[2 * k + 1] = v->at[k];
  }
  Equation q = steps_equation(s, text_string(&pattern), numbers, exact_inner(u, v));
  text_free(&pattern);
  return q;
}

static Equation squares(Steps *s, const Exact *u) {
  Text pattern = TEXT_EMPTY;
  size_t n = u->rows * u->columns;
  for (size_t k = 0; k < n; k++) text_printf(&pattern, k == 0 ? "{0*}²" : " + {%zu*}²", k);
  Equation q = steps_equation(s, text_string(&pattern), u->at, exact_inner(u, u));
  text_free(&pattern);
  return q;
}

static bool fits(Steps *s, const Exact *a) {
  return a->rows * a->columns <= LONGEST ||
         steps_refuse(s, "the board has room for twenty numbers");
}

static const Exact *column(Steps *s, const Exact *a) {
  return a->columns == 1 ? a : exact_transpose(&s->arena, a);
}

static bool pair(Steps *s, const Subject *subject, const Exact **u, const Exact **v) {
  *u = subject_vector(s, subject, 0);
  *v = *u ? subject_vector(s, subject, 1) : NULL;
  if (!*v || !fits(s, *u)) return false;
  *u = column(s, *u);
  *v = column(s, *v);
  return (*u)->rows == (*v)->rows || steps_refuse(s, "the vectors must have the same length");
}

/* What rounding errors of sums of products are small against. */
static double size_of_arguments(Steps *s, const Subject *subject) {
  double most = 0, product = 1;
  for (size_t i = 0; i < subject->count && i < 2; i++) {
    const Exact *a = exact_of(&s->arena, subject->args[i]);
    double size = a ? exact_largest(a) : 1;
    most = fmax(most, size);
    product *= size;
  }
  return fmax(most, product);
}

static void claim_value(Steps *s, const Subject *subject, const Exact *result) {
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (!plain) return;
  Exact *shaped = exact_copy(&s->arena, plain);
  shaped->rows = result->rows;
  shaped->columns = result->columns;
  if (plain->rows * plain->columns == result->rows * result->columns)
    steps_claim_beside(s, s->root, side_of(result), side_of(shaped),
                       side_number(s, number_double(size_of_arguments(s, subject))));
}

static const Exact *single(Steps *s, Number n) {
  Exact *a = exact_new(&s->arena, 1, 1);
  a->at[0] = n;
  return a;
}

static bool explain_dot(Steps *s, const Subject *subject) {
  const Exact *u, *v;
  if (!pair(s, subject, &u, &v)) return false;
  s->title = steps_printf(s, "The dot product of %s and %s", subject_name(subject, 0, "u"),
                          subject_name(subject, 1, "v"));
  BoardStep *step = steps_add(s, s->root, &moves[MULTIPLY_AND_ADD], 0);
  Number dot = exact_inner(u, v);
  steps_row(s, step, "%s", equation_text(s, products(s, u, v)));
  step->brief = equation_text(s, products(s, u, v));
  steps_claim_solves(s, step, side_of(exact_transpose(&s->arena, u)), side_of(v),
                     side_number(s, dot));
  s->note = number_sign(dot) == 0  ? "It is 0: the vectors are perpendicular."
            : number_sign(dot) > 0 ? "It is positive: the angle between them is less than 90°."
                                   : "It is negative: the angle between them is more than 90°.";
  claim_value(s, subject, single(s, dot));
  return true;
}

static bool norm_by_sizes(Steps *s, const Subject *subject, const Exact *u, bool largest) {
  Number result = number_whole(0), sizes[LONGEST];
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < u->rows; k++) {
    sizes[k] = number_sign(u->at[k]) < 0 ? number_negate(u->at[k]) : u->at[k];
    text_printf(&pattern, k == 0 ? "{0}" : "{%zu+}", k);
    if (!largest)
      result = number_add(result, sizes[k]);
    else if (number_value(sizes[k]) > number_value(result))
      result = sizes[k];
  }
  s->title = steps_printf(s, "The %s of %s", largest ? "maximum norm" : "sum norm",
                          subject_name(subject, 0, "u"));
  BoardStep *step = steps_add(s, s->root, &moves[largest ? LARGEST : SIZES], 0);
  step->brief = largest ? steps_printf(s, "largest size %s", steps_number(s, result))
                        : equation_text(s, steps_equation(s, text_string(&pattern), sizes, result));
  steps_row(s, step, "%s", step->brief);
  text_free(&pattern);
  claim_value(s, subject, single(s, result));
  return true;
}

/* The norm of a power P, 3 or more. */
static bool norm_by_powers(Steps *s, const Subject *subject, const Exact *u, int64_t p) {
  Number sum = number_whole(0), sizes[LONGEST];
  const char *raised = steps_raised(s, p);
  Text pattern = TEXT_EMPTY;
  for (size_t k = 0; k < u->rows; k++) {
    sizes[k] = number_sign(u->at[k]) < 0 ? number_negate(u->at[k]) : u->at[k];
    Number power;
    if (!number_power(sizes[k], number_whole(p), &power))
      power = number_double(pow(number_value(sizes[k]), (double)p));
    sum = number_add(sum, power);
    text_printf(&pattern, "%s{%zu*}%s", k == 0 ? "" : " + ", k, raised);
  }
  s->title = steps_printf(s, "The norm %lld of %s", (long long)p, subject_name(subject, 0, "u"));
  BoardStep *step = steps_add(s, s->root, &moves[POWERS], 0);
  steps_bind(s, step, "p", steps_printf(s, "%lld", (long long)p));
  step->brief = equation_text(s, steps_equation(s, text_string(&pattern), sizes, sum));
  text_free(&pattern);
  steps_row(s, step, "%s", step->brief);
  double length = pow(number_value(sum), 1 / (double)p);
  step = steps_add(s, s->root, &moves[POWER_ROOT], 0);
  steps_bind(s, step, "p", steps_printf(s, "%lld", (long long)p));
  Number shown = exact_number(length);
  step->brief = steps_printf(s, "%s^(1/%lld) %s %s", steps_factor(s, sum), (long long)p,
                             number_is_whole(shown) ? "=" : "≈", steps_decimal(s, length));
  steps_row(s, step, "%s", step->brief);
  steps_claim(s, step, RELATION_EQUAL, side_number(s, sum),
              side_number(s, number_double(pow(length, (double)p))));
  claim_value(s, subject, single(s, number_double(length)));
  return true;
}

static bool is_word(Value v, const char *word) {
  Text text = TEXT_EMPTY;
  value_append_text(v, &text);
  bool same = strcmp(text_string(&text), word) == 0;
  text_free(&text);
  return same;
}

static bool explain_norm(Steps *s, const Subject *subject) {
  const Exact *u = subject_matrix(s, subject, 0);
  if (!u || !fits(s, u)) return false;
  bool vector = u->rows == 1 || u->columns == 1, frobenius = false;
  if (subject->count == 2 && vector) {
    Value how = subject->args[1];
    bool sum = how.kind == VALUE_SCALAR && how.scalar == 1;
    frobenius = value_is_string(how) && is_word(how, "fro");
    if (sum || (how.kind == VALUE_SCALAR && how.scalar > 0 && isinf(how.scalar)) ||
        (value_is_string(how) && (is_word(how, "inf") || is_word(how, "Inf"))))
      return norm_by_sizes(s, subject, column(s, u), !sum);
    if (!frobenius && how.kind == VALUE_SCALAR && how.scalar > 2 && how.scalar <= 9 &&
        how.scalar == floor(how.scalar))
      return norm_by_powers(s, subject, column(s, u), (int64_t)how.scalar);
    if (!frobenius && (how.kind != VALUE_SCALAR || how.scalar != 2))
      return steps_refuse(s,
                          "there are steps for the norms 1, 2, Inf, 'fro' and whole powers to 9");
  } else if (subject->count == 2)
    frobenius = value_is_string(subject->args[1]) && is_word(subject->args[1], "fro");
  if (!vector && !frobenius) return false; /* the norms of matrices have their own steps */
  Number sum = exact_inner(u, u);
  s->title = steps_printf(s,
                          vector ? "The length of %s"
                                 : "The Frobenius norm of %s\tthe length of all entries in a row",
                          subject_name(subject, 0, vector ? "u" : "A"));
  BoardStep *step = steps_add(s, s->root, &moves[SQUARES], 0);
  const char *line = equation_text(s, squares(s, u));
  steps_row(s, step, "%s", line);
  step->brief = line;
  steps_claim(s, step, RELATION_EQUAL, side_number(s, sum), side_number(s, exact_inner(u, u)));
  step = steps_add(s, s->root, &moves[ROOT], 0);
  double length = sqrt(number_value(sum));
  line = root_line_text(s, sum);
  steps_row(s, step, "%s", line);
  step->brief = line;
  steps_claim(s, step, RELATION_EQUAL, side_number(s, sum),
              side_number(s, number_double(length * length)));
  s->result = vector ? steps_printf(s, "‖%s‖ = %s", subject_name(subject, 0, "u"), line)
                     : steps_printf(s, "norm = %s", line);
  claim_value(s, subject, single(s, number_double(length)));
  return true;
}

static bool explain_cross(Steps *s, const Subject *subject) {
  const Exact *u, *v;
  if (!pair(s, subject, &u, &v)) return false;
  if (u->rows != 3) return steps_refuse(s, "the cross product is for vectors of three numbers");
  s->title = steps_printf(s, "The cross product of %s and %s", subject_name(subject, 0, "u"),
                          subject_name(subject, 1, "v"));
  BoardStep *step = steps_add(s, s->root, &moves[CROSS], 0);
  Exact *w = exact_new(&s->arena, 3, 1);
  for (size_t k = 0; k < 3; k++) {
    size_t i = (k + 1) % 3, j = (k + 2) % 3;
    Number n[] = { u->at[i], v->at[j], u->at[j], v->at[i] };
    w->at[k] = exact_subtract(number_multiply(n[0], n[1]), number_multiply(n[2], n[3]));
    Equation q = steps_equation(s, "{0}·{1*} − {2!}·{3*}", n, w->at[k]);
    steps_row(s, step, "u%zu·v%zu − u%zu·v%zu\t=\v%s\v%s\v%s", i + 1, j + 1, j + 1, i + 1, q.left,
              q.sign, q.right);
  }
  step->brief = steps_vector(s, w);
  step = steps_add(s, s->root, &moves[CROSS_CHECK], 1);
  steps_row(s, step, "with u:\t%s ✓", equation_text(s, products(s, w, u)));
  steps_row(s, step, "with v:\t%s ✓", equation_text(s, products(s, w, v)));
  steps_claim(s, step, RELATION_PERPENDICULAR, side_of(u), side_of(w));
  steps_claim(s, step, RELATION_PERPENDICULAR, side_of(v), side_of(w));
  s->result = steps_printf(s, "%s × %s = %s", subject_name(subject, 0, "u"),
                           subject_name(subject, 1, "v"), steps_vector(s, w));
  claim_value(s, subject, w);
  return true;
}

static BoardStep *about(Steps *s, int move, const char *a, const char *b) {
  BoardStep *step = steps_add(s, s->root, &moves[move], move == REST);
  steps_bind(s, step, "a", a);
  steps_bind(s, step, "b", b);
  return step;
}

static bool explain_projection(Steps *s, const Subject *subject) {
  const Exact *u, *v;
  bool line = value_size(subject->args[1], 0) == 1 || value_size(subject->args[1], 1) == 1;
  if (!line) return false; /* onto the columns of a matrix */
  if (!pair(s, subject, &u, &v)) return false;
  if (exact_is_zero(exact_inner(v, v))) return steps_refuse(s, "there is no direction in 0");
  const char *a = subject_name(subject, 0, "a"), *b = subject_name(subject, 1, "b");
  s->title = steps_printf(s, "The shadow of %s on the line along %s", a, b);
  BoardStep *step = about(s, SHADOW, a, b);
  Number dots[] = { exact_inner(u, v), exact_inner(v, v) };
  steps_row(s, step, "%s·%s =\v%s", a, b, equation_text(s, products(s, u, v)));
  steps_row(s, step, "%s·%s =\v%s", b, b, equation_text(s, products(s, v, v)));
  steps_claim_solves(s, step, side_of(exact_transpose(&s->arena, u)), side_of(v),
                     side_number(s, dots[0]));
  step->brief = steps_printf(s, "%s·%s = %s, %s·%s = %s", a, b, steps_number(s, dots[0]), b, b,
                             steps_number(s, dots[1]));
  step = about(s, SHARE, a, b);
  Number share = number_divide(dots[0], dots[1]);
  step->brief = equation_text(s, steps_equation(s, "{0} ÷ {1}", dots, share));
  steps_row(s, step, "%s", step->brief);
  steps_claim_solves(s, step, side_number(s, dots[1]), side_number(s, share),
                     side_number(s, dots[0]));
  step = about(s, SCALE, a, b);
  const Exact *p = exact_scaled(&s->arena, share, v);
  step->brief = steps_printf(s, "%s·%s %s %s", steps_number(s, share), steps_vector(s, v),
                             s->decimals ? "≈" : "=", steps_vector(s, p));
  steps_row(s, step, "%s", step->brief);
  if (!exact_is_zero(share)) steps_claim(s, step, RELATION_PARALLEL, side_of(v), side_of(p));
  const Exact *rest = exact_copy(&s->arena, u);
  for (size_t k = 0; k < u->rows; k++) rest->at[k] = exact_subtract(u->at[k], p->at[k]);
  step = about(s, REST, a, b);
  steps_row(s, step, "%s − shadow %s %s", a, s->decimals ? "≈" : "=", steps_vector(s, rest));
  if (!s->decimals) steps_row(s, step, "%s ✓", equation_text(s, products(s, rest, v)));
  double size = sqrt(number_value(exact_inner(u, u))) * sqrt(number_value(dots[1]));
  steps_claim_beside(s, step, side_number(s, exact_inner(rest, v)), side_number(s, number_whole(0)),
                     side_number(s, number_double(1e-4 * size)));
  s->result = steps_printf(s, "shadow = %s", steps_vector_both(s, p));
  claim_value(s, subject, p);
  return true;
}

/* Both lengths and what the cosine is made of; false for 0, which has no direction. */
static bool cosine_steps(Steps *s, const Exact *u, const Exact *v, double *cosine) {
  Number uv = exact_inner(u, v), uu = exact_inner(u, u), vv = exact_inner(v, v);
  if (exact_is_zero(uu) || exact_is_zero(vv)) return steps_refuse(s, "0 has no direction");
  BoardStep *step = steps_add(s, s->root, &moves[LENGTHS], 0);
  steps_row(s, step, "u·v =\v%s", equation_text(s, products(s, u, v)));
  steps_row(s, step, "u·u =\v%s", equation_text(s, squares(s, u)));
  steps_row(s, step, "v·v =\v%s", equation_text(s, squares(s, v)));
  step->brief = steps_printf(s, "u·v = %s, u·u = %s, v·v = %s", steps_number(s, uv),
                             steps_number(s, uu), steps_number(s, vv));
  steps_claim_solves(s, step, side_of(exact_transpose(&s->arena, u)), side_of(v),
                     side_number(s, uv));
  *cosine = number_value(uv) / sqrt(number_value(uu)) / sqrt(number_value(vv));
  step = steps_add(s, s->root, &moves[COSINE], 0);
  Number parts[] = { uv, uu, vv };
  const char *pattern = "{0} ÷ (√{1*}·√{2*})";
  Root root;
  bool written = !s->decimals && root_square(number_multiply(uu, vv), &root) &&
                 root_divide(root_number(uv), root, &root);
  if (s->decimals)
    step->brief = equation_text(s, steps_equation(s, pattern, parts, number_double(*cosine)));
  else if (written)
    step->brief =
        steps_printf(s, "%s = %s", steps_format(s, pattern, parts), root_text_both(s, root));
  else
    step->brief =
        steps_printf(s, "%s ≈ %s", steps_format(s, pattern, parts), steps_decimal(s, *cosine));
  steps_row(s, step, "%s", step->brief);
  /* c²·(u·u)·(v·v) = (u·v)², in lengths of 1 */
  double squared = number_value(uv) / number_value(uu) * (number_value(uv) / number_value(vv));
  steps_claim_beside(s, step, side_number(s, number_double(*cosine * *cosine)),
                     side_number(s, number_double(squared)), side_number(s, number_whole(1)));
  return true;
}

static bool explain_angle(Steps *s, const Subject *subject) {
  const Exact *u, *v;
  double cosine;
  if (!pair(s, subject, &u, &v)) return false;
  if (value_size(subject->args[0], 0) == 1)
    return steps_refuse(s, "subspace() is about columns: the rows here are numbers to it");
  s->title = steps_printf(s, "The angle between %s and %s", subject_name(subject, 0, "u"),
                          subject_name(subject, 1, "v"));
  if (!cosine_steps(s, u, v, &cosine)) return false;
  double angle = acos(fmax(-1, fmin(1, cosine)));
  BoardStep *step = steps_add(s, s->root, &moves[ANGLE], 0);
  step->brief = steps_printf(s, "θ = acos(%s) ≈ %s, which is %s°", steps_digits(s, cosine, 6),
                             steps_decimal(s, angle), steps_decimal(s, angle * 180 / acos(-1)));
  steps_row(s, step, "%s", step->brief);
  steps_claim_beside(s, step, side_number(s, number_double(cos(angle))),
                     side_number(s, number_double(fmax(-1, fmin(1, cosine)))),
                     side_number(s, number_whole(1)));
  s->result = steps_printf(s, "θ ≈ %s", steps_decimal(s, angle));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  bool acute = cosine < 0;
  if (acute) s->note = "subspace() answers with the angle of the lines, at most 90°.";
  if (plain && !acute)
    steps_claim(s, s->root, RELATION_EQUAL, side_number(s, number_double(1 + cosine)),
                side_number(s, number_double(1 + cos(number_value(plain->at[0])))));
  return true;
}

static bool explain_cosine(Steps *s, const Subject *subject) {
  const Exact *u, *v;
  double cosine;
  if (!pair(s, subject, &u, &v)) return false;
  s->title = steps_printf(s, "The cosine similarity of %s and %s\tthe cosine of their angle",
                          subject_name(subject, 0, "u"), subject_name(subject, 1, "v"));
  if (!cosine_steps(s, u, v, &cosine)) return false;
  s->note = cosine > 1 - 1e-12    ? "1: they point the same way; their lengths do not count."
            : cosine < -1 + 1e-12 ? "−1: they point opposite ways; their lengths do not count."
            : fabs(cosine) < 1e-12
                ? "0: they are perpendicular; one says nothing about the other."
                : steps_printf(s, "The angle is about %s°; the lengths do not count.",
                               steps_digits(s, acos(cosine) * 180 / acos(-1), 4));
  const Exact *plain = exact_computed(&s->arena, subject->value);
  if (plain)
    steps_claim_beside(s, s->root, side_number(s, number_double(cosine)), side_of(plain),
                       side_number(s, number_whole(1)));
  return true;
}

const Explainer linear_vector_explainers[] = {
  { "dot", 2, 2, explain_dot },
  { "norm", 1, 2, explain_norm },
  { "cross", 2, 2, explain_cross },
  { "project", 2, 2, explain_projection },
  { "subspace", 2, 2, explain_angle },
  { "cossim", 2, 2, explain_cosine },
  { 0 },
};
