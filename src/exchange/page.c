/* page.c -- what a session says, as HTML.  */

#include "config.h"
#include "exchange/page.h"
#include "exchange/html.h"
#include "learn/session.h"
#include "screen/tex_mathml.h"

#include <string.h>

static const char style[] =
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:17px/1.55 Georgia,serif;color:#222;"
    "background:#fff}\n"
    "h1,h2,h3,summary{font-family:system-ui,sans-serif;line-height:1.25}\n"
    "pre,code{font:15px/1.45 ui-monospace,Menlo,Consolas,monospace}\n"
    "pre{background:#f4f4f2;padding:.6em .9em;overflow-x:auto;margin:.4em 0}\n"
    "pre.said{background:none;border-left:3px solid #ccc}\n"
    "table{border-collapse:collapse;margin:1em 0}\n"
    "th,td{padding:.25em .7em;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}\n"
    "section.exercise{border:1px solid #c9d4e0;border-radius:6px;padding:.2em 1em "
    ".7em;margin:1.2em 0;"
    "background:#f7fafd}\n"
    "details{margin:.4em 0}\nsummary{cursor:pointer;color:#1f4e79}\n"
    "figure{margin:1em 0}\nfigcaption{font-size:.9em;color:#555}\n"
    "svg{max-width:100%;height:auto}\n.unknown{color:#a00}\n"
    "@media (prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}pre{background:#262626}"
    "section.exercise{background:#20262c;border-color:#3a4a58}summary{color:#8fbfe8}"
    "figcaption{color:#aaa}th,td{border-color:#444}svg{background:#fff}}\n"
    "@media print{details{display:block}}\n";

typedef struct Page {
  Text *out;
  const PageDrawer *drawer;
  Host outer;
  struct Figure *last; /* for the title() behind it */
  bool pending;        /* it is not drawn yet */
  bool in_exercise, in_options;
} Page;

static void escape(const char *text, Text *out) {
  xml_escape(text, strlen(text), out);
}

static void blocks(Page *p, const char *markdown) {
  html_from_markdown(markdown, HTML_MATHML, 2, p->out);
}

static void close_options(Page *p) {
  if (p->in_options) text_puts(p->out, "</ol>\n");
  p->in_options = false;
}

static void close_exercise(Page *p) {
  close_options(p);
  if (p->in_exercise) text_puts(p->out, "</section>\n");
  p->in_exercise = false;
}

static void put_picture(Page *p, const char *caption) {
  bool drawn = p->pending && p->last && p->drawer;
  p->pending = false;
  if (!drawn && !caption) return;
  text_puts(p->out, "<figure>\n");
  if (drawn) p->drawer->draw(p->drawer->self, p->last, p->out);
  if (caption) {
    text_puts(p->out, "<figcaption>");
    html_inline(caption, HTML_MATHML, p->out);
    text_puts(p->out, "</figcaption>\n");
  }
  text_puts(p->out, "</figure>\n");
}

static void preformatted(Page *p, const char *kind, const char *text) {
  text_printf(p->out, "<pre class=\"%s\">", kind);
  escape(text, p->out);
  text_puts(p->out, "</pre>\n");
}

static void fold(Page *p, const char *title, const char *markdown) {
  close_options(p);
  text_printf(p->out, "<details><summary>%s</summary>\n", title);
  blocks(p, markdown);
  text_puts(p->out, "</details>\n");
}

static void hint(Page *p, const Saying *said) {
  Text title = TEXT_EMPTY;
  text_printf(&title, "Hint %zu of %zu", said->number, said->total);
  fold(p, text_string(&title), said->text);
  text_free(&title);
}

static void ask(Page *p, const char *markdown) {
  close_options(p);
  if (!p->in_exercise) text_puts(p->out, "<section class=\"exercise\">\n");
  p->in_exercise = true;
  blocks(p, markdown);
}

static void option(Page *p, const Saying *said) {
  if (!p->in_options) text_printf(p->out, "<ol type=\"%s\">\n", said->total == 0 ? "1" : "a");
  p->in_options = true;
  text_puts(p->out, "<li>");
  html_inline(said->text, HTML_MATHML, p->out);
  text_puts(p->out, "</li>\n");
}

