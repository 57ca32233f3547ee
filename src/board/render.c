/* render.c -- an explanation as text.  */

#include "config.h"
#include "board/render.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FORMULA_COLUMN = 39, ASIDE_COLUMN = 68, GROUP_MOST = 64, DEEPEST = 8 };

typedef struct Page {
  Steps *s;
  BoardStyle style;
  Text *out;
  bool gap; /* an empty line is due before what comes next */
} Page;

static void settle(Page *p) {
  if (p->gap && !p->style.plain && p->out->len > 0) text_putc(p->out, '\n');
  p->gap = false;
}

/* ------------------------------------------------------------------ paragraphs */

/* Words up to column LIMIT; the first line begins where the page stands, at column AT. */
static void put_words(Page *p, const char *text, size_t at, unsigned indent, unsigned limit) {
  Text shown = TEXT_EMPTY;
  bool first = true;
  while (*text) {
    size_t len = strcspn(text, " ");
    text_clear(&shown);
    render_signs(&p->style, text, len, &shown);
    size_t columns = utf8_columns_string(text_string(&shown));
    if (!first && at + 1 + columns > limit && !p->style.plain) {
      text_putc(p->out, '\n');
      text_repeat(p->out, " ", indent);
      at = indent;
    } else if (!first) {
      text_putc(p->out, ' ');
      at++;
    }
    text_puts(p->out, text_string(&shown));
    at += columns;
    first = false;
    text += len;
    while (*text == ' ') text++;
  }
  text_putc(p->out, '\n');
  text_free(&shown);
}

static unsigned prose_limit(const Page *p) {
  return p->style.width >= 60 ? (p->style.width > 80 ? 74 : p->style.width - 6) : p->style.width;
}

static void put_prose(Page *p, const char *text, unsigned indent) {
  while (text) {
    const char *end = strchr(text, '\n');
    char *paragraph = mem_copy_bytes(text, end ? (size_t)(end - text) : strlen(text));
    settle(p);
    if (!p->style.plain) text_repeat(p->out, " ", indent);
    put_words(p, paragraph, indent, indent, prose_limit(p));
    free(paragraph);
    text = end ? end + 1 : NULL;
  }
}

/* ------------------------------------------------------------------ lines */

static void put_plain(Page *p, const Line *line) {
  size_t next = 0;
  for (const char *t = line->text; *t;) {
    if (*t == '\1')
      render_grid_plain(&p->style, line->grids[next++], p->out);
    else if (*t == '\t' || *t == '\v')
      text_putc(p->out, ' ');
    size_t len = strcspn(t, "\1\t\v");
    if (len == 0) {
      t++;
      t += t[-1] == '\1' ? 0 : strspn(t, " ");
      continue;
    }
    render_signs(&p->style, t, len, p->out);
    t += len;
  }
  text_putc(p->out, '\n');
}

static bool visible(const Page *p, const Line *line) {
  unsigned width = p->style.width ? p->style.width : 80;
  bool fits = p->style.plain ? line->least_width == 0
                             : width >= line->least_width && width <= line->most_width;
  return fits && line->depth <= (unsigned)p->style.level;
}

static unsigned shifted(unsigned indent, int shift) {
  int at = (int)indent + shift;
  return at > 0 ? (unsigned)at : 0;
}

static void put_lines(Page *p, const BoardStep *step, unsigned indent) {
  const Line *group[GROUP_MOST];
  for (size_t k = 0; k < step->line_count;) {
    const Line *line = &step->lines[k];
    if (!visible(p, line)) {
      k++;
      continue;
    }
    if (line->kind == LINE_GAP) {
      p->gap = true;
      k++;
      continue;
    }
    settle(p);
    unsigned at = shifted(indent, line->shift);
    if (p->style.plain)
      put_plain(p, &step->lines[k++]);
    else if (line->kind == LINE_PROSE) {
      put_prose(p, line->text, at);
      k++;
    } else if (line->grid_count > 0) {
      render_grids(p->s, &p->style, line, at, p->out);
      k++;
    } else {
      size_t count = 0;
      for (; k < step->line_count && count < GROUP_MOST; k++) {
        const Line *next = &step->lines[k];
        if (!visible(p, next)) continue;
        if (next->kind != LINE_ROW || next->grid_count > 0 || next->shift != line->shift) break;
        group[count++] = next;
      }
      render_rows(&p->style, group, count, at, p->out);
    }
  }
}

/* ------------------------------------------------------------------ steps */

/* TEXT beside the heading from column COLUMN on, or on a line of its own. */
static void put_beside(Page *p, const char *text, unsigned column, unsigned indent, size_t *at) {
  Text shown = TEXT_EMPTY;
  render_signs(&p->style, text, strlen(text), &shown);
  size_t columns = utf8_columns_string(text_string(&shown));
  size_t from = *at + 3 > column ? *at + 3 : column;
  if (from + columns > p->style.width && *at + 3 + columns <= p->style.width) from = *at + 3;
  if (p->style.plain) {
    text_puts(p->out, "  ");
  } else if (from + columns > p->style.width) {
    text_putc(p->out, '\n');
    text_repeat(p->out, " ", indent);
    if (indent + columns > p->style.width) { /* not even there on one line */
      put_words(p, text, indent, indent + 2, p->style.width);
      text_truncate(p->out, p->out->len - 1);
      *at = p->style.width;
      text_free(&shown);
      return;
    }
    *at = indent;
  } else {
    text_repeat(p->out, " ", from - *at);
    *at = from;
  }
  text_puts(p->out, text_string(&shown));
  *at += columns;
  text_free(&shown);
}

