/* gift_read.c -- question files in the GIFT format, as Moodle documents it.

   Questions are separated by empty lines.  ::name:: text { answers } more text.  Before ~ = # { } :
   a backslash makes the character mean itself.  */

#include "config.h"
#include "exchange/bank.h"
#include "exchange/foreign.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A stretch of the file, still with its backslashes. */
typedef struct Raw {
  const char *at;
  size_t len;
} Raw;

typedef enum Format { FORMAT_ANY, FORMAT_HTML, FORMAT_MARKDOWN, FORMAT_PLAIN } Format;

typedef struct Gift {
  Bank *bank;
  Place place;
  const char *name;
  Format format;
} Gift;

static Raw trim(Raw r) {
  while (r.len > 0 && isspace((unsigned char)*r.at)) r.at++, r.len--;
  while (r.len > 0 && isspace((unsigned char)r.at[r.len - 1]) &&
         !(r.len > 1 && r.at[r.len - 2] == '\\'))
    r.len--;
  return r;
}

/* The first SIGN that no backslash guards; r.len when there is none. */
static size_t find(Raw r, const char *sign) {
  size_t n = strlen(sign);
  for (size_t i = 0; i < r.len; i++) {
    if (r.at[i] == '\\')
      i++;
    else if (i + n <= r.len && strncmp(r.at + i, sign, n) == 0)
      return i;
  }
  return r.len;
}

static Raw part(Raw r, size_t from, size_t to) {
  if (to > r.len) to = r.len;
  if (from > to) from = to;
  return trim((Raw){ r.at + from, to - from });
}

static void unescape(Raw r, Text *out) {
  for (size_t i = 0; i < r.len; i++) {
    if (r.at[i] == '\\' && i + 1 < r.len && r.at[i + 1] == 'n')
      text_putc(out, '\n'), i++;
    else if (r.at[i] == '\\' && i + 1 < r.len && strchr("~=#{}:\\", r.at[i + 1]) && r.at[i + 1])
      text_putc(out, r.at[++i]);
    else
      text_putc(out, r.at[i]);
  }
}

/* As Markdown, in the bank's memory. */
static const char *markdown(Gift *g, Raw r, Format format) {
  Text plain = TEXT_EMPTY, out = TEXT_EMPTY;
  bool lost = false;
  unescape(r, &plain);
  const char *text = text_string(&plain);
  if (format == FORMAT_MARKDOWN)
    text_append(&out, text, plain.len);
  else if (format == FORMAT_HTML || (format == FORMAT_ANY && looks_like_html(text, plain.len)))
    lost = markdown_from_html(text, plain.len, &out);
  else
    markdown_from_plain(text, plain.len, &out);
  if (lost) bank_lose(g->bank, g->place, g->name, "a picture or another medium is left out");
  const char *kept = arena_copy(&g->bank->arena, text_string(&out), out.len);
  text_free(&plain);
  text_free(&out);
  return kept;
}

static const char *feedback(Gift *g, Raw r) {
  return r.len > 0 ? markdown(g, r, g->format) : NULL;
}

/* Takes "[html]" off the front. */
static Format format_of(Raw *r, Format otherwise) {
  static const struct {
    const char *name;
    Format format;
  } names[] = { { "[html]", FORMAT_HTML },
                { "[markdown]", FORMAT_MARKDOWN },
                { "[plain]", FORMAT_PLAIN },
                { "[moodle]", FORMAT_ANY } };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t n = strlen(names[i].name);
    if (r->len < n || strncasecmp(r->at, names[i].name, n) != 0) continue;
    *r = part(*r, n, r->len);
    return names[i].format;
  }
  return otherwise;
}

/* ------------------------------------------------------------------ answers */

/* "%50%" off the front; ANSWER says what it is worth without one. */
static double credit_of(Raw *r, double without) {
  char digits[24], *end;
  if (r->len < 3 || *r->at != '%') return without;
  size_t close = find((Raw){ r->at + 1, r->len - 1 }, "%");
  if (close + 1 >= r->len || close >= sizeof digits) return without;
  memcpy(digits, r->at + 1, close);
  digits[close] = '\0';
  double percent = strtod(digits, &end);
  if (end == digits || *end) return without;
  *r = part(*r, close + 2, r->len);
  return percent / 100;
}

static double number_of(Raw r, bool *good) {
  char digits[64], *end;
  r = trim(r);
  *good = false;
  if (r.len == 0 || r.len >= sizeof digits) return NAN;
  memcpy(digits, r.at, r.len);
  digits[r.len] = '\0';
  double value = strtod(digits, &end);
  *good = end != digits && *end == '\0' && isfinite(value);
  return value;
}

