/* gnuplot.c -- a figure as a gnuplot script: terminal, house style, panels.  */

#include "config.h"
#include "plot/gnuplot_layer.h"
#include "base/utf8.h"
#include "plot/thin.h"

#include <math.h>
#include <string.h>

const char *gnuplot_terminal_name(GnuplotTerminal terminal) {
  static const char *const NAMES[] = { "pngcairo", "svg",  "sixelgd",  "qt", "wxt",
                                       "x11",      "dumb", "pdfcairo", "gif" };
  return NAMES[terminal];
}

static void put_terminal(const GnuplotTarget *t, Theme theme, Text *out) {
  double zoom = t->zoom >= 0.25 && t->zoom <= 8 ? t->zoom : 1;
  unsigned width = t->width, height = t->height;
  bool pixels = t->terminal == GNUPLOT_PNG || t->terminal == GNUPLOT_SIXEL;
  if (pixels) {
    width = (unsigned)(width * zoom);
    height = (unsigned)(height * zoom);
  }
  if (t->terminal == GNUPLOT_PDF) {
    text_printf(out, "set terminal pdfcairo size %.2fin,%.2fin noenhanced font \"Sans,11\"\n",
                width / 110.0, height / 110.0);
    return;
  }
  text_printf(out, "set terminal %s size %u,%u", gnuplot_terminal_name(t->terminal), width, height);
  switch (t->terminal) {
  case GNUPLOT_PNG:
    text_printf(out,
                " noenhanced font \"Sans,11\" background rgb \"#%06X\""
                " fontscale %.3g linewidth %.3g pointscale %.3g",
                role_colour(ROLE_PAPER, theme), zoom, zoom, zoom);
    break;
  case GNUPLOT_SVG:
    text_printf(out, " noenhanced font \"Sans,14\" background rgb \"#%06X\"",
                role_colour(ROLE_PAPER, theme));
    break;
  case GNUPLOT_SIXEL:
    text_printf(out, " truecolor noenhanced font \"Sans,11\" background \"#%06X\" fontscale %.3g%s",
                role_colour(ROLE_PAPER, theme), zoom, t->scrolling_sixel ? " scroll" : "");
    break;
  case GNUPLOT_QT:
  case GNUPLOT_WXT:
    text_puts(out, " noenhanced font \"Sans,11\" title \"mathtutor\" noraise");
    break;
  case GNUPLOT_X11: text_puts(out, " noenhanced title \"mathtutor\" noraise"); break;
  case GNUPLOT_DUMB: text_puts(out, " aspect 2,1 mono noenhanced"); break;
  case GNUPLOT_GIF:
    text_printf(out, " noenhanced font \"Sans,11\" background \"#%06X\"",
                role_colour(ROLE_PAPER, theme));
    if (t->seconds > 0) text_printf(out, " animate delay %.0f loop 0", fmax(100 * t->seconds, 2));
    break;
  case GNUPLOT_PDF: break;
  }
  text_putc(out, '\n');
}

/* SVG counts pixels where the others count points. */
static double font_size(const GnuplotTarget *t, double points) {
  return t->terminal == GNUPLOT_SVG ? round(points * 14 / 11) : points;
}

/* What stays the same for all panels. */
static void put_house_style(Script *s) {
  uint32_t ink = role_colour(ROLE_INK, s->theme), muted = role_colour(ROLE_MUTED, s->theme);
  text_puts(s->out, "set encoding utf8\nset key noautotitle\nset clip one\nset clip two\n"
                    "set format \"%g\"\n");
  if (s->target->terminal == GNUPLOT_DUMB) return;
  text_printf(
      s->out,
      "set minussign\n"
      "set tics nomirror out scale 0.6 textcolor rgb 0x%06X\n"
      "set title font \",%.0f\" textcolor rgb 0x%06X offset 0,0.3\n"
      "set xlabel textcolor rgb 0x%06X\nset ylabel textcolor rgb 0x%06X\n"
      "set zlabel textcolor rgb 0x%06X\n"
      "set style textbox opaque noborder margins 0.3,0.2\n",
      muted, font_size(s->target, s->panel->figure->rows * s->panel->figure->columns > 1 ? 12 : 14),
      ink, ink, ink, ink);
}

