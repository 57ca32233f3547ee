/* gradebook.c -- reports of a class: sealed, merged, and looked through for changes by hand.  */

#include "config.h"
#include "learn/gradebook.h"
#include "base/dict.h"
#include "base/digest.h"
#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = ",\n  \"digest\": ";
static const char keyed_method[] = "HMAC-SHA-256", open_method[] = "SHA-256";

/* ------------------------------------------------------------------ seals */

static bool has_key(const char *key) {
  return key && *key;
}

static Digest digest_of(const char *key, const char *text, size_t len) {
  return has_key(key) ? digest_hmac(key, strlen(key), text, len) : digest_sha256(text, len);
}

void gradebook_seal(const char *key, Text *out) {
  char hex[DIGEST_HEX];
  Digest d = digest_of(key, text_string(out), out->len);
  digest_hex(&d, hex);
  text_printf(out, "%s{ \"method\": \"%s\", \"value\": \"%s\" }\n}\n", mark,
              has_key(key) ? keyed_method : open_method, hex);
}

/* The last place where the digest may begin, or LEN. */
static size_t find_mark(const char *text, size_t len) {
  size_t n = sizeof mark - 1;
  for (size_t at = len >= n ? len - n + 1 : 0; at-- > 0;)
    if (memcmp(text + at, mark, n) == 0) return at;
  return len;
}

Seal gradebook_look(const char *text, size_t len, const char *key) {
  Arena arena = { 0 };
  Error ignored = { 0 };
  Seal seal = SEAL_NONE;
  const Json *digest = json_member(json_read(text, len, &arena, &ignored), "digest");
  const char *method = json_text(digest, "method"), *value = json_text(digest, "value");
  size_t before = find_mark(text, len);
  bool keyed = strcmp(method, keyed_method) == 0;
  if (digest && before == len)
    seal = SEAL_BROKEN; /* written anew by another program */
  else if (keyed && !has_key(key))
    seal = SEAL_UNKNOWN;
  else if (keyed || strcmp(method, open_method) == 0) {
    /* Nothing but the digest may stand behind the mark. */
    Text whole = TEXT_EMPTY;
    text_append(&whole, text, before);
    Digest d = digest_of(keyed ? key : NULL, text, before);
    gradebook_seal(keyed ? key : NULL, &whole);
    bool same = digest_is(&d, value) && whole.len == len && memcmp(whole.data, text, len) == 0;
    seal = !same ? SEAL_BROKEN : keyed ? SEAL_KEYED : SEAL_OPEN;
    text_free(&whole);
  } else if (digest)
    seal = SEAL_BROKEN;
  arena_free(&arena);
  return seal;
}

/* ------------------------------------------------------------------ rows */

typedef struct Row {
  const char *file, *state, *remark;
  const Json *report;
  size_t line; /* in the order given */
} Row;

struct Gradebook {
  Arena arena;
  const char *key;
  Row *rows;
  size_t count, cap, suspects;
  Dict lessons;
};

Gradebook *gradebook_new(const char *key) {
  Gradebook *g = mem_new(sizeof *g);
  g->key = key;
  return g;
}

void gradebook_free(Gradebook *g) {
  if (!g) return;
  dict_free(&g->lessons);
  free(g->rows);
  arena_free(&g->arena);
  free(g);
}

/* Whether the sums of a report are those of its answers. */
static bool adds_up(const Json *report) {
  const Json *answers = json_member(report, "answers"), *lessons = json_member(report, "lessons");
  double credit = 0, by_lesson = 0, questions = 0;
  for (const Json *a = answers ? answers->first : NULL; a; a = a->next) {
    double own = json_number(a, "credit");
    const char *verdict = json_text(a, "verdict");
    if (!(own >= 0 && own <= 1)) return false;
    if (strcmp(verdict, "right") == 0 ? own != 1 : own == 1) return false;
    credit += own;
  }
  for (const Json *l = lessons ? lessons->first : NULL; l; l = l->next) {
    by_lesson += json_number(l, "credit");
    questions += json_number(l, "questions");
  }
  double count = (double)json_count(answers), said = json_number(report, "credit");
  double percent = count > 0 ? 100 * credit / count : 0;
  return fabs(credit - said) < 1e-3 && fabs(by_lesson - said) < 1e-3 && questions == count &&
         json_number(report, "questions") == count &&
         fabs(percent - json_number(report, "percent")) < 1e-2;
}

static void judge(Gradebook *g, Row *row, Seal seal) {
  static const char *const states[] = { [SEAL_KEYED] = "sealed",
                                        [SEAL_OPEN] = "unsealed",
                                        [SEAL_UNKNOWN] = "sealed, not compared",
                                        [SEAL_BROKEN] = "EDITED",
                                        [SEAL_NONE] = "EDITED" };
  bool wanted = has_key(g->key);
  row->state = states[seal];
  row->remark = "";
  if (seal == SEAL_BROKEN)
    row->remark = wanted ? "it was changed after it was written, or sealed with another key"
                         : "it was changed after it was written";
  else if (seal == SEAL_NONE)
    row->remark = "its digest was taken away";
  else if (!adds_up(row->report)) {
    row->state = "EDITED";
    row->remark = "its sums are not those of its answers";
  } else if (seal == SEAL_OPEN && wanted)
    row->remark = "it was written without the key: it proves nothing";
  g->suspects += row->remark[0] != '\0';
}

