/* check_text.c -- a lesson's texts: values, formulas, links.

   Markdown is read by md4c from a copy in which every @{...} is overwritten with letters, so that
   its pointers are places in the file.  */

#include "config.h"
#include "learn/check_parts.h"
#include "learn/template.h"

#include <ctype.h>
#include <math.h>
#include <md4c.h>
#include <stdlib.h>
#include <string.h>

/* Point to the value that is NaN; what an author calls NaN himself is meant. */
static void find_nan(Checking *c, Scope *scope, const Phrase *text) {
  size_t at = 0, start, end;
  while (template_next(text->text, &at, &start, &end)) {
    char *piece = mem_copy_bytes(text->text + start - 2, end + 1 - (start - 2));
    Text shown = TEXT_EMPTY;
    Error error = { 0 };
    bool nan = template_expand(c->in, scope, piece, &shown, NULL, &error) &&
               strstr(text_string(&shown), "NaN") && !strstr(piece, "NaN");
    text_free(&shown);
    free(piece);
    if (!nan) continue;
    findings_add(c->findings, place_after(text->place, text->text, start), FINDING_WARNING,
                 "[nan] this value is NaN, not a number; keep such draws away with where:");
    return;
  }
}

bool check_template(Checking *c, Scope *scope, const Phrase *text, Text *out) {
  Text own = TEXT_EMPTY, *to = out ? out : &own;
  Error error = { 0 };
  size_t offset = 0, before = to->len;
  if (!text->text) return true;
  bool good = template_expand(c->in, scope, text->text, to, &offset, &error);
  if (!good)
    check_failed(c, place_after(text->place, text->text, offset), text->text + offset, &error);
  else if (strstr(text_string(to) + before, "NaN"))
    find_nan(c, scope, text);
  text_free(&own);
  return good;
}

/* ------------------------------------------------------------------ Markdown */

typedef struct Reading {
  Checking *c;
  Scope *scope;
  const Phrase *text;
  const char *masked;
  size_t length, at;  /* at: how far the parser is */
  size_t first, last; /* of the formula in progress; first > last: none */
  size_t known; /* a byte whose place is known: thousands of formulas are looked up in order */
  Place known_place;
} Reading;

static Place place_at(Reading *r, size_t offset) {
  if (offset < r->known || r->known == 0) {
    r->known = 0;
    r->known_place = r->text->place;
  }
  r->known_place = place_after(r->known_place, r->text->text + r->known, offset - r->known);
  r->known = offset;
  return r->known_place;
}

typedef struct Fault {
  Reading *reading;
  size_t first, last;
} Fault;

/* The formula FIRST .. LAST of the text with its values. */
static bool expand_formula(Reading *r, size_t first, size_t last, Text *out) {
  Text source = TEXT_EMPTY, dollars = TEXT_EMPTY;
  Error error = { 0 };
  text_putc(&source, '$');
  text_append(&source, r->text->text + first, last - first);
  text_putc(&source, '$');
  bool good = template_expand(r->c->in, r->scope, text_string(&source), &dollars, NULL, &error);
  if (good && dollars.len >= 2) text_append(out, dollars.data + 1, dollars.len - 2);
  text_free(&source);
  text_free(&dollars);
  return good;
}

/* Where in the file byte OFFSET of the filled-in formula comes from. */
static size_t origin(Reading *r, size_t first, size_t last, size_t offset) {
  char *source = mem_copy_bytes(r->text->text + first, last - first);
  size_t at = 0, from = 0, start, end, filled = 0, answer = SIZE_MAX;
  while (answer == SIZE_MAX && template_next(source, &at, &start, &end)) {
    size_t literal = start - 2 - from;
    Text prefix = TEXT_EMPTY;
    if (offset < filled + literal)
      answer = from + (offset - filled);
    else if (!expand_formula(r, first, first + end + 1, &prefix))
      answer = start;
    else if (offset < prefix.len)
      answer = start;
    filled = prefix.len;
    from = end + 1;
    text_free(&prefix);
  }
  if (answer == SIZE_MAX) answer = from + (offset - filled);
  if (answer > last - first) answer = last - first;
  free(source);
  return first + answer;
}

static void found_tex(void *self, size_t offset, const char *message) {
  Fault *f = self;
  Reading *r = f->reading;
  findings_add(r->c->findings, place_at(r, origin(r, f->first, f->last, offset)), FINDING_ERROR,
               "[tex] %s; mend it or use another command", message);
}

