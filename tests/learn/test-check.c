/* test-check.c -- lessons full of faults, each of which is found at its place.

   tests/lessons/NAME.txt says what must be found in NAME.md: "line:column: severity: beginning of
   the message", in this order and nothing else.  */

#include "config.h"
#include "learn/check.h"
#include "lib/library.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A stand-in for the typesetter, which stands on a floor that lessons do not know. */
static void check_tex(const char *tex, void *self,
                      void (*found)(void *self, size_t offset, const char *message)) {
  static const char *const known[] = { "begin", "end", "frac", "cdot", "nabla", "text" };
  for (const char *s = tex; (s = strchr(s, '\\')); s++) {
    size_t len = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz");
    bool good = len == 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
      good |= strlen(known[i]) == len && strncmp(s + 1, known[i], len) == 0;
    char message[80];
    snprintf(message, sizeof message, "unknown command \\%.*s", (int)len, s + 1);
    if (!good) found(self, (size_t)(s - tex), message);
  }
}

static char *next_line(char **rest) {
  char *line = *rest;
  if (!line || !*line) return NULL;
  char *end = strchr(line, '\n');
  *rest = end ? end + 1 : NULL;
  if (end) *end = '\0';
  return line;
}

static void compare(const char *name, char *found, char *expected) {
  for (;;) {
    char *f = next_line(&found), *e = next_line(&expected);
    if (!f && !e) return;
    const char *text = f ? f + strlen(name) + 1 : "nothing";
    if (!tap_ok(e && strncmp(text, e, strlen(e)) == 0, "%s", e ? e : "nothing more"))
      tap_note("found %s", text);
  }
}

static void check(Interp *in, const Catalogue *all, const char *name) {
  Text path = TEXT_EMPTY, list = TEXT_EMPTY, full = TEXT_EMPTY, out = TEXT_EMPTY;
  Findings findings = { 0 };
  CheckSummary summary;
  CheckOptions options = { .check_tex = check_tex, .catalogue = all };
  const char *srcdir = getenv("srcdir");
  text_printf(&path, "tests/lessons/%s.md", name);
  text_printf(&list, "tests/lessons/%s.txt", name);
  text_printf(&full, "%s/%s", srcdir && *srcdir ? srcdir : ".", text_string(&path));
  char *text = tap_file(text_string(&path)), *expected = tap_file(text_string(&list));
  tap_ok(!check_lesson(in, text_string(&full), text, &options, &findings, &summary),
         "%s is found wrong", name);
  findings_print(&findings, name, &out);
  if (getenv("PRINT_FINDINGS")) fputs(text_string(&out), stderr);
  compare(name, out.data, expected);
  findings_free(&findings);
  text_free(&out);
  text_free(&path);
  text_free(&list);
  text_free(&full);
  free(text);
  free(expected);
}

static void test_world_is_put_back(Interp *in) {
  Findings findings = { 0 };
  Limits limits = { .steps = 12345 };
  Host host = { .self = &limits };
  const char *text =
      "---\ntitle: A\nslug: a\ntrack: t\nminutes: 1\nskills: s\n---\n\n## One\n\nText.\n";
  interp_set_limits(in, limits);
  interp_set_host(in, host);
  tap_ok(check_lesson(in, "a.md", text, NULL, &findings, NULL), "a small lesson is right");
  tap_ok(findings.count == 0, "and nothing is found in it");
  tap_ok(interp_limits(in).steps == 12345 && interp_host(in).self == &limits,
         "limits and host are put back");
  interp_set_limits(in, (Limits){ 0 });
  interp_set_host(in, (Host){ 0 });
  findings_free(&findings);
}