static void put_range(Script *s, char axis, double low, double high, bool reversed) {
  text_printf(s->out, "set %crange [", axis);
  number_put(s->out, reversed ? high : low);
  text_putc(s->out, ':');
  number_put(s->out, reversed ? low : high);
  text_puts(s->out, "]\n");
}

/* A tic label is a printf format for gnuplot. */
static void put_tic_label(Script *s, const char *label) {
  Text doubled = TEXT_EMPTY;
  for (; *label != '\0'; label++)
    text_repeat(&doubled, (char[]){ *label, '\0' }, *label == '%' ? 2 : 1);
  script_quote(s, s->out, text_string(&doubled));
  text_free(&doubled);
}

/* A few: they are read, not measured with. */
static unsigned tic_count(const Script *s, char letter) {
  unsigned count = letter == 'x' ? s->width / 105 : s->height / 90;
  return count < 3 ? 3 : count;
}

static void put_given_tics(Script *s, char letter, const Axis *axis, double low, double high) {
  Tics tics = { 0 };
  size_t count = axis->tics;
  if (count == 0) {
    scale_tics(low, high, true, tic_count(s, letter), &tics);
    count = tics.count;
  }
  text_printf(s->out, "set %ctics nomirror out (", letter);
  size_t said = 0;
  for (size_t i = 0; i < count; i++) {
    double at = axis->tics > 0 ? axis->at[i] : tics.at[i];
    if (!isfinite(at) || (axis->logarithmic && at <= 0)) continue;
    char number[SCALE_LABEL];
    scale_number(at, at, number);
    const char *label = axis->tics == 0            ? tics.label[i]
                        : axis->tic_labels != NULL ? axis->tic_labels[i]
                                                   : number;
    if (said++ > 0) text_puts(s->out, ", ");
    put_tic_label(s, label != NULL ? label : "");
    text_putc(s->out, ' ');
    number_put(s->out, at);
  }
  text_puts(s->out, ")\n");
}

/* Evenly spaced tics; a window chooses them itself, because its reader may zoom. */
static void put_steps(Script *s, char letter, double low, double high) {
  GnuplotTerminal t = s->target->terminal;
  bool window = t == GNUPLOT_QT || t == GNUPLOT_WXT || t == GNUPLOT_X11;
  text_printf(s->out, "set %ctics %s nomirror out ", letter,
              s->panel->axes == AXES_ORIGIN && !s->in_space ? "axis" : "border");
  bool alone = s->panel->figure->rows * s->panel->figure->columns == 1;
  if (window || (s->in_space && alone))
    text_puts(s->out, "autofreq");
  else if (s->in_space)
    number_put(s->out, nice_step(high - low, 3));
  else
    number_put(s->out, nice_step(high - low,
                                 scale_whole(s->panel, letter, low, high, tic_count(s, letter))));
  text_putc(s->out, '\n');
}

static void put_axis(Script *s, char letter, const Axis *axis, double low, double high) {
  text_printf(s->out, axis->logarithmic ? "set logscale %c\n" : "unset logscale %c\n", letter);
  put_range(s, letter, low, high, axis->reversed);
  if (axis->no_tics || s->panel->axes == AXES_NONE)
    text_printf(s->out, "unset %ctics\n", letter);
  else if (axis->tics > 0 || axis->logarithmic)
    put_given_tics(s, letter, axis, low, high);
  else
    put_steps(s, letter, low, high);
  text_printf(s->out, "set %clabel ", letter);
  script_quote(s, s->out, axis->label);
  bool alone = s->panel->figure->columns == 1;
  bool upright =
      letter != 'x' && (utf8_columns_string(axis->label) <= (alone ? 3 : 1) || letter == 'z');
  if (letter != 'x') text_puts(s->out, upright ? " rotate by 0" : " rotate by 90");
  text_putc(s->out, '\n');
}

