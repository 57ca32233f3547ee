/* test-gallery.c -- every kind of picture: drawn by gnuplot and as text, and shown in
   doc/gallery.md.

   test-gallery --print     prints the document (make gallery).
   test-gallery --draw DIR  draws all pictures into DIR; a name behind it chooses one kind.
   test-gallery --text COLUMNS LINES  prints all pictures as text; a name chooses as well.  */

#include "config.h"
#include "base/utf8.h"
#include "lang/interp.h"
#include "lib/library.h"
#include "plot/gnuplot.h"
#include "plot/pipe.h"
#include "plot/textplot.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Figure *last;

static bool keep(void *self, const Figure *f, Error *error) {
  (void)self;
  (void)error;
  Figure *copy = figure_copy(f);
  figure_free(last);
  last = copy;
  return true;
}

static const Figure *shown(void *self) {
  (void)self;
  return last;
}

/* Run an example that ends in "; 1" and left a picture; LINE gets what is to be typed. */
static bool picture_of(Interp *in, const Example *e, Text *line) {
  size_t len = e->input ? strlen(e->input) : 0;
  if (len < 3 || strcmp(e->input + len - 3, "; 1") != 0) return false;
  Scope *scope = scope_new();
  Error error = { 0 };
  figure_free(last);
  last = NULL;
  interp_seed(in, 1);
  bool good = interp_run(in, scope, e->input, RUN_QUIET, NULL, &error);
  scope_free(scope);
  text_append(line, e->input, len - 3);
  return good && last && last->panels[0].layers;
}

typedef struct Picture {
  const Entry *entry;
  size_t number;    /* of the example */
  const char *line; /* what draws it */
} Picture;

typedef void Visit(void *self, const Picture *picture);

static void each_picture(Interp *in, const Registry *r, Visit *visit, void *self) {
  for (size_t i = 0; i < registry_count(r); i++) {
    const Entry *e = registry_at(r, i);
    for (size_t k = 0; k < MAX_EXAMPLES; k++) {
      Text line = TEXT_EMPTY;
      if (picture_of(in, &e->builtin->examples[k], &line))
        visit(self, &(Picture){ e, k + 1, text_string(&line) });
      text_free(&line);
    }
  }
}

/* ------------------------------------------------------------------ the document */

typedef struct Document {
  Text *out;
  const Family *family;
  const Builtin *builtin;
} Document;

static void describe(void *self, const Picture *picture) {
  Document *d = self;
  const Builtin *b = picture->entry->builtin;
  if (picture->entry->family != d->family)
    text_printf(d->out, "\n## %s\n", picture->entry->family->title);
  if (b != d->builtin) text_printf(d->out, "\n### %s\n", b->name);
  d->family = picture->entry->family;
  d->builtin = b;
  text_printf(d->out, "\n    %s\n\n", picture->line);
  figure_describe(last, d->out);
  text_putc(d->out, '\n');
}

static void document(Interp *in, const Registry *r, Text *out) {
  text_puts(out, "# Gallery\n\nEvery kind of picture: the line that draws it, and what it says of "
                 "itself. `help NAME` tells the rest. Made from the declarations of the functions "
                 "by `make gallery`.\n");
  each_picture(in, r, describe, &(Document){ .out = out });
}

static void test_document(Interp *in, const Registry *r) {
  Text fresh = TEXT_EMPTY;
  document(in, r, &fresh);
  char *kept = tap_file("doc/gallery.md");
  const char *a = text_string(&fresh), *b = kept;
  size_t same = 0;
  while (a[same] && a[same] == b[same]) same++;
  if (!tap_ok(strcmp(a, b) == 0, "doc/gallery.md is up to date"))
    tap_note("run make gallery; it should go on with: %.60s", a + same);
  free(kept);
  text_free(&fresh);
}

/* ------------------------------------------------------------------ drawing */

static void script_of(const Figure *f, GnuplotTerminal terminal, Text *script) {
  bool text = terminal == GNUPLOT_DUMB;
  gnuplot_script(
      f,
      &(GnuplotTarget){ .terminal = terminal, .width = text ? 80 : 800, .height = text ? 24 : 560 },
      script);
}

static void put_file(const char *folder, const Picture *p, const char *ending, const Text *bytes) {
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/%s-%zu.%s", folder, p->entry->builtin->name, p->number, ending);
  FILE *file = fopen(text_string(&path), "wb");
  if (file) {
    fwrite(bytes->data, 1, bytes->len, file);
    fclose(file);
  }
  text_free(&path);
}

typedef struct Drawing {
  const char *folder, *only;
  Pipe *pipe;
} Drawing;

