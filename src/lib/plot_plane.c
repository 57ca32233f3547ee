/* plot_plane.c -- the plane of linear algebra: arrows, maps, the line of a linear classifier.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/plot_models.h"
#include "lib/plotting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARROWS = 12, MOST_NAMED_POINTS = 12, CIRCLE = 97, REACH = 4 };

/* ------------------------------------------------------------------ vecplot */

typedef struct Arrow {
  double x, y;
  const char *name;
} Arrow;

/* The name of a vector: the text behind it, or what was typed, when that is short. */
static const char *arrow_name(Work *w, size_t i) {
  Call *call = w->call;
  if (i + 1 < call->count && value_is_string(call->args[i + 1]))
    return arena_copy_string(&w->arena, call_string(call, i + 1));
  Text typed = TEXT_EMPTY;
  const char *name = NULL;
  if (call_typed(call, i, &typed) && typed.len <= 12)
    name = arena_copy_string(&w->arena, text_string(&typed));
  text_free(&typed);
  return name;
}

/* False with the call failed. */
static bool read_arrows(Work *w, Arrow *arrows, size_t *count) {
  Call *call = w->call;
  *count = 0;
  for (size_t i = 0; i < call->count; i++) {
    if (i > 0 && value_is_string(call->args[i])) continue;
    View v;
    bool numbers = value_view(&call->args[i], &v) && !v.complex && v.element != ELEMENT_CHAR;
    bool pair = numbers && v.count == 2, rows = numbers && v.rank == 2 && view_columns(&v) == 2;
    if (!pair && !rows) {
      Text got = TEXT_EMPTY;
      value_describe(call->args[i], &got);
      call_fail_at(call, i, ERROR_SHAPE, "an arrow is a vector of two numbers, but this is %s",
                   text_string(&got));
      text_free(&got);
      return false;
    }
    size_t n = pair ? 1 : view_rows(&v);
    for (size_t k = 0; k < n; k++) {
      if (*count == MOST_ARROWS) {
        call_fail_at(call, i, ERROR_LIMIT, "at most %d arrows fit into one picture", MOST_ARROWS);
        return false;
      }
      Arrow *a = &arrows[(*count)++];
      *a = (Arrow){ v.data[k], v.data[pair ? 1 : k + n], pair ? arrow_name(w, i) : NULL };
      if (isfinite(a->x) && isfinite(a->y)) continue;
      call_fail_at(call, i, ERROR_DOMAIN, "an arrow needs finite numbers");
      return false;
    }
  }
  return true;
}

/* Room for the arrows and the origin, with the names at their tips. */
static void arrow_range(Panel *p, const Arrow *arrows, size_t count) {
  double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
  for (size_t i = 0; i < count; i++) {
    x0 = fmin(x0, arrows[i].x);
    x1 = fmax(x1, arrows[i].x);
    y0 = fmin(y0, arrows[i].y);
    y1 = fmax(y1, arrows[i].y);
  }
  double span = fmax(fmax(x1 - x0, y1 - y0), 1e-300), room = 0.18 * span;
  panel_xrange(p, x0 - 1.5 * room, x1 + 1.5 * room);
  panel_yrange(p, y0 - room, y1 + room);
}

/* Where one arrow is the sum of two others, their parallelogram shows it. */
static void draw_sums(Panel *p, const Arrow *arrows, size_t count) {
  for (size_t k = 0; k < count; k++)
    for (size_t j = 0; j < count; j++)
      for (size_t i = 0; i < j; i++) {
        const Arrow *a = &arrows[i], *b = &arrows[j], *sum = &arrows[k];
        double off = hypot(a->x + b->x - sum->x, a->y + b->y - sum->y);
        double area = fabs(a->x * b->y - a->y * b->x), size = hypot(sum->x, sum->y);
        if (i == k || j == k || off > 1e-9 * size || area < 1e-6 * size * size) continue;
        double from_x[2] = { a->x, b->x }, from_y[2] = { a->y, b->y };
        double to_x[2] = { sum->x, sum->x }, to_y[2] = { sum->y, sum->y };
        panel_segments(p, from_x, from_y, to_x, to_y, 2,
                       (Style){ .role = ROLE_MUTED, .dash = DASH_LONG });
      }
}

