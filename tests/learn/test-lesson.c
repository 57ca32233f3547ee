/* test-lesson.c -- lesson files, read.  */

#include "config.h"
#include "learn/lesson.h"
#include "learn/template.h"
#include "tests/tap.h"

#include <string.h>
#include <time.h>

#define HEAD "---\ntitle: T\nslug: s\ntrack: t\nminutes: 5\nskills:\n  - one\n---\n"

static Findings findings;

static void read(Lesson *l, const char *text) {
  findings_free(&findings);
  lesson_parse(l, "x.md", text, &findings);
}

static bool at(Place p, uint32_t line, uint32_t column) {
  if (p.line == line && p.column == column) return true;
  tap_note("at %u:%u, expected %u:%u", p.line, p.column, line, column);
  return false;
}

static void test_front_matter(void) {
  Lesson l;
  read(&l, "---\ntitle: A title: with a colon\nslug: a-b\ntrack: tt\nneeds: x-1, y-2\n"
           "minutes: 25\nskills:\n  - do this\n  - and that\n---\n\nText.\n");
  tap_ok(findings.count == 0, "nothing is wrong with it");
  tap_text(l.title, "A title: with a colon", "title");
  tap_text(l.slug, "a-b", "slug");
  tap_ok(l.minutes == 25, "minutes");
  tap_ok(l.need_count == 2 && strcmp(l.needs[1], "y-2") == 0, "needs");
  tap_ok(l.need_count == 2 && at(l.need_places[0], 5, 8) && at(l.need_places[1], 5, 13),
         "places of needs");
  tap_ok(l.skill_count == 2 && strcmp(l.skills[1], "and that") == 0, "skills");
  lesson_free(&l);
  read(&l,
       "\xEF\xBB\xBF---\r\ntitle: T\r\nslug: s\r\ntrack: t\r\nminutes: 5\r\nskills: a\r\n---\r\n"
       "\r\n## One\r\n\r\nText.\r\n");
  tap_ok(findings.count == 0 && l.step_count == 1, "a byte order mark and CRLF do no harm");
  lesson_free(&l);
  read(&l, "---\ntitle: T\nslug: s\ntrack: t\nminutes: 5\nskills:\n  - \n  - one\n---\nText.\n");
  tap_ok(l.skill_count == 1, "an empty item is none");
  lesson_free(&l);
  read(&l, "Just text.\n");
  tap_ok(findings.errors == 1 && at(findings.items[0].place, 1, 1), "no front matter is an error");
  tap_ok(l.step_count == 1 && strcmp(l.slug, "untitled") == 0,
         "and the text is there all the same");
  lesson_free(&l);
}

static void test_steps(void) {
  Lesson l;
  read(&l, HEAD
       "\nWelcome.\n\n## One\n\ntext\n\n---\n\nmore\n\n```run\n1\n```\n\n```text\n## no heading\n"
       "```\n\nand\n\n```exercise e\nask: a?\nanswer: 1\nsolution: 1.\n```\n\nbehind it\n");
  tap_ok(findings.count == 0, "nothing is wrong with it");
  tap_ok(l.step_count == 4, "steps are cut at ##, --- and behind an exercise");
  tap_text(l.steps[0].title, "", "the first has no title");
  tap_text(l.steps[1].title, "One", "the second has");
  const Step *s = &l.steps[2];
  tap_ok(s->item_count == 4 && s->items[0].kind == ITEM_PROSE && s->items[1].kind == ITEM_RUN &&
             s->items[2].kind == ITEM_PROSE && s->items[3].kind == ITEM_EXERCISE,
         "text, block, text with its fence, exercise");
  tap_ok(at(s->items[1].place, 21, 1), "a block's place is its first line");
  tap_ok(strstr(s->items[2].text, "```text\n## no heading\n```\n\nand") != NULL,
         "a fence that is none of ours stays text");
  lesson_free(&l);
  read(&l, HEAD "\n## One\n\n```run\nx = 1;\n```\n\n```sh\nls\n```\n");
  tap_ok(l.steps[0].item_count == 2 && l.steps[0].items[0].kind == ITEM_RUN,
         "a foreign fence behind a block does not swallow it");
  lesson_free(&l);
  read(&l, HEAD "\n## One\n\n```code``` in a line is no fence.\n\n## Two\n");
  tap_ok(l.step_count == 2, "code at the beginning of a line opens nothing");
  lesson_free(&l);
}