static void draw(void *self, const Picture *picture) {
  Drawing *d = self;
  if (d->only && strcmp(d->only, picture->entry->builtin->name) != 0) return;
  Text script = TEXT_EMPTY, png = TEXT_EMPTY, text = TEXT_EMPTY;
  Error error = { 0 };
  script_of(last, GNUPLOT_PNG, &script);
  pipe_run(d->pipe, script.data, script.len, 20000, &png, &error);
  printf("%s %zu: %s%s\n", picture->entry->builtin->name, picture->number, error.message,
         pipe_messages(d->pipe));
  put_file(d->folder, picture, "png", &png);
  textplot_render(last, &(TextTarget){ .columns = 80, .lines = 24 }, &text);
  figure_describe(last, &text);
  put_file(d->folder, picture, "txt", &text);
  text_free(&script);
  text_free(&png);
  text_free(&text);
}

typedef struct Printing {
  unsigned columns, lines;
  const char *only;
} Printing;

static void print_text(void *self, const Picture *picture) {
  Printing *p = self;
  if (p->only && strcmp(p->only, picture->entry->builtin->name) != 0) return;
  Text text = TEXT_EMPTY;
  textplot_render(last, &(TextTarget){ .columns = p->columns, .lines = p->lines }, &text);
  printf("%s\n%s\n", picture->line, text_string(&text));
  text_free(&text);
}

/* The height holds, no line is too wide, and something stands in most of them. */
static bool fits(const Text *text, unsigned columns, unsigned height) {
  size_t lines = 0, filled = 0;
  for (const char *s = text_string(text); *s; lines++) {
    size_t len = strcspn(s, "\n");
    if (s[len] != '\n' || utf8_columns(s, len) > columns) return false;
    filled += strspn(s, " ") < len;
    s += len + 1;
  }
  return lines == height && filled >= height / 2;
}

static void try_picture(void *self, const Picture *picture) {
  Pipe *pipe = self;
  const char *name = picture->entry->builtin->name;
  static const unsigned SIZES[][2] = { { 80, 24 }, { 40, 24 }, { 40, 15 } };
  for (size_t i = 0; i < 6; i++) {
    bool ascii = i % 2 == 1;
    unsigned columns = SIZES[i / 2][0], lines = SIZES[i / 2][1];
    Text text = TEXT_EMPTY;
    textplot_render(last, &(TextTarget){ .columns = columns, .lines = lines, .ascii = ascii },
                    &text);
    if (!tap_ok(fits(&text, columns, lines) && !strstr(text_string(&text), "nan"),
                "%s %zu as text at %ux%u%s", name, picture->number, columns, lines,
                ascii ? " in ASCII" : ""))
      tap_note("%s", text_string(&text));
    text_free(&text);
  }
  Text words = TEXT_EMPTY;
  figure_describe(last, &words);
  tap_ok(words.len > 20 && !strchr(text_string(&words), '\n') &&
             !strstr(text_string(&words), "nan"),
         "%s %zu says it in words", name, picture->number);
  text_free(&words);
  Text script = TEXT_EMPTY, png = TEXT_EMPTY;
  Error error = { 0 };
  script_of(last, GNUPLOT_PNG, &script);
  PipeResult result = pipe_run(pipe, script.data, script.len, 20000, &png, &error);
  if (result == PIPE_ABSENT)
    tap_skip(name, "gnuplot is not installed");
  else if (!tap_ok(result == PIPE_OK && png.len > 1000 && !pipe_messages(pipe)[0],
                   "%s %zu as PNG without a warning", name, picture->number))
    tap_note("%s %s", error.message, pipe_messages(pipe));
  text_free(&script);
  text_free(&png);
}

int main(int argc, char **argv) {
  Registry *r = library_new();
  Interp *in = interp_new(r, (Host){ .show_figure = keep, .last_figure = shown });
  Pipe *pipe = pipe_new(false, NULL);
  bool print = argc > 1 && strcmp(argv[1], "--print") == 0;
  bool into = argc > 2 && strcmp(argv[1], "--draw") == 0;
  bool as_text = argc > 3 && strcmp(argv[1], "--text") == 0;
  int status = 0;
  if (print) {
    Text out = TEXT_EMPTY;
    document(in, r, &out);
    fwrite(out.data, 1, out.len, stdout);
    text_free(&out);
  } else if (as_text) {
    Printing p = { (unsigned)atoi(argv[2]), (unsigned)atoi(argv[3]), argc > 4 ? argv[4] : NULL };
    each_picture(in, r, print_text, &p);
  } else if (into) {
    each_picture(in, r, draw, &(Drawing){ argv[2], argc > 3 ? argv[3] : NULL, pipe });
  } else {
    each_picture(in, r, try_picture, pipe);
    test_document(in, r);
    status = tap_done();
  }
  pipe_free(pipe);
  figure_free(last);
  interp_free(in);
  registry_free(r);
  return status;
}