static Value call_vecplot(Call *call) {
  Work w = work_begin(call);
  Arrow arrows[MOST_ARROWS];
  size_t count;
  if (!read_arrows(&w, arrows, &count)) return work_done(&w, VALUE_FAILED);
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  Text words = TEXT_EMPTY;
  panel_axes(p, AXES_ORIGIN);
  panel_equal(p);
  arrow_range(p, arrows, count);
  draw_sums(p, arrows, count);
  text_puts(&words, "Arrows from the origin:");
  for (size_t i = 0; i < count; i++) {
    const Arrow *a = &arrows[i];
    Style s = { .role = role_cycle(i) };
    panel_arrow(p, 0, 0, a->x, a->y, s);
    bool lying = fabs(a->y) < 0.15 * fabs(a->x); /* along the axis and its numbers */
    s.anchor = lying ? ANCHOR_CENTER : a->x < 0 ? ANCHOR_RIGHT : ANCHOR_LEFT;
    s.size = 1.15;
    bool bare = a->name && !strpbrk(a->name, "[]");
    /* Above the side of a parallelogram, which begins at the tip. */
    double lift = a->y > 0 && !lying ? 0.035 * (p->y.high - p->y.low) : 0;
    panel_text(p, a->x, a->y + lift, s, bare ? "%s = (%s, %s)" : "%s(%s, %s)", bare ? a->name : "",
               number_pretty(a->x).text, number_pretty(a->y).text);
    text_printf(&words, "%s %s%s(%s, %s) of length %s at %.3g degrees", i > 0 ? "," : "",
                bare ? a->name : "", bare ? " = " : "", number_plain(a->x).text,
                number_plain(a->y).text, number_plain(hypot(a->x, a->y)).text,
                atan2(a->y, a->x) * 180 / acos(-1));
  }
  text_putc(&words, '.');
  figure_words(f, "%s", text_string(&words));
  text_free(&words);
  return work_done(&w, plotting_show(call, f));
}

/* ------------------------------------------------------------------ linmap */

/* The image of the lines x = K and y = K of the grid. */
static void draw_grid(Panel *p, const double *m) {
  enum { LINES = 2 * (2 * REACH + 1) };
  double x0[LINES], y0[LINES], x1[LINES], y1[LINES];
  for (size_t i = 0; i < LINES; i++) {
    double k = (double)(i / 2) - REACH;
    const double from[2] = { i % 2 ? -REACH : k, i % 2 ? k : -REACH };
    const double to[2] = { i % 2 ? REACH : k, i % 2 ? k : REACH };
    x0[i] = m[0] * from[0] + m[2] * from[1];
    y0[i] = m[1] * from[0] + m[3] * from[1];
    x1[i] = m[0] * to[0] + m[2] * to[1];
    y1[i] = m[1] * to[0] + m[3] * to[1];
  }
  panel_segments(p, x0, y0, x1, y1, LINES,
                 (Style){ .role = ROLE_LIGHT, .tint = 0.5, .width = 0.6 });
}

/* What the matrix M (column by column) makes of the plane. */
static void draw_map(Panel *p, const double *m, double reach, const char *e1, const char *e2) {
  panel_axes(p, AXES_ORIGIN);
  panel_equal(p);
  panel_grid(p, false);
  panel_legend(p, LEGEND_NONE);
  panel_xrange(p, -reach, reach);
  panel_yrange(p, -reach, reach);
  double square_x[] = { 0, m[0], m[0] + m[2], m[2] }, square_y[] = { 0, m[1], m[1] + m[3], m[3] };
  double circle_x[CIRCLE], circle_y[CIRCLE];
  for (size_t i = 0; i < CIRCLE; i++) {
    double turn = 2 * acos(-1) * (double)i / (CIRCLE - 1);
    circle_x[i] = m[0] * cos(turn) + m[2] * sin(turn);
    circle_y[i] = m[1] * cos(turn) + m[3] * sin(turn);
  }
  panel_polygon(p, square_x, square_y, 4, (Style){ .role = ROLE_WARM, .tint = 0.55 });
  draw_grid(p, m);
  panel_line(p, circle_x, circle_y, CIRCLE, (Style){ .role = ROLE_OTHER, .width = 0.9 });
  Style first = { .role = ROLE_ACCENT }, second = { .role = ROLE_GOOD };
  panel_arrow(p, 0, 0, m[0], m[1], first);
  panel_arrow(p, 0, 0, m[2], m[3], second);
  double span = p->y.high - p->y.low;
  plotting_tip(p, 0, 0, m[0], m[1], isnan(span) ? 0 : span, first, e1);
  plotting_tip(p, 0, 0, m[2], m[3], isnan(span) ? 0 : span, second, e2);
}

