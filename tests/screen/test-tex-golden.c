/* test-tex-golden.c -- seventy formulas of the course against their drawn renderings.

   formulas.txt was drawn by hand; formulas-differ.txt lists the blocks where a rule of the layout
   wins over the drawing, each with what is printed instead and why.  */

#include "config.h"
#include "base/memory.h"
#include "screen/tex.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 76, SECTIONS = 4 };

static const char *const names[SECTIONS] = { "tex:", "utf8:", "ascii:", "inline:" };

typedef struct Block {
  char title[80];
  Text parts[SECTIONS];
} Block;

static char *differ;

/* The drawing of PART in TITLE, or what formulas-differ.txt says is printed instead. */
static const char *expected(const Block *b, const char *part, const char *drawn, Text *other) {
  char head[120];
  snprintf(head, sizeof head, "### %.40s %s\n", b->title, part);
  const char *at = strstr(differ, head);
  if (!at) return drawn;
  for (at += strlen(head); *at && strncmp(at, "### ", 4) != 0;) {
    size_t len = strcspn(at, "\n");
    if (strncmp(at, "  ", 2) == 0) text_append(other, at + 2, len - 2);
    if (strncmp(at, "why:", 4) != 0 && (len > 0 || (at[1] == ' '))) text_putc(other, '\n');
    at += len + (at[len] == '\n');
  }
  return text_string(other);
}

static void check_display(const Block *b, bool ascii) {
  const Text *tex = &b->parts[0];
  TexOptions options = { .ascii = ascii, .width = WIDTH };
  Text got = TEXT_EMPTY, other = TEXT_EMPTY;
  tex_display(text_string(tex), tex->len, &options, &got);
  tap_text(text_string(&got),
           expected(b, ascii ? "ascii" : "utf8", text_string(&b->parts[ascii ? 2 : 1]), &other),
           "%s %s", b->title, ascii ? "ascii" : "utf8");
  text_free(&got);
  text_free(&other);
}

/* One line: both the same, or only UTF-8 fits; two: UTF-8, then ASCII. */
static void check_inline(const Block *b) {
  const char *s = text_string(&b->parts[3]);
  for (int ascii = 0; ascii < 2 && *s; ascii++) {
    size_t len = strcspn(s, "\n");
    char *want = mem_copy_bytes(s, len);
    Text got = TEXT_EMPTY, other = TEXT_EMPTY;
    TexOptions options = { .ascii = ascii == 1, .width = WIDTH };
    tex_inline(text_string(&b->parts[0]), b->parts[0].len, &options, &got);
    text_putc(&got, '\n');
    Text line = TEXT_EMPTY;
    text_printf(&line, "%s\n", want);
    tap_text(text_string(&got),
             expected(b, ascii ? "inline ascii" : "inline utf8", text_string(&line), &other),
             "%s inline %s", b->title, ascii ? "ascii" : "utf8");
    text_free(&line);
    text_free(&got);
    text_free(&other);
    free(want);
    s += len + (s[len] == '\n');
  }
}

static void check(Block *b) {
  if (!b->title[0]) return;
  Text *tex = &b->parts[0];
  while (tex->len > 0 && tex->data[tex->len - 1] == '\n') text_truncate(tex, tex->len - 1);
  check_display(b, false);
  check_display(b, true);
  check_inline(b);
  for (int i = 0; i < SECTIONS; i++) text_clear(&b->parts[i]);
}

int main(void) {
  char *all = tap_file("tests/screen/formulas.txt");
  differ = tap_file("tests/screen/formulas-differ.txt");
  Block b = { .title = "" };
  int section = -1, blocks = 0;
  size_t empty = 0; /* lines without text belong to a drawing only when it goes on */
  for (const char *s = all; *s;) {
    size_t len = strcspn(s, "\n");
    if (strncmp(s, "### ", 4) == 0) {
      check(&b);
      snprintf(b.title, sizeof b.title, "%.*s", (int)(len - 4 > 70 ? 70 : len - 4), s + 4);
      section = -1;
      blocks++;
    } else if (strncmp(s, "  ", 2) == 0 && section >= 0) {
      text_repeat(&b.parts[section], "\n", empty);
      text_append(&b.parts[section], s + 2, len - 2);
      text_putc(&b.parts[section], '\n');
      empty = 0;
    } else if (len == 0)
      empty++;
    else {
      section = -1;
      for (int i = 0; i < SECTIONS; i++)
        if (strlen(names[i]) == len && strncmp(s, names[i], len) == 0) section = i;
      empty = 0;
    }
    s += len + (s[len] == '\n');
  }
  check(&b);
  tap_ok(blocks == 70, "seventy formulas were read");
  for (int i = 0; i < SECTIONS; i++) text_free(&b.parts[i]);
  free(all);
  free(differ);
  return tap_done();
}