static void put_frame(Script *s) {
  const Panel *p = s->panel;
  bool dumb = s->target->terminal == GNUPLOT_DUMB;
  uint32_t muted = role_colour(ROLE_MUTED, s->theme),
           faint = s->theme == THEME_DARK ? 0x333333 : 0xE6E6E6;
  if (s->in_space)
    text_puts(s->out, "set border 31+32+64+256+512 lw 0.8 lc rgb 0xAAAAAA\n");
  else if (p->axes == AXES_FRAME)
    text_printf(s->out, "set border 3%s lw 1 lc rgb 0x%06X\n", s->on_field ? " front" : "", muted);
  else if (s->on_field)
    text_puts(s->out, "set border 15 front lw 0.8 lc rgb 0xBBBBBB\n");
  else
    text_puts(s->out, "set border 0\n");
  const char *zero = p->axes == AXES_ORIGIN && !s->in_space ? "set" : "unset";
  text_printf(s->out, zero[0] == 's' ? "set xzeroaxis lt 1 lw 1.2 lc rgb 0x888888\n"
                                       "set yzeroaxis lt 1 lw 1.2 lc rgb 0x888888\n"
                                     : "unset xzeroaxis\nunset yzeroaxis\n");
  if (p->grid && !s->on_field && p->axes != AXES_NONE && !dumb)
    text_printf(s->out, "set grid back lt 1 lw 0.6 lc rgb 0x%06X\n", faint);
  else
    text_puts(s->out, "unset grid\n");
  text_puts(s->out, p->equal && !s->in_space ? "set size ratio -1\n" : "set size noratio\n");
  if (s->on_field) text_puts(s->out, "set tics front\n");
}

static void put_key(Script *s) {
  static const char *const PLACES[] = {
    "", "", "top right", "top left", "bottom right", "bottom left", "outside right top"
  };
  if (s->legend.place <= PLACE_ENDS) {
    text_puts(s->out, "unset key\n");
    return;
  }
  text_printf(s->out, "set key %s%s noautotitle", s->legend.place < PLACE_OUTSIDE ? "inside " : "",
              PLACES[s->legend.place]);
  if (s->target->terminal != GNUPLOT_DUMB)
    text_printf(s->out,
                " Left reverse samplen 3.6 spacing 1.25 width 1 textcolor rgb 0x%06X opaque",
                role_colour(ROLE_INK, s->theme));
  text_putc(s->out, '\n');
}

static void begin_label(Script *s, const char *text) {
  text_printf(s->out, "set label %u ", ++s->labels);
  script_quote(s, s->out, text);
  text_puts(s->out, " at ");
}

static void end_label(Script *s, Anchor anchor, uint32_t colour, double size, const char *offset) {
  static const char *const ANCHORS[] = { "left", "center", "right" };
  double points = font_size(s->target, 12) * (size > 0 && size < 10 ? size : 1);
  bool plain = !s->filled && !s->in_space && s->target->terminal != GNUPLOT_DUMB;
  text_printf(s->out, " %s front %stextcolor rgb 0x%06X font \",%.0f\" offset %s\n",
              ANCHORS[anchor], plain ? "boxed " : "", colour, points, offset);
}

/* The height of the surface under a text. */
static double surface_at(const Panel *p, double x, double y) {
  for (const Layer *l = p->layers; l != NULL; l = l->next) {
    const Grid *g = &l->grid;
    if (l->kind != LAYER_SURFACE || g->nx < 2 || g->ny < 2) continue;
    double i = round((x - g->x0) / (g->x1 - g->x0) * (double)(g->nx - 1));
    double j = round((y - g->y0) / (g->y1 - g->y0) * (double)(g->ny - 1));
    if (i >= 0 && j >= 0 && i < (double)g->nx && j < (double)g->ny)
      return g->z[(size_t)j * g->nx + (size_t)i];
  }
  return 0;
}