/* The directions that M keeps: how many, with their factors, the larger first. */
static int kept_directions(const double *m, double v[2][2], double *lambda) {
  double half = (m[0] + m[3]) / 2, root = half * half - (m[0] * m[3] - m[1] * m[2]);
  if (root < 1e-12 * (1 + half * half)) return 0; /* turned, or all alike */
  for (int k = 0; k < 2; k++) {
    lambda[k] = half + (k ? -sqrt(root) : sqrt(root));
    bool first = hypot(m[2], lambda[k] - m[0]) > hypot(lambda[k] - m[3], m[1]);
    double x = first ? m[2] : lambda[k] - m[3], y = first ? lambda[k] - m[0] : m[1];
    double size = hypot(x, y) * (x < 0 || (x == 0 && y < 0) ? -1 : 1);
    v[k][0] = x / size;
    v[k][1] = y / size;
    if (fabs(lambda[k]) < 1e-12) lambda[k] = 0;
  }
  return 2;
}

static void draw_directions(Panel *p, double v[2][2], const double *lambda, int count,
                            double reach) {
  for (int k = 0; k < count; k++) {
    double x[2] = { -3 * reach * v[k][0], 3 * reach * v[k][0] };
    double y[2] = { -3 * reach * v[k][1], 3 * reach * v[k][1] };
    panel_line(p, x, y, 2, (Style){ .role = ROLE_INK, .dash = DASH_LONG, .width = 0.8 });
    double far = 0.9 * reach / fmax(fabs(v[k][0]), fabs(v[k][1])), side = k && v[k][1] > 0 ? -1 : 1;
    double label_x = side * far * v[k][0], label_y = side * far * v[k][1] + 0.1 * reach;
    if (lambda)
      panel_text(p, label_x, label_y,
                 (Style){ .role = ROLE_INK, .anchor = label_x > 0 ? ANCHOR_RIGHT : ANCHOR_LEFT },
                 "λ = %s", number_pretty(lambda[k]).text);
  }
}

static const char *map_kind(double det) {
  return fabs(det) < 1e-12 ? "the plane is flattened onto a line"
         : det < 0         ? "left and right are swapped"
                           : "orientation is kept";
}

static Value call_linmap(Call *call) {
  if (!numeric_is_real(call, 0) || !numeric_is_finite(call, 0)) return VALUE_FAILED;
  View v = call_view(call, 0);
  double part = call_scalar_or(call, 1, 1), m[4], identity[4] = { 1, 0, 0, 1 };
  if (!(part >= 0 && part <= 1))
    return call_fail_at(call, 1, ERROR_DOMAIN, "the part of the way lies between 0 and 1");
  for (int i = 0; i < 4; i++) m[i] = (1 - part) * identity[i] + part * v.data[i];
  double det = m[0] * m[3] - m[1] * m[2], reach = 1.6;
  double corners[] = { m[0], m[1], m[2], m[3], m[0] + m[2], m[1] + m[3] };
  for (size_t i = 0; i < 6; i++) reach = fmax(reach, 1.35 * fabs(corners[i]));
  reach = fmin(reach, 1e6);
  Figure *f = figure_new(1, 2);
  Panel *before = figure_panel(f, 0, 0), *after = figure_panel(f, 0, 1);
  draw_map(before, identity, fmin(reach, REACH), "e₁", "e₂");
  draw_map(after, m, reach, "A e₁", "A e₂");
  double kept[2][2], lambda[2] = { 0, 0 };
  int directions = kept_directions(m, kept, lambda);
  draw_directions(before, kept, NULL, directions, fmin(reach, REACH));
  draw_directions(after, kept, lambda, directions, reach);
  panel_title(before, "before");
  panel_title(after, "after: area × %s, det = %s", number_pretty(fabs(det)).text,
              number_pretty(det).text);
  Text eigen = TEXT_EMPTY;
  for (int k = 0; k < directions; k++)
    text_printf(&eigen, "%s (%s, %s) times %s", k ? "," : "; kept are the directions",
                number_plain(kept[k][0]).text, number_plain(kept[k][1]).text,
                number_plain(lambda[k]).text);
  figure_words(f,
               "The matrix takes e1 to (%s, %s) and e2 to (%s, %s); the unit square becomes a "
               "parallelogram of area %s and the unit circle an ellipse; det = %s: %s%s.",
               number_plain(m[0]).text, number_plain(m[1]).text, number_plain(m[2]).text,
               number_plain(m[3]).text, number_plain(fabs(det)).text, number_plain(det).text,
               map_kind(det), text_string(&eigen));
  text_free(&eigen);
  return plotting_show(call, f);
}