static void test_exercise(void) {
  Lesson l;
  read(&l, HEAD "```exercise e\n"
                "vars:     a = 1;\n"
                "  b = 2\n"
                "ask:      Ä @{a}?\n"
                "choices:  $|a|$ | @{a | b} | c\n"
                "answer:   1\n"
                "slip:     2 ->\n"
                "          Look again.\n"
                "test:     a right |\n"
                "          @{a || b} slip 1\n"
                "hint:     One.\n"
                "solution: It is.\n"
                "```\n");
  tap_ok(findings.count == 0, "nothing is wrong with it");
  const Part *p = &l.exercises[0]->parts[0];
  tap_text(l.exercises[0]->vars.text, "a = 1;\n  b = 2", "an indented line continues");
  tap_ok(p->kind == ANSWER_CHOICE && p->choice_count == 3,
         "bars in formulas and values separate nothing");
  tap_text(p->choices[1].text.text, "@{a | b}", "the second option");
  tap_ok(at(p->choices[0].text.place, 13, 11) && at(p->choices[2].text.place, 13, 30),
         "places of options");
  tap_text(p->slips[0].feedback.text, "Look again.", "feedback in the next line");
  tap_ok(at(p->slips[0].feedback.place, 16, 11), "and its place");
  tap_ok(p->test_count == 2 && at(p->tests[1].place, 18, 11), "tests and their places");
  lesson_free(&l);
  read(&l, HEAD "```exercise e\nask: Both.\n\npart one\nask: 1?\nanswer: {1, 2}\nsolution: a\n\n"
                "part two\nask: 2?\nanswer: [1 2] up to scale\nsolution: b\n```\n"
                "```exercise f\nask: Which?\n[*] a -- yes\n[ ] b\n[*] c\n```\n");
  const Exercise *x = l.exercises[0];
  tap_ok(x->part_count == 2 && x->ask.text && strcmp(x->parts[1].name, "two") == 0, "parts");
  tap_ok(x->parts[0].kind == ANSWER_SET && x->parts[1].kind == ANSWER_SCALED, "kinds are inferred");
  tap_text(x->parts[1].answer.text, "[1 2]", "up to scale is cut off");
  p = &l.exercises[1]->parts[0];
  tap_ok(p->kind == ANSWER_CHOICES && p->choice_count == 3 && p->choices[2].right,
         "several choices");
  tap_ok(p->choices[0].feedback.text && at(p->choices[0].feedback.place, 24, 10),
         "feedback behind two dashes");
  lesson_free(&l);
}

/* What grows must not grow with its square.  Under the address sanitizer it does, since that reads
   every string to its end in each call, so there is less then. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW_STRINGS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SLOW_STRINGS 1
#endif
#ifdef SLOW_STRINGS
enum { MANY = 6000 };
#else
enum { MANY = 60000 };
#endif

static void test_many(void) {
  Text text = TEXT_EMPTY;
  Lesson l;
  text_puts(&text, HEAD "```exercise e\nask: a\nanswer: 1\nsolution: 1\n");
  text_repeat(&text, "hint: h\nslip: 2 -> s\n", MANY);
  text_puts(&text, "test: ");
  text_repeat(&text, "1 right | ", MANY);
  text_puts(&text, "\n```\n");
  clock_t start = clock();
  read(&l, text_string(&text));
  tap_ok(l.exercises[0]->parts[0].hint_count == MANY && l.exercises[0]->parts[0].slip_count == MANY,
         "thousands of hints and slips are read");
  lesson_free(&l);
  text_clear(&text);
  text_puts(&text, HEAD);
  text_repeat(&text, "```exercise\n```\n\n```run\n```\n", MANY / 3);
  read(&l, text_string(&text));
  tap_ok(findings.count <= 1000 && findings.errors > 1000, "too many findings are only counted");
  lesson_free(&l);
  tap_ok((double)(clock() - start) / CLOCKS_PER_SEC < 20, "without end of time");
  text_free(&text);
}

static void test_plain(void) {
  Text out = TEXT_EMPTY;
  template_plain("Is 0\\.2 in `a\\.b` and $0\\,x\\$$ \\$5\\`6\\`?", &out);
  tap_text(text_string(&out), "Is 0.2 in `a\\.b` and $0\\,x\\$$ $5`6`?",
           "text without its backslashes, code and formulas with theirs");
  text_free(&out);
}

int main(void) {
  test_front_matter();
  test_steps();
  test_exercise();
  test_many();
  test_plain();
  findings_free(&findings);
  return tap_done();
}