static void put_text(Script *s, const Layer *l) {
  static const char *const OFFSETS[] = { "1.1,0", "0,0.8", "-1.1,0" };
  double x = l->x[0], y = l->y[0];
  if (!isfinite(x) || !isfinite(y)) return;
  if (!l->relative && ((s->panel->x.logarithmic && x <= 0) || (s->panel->y.logarithmic && y <= 0)))
    return;
  begin_label(s, l->text);
  if (l->relative) text_puts(s->out, s->in_space ? "screen " : "graph ");
  number_put(s->out, x);
  text_puts(s->out, l->relative ? (s->in_space ? ", screen " : ", graph ") : ",");
  number_put(s->out, y);
  if (s->in_space && !l->relative) {
    text_putc(s->out, ',');
    number_put(s->out, surface_at(s->panel, x, y));
  }
  end_label(s, l->style.anchor, style_colour(&l->style, s->theme), l->style.size,
            l->relative ? "0,0" : OFFSETS[l->style.anchor]);
}

static void put_reference(Script *s, const Layer *l) {
  static const char *const DASHES[] = { "", " dt 2", " dt 3" };
  bool across = l->kind == LAYER_ACROSS;
  double at = across ? l->y[0] : l->x[0];
  const Axis *axis = across ? &s->panel->y : &s->panel->x;
  double part = axis_part(axis, across ? s->e.y0 : s->e.x0, across ? s->e.y1 : s->e.x1, at);
  if (!(part >= 0 && part <= 1)) return;
  text_printf(s->out, "set arrow %u from ", ++s->arrows);
  for (int end = 0; end < 2; end++) {
    if (end == 1) text_puts(s->out, " to ");
    if (across) text_printf(s->out, "graph %d, first ", end);
    number_put(s->out, at);
    if (!across) text_printf(s->out, ", graph %d", end);
  }
  double width = l->style.width > 0 && l->style.width < 20 ? l->style.width : 1;
  text_printf(s->out, " nohead front lw %.3g%s lc rgb 0x%06X\n", 1.3 * width, DASHES[l->style.dash],
              style_colour(&l->style, s->theme));
}

static void put_end_names(Script *s) {
  if (s->legend.place != PLACE_ENDS) return;
  for (const Layer *l = s->panel->layers; l != NULL; l = l->next) {
    double x, y;
    if (l->name == NULL || l->name[0] == '\0' || l->kind == LAYER_TEXT ||
        !legend_end(s->panel, &s->e, l, &x, &y))
      continue;
    begin_label(s, l->name);
    number_put(s->out, x);
    text_putc(s->out, ',');
    number_put(s->out, y);
    Style full = { .role = l->style.role, .tint = l->style.tint * 0.5 };
    end_label(s, ANCHOR_LEFT, style_colour(&full, s->theme), 1, "0.7,0");
  }
}

static void put_layers(Script *s) {
  static const bool field[] = { true, false };
  for (int pass = 0; pass < 2; pass++)
    for (const Layer *l = s->panel->layers; l != NULL; l = l->next) {
      bool grid = l->kind == LAYER_FIELD || l->kind == LAYER_SURFACE;
      if (grid != field[pass]) continue;
      if (l->kind == LAYER_TEXT)
        put_text(s, l);
      else if ((l->kind == LAYER_ACROSS || l->kind == LAYER_UPRIGHT) && !s->in_space)
        put_reference(s, l);
      else
        script_layer(s, l);
    }
}

