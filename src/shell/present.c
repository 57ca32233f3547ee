/* present.c -- what a session says, as it looks on the screen.  */

#include "config.h"
#include "shell/present.h"
#include "base/utf8.h"
#include "screen/markdown.h"
#include "screen/wrap.h"

#include <string.h>

enum { PAGE_WIDTH = 100, UNBROKEN = 100000 };

static unsigned page_width(const Presenter *p) {
  return p->style->width < PAGE_WIDTH ? p->style->width : PAGE_WIDTH;
}

/* Every line of TEXT behind INDENT, in a tone. */
static void show_lines(Presenter *p, const char *text, const char *indent, Tone tone) {
  Text out = TEXT_EMPTY;
  while (*text) {
    size_t len = strcspn(text, "\n");
    text_puts(&out, len > 0 ? indent : "");
    text_puts(&out, style_begin(p->style, tone));
    style_safe(p->style, text, len, &out);
    text_puts(&out, style_end(p->style, tone));
    text_putc(&out, '\n');
    text += len + (text[len] == '\n');
  }
  pager_put(p->pager, text_string(&out));
  text_free(&out);
}

static bool is_caret_line(const char *line) {
  line += strspn(line, " ");
  size_t carets = strspn(line, "^");
  return carets > 0 && (line[carets] == '\n' || line[carets] == '\0');
}

/* A rendered error: the sentences wrapped, the excerpt with its caret left as it is. */
static void show_error(Presenter *p, const char *text) {
  Text out = TEXT_EMPTY;
  while (*text) {
    size_t len = strcspn(text, "\n");
    const char *next = text + len + (text[len] == '\n');
    Text line = TEXT_EMPTY, indent = TEXT_EMPTY;
    text_append(&line, text, len);
    text_repeat(&indent, " ", strspn(text, " "));
    if (p->brief || is_caret_line(text) || is_caret_line(next) ||
        utf8_columns(text, len) <= page_width(p))
      text_printf(&out, "%s\n", text_string(&line));
    else
      wrap_text(text_string(&line), page_width(p), text_string(&indent), "  ", &out);
    text_free(&line);
    text_free(&indent);
    text = next;
  }
  show_lines(p, text_string(&out), "", TONE_ERROR);
  text_free(&out);
}

/* A paragraph of Markdown, wrapped, the first line behind FIRST and the others behind REST. */
static void show_paragraph(Presenter *p, const char *markdown, const char *first, const char *rest,
                           Tone tone) {
  Text line = TEXT_EMPTY, out = TEXT_EMPTY;
  text_puts(&line, style_begin(p->style, tone));
  markdown_inline(markdown, p->style, &line);
  text_puts(&line, style_end(p->style, tone));
  wrap_text(text_string(&line), p->brief ? UNBROKEN : page_width(p), first, rest, &out);
  pager_put(p->pager, text_string(&out));
  text_free(&line);
  text_free(&out);
}

static void show_page(Presenter *p, const char *markdown) {
  Text out = TEXT_EMPTY;
  markdown_render(markdown, p->style, &out);
  pager_gap(p->pager);
  pager_put(p->pager, text_string(&out));
  text_free(&out);
}

/* The same, set in two columns. */
static void show_aside(Presenter *p, const char *markdown) {
  Text out = TEXT_EMPTY, shifted = TEXT_EMPTY;
  ScreenStyle narrow = *p->style;
  if (narrow.width > 22) narrow.width -= 2;
  markdown_render(markdown, &narrow, &out);
  for (const char *line = text_string(&out); *line;) {
    size_t len = strcspn(line, "\n");
    if (len > 0) text_puts(&shifted, "  ");
    text_append(&shifted, line, len);
    text_putc(&shifted, '\n');
    line += len + (line[len] == '\n');
  }
  pager_put(p->pager, text_string(&shifted));
  text_free(&out);
  text_free(&shifted);
}

