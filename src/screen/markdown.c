/* markdown.c -- CommonMark with tables and $mathematics$ as a page for the terminal.

   md4c calls back for every block and span; running text is collected into `line` with its colours
   in it and wrapped when its block ends.  */

#include "config.h"
#include "screen/markdown.h"
#include "screen/table.h"
#include "screen/tex.h"
#include "screen/wrap.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32, WIDEST = 100, DISPLAY_INDENT = 2, CODE_INDENT = 4, TAB = 4 };

typedef struct Level {
  bool quote, ordered;
  unsigned number;
  bool fresh; /* the next block carries the marker */
  bool tight;
} Level;

typedef struct Page {
  const ScreenStyle *style;
  Text *out;
  Text line; /* running text of the block in progress */
  Text math; /* source of the formula in progress */
  bool in_math, display, in_code;
  bool separate; /* an empty line is due before the next block */
  bool tight;
  bool inline_only;
  Level levels[MAX_DEPTH];
  size_t depth;
  size_t hidden; /* levels within that the page is too narrow to show */
  unsigned heading;
  Table *table;
  Text code;
  char *link; /* target of the link in progress */
  size_t link_start;
} Page;

static unsigned page_width(const Page *p) {
  return p->style->width < WIDEST ? p->style->width : WIDEST;
}

/* ------------------------------------------------------------------ prefixes */

static void put_marker(const Page *p, const Level *l, Text *out) {
  if (l->quote)
    text_puts(out, style_sign(p->style, "│ ", "> "));
  else if (l->ordered)
    text_printf(out, "%2u. ", l->number);
  else
    text_puts(out, style_sign(p->style, "  • ", "  - "));
}

/* What stands left of a block's first and further lines. */
static void prefixes(Page *p, Text *first, Text *rest) {
  for (size_t i = 0; i < p->depth; i++) {
    Level *l = &p->levels[i];
    Text marker = TEXT_EMPTY;
    put_marker(p, l, &marker);
    size_t columns = utf8_columns(text_string(&marker), marker.len);
    if (l->quote || l->fresh)
      text_puts(first, text_string(&marker));
    else
      text_repeat(first, " ", columns);
    if (l->quote)
      text_puts(rest, text_string(&marker));
    else
      text_repeat(rest, " ", columns);
    l->fresh = false;
    text_free(&marker);
  }
}

static unsigned prefix_columns(const Page *p) {
  Text all = TEXT_EMPTY;
  for (size_t i = 0; i < p->depth; i++) put_marker(p, &p->levels[i], &all);
  size_t columns = utf8_columns(text_string(&all), all.len);
  text_free(&all);
  return (unsigned)columns;
}

/* Columns right of the prefix. */
static unsigned room(const Page *p) {
  unsigned width = page_width(p), prefix = prefix_columns(p);
  return width > prefix + 1 ? width - prefix : 1;
}

static void put_trimmed(Text *line, Text *out) {
  while (line->len > 0 && line->data[line->len - 1] == ' ') text_truncate(line, line->len - 1);
  text_append(out, text_string(line), line->len);
  text_putc(out, '\n');
  text_clear(line);
}

static void begin_block(Page *p) {
  if (p->separate && !p->inline_only) {
    Text bar = TEXT_EMPTY;
    for (size_t i = 0; i < p->depth && p->levels[i].quote; i++) put_marker(p, &p->levels[i], &bar);
    put_trimmed(&bar, p->out);
    text_free(&bar);
  }
  p->separate = false;
}

/* The text collected so far becomes lines. */
static void flush_text(Page *p) {
  if (p->inline_only || p->line.len == 0) return;
  Text first = TEXT_EMPTY, rest = TEXT_EMPTY;
  begin_block(p);
  prefixes(p, &first, &rest);
  wrap_text(text_string(&p->line), page_width(p), text_string(&first), text_string(&rest), p->out);
  text_clear(&p->line);
  text_free(&first);
  text_free(&rest);
  p->separate = !p->tight;
}

/* Lines that are ready, each with the prefix before it. */
static void put_lines(Page *p, const char *text, unsigned indent) {
  Text first = TEXT_EMPTY, rest = TEXT_EMPTY, line = TEXT_EMPTY;
  if (p->inline_only) {
    for (; *text; text++) text_putc(&p->line, *text == '\n' ? ' ' : *text);
    return;
  }
  begin_block(p);
  prefixes(p, &first, &rest);
  const Text *prefix = &first;
  while (*text) {
    size_t len = strcspn(text, "\n");
    text_append(&line, text_string(prefix), prefix->len);
    if (len > 0) text_repeat(&line, " ", indent);
    text_append(&line, text, len);
    put_trimmed(&line, p->out);
    text += len + (text[len] == '\n');
    prefix = &rest;
  }
  text_free(&first);
  text_free(&rest);
  text_free(&line);
  p->separate = true;
}