/* What is said about a lesson, exactly: small faults make one finding each. */
static void test_wording(Interp *in) {
#define HEAD "---\ntitle: A\nslug: a\ntrack: t\nminutes: 1\nskills: s\n---\n\n## One\n\n"
  static const struct {
    const char *lesson, *said;
  } rows[] = {
    { HEAD "```run\nerror(char([27 '[31mboo' 7]))\n```\n",
      "a.md:12:1: error: ?[31mboo?; take the cause away\n" },
    { "---\ntitle: A\nslug: a\ntrack: t\nminutes: soon\nskils:\n  - s\n  - t\n---\n\n## "
      "One\n\nText.\n",
      "a.md:5:10: error: minutes: must be a number from 1 to 600; write, for instance, minutes: "
      "30\n"
      "a.md:6:1: error: the key `skils` is not known; did you mean `skills`?\n" },
    { HEAD "```exercise x\nvars: a = randi(9)\nask: Say @{b}.\nanswer: a\nsolution: @{a}\n```\n",
      "a.md:13:12: error: 'b' is not a variable or a function here; assign it first: b = ...\n" },
    { HEAD "```exercise x\nask: Say 1/3.\nanswer: 1/3\nsigfigs: 3\ndecimals: 2\n"
           "solution: That.\n```\n",
      "a.md:15:1: error: sigfigs: and decimals: exclude each other; keep one of them\n" },
    { HEAD "```exercise x\nask: Say 1/3.\nanswer: 1/3\ndecimals: many\nsolution: That.\n```\n",
      "a.md:14:11: error: decimals: must be a whole number, at most 15; write, for "
      "instance, 2\n" },
  };
#undef HEAD
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    Findings findings = { 0 };
    Text out = TEXT_EMPTY;
    check_lesson(in, "a.md", rows[i].lesson, NULL, &findings, NULL);
    findings_print(&findings, "a.md", &out);
    tap_text(text_string(&out), rows[i].said, "lesson %zu has these findings only", i + 1);
    text_free(&out);
    findings_free(&findings);
  }
}

/* However slow a draw is, drawing ends. */
static void test_slow_draws(Interp *in) {
  const char *text = "---\ntitle: A\nslug: a\ntrack: t\nminutes: 1\nskills: s\n---\n\n## One\n\n"
                     "```exercise x\nvars: y = svd(rand(300));\nwhere: y(1) < 0\nask: Say 1.\n"
                     "answer: 1\nsolution: 1\n```\n";
  Findings findings = { 0 };
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  check_lesson(in, "a.md", text, NULL, &findings, NULL);
  clock_gettime(CLOCK_MONOTONIC, &end);
  tap_ok(end.tv_sec - start.tv_sec < 10, "slow draws that are never accepted end in time");
  tap_ok(findings.count == 1 && strstr(findings.items[0].message, "2 seconds"), "... and why");
  if (findings.count > 0) tap_note("%s", findings.items[0].message);
  findings_free(&findings);
}

static void test_hostile(Interp *in) {
  static const char *const lessons[] = {
    "",
    "---\n",
    "---\n---\n",
    "---\ntitle: A\n",
    "```exercise\n```\n",
    "## \n```run\n",
    "---\ntitle: A\nslug: a\n---\n```run\nx = ones(1e9);\n```\n",
    "---\ntitle: A\nslug: a\n---\n\033[31m\n",
    "---\ntitle: A\nslug: a\n---\n```run\nf = @(n) n; x = f(f); q = 'abc\n```\n",
  };
  for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
    Findings findings = { 0 };
    tap_ok(!check_lesson(in, "x.md", lessons[i], NULL, &findings, NULL) && findings.errors > 0,
           "hostile lesson %zu is refused", i + 1);
    findings_free(&findings);
  }
}

int main(void) {
  const char *srcdir = getenv("srcdir");
  Registry *registry = library_new();
  Interp *in = interp_new(registry, (Host){ 0 });
  Catalogue all;
  Text root = TEXT_EMPTY;
  text_printf(&root, "%s/tests/lessons/tree", srcdir && *srcdir ? srcdir : ".");
  catalogue_open(&all, text_string(&root));
  check(in, NULL, "faulty");
  check(in, &all, "faulty-place");
  check(in, &all, "tree/alpha/03-circle");
  check(in, &all, "tree/beta/02-again");
  catalogue_close(&all);
  test_world_is_put_back(in);
  test_wording(in);
  test_slow_draws(in);
  test_hostile(in);
  interp_free(in);
  registry_free(registry);
  text_free(&root);
  return tap_done();
}
