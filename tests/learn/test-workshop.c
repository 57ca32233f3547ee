/* test-workshop.c -- the parts that authors' tools are made of: findings as text and data, answers
   that are near to the right one, courses beside the installed ones, the slips behind wrong
   answers.
 */

#include "config.h"
#include "learn/check.h"
#include "learn/near_answers.h"
#include "learn/variant.h"
#include "learn/wrong_answers.h"
#include "lib/library.h"
#include "store/attempts.h"
#include "tests/tap.h"
#include "value/show.h"

#include <stdlib.h>
#include <string.h>

static void test_findings(void) {
  Findings f = { 0 };
  Text out = TEXT_EMPTY;
  Place second = { 2, 7 }, first = { 1, 3 };
  findings_add(&f, second, FINDING_WARNING, "[colour] 'y' is pale (see `a; b`); take %s", "blue");
  findings_add(&f, first, FINDING_ERROR, "[tex] \"%s\" is unknown", "\\x\033[31m");
  findings_add(&f, first, FINDING_ERROR, "[tex] \"%s\" is unknown", "\\x\033[31m");
  findings_sort(&f);
  tap_ok(f.count == 2 && f.errors == 1 && f.warnings == 1, "equal findings fold into one");
  findings_write(&f, "a.md", FINDINGS_TEXT, &out);
  tap_text(text_string(&out),
           "a.md:1:3: error: \"\\x?[31m\" is unknown\n"
           "a.md:2:7: warning: 'y' is pale (see `a; b`); take blue\n",
           "as text, in order, without anything that steers a terminal");
  text_clear(&out);
  findings_write(&f, "a\n.md", FINDINGS_GCC, &out);
  tap_text(text_string(&out),
           "a .md:1:3: error: \"\\x?[31m\" is unknown [tex]\n"
           "a .md:2:7: warning: 'y' is pale (see `a; b`); take blue [colour]\n",
           "as a compiler says it; the file's name is a line's part, too");
  text_clear(&out);
  findings_write(&f, "a\"b.md", FINDINGS_JSON, &out);
  tap_text(
      text_string(&out),
      "  {\"file\": \"a\\\"b.md\", \"line\": 1, \"column\": 3, \"severity\": \"error\", \"code\": "
      "\"tex\",\n   \"message\": \"\\\"\\\\x?[31m\\\" is unknown\", \"remedy\": \"\"},\n"
      "  {\"file\": \"a\\\"b.md\", \"line\": 2, \"column\": 7, \"severity\": \"warning\", "
      "\"code\": "
      "\"colour\",\n   \"message\": \"'y' is pale (see `a; b`)\", \"remedy\": \"take blue\"},\n",
      "as data, with what to do apart");
  tap_ok(strcmp(f.items[1].remedy, "take blue") == 0,
         "a semicolon in quotes or brackets divides nothing");
  text_free(&out);
  findings_free(&f);
}

static bool is_near(const char *answer, const char *other) {
  Arena arena = { 0 };
  const char *list[MOST_NEAR];
  size_t count = near_answers(answer, &arena, list);
  bool found = false;
  for (size_t i = 0; i < count; i++) found |= strcmp(list[i], other) == 0;
  if (!found)
    for (size_t i = 0; i < count; i++) tap_note("%s", list[i]);
  arena_free(&arena);
  return found;
}

