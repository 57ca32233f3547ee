/* html.c -- md4c's callbacks as HTML elements.  */

#include "config.h"
#include "exchange/html.h"
#include "screen/tex_mathml.h"

#include <md4c.h>
#include <string.h>

typedef struct Page {
  Text *out;
  Text math; /* the formula in progress */
  HtmlMath how;
  unsigned heading;
  bool in_math, display, inline_only;
  unsigned images; /* open: their text is their alternative */
} Page;

static const char *cell_style(MD_ALIGN align) {
  return align == MD_ALIGN_RIGHT    ? " style=\"text-align:right\""
         : align == MD_ALIGN_CENTER ? " style=\"text-align:center\""
                                    : "";
}

static unsigned level(const Page *p, unsigned written) {
  unsigned n = p->heading + written - 1;
  return n > 6 ? 6 : n;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
  Page *p = self;
  Text *out = p->out;
  switch (type) {
  case MD_BLOCK_QUOTE: text_puts(out, "<blockquote>\n"); break;
  case MD_BLOCK_UL: text_puts(out, "<ul>\n"); break;
  case MD_BLOCK_OL:
    text_printf(out, "<ol start=\"%u\">\n", ((MD_BLOCK_OL_DETAIL *)detail)->start);
    break;
  case MD_BLOCK_LI: text_puts(out, "<li>"); break;
  case MD_BLOCK_HR: text_puts(out, "<hr/>\n"); break;
  case MD_BLOCK_H: text_printf(out, "<h%u>", level(p, ((MD_BLOCK_H_DETAIL *)detail)->level)); break;
  case MD_BLOCK_CODE: text_puts(out, "<pre><code>"); break;
  case MD_BLOCK_P:
    if (!p->inline_only) text_puts(out, "<p>");
    break;
  case MD_BLOCK_TABLE: text_puts(out, "<table>\n"); break;
  case MD_BLOCK_TR: text_puts(out, "<tr>"); break;
  case MD_BLOCK_TH:
    text_printf(out, "<th%s>", cell_style(((MD_BLOCK_TD_DETAIL *)detail)->align));
    break;
  case MD_BLOCK_TD:
    text_printf(out, "<td%s>", cell_style(((MD_BLOCK_TD_DETAIL *)detail)->align));
    break;
  default: break;
  }
  return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *self) {
  Page *p = self;
  Text *out = p->out;
  switch (type) {
  case MD_BLOCK_QUOTE: text_puts(out, "</blockquote>\n"); break;
  case MD_BLOCK_UL: text_puts(out, "</ul>\n"); break;
  case MD_BLOCK_OL: text_puts(out, "</ol>\n"); break;
  case MD_BLOCK_LI: text_puts(out, "</li>\n"); break;
  case MD_BLOCK_H:
    text_printf(out, "</h%u>\n", level(p, ((MD_BLOCK_H_DETAIL *)detail)->level));
    break;
  case MD_BLOCK_CODE: text_puts(out, "</code></pre>\n"); break;
  case MD_BLOCK_P: text_puts(out, p->inline_only ? " " : "</p>\n"); break;
  case MD_BLOCK_TABLE: text_puts(out, "</table>\n"); break;
  case MD_BLOCK_TR: text_puts(out, "</tr>\n"); break;
  case MD_BLOCK_TH: text_puts(out, "</th>"); break;
  case MD_BLOCK_TD: text_puts(out, "</td>"); break;
  default: break;
  }
  return 0;
}

/* Only addresses that cannot run anything. */
static bool is_safe_address(const char *at, size_t len) {
  size_t colon = 0;
  while (colon < len && at[colon] != ':' && at[colon] != '/' && at[colon] != '#') colon++;
  if (colon == len || at[colon] != ':') return true;
  return (colon == 4 && memcmp(at, "http", 4) == 0) ||
         (colon == 5 && memcmp(at, "https", 5) == 0) ||
         (colon == 6 && memcmp(at, "mailto", 6) == 0);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *self) {
  Page *p = self;
  switch (type) {
  case MD_SPAN_EM: text_puts(p->out, "<em>"); break;
  case MD_SPAN_STRONG: text_puts(p->out, "<strong>"); break;
  case MD_SPAN_CODE: text_puts(p->out, "<code>"); break;
  case MD_SPAN_A: {
    const MD_ATTRIBUTE *to = &((MD_SPAN_A_DETAIL *)detail)->href;
    text_puts(p->out, "<a");
    if (to->text && is_safe_address(to->text, to->size)) {
      text_puts(p->out, " href=\"");
      xml_escape(to->text, to->size, p->out);
      text_putc(p->out, '"');
    }
    text_putc(p->out, '>');
    break;
  }
  case MD_SPAN_IMG:
    p->images++;
    text_puts(p->out, "<em>");
    break;
  case MD_SPAN_LATEXMATH:
  case MD_SPAN_LATEXMATH_DISPLAY:
    p->in_math = true;
    p->display = type == MD_SPAN_LATEXMATH_DISPLAY;
    text_clear(&p->math);
    break;
  default: break;
  }
  return 0;
}