static void look_at_panel(Script *s, const Panel *p) {
  const Figure *f = p->figure;
  s->panel = p;
  s->e = panel_extent(p);
  s->width = s->target->width / f->columns * p->wide;
  s->height = s->target->height / f->rows * p->high;
  if (s->target->terminal == GNUPLOT_DUMB) {
    s->width *= 2;
    s->height *= 4;
  }
  if (p->equal) {
    double wide = s->e.x1 - s->e.x0, tall = s->e.y1 - s->e.y0;
    double unit = fmin(s->width / wide, s->height / tall);
    s->width = (unsigned)fmax(unit * wide, 40);
    s->height = (unsigned)fmax(unit * tall, 40);
  }
  s->labels = s->arrows = 0;
  s->on_field = s->in_space = s->filled = false;
  for (const Layer *l = p->layers; l != NULL; l = l->next) {
    s->on_field |= l->kind == LAYER_FIELD;
    s->filled |= l->kind == LAYER_FIELD || l->kind == LAYER_BOXES || l->kind == LAYER_FILL ||
                 l->kind == LAYER_POLYGON;
    s->in_space |= l->kind == LAYER_SURFACE || l->kind == LAYER_PATH;
  }
  double letter = 7.5 / fmax(s->width, 100), line = 17 / fmax(s->height, 100);
  s->legend = legend_layout(p, &s->e, line * 1.15, letter * 1.15, f->columns == 1 ? 24 : 0);
}

static void put_margins(Script *s) {
  const Figure *f = s->panel->figure;
  if (f->rows * f->columns > 1) return;
  if (s->legend.place == PLACE_ENDS)
    text_printf(s->out, "set rmargin %u\n", s->legend.columns + 3);
  else
    text_puts(s->out, s->legend.place == PLACE_OUTSIDE ? "unset rmargin\n" : "set rmargin 3\n");
  for (const Layer *l = s->panel->layers; l != NULL; l = l->next)
    if (l->colorbar && l->kind == LAYER_FIELD) text_puts(s->out, "unset rmargin\n");
}

/* The places of panels, in parts of the picture. */
typedef struct Places {
  double left, right, bottom, top, between_x, between_y;
} Places;

static bool has_room(const GnuplotTarget *t) {
  return t->terminal != GNUPLOT_DUMB && t->width >= 300 && t->height >= 200;
}

static Places places_of(const Script *s) {
  double w = s->target->width, h = s->target->height;
  bool titled = s->panel->figure->title[0] != '\0';
  return (Places){ 88 / w, 1 - 22 / w, 64 / h, 1 - (titled ? 80 : 46) / h, 70 / w, 98 / h };
}

enum { LETTER = 16 }; /* its height in pixels */
static const double SPACE_ABOVE = 0.12;

/* A panel that fills several places, and a surface, which gnuplot lets reach beyond its margins: it
   is drawn in. */
static void put_own_margins(Script *s) {
  const Figure *f = s->panel->figure;
  bool larger = s->panel->wide > 1 || s->panel->high > 1;
  if (f->rows * f->columns == 1 || !has_room(s->target) || (!s->in_space && !larger)) return;
  Places p = places_of(s);
  unsigned k = (unsigned)(s->panel - f->panels), row = k / f->columns, column = k % f->columns;
  double wide = (p.right - p.left - (f->columns - 1) * p.between_x) / f->columns;
  double high = (p.top - p.bottom - (f->rows - 1) * p.between_y) / f->rows;
  double left = p.left + column * (wide + p.between_x);
  double top = p.top - row * (high + p.between_y);
  wide = s->panel->wide * (wide + p.between_x) - p.between_x;
  high = s->panel->high * (high + p.between_y) - p.between_y;
  double aside = s->in_space ? (larger ? 0.16 : 0.12) : 0, above = s->in_space ? SPACE_ABOVE : 0,
         below = s->in_space ? 0.16 : 0;
  text_printf(s->out,
              "set lmargin at screen %.4f\nset rmargin at screen %.4f\n"
              "set tmargin at screen %.4f\nset bmargin at screen %.4f\n",
              left + aside * wide, left + (1 - aside) * wide, top - above * high,
              top - (1 - below) * high);
}

