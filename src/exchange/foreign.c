/* foreign.c -- plain text and HTML into Markdown.  */

#include "config.h"
#include "exchange/foreign.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ plain text */

/* Mathematics in the text at AT: its length with the delimiters, and where its inside is. */
static size_t formula_length(const char *at, size_t len, size_t *inside, bool *display) {
  static const struct {
    const char *open, *close;
    bool display;
  } delimiters[] = { { "\\(", "\\)", false }, { "\\[", "\\]", true }, { "$$", "$$", true } };
  for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++) {
    if (len < 4 || strncmp(at, delimiters[i].open, 2) != 0) continue;
    for (size_t end = 2; end + 1 < len; end++) {
      if (at[end] == '$' && strncmp(at + end, delimiters[i].close, 2) != 0) break;
      if (strncmp(at + end, delimiters[i].close, 2) != 0) continue;
      if (end == 2) break;
      *inside = end - 2;
      *display = delimiters[i].display;
      return end + 2;
    }
  }
  return 0;
}

static void put_formula(const char *tex, size_t len, bool display, Text *out) {
  text_puts(out, display ? "$$" : "$");
  while (len > 0 && isspace((unsigned char)*tex)) tex++, len--;
  while (len > 0 && isspace((unsigned char)tex[len - 1])) len--;
  for (size_t i = 0; i < len; i++) text_putc(out, isspace((unsigned char)tex[i]) ? ' ' : tex[i]);
  text_puts(out, display ? "$$" : "$");
}

static bool at_line_start(const Text *out) {
  size_t i = out->len;
  while (i > 0 && out->data[i - 1] == ' ') i--;
  return i == 0 || out->data[i - 1] == '\n';
}

/* One character, so that it means itself. */
static void put_literal(const char *at, size_t len, Text *out) {
  bool start = at_line_start(out);
  bool list = start && strchr("-+#>=~", *at) && *at;
  if (*at && (strchr("\\*_`[]<$|~", *at) || list)) text_putc(out, '\\');
  if ((*at == '.' || *at == ')') && (len < 2 || isspace((unsigned char)at[1])) && out->len > 0 &&
      isdigit((unsigned char)out->data[out->len - 1])) {
    size_t i = out->len;
    while (i > 0 && isdigit((unsigned char)out->data[i - 1])) i--;
    if (i == 0 || out->data[i - 1] == '\n') text_putc(out, '\\'); /* "1." would begin a list */
  }
  text_putc(out, *at);
}

/* Text between tags: blanks fold into one. */
static void put_run(const char *text, size_t len, Text *out) {
  for (size_t i = 0; i < len;) {
    size_t inside;
    bool display;
    size_t formula = formula_length(text + i, len - i, &inside, &display);
    if (formula > 0) {
      put_formula(text + i + 2, inside, display, out);
      i += formula;
    } else if (isspace((unsigned char)text[i])) {
      if (!at_line_start(out) && out->data[out->len - 1] != ' ') text_putc(out, ' ');
      i++;
    } else if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) {
      i++;
    } else {
      put_literal(text + i, len - i, out);
      i++;
    }
  }
}

static void end_block(Text *out) {
  while (out->len > 0 && out->data[out->len - 1] == ' ') text_truncate(out, out->len - 1);
  if (out->len == 0) return;
  if (out->data[out->len - 1] != '\n') text_putc(out, '\n');
  if (out->len < 2 || out->data[out->len - 2] != '\n') text_putc(out, '\n');
}

static void trim_end(Text *out) {
  while (out->len > 0 && isspace((unsigned char)out->data[out->len - 1]))
    text_truncate(out, out->len - 1);
}

void markdown_from_plain(const char *text, size_t len, Text *out) {
  Text made = TEXT_EMPTY;
  for (size_t i = 0; i < len;) {
    size_t end = i;
    while (end + 1 < len && !(text[end] == '\n' && text[end + 1] == '\n')) end++;
    if (end + 1 >= len) end = len;
    put_run(text + i, end - i, &made);
    end_block(&made);
    while (end < len && text[end] == '\n') end++;
    i = end;
  }
  trim_end(&made);
  text_append(out, text_string(&made), made.len);
  text_free(&made);
}

/* ------------------------------------------------------------------ HTML */

bool looks_like_html(const char *text, size_t len) {
  for (size_t i = 0; i + 2 < len; i++)
    if (text[i] == '<' &&
        (isalpha((unsigned char)text[i + 1]) ||
         (text[i + 1] == '/' && isalpha((unsigned char)text[i + 2]))) &&
        memchr(text + i, '>', len - i))
      return true;
  return false;
}