static void put_math(Page *p) {
  const char *tex = text_string(&p->math);
  if (p->how == HTML_MATHML)
    tex_mathml(tex, p->math.len, p->display, p->out);
  else {
    text_puts(p->out, p->display ? "\\[" : "\\(");
    xml_escape(tex, p->math.len, p->out);
    text_puts(p->out, p->display ? "\\]" : "\\)");
  }
  p->in_math = false;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *self) {
  Page *p = self;
  (void)detail;
  switch (type) {
  case MD_SPAN_EM: text_puts(p->out, "</em>"); break;
  case MD_SPAN_STRONG: text_puts(p->out, "</strong>"); break;
  case MD_SPAN_CODE: text_puts(p->out, "</code>"); break;
  case MD_SPAN_A: text_puts(p->out, "</a>"); break;
  case MD_SPAN_IMG: text_puts(p->out, "</em>"); break;
  case MD_SPAN_LATEXMATH:
  case MD_SPAN_LATEXMATH_DISPLAY: put_math(p); break;
  default: break;
  }
  return 0;
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
  Page *p = self;
  Text *to = p->in_math ? &p->math : p->out;
  if (p->in_math && type != MD_TEXT_SOFTBR && type != MD_TEXT_BR) {
    text_append(to, text, size);
    return 0;
  }
  switch (type) {
  case MD_TEXT_NULLCHAR: text_puts(to, "\xEF\xBF\xBD"); break;
  case MD_TEXT_BR: text_puts(to, p->in_math ? " " : "<br/>\n"); break;
  case MD_TEXT_SOFTBR: text_putc(to, p->in_math ? ' ' : '\n'); break;
  case MD_TEXT_ENTITY: {
    static const char *const kept[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
    bool known = size > 2 && text[1] == '#';
    for (size_t i = 0; i < 4; i++)
      known |= strlen(kept[i]) == size && memcmp(kept[i], text, size) == 0;
    if (known)
      text_append(to, text, size);
    else
      xml_escape(text, size, to);
    break;
  }
  default: xml_escape(text, size, to);
  }
  return 0;
}

static void convert(const char *text, HtmlMath math, unsigned heading, bool inline_only,
                    Text *out) {
  Page p = { .out = out, .how = math, .heading = heading, .inline_only = inline_only };
  MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_LATEXMATHSPANS | MD_FLAG_NOHTML,
                       .enter_block = enter_block,
                       .leave_block = leave_block,
                       .enter_span = enter_span,
                       .leave_span = leave_span,
                       .text = put_text };
  md_parse(text, (MD_SIZE)strlen(text), &parser, &p);
  text_free(&p.math);
}

void html_from_markdown(const char *text, HtmlMath math, unsigned heading, Text *out) {
  convert(text, math, heading, false, out);
}

void html_inline(const char *text, HtmlMath math, Text *out) {
  convert(text, math, 3, true, out);
  while (out->len > 0 && (out->data[out->len - 1] == ' ' || out->data[out->len - 1] == '\n'))
    text_truncate(out, out->len - 1);
}

static bool begins(const char *s, const char *with) {
  return strncmp(s, with, strlen(with)) == 0;
}

void html_one_line(const char *html, Text *out) {
  bool as_it_stands = false;
  for (const char *s = html; *s; s++) {
    as_it_stands = begins(s, "<pre") || (as_it_stands && !begins(s, "</pre"));
    bool last = as_it_stands && begins(s, "\n</code>");
    if (*s == '\n' && as_it_stands && !last)
      text_puts(out, "<br/>");
    else if (!last)
      text_putc(out, *s == '\t' || *s == '\n' || *s == '\r' ? ' ' : *s);
  }
}