/* ------------------------------------------------------------------ mathematics */

static TexOptions tex_options(const Page *p) {
  unsigned width = room(p);
  return (TexOptions){ .ascii = !p->style->utf8,
                       .attributes = p->style->color,
                       .width = width > DISPLAY_INDENT ? width - DISPLAY_INDENT : 1 };
}

/* Blanks inside a formula in running text do not break the line. */
static void put_formula(Page *p, const char *s) {
  for (; *s; s++) {
    if (*s == ' ')
      text_puts(&p->line, "\xC2\xA0");
    else
      text_putc(&p->line, *s);
  }
}

static void end_math(Page *p) {
  Text formula = TEXT_EMPTY;
  p->in_math = false;
  TexOptions options = tex_options(p);
  if (p->display && !p->inline_only && !p->table && p->heading == 0) {
    while (p->line.len > 0 && strchr(" \n", p->line.data[p->line.len - 1]))
      text_truncate(&p->line, p->line.len - 1);
    bool tight = p->tight;
    p->tight = false;
    flush_text(p);
    tex_display(text_string(&p->math), p->math.len, &options, &formula);
    put_lines(p, text_string(&formula), DISPLAY_INDENT);
    p->tight = tight;
  } else {
    tex_inline(text_string(&p->math), p->math.len, &options, &formula);
    put_formula(p, text_string(&formula));
  }
  text_clear(&p->math);
  text_free(&formula);
}

/* ------------------------------------------------------------------ blocks */

/* A quote or a list; what a narrow page has no room for is shown without marks. */
static void push_level(Page *p, Level level) {
  flush_text(p);
  begin_block(p);
  if (p->hidden > 0 || p->depth == MAX_DEPTH || prefix_columns(p) + 4 > page_width(p) / 2)
    p->hidden++;
  else
    p->levels[p->depth++] = level;
  p->tight = level.tight;
}

static void pop_level(Page *p) {
  flush_text(p);
  if (p->hidden > 0)
    p->hidden--;
  else if (p->depth > 0)
    p->depth--;
  p->tight = p->depth > 0 && p->levels[p->depth - 1].tight;
  p->separate = !p->tight;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_BLOCK_QUOTE: push_level(p, (Level){ .quote = true }); break;
  case MD_BLOCK_UL:
    push_level(p, (Level){ .tight = ((MD_BLOCK_UL_DETAIL *)detail)->is_tight });
    break;
  case MD_BLOCK_OL: {
    const MD_BLOCK_OL_DETAIL *list = detail;
    push_level(p, (Level){ .ordered = true, .number = list->start - 1, .tight = list->is_tight });
    break;
  }
  case MD_BLOCK_LI:
    flush_text(p);
    if (p->depth > 0 && p->hidden == 0) {
      p->levels[p->depth - 1].number++;
      p->levels[p->depth - 1].fresh = true;
    }
    break;
  case MD_BLOCK_H: p->heading = ((MD_BLOCK_H_DETAIL *)detail)->level; break;
  case MD_BLOCK_CODE:
    text_clear(&p->code);
    p->in_code = true;
    break;
  case MD_BLOCK_TABLE: p->table = table_new(((MD_BLOCK_TABLE_DETAIL *)detail)->col_count); break;
  case MD_BLOCK_TR: table_row(p->table); break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD: text_clear(&p->line); break;
  default: break;
  }
  return 0;
}

/* Without colour the level is told by signs. */
static void end_heading(Page *p) {
  unsigned level = p->heading;
  p->heading = 0;
  if (p->inline_only) return;
  Text styled = TEXT_EMPTY;
  bool ruled = level == 1 && !p->style->plain;
  if (!p->style->color && !ruled) {
    text_repeat(&styled, "#", level);
    text_putc(&styled, ' ');
  }
  text_puts(&styled, style_begin(p->style, TONE_HEADING));
  text_append(&styled, text_string(&p->line), p->line.len);
  text_puts(&styled, style_end(p->style, TONE_HEADING));
  size_t columns = utf8_columns(text_string(&p->line), p->line.len);
  text_clear(&p->line);
  text_append(&p->line, text_string(&styled), styled.len);
  text_clear(&styled);
  flush_text(p);
  if (ruled && columns > 0) {
    p->separate = false;
    style_rule(p->style, columns < room(p) ? (unsigned)columns : room(p), &styled);
    put_lines(p, text_string(&styled), 0);
  }
  text_free(&styled);
  p->separate = true;
}