static void say(void *self, const Saying *said) {
  Page *p = self;
  bool of_exercise = said->kind == SAY_ASK || said->kind == SAY_OPTION || said->kind == SAY_HINT ||
                     said->kind == SAY_SOLUTION || said->kind == SAY_NOTE;
  if (!of_exercise) close_exercise(p);
  if (p->pending && said->kind != SAY_CAPTION && said->kind != SAY_OUTPUT) put_picture(p, NULL);
  switch (said->kind) {
  case SAY_PROSE: blocks(p, said->text); break;
  case SAY_INPUT: preformatted(p, "typed", said->text); break;
  case SAY_OUTPUT: preformatted(p, "said", said->text); break;
  case SAY_ERROR: preformatted(p, "error", said->text); break;
  case SAY_CAPTION: put_picture(p, said->text); break;
  case SAY_ASK: ask(p, said->text); break;
  case SAY_OPTION: option(p, said); break;
  case SAY_HINT: hint(p, said); break;
  case SAY_SOLUTION: fold(p, "Solution", said->text); break;
  case SAY_TITLE:
  case SAY_READING:
  case SAY_VERDICT:
  case SAY_NOTE:
  case SAY_WHY:
  case SAY_END: break;
  }
}

/* ------------------------------------------------------------------ the world of the session */

static bool show_figure(void *self, const struct Figure *figure, Error *error) {
  Page *p = self;
  (void)error;
  if (!p->outer.copy_figure || !p->outer.free_figure) return true;
  struct Figure *copy = p->outer.copy_figure(figure); /* before the old one goes */
  if (p->last) p->outer.free_figure(p->last);
  p->last = copy;
  p->pending = true; /* a title() shows the same figure again: it is drawn when the block ends */
  return true;
}

static const struct Figure *last_figure(void *self) {
  return ((Page *)self)->last;
}

static bool read_data(void *self, const char *name, Text *out, Error *error) {
  const Host *outer = &((Page *)self)->outer;
  if (outer->read_data) return outer->read_data(outer->self, name, out, error);
  return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is no table '%.80s' here", name);
}

static double now(void *self) {
  const Host *outer = &((Page *)self)->outer;
  return outer->now ? outer->now(outer->self) : 0;
}

static void head(const Lesson *lesson, Text *out) {
  text_puts(out,
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
            "<meta charset=\"utf-8\"/>\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
  escape(lesson->title, out);
  text_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>", style);
  escape(lesson->title, out);
  text_puts(out, "</h1>\n<ul>\n");
  for (size_t i = 0; i < lesson->skill_count; i++) {
    text_puts(out, "<li>");
    html_inline(lesson->skills[i], HTML_MATHML, out);
    text_puts(out, "</li>\n");
  }
  text_puts(out, "</ul>\n");
}

/* Shows all hints of the part on the table, then its solution. */
static void show_exercise(Session *session, const Lesson *lesson) {
  const Step *step = &lesson->steps[session_step(session)];
  size_t hints = 0;
  for (size_t i = 0; i < step->item_count; i++)
    if (step->items[i].kind == ITEM_EXERCISE)
      for (size_t k = 0; k < step->items[i].exercise->part_count; k++)
        hints = step->items[i].exercise->parts[k].hint_count > hints
                    ? step->items[i].exercise->parts[k].hint_count
                    : hints;
  for (size_t i = 0; i < hints; i++) session_feed(session, ":hint");
  session_feed(session, ":solution");
}

void page_write(const Lesson *lesson, Interp *in, uint64_t seed, const PageDrawer *drawer,
                Text *out) {
  Page p = { .out = out, .drawer = drawer, .outer = interp_host(in) };
  Host host = { .self = &p,
                .show_figure = show_figure,
                .last_figure = last_figure,
                .read_data = read_data,
                .now = now,
                .copy_figure = p.outer.copy_figure,
                .free_figure = p.outer.free_figure };
  SessionOptions options = { .seed = seed, .quiet = true, .mode = "page" };
  head(lesson, out);
  interp_set_host(in, host);
  ShowOptions *show = interp_show_options(in), screen = *show;
  show->utf8 = true;
  show->plain = false;
  show->width = 80;
  Session *session = session_new(lesson, in, (Sink){ .self = &p, .say = say }, &options, 0);
  while (!session_done(session)) {
    if (session_asks(session))
      show_exercise(session, lesson);
    else
      session_feed(session, ":next");
  }
  session_free(session);
  *show = screen;
  interp_set_host(in, p.outer);
  if (p.pending) put_picture(&p, NULL);
  close_exercise(&p);
  text_puts(out, "</body>\n</html>\n");
  if (p.last) p.outer.free_figure(p.last);
}