/* ------------------------------------------------------------------ boundary */

typedef struct Classifier {
  double w[2], bias;
  View points, labels;
  size_t count;
  bool labelled;
} Classifier;

static double score(const Classifier *c, size_t i) {
  return c->w[0] * c->points.data[i] + c->w[1] * c->points.data[i + c->count] + c->bias;
}

/* Labels 1 are positive; 0, -1 and false negative. */
static bool is_positive(const Classifier *c, size_t i) {
  return c->labelled ? c->labels.data[i] > 0 : score(c, i) > 0;
}

/* A window with the points, the origin's neighbourhood and a piece of the line. */
static void window(const Classifier *c, double *low, double *high) {
  double size = hypot(c->w[0], c->w[1]);
  for (int d = 0; d < 2; d++) {
    double nearest = -c->bias / size * (c->w[d] / size);
    low[d] = high[d] = nearest;
    for (size_t i = 0; i < c->count; i++) {
      double x = c->points.data[i + (size_t)d * c->count];
      if (!isfinite(x)) continue;
      if (c->count > 2 && low[d] == nearest && high[d] == nearest && i == 0) low[d] = high[d] = x;
      low[d] = fmin(low[d], x);
      high[d] = fmax(high[d], x);
    }
  }
  double span = fmax(high[0] - low[0], high[1] - low[1]);
  if (!(span > 0)) span = 4;
  for (int d = 0; d < 2; d++) {
    double own = fmax(high[d] - low[d], 0.6 * span), middle = (low[d] + high[d]) / 2;
    low[d] = middle - 0.65 * own;
    high[d] = middle + 0.65 * own;
  }
}

static void draw_sides(const Classifier *c, Panel *p, const double *low, const double *high) {
  enum { SIDE = 241 };
  double *z = mem_new(2 * SIDE * SIDE * sizeof *z), *class = z + SIDE * SIDE, zero = 0;
  for (size_t j = 0; j < SIDE; j++)
    for (size_t i = 0; i < SIDE; i++) {
      double x = low[0] + (high[0] - low[0]) * (double)i / (SIDE - 1);
      double y = low[1] + (high[1] - low[1]) * (double)j / (SIDE - 1);
      z[j * SIDE + i] = c->w[0] * x + c->w[1] * y + c->bias;
      class[j * SIDE + i] = z[j * SIDE + i] > 0;
    }
  Grid g = { SIDE, SIDE, low[0], high[0], low[1], high[1], class };
  panel_field(p, g, PALETTE_CLASSES);
  g.z = z;
  panel_contours(p, g, &zero, 1, (Style){ .role = ROLE_INK, .width = 2 });
  free(z);
}

static void draw_points_of(const Classifier *c, Panel *p) {
  double *chosen = mem_new((2 * c->count + 1) * sizeof *chosen);
  for (int positive = 0; positive < 2; positive++) {
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++)
      if (is_positive(c, i) == (positive == 1)) {
        chosen[n] = c->points.data[i];
        chosen[c->count + n++] = c->points.data[i + c->count];
      }
    panel_points(p, chosen, chosen + c->count, n,
                 (Style){ .role = role_cycle((size_t)positive),
                          .marker = positive ? MARKER_TRIANGLE : MARKER_DISC,
                          .size = 1.2 });
  }
  free(chosen);
}