/* "3", "3:0.1" or "2.9..3.1". */
static bool read_number(Raw r, BankAnswer *a) {
  bool good, second;
  size_t dots = find(r, ".."), colon = find(r, ":");
  if (dots < r.len) {
    a->low = number_of(part(r, 0, dots), &good);
    a->high = number_of(part(r, dots + 2, r.len), &second);
    a->value = (a->low + a->high) / 2;
    return good && second && a->low <= a->high;
  }
  a->value = number_of(part(r, 0, colon), &good);
  double tolerance = colon < r.len ? number_of(part(r, colon + 1, r.len), &second) : 0;
  a->low = a->value - fabs(tolerance);
  a->high = a->value + fabs(tolerance);
  return good && (colon >= r.len || second);
}

static bool number_answer(Gift *g, BankQuestion *q, Raw r, double credit) {
  BankAnswer *a = bank_answer(g->bank, q);
  if (!a) return true;
  a->credit = credit_of(&r, credit); /* which is taken off R */
  size_t hash = find(r, "#");
  Raw value = part(r, 0, hash);
  a->feedback = feedback(g, part(r, hash + 1, r.len));
  bool good = read_number(value, a);
  a->text = arena_printf(&g->bank->arena, "%.12g", a->value);
  if (good) return true;
  q->answer_count--;
  return value.len == 0;
}

static bool starts_answer(const Raw *r, size_t i) {
  return r->at[i] == '=' || r->at[i] == '~';
}

/* The end of the answer that begins at FROM with = or ~. */
static size_t answer_end(Raw r, size_t from) {
  for (size_t i = from + 1; i < r.len; i++) {
    if (r.at[i] == '\\')
      i++;
    else if (starts_answer(&r, i))
      return i;
  }
  return r.len;
}

static void numbers(Gift *g, BankQuestion *q, Raw r) {
  bool good = true;
  q->kind = BANK_NUMBER;
  r = trim(r);
  if (r.len == 0 || !starts_answer(&r, 0)) {
    good = number_answer(g, q, r, 1);
  } else
    for (size_t i = 0, end; i < r.len; i = end) {
      end = answer_end(r, i);
      Raw one = part(r, i + 1, end);
      if (r.at[i] == '~' && one.len > 0 && *one.at == '#') continue; /* feedback of all else */
      good &= number_answer(g, q, one, r.at[i] == '=' ? 1 : 0);
    }
  if (!good || q->answer_count == 0)
    bank_lose(g->bank, g->place, g->name, "an answer that should be a number is none");
}

static void words(Gift *g, BankQuestion *q, Raw r) {
  bool options = false, pairs = true;
  unsigned right = 0, partly = 0;
  for (size_t i = 0, end; i < r.len; i = end) {
    end = answer_end(r, i);
    bool equals = r.at[i] == '=';
    Raw one = part(r, i + 1, end);
    BankAnswer *a = bank_answer(g->bank, q);
    if (!a) break;
    a->credit = credit_of(&one, equals ? 1 : 0);
    size_t hash = find(one, "#");
    Raw text = part(one, 0, hash);
    Format format = format_of(&text, g->format); /* which is taken off the text */
    size_t arrow = find(text, "->");
    if (equals && arrow < text.len)
      a->partner = markdown(g, part(text, arrow + 2, text.len), format);
    else
      pairs = false;
    a->text = markdown(g, equals && arrow < text.len ? part(text, 0, arrow) : text, format);
    a->feedback = feedback(g, part(one, hash + 1, one.len));
    options |= !equals;
    right += equals;
    partly += !equals && a->credit > 0;
  }
  q->kind = pairs                      ? BANK_MATCHING
            : !options                 ? BANK_SHORT
            : right == 0 && partly > 0 ? BANK_CHOICES
                                       : BANK_CHOICE;
  if (q->kind == BANK_CHOICES)
    for (size_t i = 0; i < q->answer_count; i++)
      if (q->answers[i].credit > 0) q->answers[i].credit = 1;
}

/* {T}, {FALSE # if wrong # if right}. */
static bool true_or_false(Gift *g, BankQuestion *q, Raw r) {
  size_t hash = find(r, "#");
  Raw word = part(r, 0, hash), rest = part(r, hash + 1, r.len);
  bool yes = (word.len == 1 && toupper((unsigned char)*word.at) == 'T') ||
             (word.len == 4 && strncasecmp(word.at, "TRUE", 4) == 0);
  bool no = (word.len == 1 && toupper((unsigned char)*word.at) == 'F') ||
            (word.len == 5 && strncasecmp(word.at, "FALSE", 5) == 0);
  if (!yes && !no) return false;
  size_t second = find(rest, "#");
  q->kind = BANK_CHOICE;
  q->keep_order = true;
  for (int i = 0; i < 2; i++) {
    BankAnswer *a = bank_answer(g->bank, q);
    if (!a) break;
    a->text = i == 0 ? "true" : "false";
    a->credit = (i == 0) == yes;
    a->feedback = a->credit > 0 ? feedback(g, part(rest, second + 1, rest.len))
                                : feedback(g, part(rest, 0, second));
  }
  return true;
}