typedef struct Reader {
  Text run; /* text since the last tag, entities resolved */
  Text *out;
  unsigned lists, ordered, items;
  bool verbatim, lost, row_open, first_row;
  unsigned cells, columns;
} Reader;

static void flush(Reader *r) {
  if (r->verbatim)
    text_append(r->out, text_string(&r->run), r->run.len);
  else
    put_run(text_string(&r->run), r->run.len, r->out);
  text_clear(&r->run);
}

static void put_point(uint32_t point, Text *out) {
  char bytes[4];
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF) || utf8_unsafe(point))
    point = 0xFFFD;
  size_t n = 0;
  if (point < 0x80)
    bytes[n++] = (char)point;
  else if (point < 0x800) {
    bytes[n++] = (char)(0xC0 | point >> 6);
    bytes[n++] = (char)(0x80 | (point & 63));
  } else if (point < 0x10000) {
    bytes[n++] = (char)(0xE0 | point >> 12);
    bytes[n++] = (char)(0x80 | (point >> 6 & 63));
    bytes[n++] = (char)(0x80 | (point & 63));
  } else {
    bytes[n++] = (char)(0xF0 | point >> 18);
    bytes[n++] = (char)(0x80 | (point >> 12 & 63));
    bytes[n++] = (char)(0x80 | (point >> 6 & 63));
    bytes[n++] = (char)(0x80 | (point & 63));
  }
  text_append(out, bytes, n);
}

/* The entity at AT (behind its &); 0 when it is none. */
static size_t entity(const char *at, size_t len, Text *out) {
  static const struct {
    const char *name;
    uint32_t point;
  } names[] = {
    { "amp", '&' },      { "lt", '<' },        { "gt", '>' },       { "quot", '"' },
    { "apos", '\'' },    { "nbsp", ' ' },      { "times", 0xD7 },   { "minus", 0x2212 },
    { "le", 0x2264 },    { "ge", 0x2265 },     { "ne", 0x2260 },    { "plusmn", 0xB1 },
    { "middot", 0xB7 },  { "hellip", 0x2026 }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
    { "rarr", 0x2192 },  { "deg", 0xB0 },      { "pi", 0x3C0 },     { "alpha", 0x3B1 },
    { "beta", 0x3B2 },   { "sigma", 0x3C3 },   { "mu", 0x3BC },     { "lambda", 0x3BB },
    { "theta", 0x3B8 },  { "infin", 0x221E },  { "radic", 0x221A }, { "sum", 0x2211 },
    { "euro", 0x20AC },  { "auml", 0xE4 },     { "ouml", 0xF6 },    { "uuml", 0xFC },
    { "szlig", 0xDF },   { "eacute", 0xE9 },   { "lsquo", 0x2018 }, { "rsquo", 0x2019 },
    { "ldquo", 0x201C }, { "rdquo", 0x201D },
  };
  const char *end = memchr(at, ';', len < 12 ? len : 12);
  if (!end) return 0;
  size_t n = (size_t)(end - at);
  if (*at == '#') {
    char digits[12], *stop;
    bool hex = n > 1 && (at[1] | 32) == 'x';
    memcpy(digits, at, n);
    digits[n] = '\0';
    unsigned long point = strtoul(digits + 1 + hex, &stop, hex ? 16 : 10);
    if (*stop || n < 2 || point > 0x10FFFF) return 0;
    put_point((uint32_t)point, out);
    return n + 1;
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strlen(names[i].name) == n && memcmp(names[i].name, at, n) == 0) {
      put_point(names[i].point, out);
      return n + 1;
    }
  return 0;
}

static bool is(const char *name, const char *list) {
  size_t n = strlen(name);
  for (const char *at = list; (at = strstr(at, name)) != NULL; at += n)
    if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) return true;
  return false;
}

/* The value of ATTRIBUTE in the tag. */
static void attribute(const char *tag, size_t len, const char *name, Text *out) {
  size_t n = strlen(name);
  for (size_t i = 1; i + n + 2 < len; i++) {
    if (strncasecmp(tag + i, name, n) != 0 || tag[i + n] != '=' ||
        !isspace((unsigned char)tag[i - 1]))
      continue;
    char quote = tag[i + n + 1];
    if (quote != '"' && quote != '\'') return;
    const char *from = tag + i + n + 2, *to = memchr(from, quote, (size_t)(tag + len - from));
    if (to) put_run(from, (size_t)(to - from), out);
    return;
  }
}