static void put_panel(Script *s, const Panel *p) {
  look_at_panel(s, p);
  text_clear(&s->plot);
  text_clear(&s->bytes);
  text_puts(s->out, "unset label\nunset arrow\n");
  put_frame(s);
  put_axis(s, 'x', &p->x, s->e.x0, s->e.x1);
  put_axis(s, 'y', &p->y, s->e.y0, s->e.y1);
  if (s->in_space) {
    put_axis(s, 'z', &p->z, s->e.z0, s->e.z1);
    bool alone = p->figure->rows * p->figure->columns == 1;
    text_printf(s->out, "set view %.4g,%.4g,1,%s\nset xyplane at ", p->tilt, p->turn,
                alone ? "1.1" : "0.9");
    number_put(s->out, s->e.z0);
    text_putc(s->out, '\n');
  }
  put_key(s);
  put_margins(s);
  put_own_margins(s);
  text_puts(s->out, "set title ");
  script_quote(s, s->out, p->title);
  if (p->figure->rows * p->figure->columns > 1 && s->target->terminal != GNUPLOT_DUMB)
    text_printf(s->out, " offset 0,%.1f", s->in_space ? SPACE_ABOVE * s->height / LETTER : 0.3);
  text_putc(s->out, '\n');
  put_layers(s);
  put_end_names(s);
  text_puts(s->out, s->in_space ? "splot " : "plot ");
  if (s->plot.len > 0)
    text_append(s->out, s->plot.data, s->plot.len);
  else
    text_puts(s->out, s->in_space ? "0*x*y/0 notitle" : "NaN notitle");
  text_putc(s->out, '\n');
  text_append(s->out, s->bytes.data, s->bytes.len);
}

static void begin_panels(Script *s, const Figure *f) {
  const GnuplotTarget *t = s->target;
  text_printf(s->out, "set multiplot layout %u,%u", f->rows, f->columns);
  if (has_room(t)) {
    Places p = places_of(s);
    text_printf(s->out, " margins %.4f,%.4f,%.4f,%.4f spacing %.4f,%.4f", p.left, p.right, p.bottom,
                p.top, p.between_x, p.between_y);
  }
  if (f->title[0] != '\0') {
    text_puts(s->out, " title ");
    script_quote(s, s->out, f->title);
    if (t->terminal != GNUPLOT_DUMB)
      text_printf(s->out, " font \",%.0f\" textcolor rgb 0x%06X", font_size(t, 14),
                  role_colour(ROLE_INK, s->theme));
  }
  text_putc(s->out, '\n');
}

/* For people: what it is, and how it becomes a window or a file. */
static void put_preface(const Figure *f, const GnuplotTarget *t, Theme theme, Text *out) {
  Text words = TEXT_EMPTY;
  figure_describe(f, &words);
  text_puts(out, "# ");
  for (const char *c = text_string(&words); *c != '\0'; c++)
    text_putc(out, (unsigned char)*c < 0x20 || *c == '\\' || *c == '`' ? ' ' : *c);
  text_puts(out, "\n#\n# gnuplot -p and the name of this file show it in a window.  For a file, "
                 "take the\n# signs away before the next two lines:\n# ");
  put_terminal(t, theme, out);
  text_puts(out, "# set output \"picture.png\"\n\n");
  text_free(&words);
}

void gnuplot_script(const Figure *f, const GnuplotTarget *target, Text *out) {
  Script s = { .out = out, .target = target, .panel = &f->panels[0] };
  s.theme = target->dark ? THEME_DARK : THEME_LIGHT;
  bool many = f->rows * f->columns > 1 || f->title[0] != '\0';
  if (target->text_only) put_preface(f, target, s.theme, out);
  text_puts(out, "reset\nundefine $*\n");
  if (target->text_only)
    text_puts(out, "set termoption noenhanced\n");
  else if (!target->further)
    put_terminal(target, s.theme, out);
  put_house_style(&s);
  if (many) begin_panels(&s, f);
  for (unsigned i = 0; i < f->rows * f->columns; i++) {
    if (many && f->panels[i].layers == NULL && f->panels[i].title[0] == '\0')
      text_puts(out, "set multiplot next\n");
    else
      put_panel(&s, &f->panels[i]);
  }
  if (many) text_puts(out, "unset multiplot\n");
  text_free(&s.plot);
  text_free(&s.bytes);
}
