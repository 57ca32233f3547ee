/* python_plots.c -- plots as calls of matplotlib.pyplot.  */

#include "config.h"
#include "board/python.h"
#include "value/cell.h"

#include <ctype.h>
#include <string.h>

enum { MAX_PLOTTED = 24 };

typedef struct Twin {
  const char *name;
  const char *call; /* %: the arguments; NULL: written apart */
} Twin;

static const Twin twins[] = {
  { "plot", "plt.plot(%)" },
  { "semilogy", "plt.semilogy(%)" },
  { "semilogx", "plt.semilogx(%)" },
  { "loglog", "plt.loglog(%)" },
  { "scatter", "plt.scatter(%)" },
  { "bar", "plt.bar(%)" },
  { "barh", "plt.barh(%)" },
  { "hist", "plt.hist(%)" },
  { "histogram", "plt.hist(%)" },
  { "stem", "plt.stem(%)" },
  { "stairs", "plt.step(%, where=\"post\")" },
  { "area", "plt.stackplot(%)" },
  { "pie", "plt.pie(%)" },
  { "errorbar", "plt.errorbar(%)" },
  { "contour", "plt.contour(%)" },
  { "contourf", "plt.contourf(%)" },
  { "quiver", "plt.quiver(%)" },
  { "imagesc", "plt.imshow(%)" },
  { "imshow", "plt.imshow(%)" },
  { "title", "plt.title(%)" },
  { "xlabel", "plt.xlabel(%)" },
  { "ylabel", "plt.ylabel(%)" },
  { "text", "plt.text(%)" },
  { "xlim", "plt.xlim(%)" },
  { "ylim", "plt.ylim(%)" },
  { "axis", "plt.axis(%)" },
  { "grid", "plt.grid(True)" },
  { "figure", "plt.figure()" },
  { "clf", "plt.clf()" },
  { "close", "plt.close()" },
  { "colorbar", "plt.colorbar()" },
  { "subplot", "plt.subplot(%)" },
  { "sgtitle", "plt.suptitle(%)" },
  { "xline", "plt.axvline(%)" },
  { "yline", "plt.axhline(%)" },
  { "saveas", "plt.savefig(%)" },
  { "print", "plt.savefig(%)" },
  { "boxplot", "plt.boxplot(%)" },
  { "fill", "plt.fill(%)" },
  { "polar", "plt.polar(%)" },
  { "legend", NULL },
  { "fplot", NULL },
};

/* 'LineWidth', 2 is linewidth=2. */
static const char *keyword(Piece p) {
  static const char *const words[] = { "linewidth", "markersize", "color", "marker", "linestyle",
                                       "label",     "fontsize",   "alpha", "bins" };
  if (!piece_known(p) || !value_is_string(p.value)) return NULL;
  Text t = TEXT_EMPTY;
  value_append_text(p.value, &t);
  for (size_t i = 0; i < t.len; i++) t.data[i] = (char)tolower((unsigned char)t.data[i]);
  const char *found = strcmp(text_string(&t), "displayname") == 0 ? "label" : NULL;
  for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
    if (strcmp(text_string(&t), words[i]) == 0) found = words[i];
  text_free(&t);
  return found;
}

static const char *arguments(Numpy *np, const Piece *args, size_t count) {
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i < count; i++) {
    const char *word = i > 0 && i + 1 < count ? keyword(args[i]) : NULL;
    text_puts(&t, i ? ", " : "");
    if (word) {
      text_printf(&t, "%s=", word);
      i++;
    }
    text_puts(&t, args[i].text);
  }
  const char *s = arena_copy(&np->arena, text_string(&t), t.len);
  text_free(&t);
  return s;
}

/* The names as one list. */
static void put_legend(Numpy *np, const Piece *args, size_t count, Text *out) {
  if (count == 0)
    text_puts(out, "plt.legend()\n");
  else if (count == 1 && value_is_cell(args[0].value))
    text_printf(out, "plt.legend(%s)\n", args[0].text);
  else
    text_printf(out, "plt.legend([%s])\n", arguments(np, args, count));
}

static void put_curve(Numpy *np, const Piece *args, size_t count, Text *out) {
  const char *f = piece_in(np, args[0], BIND_ATOM);
  const char *range = count > 1 ? args[1].text : NULL;
  View v;
  if (range && value_view(&args[1].value, &v) && v.count == 2 && !v.complex)
    text_printf(out, "xs = np.linspace(%s, %s, 200)\n", python_number(np, v.data[0]),
                python_number(np, v.data[1]));
  else
    text_printf(out, range ? "xs = np.linspace(*%s, 200)\n" : "xs = np.linspace(-5, 5, 200)\n",
                range);
  text_printf(out, "plt.plot(xs, %s(xs))\n", f);
}

static const Twin *find_twin(const char *name) {
  for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
    if (strcmp(twins[i].name, name) == 0) return &twins[i];
  return NULL;
}

bool python_plot(Numpy *np, const Node *n, Text *out) {
  const Node *head = n->kind == NODE_CALL ? n->kids[0] : n;
  if (head->kind != NODE_NAME) return false;
  const Twin *twin = find_twin(head->text);
  size_t count = n->kind == NODE_CALL ? n->count - 1 : 0;
  if (!twin || count > MAX_PLOTTED || python_variable(np, head->text).kind != VALUE_NONE ||
      python_is_assigned(np, head->text))
    return false;
  Piece args[MAX_PLOTTED];
  for (size_t i = 0; i < count; i++) {
    args[i] = python_expression(np, n->kids[i + 1]);
    if (piece_failed(args[i])) return false;
  }
  if (strcmp(head->text, "area") == 0 && count > 1 && args[1].rank == 2)
    args[1].text = arena_printf(&np->arena, "%s.T", piece_in(np, args[1], BIND_ATOM));
  if (!twin->call) {
    if (*twin->name == 'l')
      put_legend(np, args, count, out);
    else if (count > 0)
      put_curve(np, args, count, out);
    return *twin->name == 'l' || count > 0;
  }
  const char *at = strchr(twin->call, '%');
  if (at)
    text_printf(out, "%.*s%s%s\n", (int)(at - twin->call), twin->call, arguments(np, args, count),
                at + 1);
  else
    text_printf(out, "%s\n", twin->call);
  return true;
}
