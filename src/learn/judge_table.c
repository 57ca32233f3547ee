/* judge_table.c -- many answers judged at once.  */

#include "config.h"
#include "learn/judge_table.h"
#include "learn/judge.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const Limits row_limits = {
  .steps = 2000000, .bytes = (size_t)64 << 20, .depth = 100, .milliseconds = 2000
};

typedef struct Row {
  Arena arena;
  Part part;
  Interp *in;
  Scope *scope;
  bool given_kind;
  Text *complaint;
} Row;

static const char *trimmed(Arena *arena, const char *s, size_t len) {
  while (len > 0 && isspace((unsigned char)*s)) s++, len--;
  while (len > 0 && isspace((unsigned char)s[len - 1])) len--;
  return arena_copy(arena, s, len);
}

static bool ends_with(const char *s, const char *suffix) {
  size_t a = strlen(s), b = strlen(suffix);
  return a >= b && strcmp(s + a - b, suffix) == 0;
}

static bool set_kind(Row *r, const char *name) {
  if (!*name || strcmp(name, "auto") == 0) return true;
  for (int k = ANSWER_NUMBER; k <= ANSWER_SELF; k++)
    if (strcmp(answer_kind_name((AnswerKind)k), name) == 0) {
      r->part.kind = (AnswerKind)k;
      r->part.kind_given = true;
      return true;
    }
  text_printf(r->complaint, "row: the kind %s is not known", name);
  return false;
}

static void set_answer(Row *r, const char *answer) {
  Part *p = &r->part;
  size_t len = strlen(answer);
  if (ends_with(answer, "up to scale")) {
    len -= strlen("up to scale");
    if (!p->kind_given) p->kind = ANSWER_SCALED;
  } else if (!p->kind_given && *answer == '{')
    p->kind = ANSWER_SET;
  else if (!p->kind_given && (*answer == '\'' || *answer == '"'))
    p->kind = ANSWER_TEXT;
  p->answer.text = trimmed(&r->arena, answer, len);
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
  if (interp_run(r->in, r->scope, value, RUN_QUIET, NULL, &error)) return true;
  text_printf(r->complaint, "row: vars: %s", error.message);
  return false;
}

static bool set_option(Row *r, const char *key, const char *value) {
  Part *p = &r->part;
  const struct {
    const char *key;
    Phrase *phrase;
  } phrases[] = { { "tolerance", &p->tolerance }, { "digits", &p->digits },
                  { "between", &p->between },     { "form", &p->form },
                  { "forbid", &p->forbid },       { "check", &p->check } };
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
    if (strcmp(phrases[i].key, key) == 0) {
      phrases[i].phrase->text = value;
      if (strcmp(key, "check") == 0 && !p->kind_given) p->kind = ANSWER_EXAMPLE;
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
  else if (strcmp(key, "vars") == 0)
    return set_vars(r, value);
  else {
    text_printf(r->complaint, "row: the option %s is not known", key);
    return false;
  }
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
    if (!equals) {
      text_printf(r->complaint, "row: an option is key=value, not %s", option);
      return false;
    }
    const char *value = equals + 1;
    if (!set_option(r, trimmed(&r->arena, option, (size_t)(equals - option)),
                    trimmed(&r->arena, value, strlen(value))))
      return false;
  }
  return true;
}

/* The answer of a choice: a number for one option, letters for several. */
static void mark_right(Row *r) {
  Part *p = &r->part;
  if (p->kind == ANSWER_CHOICE) p->computed_choices = true;
  if (p->kind != ANSWER_CHOICES) return;
  for (const char *s = p->answer.text; *s; s++) {
    int place = tolower((unsigned char)*s) - 'a';
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
  Scope *learner = scope_copy(r->scope);
  Question q = { .part = &r->part, .scope = r->scope, .learner = learner };
  judge_answer(r->in, &q, typed, &j);
  put_verdict(&j, out);
  if (message) text_puts(message, text_string(&j.message));
  judgement_free(&j);
  scope_free(learner);
}

bool judge_table_row(Interp *in, const char *row, size_t len, Text *out, Text *message) {
  Text complaint = TEXT_EMPTY;
  Row r = { .in = in, .scope = scope_new(), .complaint = &complaint };
  Limits before = interp_limits(in);
  const char *fields[4] = { "", "", "", "" };
  size_t count = 0;
  interp_set_limits(in, row_limits);
  if (len > 0 && row[len - 1] == '\r') len--;
  for (size_t at = 0; at <= len && count < 4; count++) {
    /* What was typed may hold tabs itself. */
    const char *tab = count < 3 ? memchr(row + at, '\t', len - at) : NULL;
    size_t end = tab ? (size_t)(tab - row) : len;
    fields[count] = trimmed(&r.arena, row + at, end - at);
    at = end + 1;
  }
  r.part.name = "";
  bool good = count == 4;
  if (!good) text_puts(&complaint, "row: four fields with tabs between them are needed");
  good = good && set_kind(&r, fields[0]);
  if (good) set_answer(&r, fields[1]);
  good = good && set_options(&r, fields[2]);
  if (good) {
    mark_right(&r);
    judge_row(&r, fields[3], out, message);
  } else {
    text_puts(out, "ungradable ");
    put_line(text_string(&complaint), out);
  }
  text_putc(out, '\n');
  interp_set_limits(in, before);
  text_free(&complaint);
  scope_free(r.scope);
  arena_free(&r.arena);
  return good;
}

size_t judge_table(Interp *in, const char *text, Text *out) {
  size_t bad = 0;
  while (*text) {
    size_t len = strcspn(text, "\n");
    if (len > 0 && *text != '#' && strspn(text, " \t\r") < len)
      bad += !judge_table_row(in, text, len, out, NULL);
    text += len + (text[len] == '\n');
  }
  return bad;
}