static void test_near_answers(void) {
  static const struct {
    const char *answer, *near;
  } rows[] = {
    { "var(x)", "var(x, 1)" },
    { "var(x)", "std(x)" },
    { "a - b", "b - a" },
    { "a - b", "a + b" },
    { "sum(x)/n", "sum(x)" },
    { "sum(x)/n", "x/n" },
    { "sqrt(a)", "a" },
    { "u .* v", "u ./ v" },
    { "a*b + c", "(b * a) + c" },
    { "x^2", "(x^2) / 2" },
    { "f(a, b)", "f(b, a)" },
    { "normcdf(z)", "1 - normcdf(z)" },
    { "-a", "a" },
    { "a + 1", "a + 2" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    tap_ok(is_near(rows[i].answer, rows[i].near), "%s is near %s", rows[i].near, rows[i].answer);
  Arena arena = { 0 };
  const char *list[MOST_NEAR];
  tap_ok(near_answers("a +* b", &arena, list) == 0, "nothing is near what is no expression");
  tap_ok(near_answers("a*b*c*d*e*f + sin(a)*cos(b)*tan(c) - log(d)/sqrt(e) + var(f)", &arena,
                      list) <= MOST_NEAR,
         "a long one has as many as there is room for");
  arena_free(&arena);
}

static void test_catalogue(void) {
  const char *srcdir = getenv("srcdir");
  Text root = TEXT_EMPTY, alpha = TEXT_EMPTY;
  Catalogue all;
  text_printf(&root, "%s/tests/lessons/quiz", srcdir && *srcdir ? srcdir : ".");
  text_printf(&alpha, "%s/tests/lessons/tree/alpha", srcdir && *srcdir ? srcdir : ".");
  const char *folders[] = { text_string(&alpha) };
  catalogue_open_beside(&all, text_string(&root), folders, 1);
  const CatalogueLesson *l = catalogue_find(&all, "al-first");
  tap_ok(l && strcmp(l->track, "alpha") == 0, "a folder beside the lessons is a track of its name");
  tap_ok(catalogue_track(&all, "numbers") != NULL, "the others are there as well");
  catalogue_close(&all);
  catalogue_open(&all, text_string(&root));
  tap_ok(!catalogue_find(&all, "al-first"), "without it they are alone");
  catalogue_close(&all);
  text_free(&root);
  text_free(&alpha);
}

static const char *const lesson_text =
    "---\ntitle: A\nslug: wrong-ones\n---\n\n## One\n\n```run\nk = 2;\n"
    "```\n\n```exercise area\nvars:     a = randi([2 9]); b = a + 7\n"
    "ask:      Area of @{a} by @{b}, times @{k}?\n"
    "answer:   k*a*b\nsolution: @{k*a*b}\n```\n";

static void answer(Store *store, uint64_t seed, const char *typed, const char *verdict) {
  StoredAttempt a = { .mode = "lesson",
                      .lesson = "wrong-ones",
                      .exercise = "area",
                      .variant_seed = seed,
                      .typed = typed,
                      .verdict = verdict };
  Error error = { 0 };
  tap_ok(store_attempt_record(store, &a, &error), "%s is recorded as %s", typed, verdict);
}

/* The number that EXPRESSION gives in the variant of SEED, as a learner types it. */
static void put_value(Interp *in, uint64_t seed, const char *expression, Text *out) {
  Findings none = { 0 };
  Lesson lesson;
  Variant v;
  Value value = { 0 };
  Error error = { 0 };
  Scope *scope = scope_new();
  lesson_parse(&lesson, "a.md", lesson_text, &none);
  scope_set(scope, "k", value_scalar(2));
  text_clear(out);
  if (variant_draw(&v, in, lesson.exercises[0], scope, seed, &error) &&
      interp_evaluate(in, v.scope, expression, &value, &error))
    show_inline(value, 15, out);
  value_release(value);
  variant_free(&v);
  scope_free(scope);
  findings_free(&none);
  lesson_free(&lesson);
}

static void test_wrong_answers(Interp *in) {
  Error error = { 0 };
  Store *store = store_open(":memory:", (StoreClock){ 0 }, &error);
  Text typed = TEXT_EMPTY, out = TEXT_EMPTY;
  tap_ok(wrong_answers_report(in, store, "a.md", lesson_text, &out) == 0 && out.len == 0,
         "nothing was answered yet");
  for (uint64_t seed = 100; seed < 104; seed++) {
    put_value(in, seed, "a*b", &typed);
    answer(store, seed, text_string(&typed), "wrong");
  }
  put_value(in, 104, "k*a + b", &typed);
  answer(store, 104, text_string(&typed), "wrong");
  answer(store, 105, "123456", "wrong");
  answer(store, 105, "123456", "wrong");
  answer(store, 105, "two\033[31m", "ungradable");
  answer(store, 106, "1", "right");
  tap_ok(wrong_answers_report(in, store, "a.md", lesson_text, &out) == 1, "now one exercise was");
  const char *said = text_string(&out);
  tap_ok(strncmp(said, "a.md:15: area: 8 answers, 1 right, 0 known slips, 1 not gradable\n", 64) ==
             0,
         "how it went is said");
  tap_ok(strstr(said, "# 4 times: ") && strstr(said, "slip:     a*b -> Say what to think of.\n"),
         "four numbers of four variants have one mistake behind them");
  tap_ok(strstr(said, "# 1 time: ") &&
             strstr(said, "slip:     (k*a) + b -> Say what to think of.\n"),
         "a single one is explained as well");
  tap_ok(strstr(said, "# 2 times: `123456` (wrong, --seed 105)\n") != NULL,
         "what nothing explains is shown with its seed");
  tap_note("%s", said);
  text_free(&typed);
  text_free(&out);
  store_close(store);
}

int main(void) {
  Registry *registry = library_new();
  Interp *in = interp_new(registry, (Host){ 0 });
  test_findings();
  test_near_answers();
  test_catalogue();
  test_wrong_answers(in);
  interp_free(in);
  registry_free(registry);
  return tap_done();
}