static void show_title(Presenter *p, const Saying *saying) {
  Text out = TEXT_EMPTY, place = TEXT_EMPTY, title = TEXT_EMPTY;
  if (saying->total > 0) text_printf(&place, "%zu/%zu", saying->number, saying->total);
  markdown_inline(saying->text, p->style, &title);
  unsigned width = page_width(p);
  size_t used = utf8_columns_string(text_string(&title)) + place.len;
  Text line = TEXT_EMPTY;
  style_put(p->style, TONE_HEADING, text_string(&title), &line);
  if (place.len > 0) {
    text_repeat(&line, " ", !p->style->plain && !p->brief && used + 2 < width ? width - used : 2);
    style_put(p->style, TONE_MUTED, text_string(&place), &line);
  }
  if (used + 2 > width)
    wrap_text(text_string(&line), width, "", "", &out);
  else
    text_printf(&out, "%s\n", text_string(&line));
  if (!p->style->plain && !p->brief) style_rule(p->style, width, &out);
  pager_gap(p->pager);
  pager_put(p->pager, text_string(&out));
  text_free(&out);
  text_free(&line);
  text_free(&place);
  text_free(&title);
}

/* Statements of a lesson, as if they had been typed. */
static void show_input(Presenter *p, const char *text) {
  if (p->last != SAY_INPUT && p->last != SAY_OUTPUT) pager_gap(p->pager);
  Text out = TEXT_EMPTY;
  for (bool first = true; *text; first = false) {
    size_t len = strcspn(text, "\n");
    style_put(p->style, TONE_PROMPT, first ? ">> " : "   ", &out);
    text_puts(&out, style_begin(p->style, TONE_CODE));
    style_safe(p->style, text, len, &out);
    text_puts(&out, style_end(p->style, TONE_CODE));
    text_putc(&out, '\n');
    text += len + (text[len] == '\n');
  }
  pager_put(p->pager, text_string(&out));
  text_free(&out);
}

/* What programs print is never held up. */
static void show_output(Presenter *p, const char *text) {
  Text out = TEXT_EMPTY;
  style_safe(p->style, text, strlen(text), &out);
  pager_put(p->pager, text_string(&out));
  text_free(&out);
}

static void show_heading(Presenter *p, const char *heading) {
  Text out = TEXT_EMPTY;
  style_put(p->style, TONE_STRONG, heading, &out);
  text_putc(&out, '\n');
  pager_gap(p->pager);
  pager_put(p->pager, text_string(&out));
  text_free(&out);
}

static void show_ask(Presenter *p, const Saying *saying) {
  if (saying->total > 1) {
    Text part = TEXT_EMPTY;
    text_printf(&part, "Part %zu of %zu", saying->number, saying->total);
    show_heading(p, text_string(&part));
    text_free(&part);
  }
  show_page(p, saying->text ? saying->text : "");
}

static void show_option(Presenter *p, const Saying *saying) {
  Text first = TEXT_EMPTY;
  if (saying->total > 0)
    text_printf(&first, "  %c) ", (char)('a' + saying->number % 26));
  else
    text_printf(&first, "  %zu) ", saying->number + 1);
  if (p->last == SAY_ASK) pager_gap(p->pager);
  show_paragraph(p, saying->text, text_string(&first), "     ", TONE_PLAIN);
  text_free(&first);
}

/* The reading from column USED on; a long one goes on at blanks below itself. */
static void put_reading(const Presenter *p, size_t used, Text *out) {
  Text safe = TEXT_EMPTY;
  style_safe(p->style, text_string(&p->reading), p->reading.len, &safe);
  size_t indent = used + strlen("read as "), column = indent;
  size_t width = p->brief || p->style->plain ? UNBROKEN : p->style->width;
  for (const char *word = text_string(&safe); *word;) {
    size_t len = strcspn(word + 1, " ") + 1, columns = utf8_columns(word, len);
    bool turns = *word == ' ' && column + columns > width;
    if (turns) {
      text_putc(out, '\n');
      text_repeat(out, " ", indent);
      column = indent;
    }
    text_append(out, word + turns, len - turns);
    column += columns - turns;
    word += len;
  }
  text_free(&safe);
}