static void put_heading(Page *p, const BoardStep *step, const char *number, unsigned margin,
                        unsigned indent) {
  bool terse = p->style.level == BOARD_TERSE && step->brief;
  const char *heading = terse ? step->brief : steps_fill(p->s, step, step->move->heading);
  if (!p->style.plain) text_repeat(p->out, " ", margin);
  text_printf(p->out, p->style.plain ? "step %s: " : "%s  ", number);
  unsigned from = indent;
  put_words(p, heading, from, from, p->style.width);
  if (terse || (!step->move->formula && !step->aside)) return;
  text_truncate(p->out, p->out->len - 1);
  size_t start = p->out->len;
  while (start > 0 && p->out->data[start - 1] != '\n') start--;
  size_t at = utf8_columns(p->out->data + start, p->out->len - start);
  if (step->move->formula)
    put_beside(p, steps_fill(p->s, step, step->move->formula), FORMULA_COLUMN, indent + 4, &at);
  if (step->aside) put_beside(p, step->aside, ASIDE_COLUMN, indent + 4, &at);
  text_putc(p->out, '\n');
}

static void put_step(Page *p, const BoardStep *step, const char *number, unsigned depth) {
  if (step->depth > (unsigned)p->style.level || depth >= DEEPEST) return;
  unsigned margin = depth == 0 ? 0 : 3 + 2 * (depth - 1);
  unsigned indent = margin + (unsigned)strlen(number) + 2;
  unsigned body = depth == 0 ? indent + 4 : indent;
  settle(p);
  put_heading(p, step, number, margin, indent);
  if (p->style.level > BOARD_TERSE) {
    if (step->move->reason) put_prose(p, steps_fill(p->s, step, step->move->reason), body);
    put_lines(p, step, body);
  }
  for (size_t k = 0; !step->folded && k < step->child_count; k++) {
    const char *inner = steps_printf(p->s, "%s.%zu", number, k + 1);
    p->gap = p->style.level > BOARD_TERSE;
    put_step(p, step->children[k], inner, depth + 1);
  }
  if (p->style.level > BOARD_TERSE) p->gap = true;
}

static void put_row_text(Page *p, const char *text) {
  Line line = { .kind = LINE_ROW, .text = text };
  const Line *lines = &line;
  settle(p);
  if (p->style.plain)
    put_plain(p, &line);
  else
    render_rows(&p->style, &lines, 1, 0, p->out);
}

static void put_result(Page *p, const char *text) {
  while (text) {
    const char *end = strchr(text, '\n');
    put_row_text(p, end ? steps_printf(p->s, "%.*s", (int)(end - text), text) : text);
    text = end ? end + 1 : NULL;
  }
}

static Page page_new(Steps *s, const BoardStyle *style, Text *out) {
  Page p = { .s = s, .style = *style, .out = out };
  if (p.style.width == 0) p.style.width = 80;
  if (p.style.width < 20) p.style.width = 20;
  return p;
}

void render_prose(const BoardStyle *style, const char *text, Text *out) {
  Page p = page_new(NULL, style, out);
  put_prose(&p, text, 0);
}

void steps_render(Steps *s, const BoardStyle *style, Text *out) {
  Page p = page_new(s, style, out);
  bool terse = p.style.level == BOARD_TERSE;
  if (s->title) put_row_text(&p, s->title);
  if (s->given) put_row_text(&p, s->given);
  if (s->decimals) put_prose(&p, "The numbers are rounded to four significant digits.", 0);
  if (s->goal && !terse) put_prose(&p, s->goal, 0);
  p.gap = !terse;
  if (!terse) {
    put_lines(&p, s->root, 7);
    p.gap = true;
  }
  for (size_t k = 0; !s->root->folded && k < s->root->child_count; k++) {
    put_step(&p, s->root->children[k], steps_printf(s, "%zu", k + 1), 0);
  }
  if (s->result) put_result(&p, s->result);
  if (s->remark && !terse) put_prose(&p, s->remark, 0);
  p.gap = true;
  if (s->note && !terse) put_prose(&p, s->note, 0);
}

bool steps_render_step(Steps *s, const char *number, const BoardStyle *style, Text *out) {
  Page p = page_new(s, style, out);
  const BoardStep *step = s->root;
  unsigned depth = 0;
  for (const char *at = number; *at; depth++) {
    char *end;
    unsigned long k = strtoul(at, &end, 10);
    if (end == at || k == 0 || k > step->child_count || (*end && *end != '.')) return false;
    step = step->children[k - 1];
    at = *end ? end + 1 : end;
  }
  if (depth == 0) return false;
  p.style.level = BOARD_FULL;
  put_step(&p, step, number, depth - 1);
  return true;
}