static void name_points(const Classifier *c, Panel *p) {
  if (c->count > MOST_NAMED_POINTS || c->labelled) return;
  for (size_t i = 0; i < c->count; i++) {
    double x = c->points.data[i], y = c->points.data[i + c->count];
    panel_text(p, x, y, (Style){ .role = ROLE_INK, .anchor = ANCHOR_CENTER }, "score %s",
               number_pretty(score(c, i)).text);
  }
}

/* "2 x1 - x2 + 1" */
static void put_score(const Classifier *c, const char *x1, const char *x2, const char *minus,
                      Text *out) {
  double terms[] = { c->w[0], c->w[1], c->bias };
  const char *names[] = { x1, x2, "" };
  bool first = true;
  for (size_t i = 0; i < 3; i++) {
    if (terms[i] == 0) continue;
    if (!first) text_printf(out, " %s ", terms[i] < 0 ? minus : "+");
    if (first && terms[i] < 0) text_puts(out, minus);
    bool bare = fabs(terms[i]) == 1 && i < 2;
    if (!bare) text_puts(out, number_plain(fabs(terms[i])).text);
    text_printf(out, "%s%s", bare || i == 2 ? "" : " ", names[i]);
    first = false;
  }
}

static void boundary_words(const Classifier *c, Figure *f) {
  Text words = TEXT_EMPTY;
  text_puts(&words, "The line ");
  put_score(c, "x1", "x2", "-", &words);
  text_puts(&words, " = 0 splits the plane");
  size_t wrong = 0, positive = 0;
  for (size_t i = 0; i < c->count; i++) {
    positive += score(c, i) > 0;
    wrong += c->labelled && (score(c, i) > 0) != is_positive(c, i);
  }
  if (c->labelled)
    text_printf(&words, "; %zu of %zu points lie on their right side", c->count - wrong, c->count);
  else if (c->count > 4)
    text_printf(&words, "; %zu points on the positive side, %zu on the negative", positive,
                c->count - positive);
  else
    for (size_t i = 0; i < c->count; i++) {
      double s = score(c, i);
      text_printf(&words, "%s (%s, %s) scores %s, %s", i == 0 ? ":" : ";",
                  number_plain(c->points.data[i]).text,
                  number_plain(c->points.data[i + c->count]).text, number_plain(s).text,
                  s > 0   ? "on the positive side"
                  : s < 0 ? "on the negative side"
                          : "on the line");
    }
  text_putc(&words, '.');
  figure_words(f, "%s", text_string(&words));
  text_free(&words);
}

static bool read_classifier(Call *call, Classifier *c) {
  for (size_t i = 0; i < call->count; i++)
    if (!value_is_numeric(call->args[i]) || !numeric_is_real(call, i)) {
      if (call_alive(call)) call_fail_at(call, i, ERROR_TYPE, "numbers belong here");
      return false;
    }
  View w = call_view(call, 0);
  if (w.count != 2 || value_count(call->args[1]) != 1 || call->count > 4) {
    call_fail_at(call, 0, ERROR_SHAPE, "a line has two weights and one bias");
    call_hint(call, "write boundary([w1 w2], b, X), or boundary('knn', X, y)");
    return false;
  }
  *c = (Classifier){ .w = { w.data[0], w.data[1] }, .bias = call_scalar(call, 1) };
  if (!isfinite(c->w[0] + c->w[1] + c->bias) || (c->w[0] == 0 && c->w[1] == 0)) {
    call_fail_at(call, 0, ERROR_DOMAIN, "weights that are all 0 draw no line");
    return false;
  }
  if (call_given(call, 2) && !value_is_empty(call->args[2])) {
    c->points = call_view(call, 2);
    c->count = view_rows(&c->points);
    if (c->points.rank != 2 || view_columns(&c->points) != 2) {
      call_fail_at(call, 2, ERROR_SHAPE, "X needs two columns, one point a row, but it has %zu",
                   view_columns(&c->points));
      return false;
    }
  }
  if (!call_given(call, 3)) return true;
  c->labels = call_view(call, 3);
  c->labelled = true;
  if (c->labels.count == c->count) return true;
  call_fail_at(call, 3, ERROR_SHAPE, "there are %zu points, but %zu labels", c->count,
               c->labels.count);
  return false;
}