static void row(Reader *r, bool closing) {
  if (!closing) {
    if (!r->row_open) text_puts(r->out, "|");
    r->row_open = true;
    r->cells = 0;
  } else if (r->row_open) {
    text_putc(r->out, '\n');
    if (r->first_row) {
      text_putc(r->out, '|');
      for (unsigned i = 0; i < r->cells; i++) text_puts(r->out, "---|");
      text_putc(r->out, '\n');
    }
    r->first_row = r->row_open = false;
  }
}

static void item(Reader *r) {
  end_block(r->out);
  if (r->items++ > 0 && r->out->len > 0) text_truncate(r->out, r->out->len - 1);
  for (unsigned i = 1; i < r->lists && i < 8; i++) text_puts(r->out, "    ");
  text_puts(r->out, r->ordered ? "1. " : "- ");
}

/* A tag without its angle brackets. */
static void tag(Reader *r, const char *text, size_t len) {
  char name[16];
  bool closing = len > 0 && *text == '/';
  size_t n = 0;
  for (size_t i = closing; i < len && isalnum((unsigned char)text[i]) && n + 1 < sizeof name; i++)
    name[n++] = (char)tolower((unsigned char)text[i]);
  name[n] = '\0';
  if (is(name, "b strong"))
    text_puts(r->out, r->verbatim ? "" : "**");
  else if (is(name, "i em"))
    text_puts(r->out, r->verbatim ? "" : "*");
  else if (is(name, "code tt kbd samp")) {
    if (!r->verbatim || closing) text_putc(r->out, '`');
    r->verbatim = !closing;
  } else if (is(name, "sub sup")) {
    text_puts(r->out, closing ? "}$" : *(name + 2) == 'b' ? "$_{" : "$^{");
  } else if (strcmp(name, "pre") == 0) {
    end_block(r->out);
    text_puts(r->out, "~~~\n");
    r->verbatim = !closing;
    if (closing) text_putc(r->out, '\n');
  } else if (strcmp(name, "br") == 0)
    text_puts(r->out, r->lists ? " " : "\n\n");
  else if (is(name, "p div h1 h2 h3 h4 h5 h6 blockquote section")) {
    if (!r->lists) end_block(r->out);
  } else if (is(name, "ul ol")) {
    end_block(r->out);
    if (!closing) r->items = 0;
    r->lists = closing ? (r->lists ? r->lists - 1 : 0) : r->lists + 1;
    r->ordered = !closing && *name == 'o';
  } else if (strcmp(name, "li") == 0) {
    if (!closing) item(r);
  } else if (strcmp(name, "table") == 0) {
    row(r, true);
    end_block(r->out);
    r->first_row = !closing;
  } else if (strcmp(name, "tr") == 0)
    row(r, closing);
  else if (is(name, "td th")) {
    if (closing && r->row_open) text_puts(r->out, " |"), r->cells++;
  } else if (strcmp(name, "img") == 0) {
    text_puts(r->out, "(picture: ");
    attribute(text, len, "alt", r->out);
    text_putc(r->out, ')');
    r->lost = true;
  } else if (is(name, "audio video iframe object embed input select textarea svg canvas script"))
    r->lost = true;
}

bool markdown_from_html(const char *html, size_t len, Text *out) {
  Text made = TEXT_EMPTY;
  Reader r = { .out = &made };
  for (size_t i = 0; i < len;) {
    const char *close = NULL;
    if (html[i] == '<' && i + 1 < len &&
        (isalpha((unsigned char)html[i + 1]) || html[i + 1] == '/' || html[i + 1] == '!'))
      close = memchr(html + i, '>', len - i);
    if (close && strncmp(html + i, "<!--", 4) == 0) {
      const char *end = strstr(html + i, "-->");
      i = end ? (size_t)(end - html) + 3 : len;
    } else if (close) {
      flush(&r);
      tag(&r, html + i + 1, (size_t)(close - html) - i - 1);
      i = (size_t)(close - html) + 1;
    } else {
      size_t used = html[i] == '&' ? entity(html + i + 1, len - i - 1, &r.run) : 0;
      if (used == 0) text_putc(&r.run, html[i]);
      i += used + 1;
    }
  }
  flush(&r);
  if (r.verbatim) text_puts(&made, "`");
  trim_end(&made);
  text_append(out, text_string(&made), made.len);
  text_free(&made);
  text_free(&r.run);
  return r.lost;
}