/* ------------------------------------------------------------------ questions */

/* Two and more answers that are both wholly right, of one choice. */
static void check_choice(Gift *g, BankQuestion *q) {
  size_t right = 0;
  for (size_t i = 0; i < q->answer_count; i++) right += q->answers[i].credit >= 1;
  if (q->kind == BANK_CHOICE && right == 0)
    bank_lose(g->bank, g->place, g->name, "no option is right; mark one in the lesson");
  if (q->kind == BANK_CHOICE && right > 1) q->kind = BANK_CHOICES;
}

static int excerpt(Raw r) {
  size_t n = strcspn(r.at, "\n");
  n = n < r.len ? n : r.len;
  return n < 40 ? (int)n : 40;
}

static void question(Gift *g, Raw r) {
  Raw head = r;
  r = trim(r);
  g->name = "";
  g->format = FORMAT_ANY;
  if (r.len > 4 && strncmp(r.at, "::", 2) == 0) {
    size_t close = find((Raw){ r.at + 2, r.len - 2 }, "::");
    if (close + 4 <= r.len) {
      Text name = TEXT_EMPTY;
      unescape(part(r, 2, close + 2), &name);
      g->name = arena_copy(&g->bank->arena, text_string(&name), name.len);
      text_free(&name);
      r = part(r, close + 4, r.len);
    }
  }
  g->format = format_of(&r, FORMAT_ANY);
  size_t open = find(r, "{"), close = find(r, "}");
  if (open >= r.len) {
    if (r.len > 0)
      bank_lose(g->bank, g->place, g->name,
                "a text without a question; put it before the exercises");
    return;
  }
  if (close >= r.len || close < open) {
    findings_add(&g->bank->lost, g->place, FINDING_ERROR,
                 "[gift] the { of `%.*s` is never closed; end the answers with }", excerpt(head),
                 head.at);
    return;
  }
  Raw answers = part(r, open + 1, close), behind = part(r, close + 1, r.len);
  if (answers.len == 0) {
    bank_lose(g->bank, g->place, g->name, "an essay; nothing here can mark it");
    return;
  }
  BankQuestion *q = bank_add(g->bank, BANK_SHORT, g->place);
  if (!q) return;
  q->name = g->name;
  const char *before = markdown(g, part(r, 0, open), g->format);
  q->text = behind.len == 0 ? before
                            : arena_printf(&g->bank->arena, "%s ... %s", before,
                                           markdown(g, behind, g->format));
  size_t general = find(answers, "####");
  if (general < answers.len) {
    q->solution = feedback(g, part(answers, general + 4, answers.len));
    answers = part(answers, 0, general);
  }
  if (answers.len > 0 && *answers.at == '#')
    numbers(g, q, part(answers, 1, answers.len));
  else if (!true_or_false(g, q, answers)) {
    if (answers.len > 0 && starts_answer(&answers, 0))
      words(g, q, answers);
    else {
      findings_add(
          &g->bank->lost, g->place, FINDING_ERROR,
          "[gift] the answers `%.*s` begin neither with = nor ~ nor #; see the GIFT format",
          excerpt(answers), answers.at);
      g->bank->count--;
      free(q->answers);
      return;
    }
  }
  check_choice(g, q);
}

static bool is_blank(const char *line, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (!isspace((unsigned char)line[i])) return false;
  return true;
}

bool gift_read(const char *text, size_t len, Bank *bank) {
  Gift g = { .bank = bank, .name = "" };
  Text block = TEXT_EMPTY;
  uint32_t line = 1;
  bank->title = "";
  if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3, len -= 3;
  for (size_t i = 0; i <= len;) {
    size_t end = i;
    while (end < len && text[end] != '\n') end++;
    const char *at = text + i;
    size_t n = end - i, indent = 0;
    while (indent < n && isspace((unsigned char)at[indent])) indent++;
    bool comment = n >= indent + 2 && strncmp(at + indent, "//", 2) == 0;
    bool category = n >= indent + 10 && strncmp(at + indent, "$CATEGORY:", 10) == 0;
    if (category && !*bank->title) {
      Raw name = trim((Raw){ at + indent + 10, n - indent - 10 });
      for (size_t k = name.len; k > 0; k--)
        if (name.at[k - 1] == '/') {
          name = part(name, k, name.len);
          break;
        }
      bank->title = arena_copy(&bank->arena, name.at, name.len);
    } else if (!comment && !category && !is_blank(at, n)) {
      if (block.len == 0) g.place = (Place){ line, (uint32_t)indent + 1 };
      text_append(&block, at, n);
      text_putc(&block, '\n');
    }
    if ((is_blank(at, n) || end >= len) && block.len > 0) {
      question(&g, (Raw){ text_string(&block), block.len });
      text_clear(&block);
    }
    line++;
    i = end + 1;
  }
  text_free(&block);
  return bank->count > 0;
}