bool gradebook_add(Gradebook *g, const char *name, const char *text, size_t len, Error *error) {
  const Json *report = json_read(text, len, &g->arena, error);
  if (!report) return false;
  const Json *lessons = json_member(report, "lessons");
  if (!json_member(report, "answers") || !json_member(report, "percent") || !lessons)
    return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "this is no report of a quiz");
  MEM_GROW(g->rows, g->count, g->cap);
  Row *row = &g->rows[g->count];
  *row = (Row){ .file = arena_copy_string(&g->arena, name), .report = report, .line = g->count };
  g->count++;
  judge(g, row, gradebook_look(text, len, g->key));
  for (const Json *l = lessons->first; l; l = l->next)
    if (*json_text(l, "lesson")) dict_intern_string(&g->lessons, json_text(l, "lesson"));
  return true;
}

size_t gradebook_suspects(const Gradebook *g) {
  return g->suspects;
}

size_t gradebook_count(const Gradebook *g) {
  return g->count;
}

const char *gradebook_remark(const Gradebook *g, size_t i) {
  return g->rows[i].remark;
}

/* ------------------------------------------------------------------ CSV */

/* A spreadsheet would calculate what begins with one of these. */
static void put_field(const char *text, Text *out) {
  bool formula = *text && strchr("=+-@\t\r", *text);
  bool quote = formula || strpbrk(text, ",\"\r\n");
  text_puts(out, quote ? "\"" : "");
  text_puts(out, formula ? "'" : "");
  for (const char *p = text; *p; p++) {
    if (*p == '"') text_putc(out, '"');
    text_putc(out, *p);
  }
  text_puts(out, quote ? "\"" : "");
}

static int by_learner(const void *a, const void *b) {
  const Row *x = *(const Row *const *)a, *y = *(const Row *const *)b;
  int order = strcmp(json_text(x->report, "learner"), json_text(y->report, "learner"));
  if (order == 0) order = strcmp(json_text(x->report, "started"), json_text(y->report, "started"));
  return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const Json *lesson_row(const Json *report, const char *slug) {
  const Json *lessons = json_member(report, "lessons");
  for (const Json *l = lessons ? lessons->first : NULL; l; l = l->next)
    if (strcmp(json_text(l, "lesson"), slug) == 0) return l;
  return NULL;
}

/* As it was written: a seed has more digits than a double. */
static const char *number_text(const Json *report, const char *name) {
  const Json *m = json_member(report, name);
  return m && m->kind == JSON_NUMBER ? m->text : "";
}

static void put_row(const Row *row, const char *const *lessons, size_t lesson_count, Text *out) {
  static const char *const texts[] = { "learner", "kind", "quiz", "topics" };
  static const char *const numbers[] = { "seconds", "questions", "credit", "percent" };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    put_field(json_text(row->report, texts[i]), out);
    text_putc(out, ',');
  }
  text_printf(out, "%s,", number_text(row->report, "seed"));
  put_field(json_text(row->report, "started"), out);
  text_putc(out, ',');
  put_field(json_text(row->report, "finished"), out);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    text_printf(out, ",%s", number_text(row->report, numbers[i]));
  for (size_t i = 0; i < lesson_count; i++) {
    const Json *l = lesson_row(row->report, lessons[i]);
    text_putc(out, ',');
    if (l)
      text_printf(out, "%.4g",
                  100 * json_number(l, "credit") / fmax(1, json_number(l, "questions")));
  }
  text_putc(out, ',');
  put_field(row->state, out);
  text_putc(out, ',');
  put_field(row->remark, out);
  text_putc(out, ',');
  put_field(row->file, out);
  text_putc(out, '\n');
}

void gradebook_csv(const Gradebook *g, Text *out) {
  const Row **rows = mem_new((g->count + 1) * sizeof *rows);
  const char **lessons = mem_new((g->lessons.count + 1) * sizeof *lessons);
  for (size_t i = 0; i < g->count; i++) rows[i] = &g->rows[i];
  for (size_t i = 0; i < g->lessons.count; i++) lessons[i] = g->lessons.keys[i];
  if (g->count > 1) qsort(rows, g->count, sizeof *rows, by_learner);
  if (g->lessons.count > 1) qsort(lessons, g->lessons.count, sizeof *lessons, by_name);
  text_puts(out, "learner,kind,quiz,topics,seed,started,finished,seconds,questions,credit,percent");
  for (size_t i = 0; i < g->lessons.count; i++) {
    text_putc(out, ',');
    put_field(lessons[i], out);
  }
  text_puts(out, ",state,remark,file\n");
  for (size_t i = 0; i < g->count; i++) put_row(rows[i], lessons, g->lessons.count, out);
  free(rows);
  free(lessons);
}