static void end_formula(Reading *r) {
  Text tex = TEXT_EMPTY;
  Fault fault = { r, r->first, r->last };
  if (r->first <= r->last && r->c->options->check_tex && expand_formula(r, r->first, r->last, &tex))
    r->c->options->check_tex(text_string(&tex), &fault, found_tex);
  text_free(&tex);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *self) {
  (void)type;
  (void)detail;
  (void)self;
  return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *self) {
  Reading *r = self;
  if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) {
    r->first = SIZE_MAX;
    r->last = 0;
  }
  if (type != MD_SPAN_A && type != MD_SPAN_IMG) return 0;
  const MD_ATTRIBUTE *href = type == MD_SPAN_A ? &((MD_SPAN_A_DETAIL *)detail)->href
                                               : &((MD_SPAN_IMG_DETAIL *)detail)->src;
  char *target = mem_copy_bytes(href->text, href->size);
  const char *found = href->size > 0 ? strstr(r->masked + r->at, target) : NULL;
  check_link(r->c, place_at(r, found ? (size_t)(found - r->masked) : r->at), target);
  free(target);
  return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *self) {
  (void)detail;
  if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) end_formula(self);
  return 0;
}

static int read_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
  Reading *r = self;
  if (text < r->masked || text >= r->masked + r->length) return 0;
  size_t offset = (size_t)(text - r->masked);
  r->at = offset;
  if (type == MD_TEXT_LATEXMATH) {
    if (offset < r->first) r->first = offset;
    r->last = offset + size;
  } else if (type == MD_TEXT_NORMAL) {
    const char *dollar = memchr(text, '$', size);
    if (dollar && (dollar == r->masked || dollar[-1] != '\\'))
      findings_add(r->c->findings, place_at(r, (size_t)(dollar - r->masked)), FINDING_WARNING,
                   "[dollar] this $ belongs to no formula; a dollar sign is written \\$");
  }
  return 0;
}

/* @{ that is never closed would be shown as it stands. */
static void check_open_values(Reading *r) {
  const char *s = r->masked;
  for (size_t i = 0; s[i]; i++)
    if (s[i] == '@' && s[i + 1] == '{' && (i == 0 || s[i - 1] != '@'))
      findings_add(r->c->findings, place_at(r, i), FINDING_ERROR,
                   "[open-value] this @{ is not closed by } in its line; a literal one is @@{");
}

void check_markdown(Checking *c, Scope *scope, const Phrase *text) {
  if (!text->text) return;
  char *masked = mem_copy_string(text->text);
  size_t at = 0, start, end;
  while (template_next(text->text, &at, &start, &end))
    memset(masked + start - 2, 'x', end + 1 - (start - 2));
  Reading r = {
    .c = c, .scope = scope, .text = text, .masked = masked, .length = strlen(masked), .first = 1
  };
  check_open_values(&r);
  MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_LATEXMATHSPANS | MD_FLAG_NOHTML,
                       .enter_block = enter_block,
                       .leave_block = enter_block,
                       .enter_span = enter_span,
                       .leave_span = leave_span,
                       .text = read_text };
  md_parse(masked, (MD_SIZE)r.length, &parser, &r);
  free(masked);
}

/* ------------------------------------------------------------------ does a text give it away */

static bool is_word(char ch) {
  return isalnum((unsigned char)ch) || ch == '_';
}

bool check_mentions(const char *text, const char *word) {
  size_t len = strlen(word), at = 0, start = 0, end = 0;
  bool value = template_next(text, &at, &start, &end);
  if (len == 0) return false;
  for (const char *s = text; (s = strstr(s, word)); s++) {
    size_t offset = (size_t)(s - text);
    while (value && end < offset) value = template_next(text, &at, &start, &end);
    if (value && offset >= start) continue;
    if ((s == text || !is_word(s[-1])) && !is_word(s[len])) return true;
  }
  return false;
}

/* The next number in a text whose punctuation may be escaped: 1\.33 is one; false after the
   last. */
static bool next_number(const char **s, double *x) {
  char digits[64];
  for (; **s; ++*s) {
    if (!isdigit((unsigned char)**s)) continue;
    size_t n = 0;
    const char *p = *s;
    while (n + 1 < sizeof digits) {
      if (*p == '\\' && p[1] == '.' && isdigit((unsigned char)p[2])) p++;
      if (isdigit((unsigned char)*p) || (*p == '.' && isdigit((unsigned char)p[1])))
        digits[n++] = *p++;
      else
        break;
    }
    digits[n] = '\0';
    *x = strtod(digits, NULL);
    *s = p;
    return true;
  }
  return false;
}

bool check_shows(const char *text, Value v) {
  View view;
  if (!value_view(&v, &view) || view.complex || view.count == 0 || view.count > 64) return false;
  size_t run = 0;
  double x;
  for (const char *s = text; next_number(&s, &x);) {
    /* The sign may stand apart from its number, so the size decides. */
    if (fabs(x - fabs(view.data[run])) > 1e-5 * fabs(x))
      run = fabs(x - fabs(view.data[0])) <= 1e-5 * fabs(x) ? 1 : 0;
    else
      run++;
    if (run == view.count) return true;
  }
  return false;
}