static void show_verdict(Presenter *p, const Saying *saying) {
  static const struct {
    const char *sign, *ascii, *word;
    Tone tone;
  } looks[] = {
    [VERDICT_RIGHT] = { "✓", "+", "right", TONE_RIGHT },
    [VERDICT_FORM] = { "~", "~", "right, but not in this form", TONE_CLOSE },
    [VERDICT_CLOSE] = { "≈", "~", "close", TONE_CLOSE },
    [VERDICT_SLIP] = { "✗", "x", "not yet", TONE_WRONG },
    [VERDICT_WRONG] = { "✗", "x", "not yet", TONE_WRONG },
    [VERDICT_UNGRADABLE] = { "?", "?", "not counted", TONE_CLOSE },
  };
  Text out = TEXT_EMPTY;
  text_puts(&out, style_begin(p->style, looks[saying->verdict].tone));
  text_printf(&out, "%s %s",
              style_sign(p->style, looks[saying->verdict].sign, looks[saying->verdict].ascii),
              looks[saying->verdict].word);
  text_puts(&out, style_end(p->style, looks[saying->verdict].tone));
  if (p->reading.len > 0) {
    size_t used = utf8_columns_string(text_string(&out));
    text_repeat(&out, " ", used < 17 ? 17 - used : 2);
    text_puts(&out, style_begin(p->style, TONE_MUTED));
    text_puts(&out, "read as ");
    put_reading(p, used < 17 ? 17 : used + 2, &out);
    text_puts(&out, style_end(p->style, TONE_MUTED));
  }
  text_putc(&out, '\n');
  pager_put(p->pager, text_string(&out));
  if (saying->text && *saying->text) show_aside(p, saying->text);
  text_clear(&p->reading);
  text_free(&out);
}

static void show_hint(Presenter *p, const Saying *saying) {
  Text first = TEXT_EMPTY;
  if (saying->total > 1)
    text_printf(&first, "hint %zu of %zu: ", saying->number, saying->total);
  else
    text_puts(&first, "hint: ");
  show_paragraph(p, saying->text, text_string(&first), "  ", TONE_PLAIN);
  text_free(&first);
}

static void say(void *self, const Saying *saying) {
  Presenter *p = self;
  const char *text = saying->text ? saying->text : "";
  if (saying->kind != SAY_INPUT) world_settle(p->world);
  switch (saying->kind) {
  case SAY_TITLE: show_title(p, saying); break;
  case SAY_ASK: show_ask(p, saying); break;
  case SAY_PROSE:
  case SAY_END: show_page(p, text); break;
  case SAY_INPUT: show_input(p, text); break;
  case SAY_OUTPUT: show_output(p, text); break;
  case SAY_CAPTION: show_paragraph(p, text, "", "", TONE_MUTED); break;
  case SAY_OPTION: show_option(p, saying); break;
  case SAY_READING:
    text_clear(&p->reading);
    text_puts(&p->reading, text);
    break;
  case SAY_VERDICT: show_verdict(p, saying); break;
  case SAY_HINT: show_hint(p, saying); break;
  case SAY_SOLUTION:
    show_heading(p, "Solution");
    show_aside(p, text);
    break;
  case SAY_NOTE: show_paragraph(p, text, "", "", TONE_PLAIN); break;
  case SAY_ERROR: show_error(p, text); break;
  case SAY_WHY: show_lines(p, text, "  ", TONE_PLAIN); break;
  }
  p->last = saying->kind;
}

Sink presenter_sink(Presenter *p) {
  return (Sink){ p, say };
}

void presenter_free(Presenter *p) {
  text_free(&p->reading);
}

void present_markdown(Presenter *p, const char *markdown) {
  show_page(p, markdown);
  p->last = SAY_PROSE;
}

void present_note(Presenter *p, const char *format, ...) {
  Text text = TEXT_EMPTY;
  va_list args;
  va_start(args, format);
  text_vprintf(&text, format, args);
  va_end(args);
  show_paragraph(p, text_string(&text), "", "", TONE_PLAIN);
  p->last = SAY_NOTE;
  text_free(&text);
}

void present_error(Presenter *p, const Error *error) {
  Text text = TEXT_EMPTY;
  error_render(error, &text);
  show_error(p, text_string(&text));
  p->last = SAY_ERROR;
  text_free(&text);
}