/* One line of code, cut where the page ends; what follows is indented a little. */
static void put_code_line(Page *p, const char *s, size_t len, Text *out) {
  Text safe = TEXT_EMPTY, flat = TEXT_EMPTY;
  style_safe(p->style, s, len, &safe);
  for (size_t i = 0; i < safe.len; i++) {
    if (safe.data[i] == '\t')
      text_repeat(&flat, " ", TAB - utf8_columns(text_string(&flat), flat.len) % TAB);
    else
      text_putc(&flat, safe.data[i]);
  }
  const char *rest = text_string(&flat), *end = rest + flat.len;
  size_t width = room(p) > CODE_INDENT + 10 ? room(p) - CODE_INDENT : 10;
  for (bool first = true; first || rest < end; first = false) {
    size_t columns = first ? 0 : 2, take = 0, blank = 0;
    while (rest + take < end) {
      size_t used;
      int w = utf8_width(utf8_decode(rest + take, (size_t)(end - rest) - take, &used));
      if (columns + (size_t)(w > 0 ? w : 0) > width) break;
      columns += (size_t)(w > 0 ? w : 0);
      take += used;
      if (rest[take - 1] == ' ' && take > width / 2) blank = take;
    }
    if (rest + take < end && blank > 0) take = blank;
    if (!first) text_puts(out, "  ");
    text_puts(out, style_begin(p->style, TONE_CODE));
    text_append(out, rest, take);
    text_puts(out, style_end(p->style, TONE_CODE));
    text_putc(out, '\n');
    rest += take;
  }
  text_free(&safe);
  text_free(&flat);
}

static void end_code(Page *p) {
  Text lines = TEXT_EMPTY;
  for (const char *s = text_string(&p->code); *s;) {
    size_t len = strcspn(s, "\n");
    if (len > 0)
      put_code_line(p, s, len, &lines);
    else
      text_putc(&lines, '\n');
    s += len + (s[len] == '\n');
  }
  put_lines(p, text_string(&lines), CODE_INDENT);
  text_free(&lines);
  p->in_code = false;
}

static void put_rule(Page *p) {
  Text line = TEXT_EMPTY;
  style_rule(p->style, room(p), &line);
  put_lines(p, text_string(&line), 0);
  text_free(&line);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_BLOCK_QUOTE:
  case MD_BLOCK_UL:
  case MD_BLOCK_OL: pop_level(p); break;
  case MD_BLOCK_LI: flush_text(p); break;
  case MD_BLOCK_H: end_heading(p); break;
  case MD_BLOCK_P:
    flush_text(p);
    if (!p->tight) p->separate = true;
    break;
  case MD_BLOCK_CODE: end_code(p); break;
  case MD_BLOCK_HR: put_rule(p); break;
  case MD_BLOCK_TH:
  case MD_BLOCK_TD:
    table_cell(p->table, text_string(&p->line), ((MD_BLOCK_TD_DETAIL *)detail)->align,
               type == MD_BLOCK_TH);
    text_clear(&p->line);
    break;
  case MD_BLOCK_TABLE: {
    Text lines = TEXT_EMPTY;
    table_render(p->table, p->style, room(p), &lines);
    table_free(p->table);
    p->table = NULL;
    put_lines(p, text_string(&lines), 0);
    text_free(&lines);
    break;
  }
  default: break;
  }
  return 0;
}

/* ------------------------------------------------------------------ spans */

static Tone span_role(MD_SPANTYPE type) {
  switch (type) {
  case MD_SPAN_EM: return TONE_EMPHASIS;
  case MD_SPAN_STRONG: return TONE_STRONG;
  case MD_SPAN_CODE: return TONE_CODE;
  case MD_SPAN_A: return TONE_LINK;
  default: return TONE_PLAIN;
  }
}

/* Only what a browser or a mail program opens; a file or a script of a lesson must not be one click
   away. */
static bool is_web(const char *target) {
  return strncmp(target, "https://", 8) == 0 || strncmp(target, "http://", 7) == 0 ||
         strncmp(target, "mailto:", 7) == 0;
}

