/* judge_table.c -- many answers judged at once.  */

#include "config.h"
#include "learn/judge_table.h"
#include "learn/judge.h"
#include "learn/variant.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const Limits row_limits = {
  .steps = 2000000, .bytes = (size_t)64 << 20, .depth = 100, .milliseconds = 2000
};

typedef struct Row {
  Arena arena;
  Part part, other; /* other: of the same exercise */
  Interp *in;
  Scope *scope, *mine; /* the variant's, the learner's */
  const char *vars;    /* what ran, or NULL */
  size_t *order;       /* NULL: options stand as written */
  Text *complaint;
  size_t field; /* that the complaint is about */
} Row;

static const char *trimmed(Arena *arena, const char *s, size_t len) {
  while (len > 0 && isspace((unsigned char)*s)) s++, len--;
  while (len > 0 && isspace((unsigned char)s[len - 1])) len--;
  return arena_copy(arena, s, len);
}

static bool complain(Row *r, size_t field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static bool complain(Row *r, size_t field, const char *format, ...) {
  va_list args;
  va_start(args, format);
  text_vprintf(r->complaint, format, args);
  va_end(args);
  r->field = field;
  return false;
}

static bool set_kind(Row *r, const char *name) {
  if (!*name || strcmp(name, "auto") == 0 || answer_kind_set(&r->part, name)) return true;
  const char *near = answer_kind_nearest(name);
  return complain(r, 0, "the kind %.40s is not known%s%s", name, near ? "; did you mean " : "",
                  near ? near : "");
}

static void set_choices(Row *r, const char *options) {
  Part *p = &r->part;
  p->choices = arena_new(&r->arena, (strlen(options) + 1) * sizeof *p->choices);
  for (const char *s = options; *s;) {
    size_t len = strcspn(s, "|");
    p->choices[p->choice_count++] = (Choice){ .text.text = trimmed(&r->arena, s, len) };
    s += len + (s[len] == '|');
  }
  if (!p->kind_given) p->kind = ANSWER_CHOICE;
}

static void add_slip(Row *r, const char *value) {
  Part *p = &r->part;
  Slip *slips = arena_new(&r->arena, (p->slip_count + 1) * sizeof *slips);
  if (p->slip_count > 0) memcpy(slips, p->slips, p->slip_count * sizeof *slips);
  slips[p->slip_count++] = (Slip){ .value.text = value };
  p->slips = slips;
}

/* "x, y" adds to the names of the formula, "a = 3" runs. */
static bool set_vars(Row *r, const char *value) {
  Error error;
  if (!strchr(value, '=')) {
    const char *domain = r->part.domain.text;
    r->part.domain.text =
        arena_printf(&r->arena, "%s%s%s", value, domain ? ", " : "", domain ? domain : "");
    return true;
  }
  r->vars = r->vars ? arena_printf(&r->arena, "%s; %s", r->vars, value) : value;
  return interp_run(r->in, r->scope, value, RUN_QUIET, NULL, &error) ||
         complain(r, 2, "vars: %s", error.message);
}

/* "mine=w = 3": what the learner made at the prompt. */
static bool set_mine(Row *r, const char *value) {
  Error error;
  return interp_run(r->in, r->mine, value, RUN_QUIET, NULL, &error) ||
         complain(r, 2, "mine: %s", error.message);
}

static bool set_option(Row *r, const char *key, const char *value) {
  Part *p = &r->part;
  const struct {
    const char *key;
    Phrase *phrase;
  } phrases[] = { { "tolerance", &p->tolerance }, { "digits", &p->digits },
                  { "between", &p->between },     { "form", &p->form },
                  { "forbid", &p->forbid },       { "check", &p->check },
                  { "partial", &p->partial },     { "constant", &p->constant },
                  { "units", &p->units },         { "uses", &p->uses },
                  { "wrt", &p->subject },         { "of", &p->of } };
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
    if (strcmp(phrases[i].key, key) == 0) {
      phrases[i].phrase->text = value;
      return true;
    }
  if (strcmp(key, "domain") == 0) {
    const char *names = p->domain.text;
    p->domain.text = names ? arena_printf(&r->arena, "%s, %s", names, value) : value;
  } else if (strcmp(key, "sigfigs") == 0)
    p->digits.text = arena_printf(&r->arena, "%s significant", value);
  else if (strcmp(key, "decimals") == 0)
    p->digits.text = arena_printf(&r->arena, "%s decimals", value);
  else if (strcmp(key, "choices") == 0)
    set_choices(r, value);
  else if (strcmp(key, "slip") == 0)
    add_slip(r, value);
  else if (strcmp(key, "part") == 0)
    r->other.answer.text = value;
  else if (strcmp(key, "vars") == 0)
    return set_vars(r, value);
  else if (strcmp(key, "mine") == 0)
    return set_mine(r, value);
  else
    return complain(r, 2, "the option %.40s is not known", key);
  return true;
}

/* Up to the next semicolon that is in no bracket. */
static size_t option_length(const char *s) {
  int depth = 0;
  size_t n = 0;
  for (; s[n] && !(s[n] == ';' && depth == 0); n++) {
    if (strchr("([{", s[n])) depth++;
    if (strchr(")]}", s[n]) && depth > 0) depth--;
  }
  return n;
}

static bool set_options(Row *r, const char *s) {
  while (*s) {
    size_t len = option_length(s);
    const char *option = trimmed(&r->arena, s, len), *equals = strchr(option, '=');
    s += len + (s[len] == ';');
    if (!*option) continue;
    if (!equals) return complain(r, 2, "an option is key=value, not %.40s", option);
    const char *value = equals + 1;
    if (!set_option(r, trimmed(&r->arena, option, (size_t)(equals - option)),
                    trimmed(&r->arena, value, strlen(value))))
      return false;
  }
  return true;
}

static void set_order(Row *r) {
  Part *p = &r->part;
  Choice *lines = arena_new(&r->arena, (p->choice_count + 1) * sizeof *lines);
  size_t count = 0;
  r->order = arena_new(&r->arena, (p->choice_count + 1) * sizeof *r->order);
  for (const char *s = p->answer.text; *s && count < p->choice_count; s++) {
    int place = tolower((unsigned char)*s) - 'a';
    if (place < 0 || (size_t)place >= p->choice_count) continue;
    r->order[place] = count;
    lines[count++] = p->choices[place];
  }
  if (count < p->choice_count) r->order = NULL;
  if (count == p->choice_count) p->choices = lines;
}

/* The answer of a choice: a number for one option, letters for several. */
static void mark_right(Row *r) {
  Part *p = &r->part;
  p->computed_choices = p->kind == ANSWER_CHOICE;
  /* The lines of an order stand as they are shown; the answer says how they belong. */
  if (p->kind == ANSWER_ORDER) set_order(r);
  if (p->kind != ANSWER_CHOICES) return;
  bool numbers = variant_numbers_options(p);
  for (const char *s = p->answer.text; *s; s++) {
    int place = numbers ? *s - '1' : tolower((unsigned char)*s) - 'a';
    if (place >= 0 && (size_t)place < p->choice_count) p->choices[place].right = true;
  }
}

/* Markdown on one line, without its backslashes. */
static void put_line(const char *s, Text *out) {
  for (; *s; s++) {
    if (*s == '\\' && ispunct((unsigned char)s[1])) s++;
    text_putc(out, (unsigned char)*s < ' ' ? ' ' : *s);
  }
}

static void put_verdict(const Judgement *j, Text *out) {
  text_puts(out, verdict_name(j->verdict));
  if (j->verdict == VERDICT_SLIP && j->slip >= 0)
    text_printf(out, " %d", j->slip + 1);
  else if (j->verdict == VERDICT_SLIP && j->name)
    text_printf(out, " %s", j->name);
  else if (j->verdict == VERDICT_UNGRADABLE) {
    text_putc(out, ' ');
    put_line(text_string(&j->message), out);
  }
}

static void judge_row(Row *r, const char *typed, Text *out, Text *message) {
  Judgement j;
  const char *name;
  Value v;
  Scope *learner = scope_copy(r->scope);
  for (size_t i = 0; scope_at(r->mine, i, &name, &v); i++)
    scope_set(learner, name, value_retain(v));
  Part parts[] = { r->part, r->other };
  Exercise whole = { .name = "", .parts = parts, .part_count = 2, .vars = { r->vars, { 0 } } };
  Question q = {
    .part = &parts[0], .scope = r->scope, .learner = learner, .exercise = &whole, .order = r->order
  };
  judge_answer(r->in, &q, typed, &j);
  put_verdict(&j, out);
  if (message) text_puts(message, text_string(&j.message));
  judgement_free(&j);
  scope_free(learner);
}

static bool is_blank(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (!isspace((unsigned char)s[i])) return false;
  return true;
}

static bool judge_fields(Interp *in, const char *row, size_t len, Text *out, Text *message,
                         Text *complaint, size_t *column) {
  Row r = { .in = in, .scope = scope_new(), .mine = scope_new(), .complaint = complaint };
  Limits before = interp_limits(in);
  const char *fields[4] = { "", "", "", "" };
  size_t count = 0, starts[4] = { 0 };
  interp_set_limits(in, row_limits);
  if (len > 0 && row[len - 1] == '\r') len--;
  for (size_t at = 0; at <= len && count < 4; count++) {
    /* What was typed may hold tabs itself. */
    const char *tab = count < 3 ? memchr(row + at, '\t', len - at) : NULL;
    size_t end = tab ? (size_t)(tab - row) : len;
    fields[count] = trimmed(&r.arena, row + at, end - at);
    starts[count] = at;
    at = end + 1;
  }
  r.part.name = r.other.name = "";
  r.part.price = r.other.price = -1;
  bool good = count == 4 || complain(&r, count - 1,
                                     "four fields with tabs between them are needed, "
                                     "but there are %zu",
                                     count);
  good = good && set_kind(&r, fields[0]);
  r.part.answer.text = *fields[1] ? fields[1] : NULL;
  good = good && set_options(&r, fields[2]);
  if (good) {
    if (r.part.choice_count > 0 && !r.part.kind_given) r.part.kind_given = true;
    answer_kind_infer(&r.arena, &r.part, NULL);
    mark_right(&r);
    if (memchr(row + starts[3], '\0', len - starts[3]))
      text_puts(out, "ungradable There is a byte in this that is no text.");
    else
      judge_row(&r, fields[3], out, message);
  }
  if (column) *column = starts[r.field] + 1;
  interp_set_limits(in, before);
  scope_free(r.scope);
  scope_free(r.mine);
  arena_free(&r.arena);
  return good;
}

bool judge_table_row(Interp *in, const char *row, size_t len, Text *out, Text *message) {
  Text complaint = TEXT_EMPTY;
  bool good = judge_fields(in, row, len, out, message, &complaint, NULL);
  if (!good) {
    text_puts(out, "ungradable row: ");
    put_line(text_string(&complaint), out);
  }
  text_putc(out, '\n');
  text_free(&complaint);
  return good;
}

size_t judge_table(Interp *in, const char *name, const char *text, size_t len, Text *out,
                   Text *complaints) {
  size_t bad = 0, line = 0;
  for (size_t at = 0; at < len;) {
    const char *newline = memchr(text + at, '\n', len - at);
    size_t n = newline ? (size_t)(newline - text) - at : len - at, column;
    Text complaint = TEXT_EMPTY;
    line++;
    if (n > 0 && text[at] != '#' && !is_blank(text + at, n)) {
      if (!judge_fields(in, text + at, n, out, NULL, &complaint, &column)) {
        bad++;
        text_printf(complaints, "%s:%zu:%zu: error: ", name, line, column);
        put_line(text_string(&complaint), complaints);
        text_putc(complaints, '\n');
        text_puts(out, "ungradable row: ");
        put_line(text_string(&complaint), out);
      }
      text_putc(out, '\n');
    }
    text_free(&complaint);
    at += n + 1;
  }
  return bad;
}