static Value call_boundary(Call *call) {
  if (value_is_string(call->args[0])) return plot_model_boundary(call);
  Classifier c;
  if (!read_classifier(call, &c)) return VALUE_FAILED;
  double low[2], high[2];
  window(&c, low, high);
  for (int d = 0; d < 2; d++)
    if (!(high[d] - low[d] > 1e-9 * fmax(fabs(low[d]), fabs(high[d]))) || isinf(high[d] - low[d]))
      return call_fail_at(call, 0, ERROR_DOMAIN, "this line lies too far away to be drawn");
  Figure *f = figure_new(1, 1);
  Panel *p = figure_panel(f, 0, 0);
  panel_labels(p, "x₁", "x₂");
  panel_xrange(p, low[0], high[0]);
  panel_yrange(p, low[1], high[1]);
  panel_equal(p);
  panel_legend(p, LEGEND_NONE);
  draw_sides(&c, p, low, high);
  draw_points_of(&c, p);
  name_points(&c, p);
  double size = hypot(c.w[0], c.w[1]), span = fmin(high[0] - low[0], high[1] - low[1]);
  double from[2] = { -c.bias / size * (c.w[0] / size), -c.bias / size * (c.w[1] / size) };
  double tip[2] = { from[0] + 0.18 * span * (c.w[0] / size),
                    from[1] + 0.18 * span * (c.w[1] / size) };
  panel_arrow(p, from[0], from[1], tip[0], tip[1], (Style){ .role = ROLE_INK });
  plotting_tip(p, from[0], from[1], tip[0] - from[0], tip[1] - from[1], high[1] - low[1],
               (Style){ .role = ROLE_INK }, "w");
  Text title = TEXT_EMPTY;
  put_score(&c, "x₁", "x₂", "−", &title);
  panel_title(p, "score = %s", text_string(&title));
  text_free(&title);
  boundary_words(&c, f);
  return plotting_show(call, f);
}

const Builtin plot_plane_family[] = {
  { .name = "vecplot",
    .signature = "u: any, more?: any... -> any",
    .call = call_vecplot,
    .summary = "Draws vectors of two numbers as arrows from the origin, with equal scales. A text "
               "behind a vector is its name; a matrix of two columns is an arrow for each row.",
    .numpy = "matplotlib.pyplot.quiver(0, 0, u[0], u[1])",
    .see = "dot norm linmap",
    .examples = { { "u = [2 4]; v = [3 -1]; s = u + v; vecplot(u, v, s); 1", "1" },
                  { "vecplot([1 2 3])", "error: vecplot: an arrow is a vector of two" } } },
  { .name = "linmap",
    .signature = "A: matrix[2,2], part?: scalar -> any",
    .call = call_linmap,
    .summary =
        "Draws what a 2x2 matrix makes of the plane: the grid, the unit square, the unit "
        "circle and the arrows e1 and e2, before and after, with the directions it keeps. A part "
        "between 0 and 1 stops on the way from the identity to A.",
    .formula = "x \\mapsto A x",
    .see = "vecplot det eig",
    .examples = { { "linmap([1.4 0.6; 0.6 0.9]); 1", "1" },
                  { "linmap([1 2 3])", "error: linmap: A must have 2 rows" } } },
  { .name = "boundary",
    .signature = "w: any, b: any, X?: real, labels?: real, seed?: array -> any",
    .call = call_boundary,
    .summary = "Draws the line where the score w*x + b is zero, both its sides, and the rows of X "
               "as points; with labels (1, or 0 and -1) in the colour of their class. "
               "boundary(model, X, y, option) draws the regions of a model learned from data: "
               "'linear', 'logistic', 'knn' (option k), 'tree' (depth), 'svm' (C) or 'mlp' "
               "(units; a seed may follow).",
    .formula = "w \\cdot x + b = 0",
    .see = "dot scatter logreg",
    .examples = { { "boundary([2 -1], 1, [1 4; 3 1]); 1", "1" },
                  { "boundary('knn', [1 1; 2 1; 1 2; 3 3; 4 3; 3 4; 2 3.4], [1 1 1 2 2 2 1], 3); 1",
                    "1" },
                  { "boundary([0 0], 1)", "error: boundary: weights that are all 0" } } },
  { 0 }
};