/* A target that may stand inside an escape sequence: printable ASCII only. */
static char *safe_target(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (s[i] <= ' ' || s[i] > '~') return NULL;
  return mem_copy_bytes(s, len);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_SPAN_LATEXMATH:
  case MD_SPAN_LATEXMATH_DISPLAY:
    p->in_math = true;
    p->display = type == MD_SPAN_LATEXMATH_DISPLAY;
    text_clear(&p->math);
    return 0;
  case MD_SPAN_A: {
    const MD_ATTRIBUTE *target = &((MD_SPAN_A_DETAIL *)detail)->href;
    free(p->link);
    p->link = safe_target(target->text, target->size);
    if (p->link && !is_web(p->link)) {
      free(p->link);
      p->link = NULL;
    }
    if (p->link && p->style->links) text_printf(&p->line, "\033]8;;%s\033\\", p->link);
    p->link_start = p->line.len;
    break;
  }
  case MD_SPAN_CODE:
    if (!p->style->color) text_putc(&p->line, '`');
    break;
  case MD_SPAN_EM:
  case MD_SPAN_STRONG:
    if (!p->style->color) text_puts(&p->line, type == MD_SPAN_EM ? "*" : "**");
    break;
  default: break;
  }
  text_puts(&p->line, style_begin(p->style, span_role(type)));
  return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *self) {
  Page *p = self;
  (void)detail;
  if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) {
    end_math(p);
    return 0;
  }
  text_puts(&p->line, style_end(p->style, span_role(type)));
  if (p->heading > 0 && type == MD_SPAN_STRONG)
    text_puts(&p->line, style_begin(p->style, TONE_HEADING));
  if (!p->style->color) {
    if (type == MD_SPAN_CODE) text_putc(&p->line, '`');
    if (type == MD_SPAN_EM || type == MD_SPAN_STRONG)
      text_puts(&p->line, type == MD_SPAN_EM ? "*" : "**");
  }
  if (type == MD_SPAN_A) {
    /* <https://...> has been printed already. */
    bool shown = p->link && strstr(text_string(&p->line) + p->link_start, p->link);
    if (p->link && p->style->links)
      text_puts(&p->line, "\033]8;;\033\\");
    else if (p->link && !shown)
      text_printf(&p->line, " (%s)", p->link);
    free(p->link);
    p->link = NULL;
  }
  return 0;
}

/* &amp; and its like: the few that occur in prose. */
static const char *entity(const char *s, size_t len) {
  static const struct {
    const char *name, *text;
  } known[] = { { "&amp;", "&" },   { "&lt;", "<" },          { "&gt;", ">" },
                { "&quot;", "\"" }, { "&nbsp;", "\xC2\xA0" }, { "&mdash;", "-" },
                { "&ndash;", "-" }, { "&hellip;", "..." } };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].name) == len && memcmp(known[i].name, s, len) == 0) return known[i].text;
  return NULL;
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE len, void *self) {
  Page *p = self;
  if (p->in_math) {
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR)
      text_putc(&p->math, ' ');
    else
      text_append(&p->math, s, len);
    return 0;
  }
  if (p->in_code) {
    text_append(&p->code, s, len);
    return 0;
  }
  switch (type) {
  case MD_TEXT_NULLCHAR: text_putc(&p->line, '?'); break;
  case MD_TEXT_BR: text_puts(&p->line, p->inline_only ? " " : "\n"); break;
  case MD_TEXT_SOFTBR: text_putc(&p->line, ' '); break;
  case MD_TEXT_ENTITY: {
    const char *text = entity(s, len);
    if (text)
      text_puts(&p->line, text);
    else
      style_safe(p->style, s, len, &p->line);
    break;
  }
  case MD_TEXT_CODE: {
    /* Code in running text stays on one line where it can. */
    Text safe = TEXT_EMPTY;
    style_safe(p->style, s, len, &safe);
    put_formula(p, text_string(&safe));
    text_free(&safe);
    break;
  }
  default: {
    size_t start = p->line.len;
    style_safe(p->style, s, len, &p->line);
    for (size_t i = start; i < p->line.len; i++)
      if (p->line.data[i] == '\t') p->line.data[i] = ' ';
    break;
  }
  }
  return 0;
}

static void render(Page *p, const char *text) {
  MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_LATEXMATHSPANS | MD_FLAG_NOHTML,
                       .enter_block = enter_block,
                       .leave_block = leave_block,
                       .enter_span = enter_span,
                       .leave_span = leave_span,
                       .text = put_text };
  md_parse(text, (MD_SIZE)strlen(text), &parser, p);
  flush_text(p);
  if (p->table) table_free(p->table);
  text_free(&p->math);
  text_free(&p->code);
  free(p->link);
}

void markdown_render(const char *text, const ScreenStyle *style, Text *out) {
  Page p = { .style = style, .out = out };
  render(&p, text);
  text_free(&p.line);
}

void markdown_inline(const char *text, const ScreenStyle *style, Text *out) {
  Page p = { .style = style, .out = out, .inline_only = true };
  render(&p, text);
  const char *s = text_string(&p.line);
  for (; *s; s++) {
    if (strncmp(s, "\xC2\xA0", 2) == 0) {
      text_putc(out, ' ');
      s++;
    } else
      text_putc(out, *s == '\n' ? ' ' : *s);
  }
  text_free(&p.line);
}
