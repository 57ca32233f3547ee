/* reference.c -- every builtin as one Markdown document.  */

#include "config.h"
#include "shell/help.h"

#include <string.h>

static void put_code(const char *label, const char *text, Text *out) {
  if (text) text_printf(out, "%s: `%s`\n\n", label, text);
}

static void put_see(const char *names, Text *out) {
  if (!names) return;
  text_puts(out, "See also:");
  for (const char *p = names; *p;) {
    p += strspn(p, " ");
    size_t len = strcspn(p, " ");
    if (len > 0) text_printf(out, " [%.*s](#%.*s)", (int)len, p, (int)len, p);
    p += len;
  }
  text_puts(out, "\n\n");
}

static void put_builtin(const Builtin *b, Text *out) {
  text_printf(out, "### %s\n\n`", b->name);
  help_usage(b, out);
  text_printf(out, "`\n\n%s\n\n", b->summary);
  if (b->formula) text_printf(out, "$$%s$$\n\n", b->formula);
  if (b->warning) text_printf(out, "Beware: %s\n\n", b->warning);
  if (b->examples[0].input) {
    text_puts(out, "```\n");
    for (const Example *x = b->examples; x < b->examples + MAX_EXAMPLES && x->input; x++)
      text_printf(out, "> %s\n%s\n", x->input, x->output);
    text_puts(out, "```\n\n");
  }
  put_code("Derivative", b->derivative, out);
  put_code("NumPy", b->numpy, out);
  put_see(b->see, out);
}

void help_reference(const Registry *r, Text *out) {
  const Family *last = NULL;
  text_puts(out, "# Reference\n\nMade from the declarations of the functions by "
                 "`mathtutor --reference`; `help NAME` shows the same at the prompt.\n\n"
                 "What stands behind `->` are the results. `name?` may be left out, `...` "
                 "repeats, and sizes with one letter must agree.\n\n");
  for (size_t i = 0; i < registry_count(r); i++) {
    const Entry *e = registry_at(r, i);
    if (e->family != last) text_printf(out, "## %s\n\n", e->family->title);
    last = e->family;
    put_builtin(e->builtin, out);
  }
  while (out->len > 1 && out->data[out->len - 2] == '\n') text_truncate(out, out->len - 1);
}
