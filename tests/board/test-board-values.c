/* test-board-values.c -- explanations of linear algebra and statistics end in numbers that other
   programs computed (values.tsv), at every depth, and each of their steps can be opened.  */

#include "config.h"
#include "tests/board/blackboard.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <string.h>

static Blackboard board;

static size_t count_lines(const char *text) {
  size_t count = 0;
  for (; *text; text++) count += *text == '\n';
  return count;
}

/* Printed at LEVEL ("", "full ", "terse "): every check holds, every line can be calculated. */
static size_t try_level(const char *expression, const char *level, const char *said, Text *bad) {
  Text typed = TEXT_EMPTY, copy = TEXT_EMPTY, wrong = TEXT_EMPTY;
  text_printf(&typed, "explain %s%s;", level, expression);
  text_puts(&copy, blackboard_run(&board, text_string(&typed)));
  const char *printed = text_string(&copy);
  if (board.error.kind != ERROR_NONE)
    text_printf(bad, "%s: %s", text_string(&typed), board.error.message);
  else if (strstr(printed, "own check") || strstr(printed, "o steps for this"))
    text_printf(bad, "%s: %.300s", text_string(&typed), printed);
  else if (said && !strstr(printed, said))
    text_printf(bad, "%s: no '%s' in %s", text_string(&typed), said, printed);
  blackboard_recompute(&board, printed, &wrong);
  if (wrong.len > 0) text_printf(bad, "%s: %s", text_string(&typed), text_string(&wrong));
  size_t lines = count_lines(printed);
  text_free(&typed);
  text_free(&copy);
  text_free(&wrong);
  return lines;
}

static void try_row(char *row) {
  char *said = strchr(row, '\t');
  char *source = said ? strchr(said + 1, '\t') : NULL;
  if (!source) {
    tap_ok(false, "a row has three columns: %s", row);
    return;
  }
  *said++ = *source++ = '\0';
  Text bad = TEXT_EMPTY;
  size_t terse = try_level(row, "terse ", NULL, &bad);
  size_t full = try_level(row, "full ", said, &bad);
  size_t normal = try_level(row, "", said, &bad);
  if (terse >= normal || normal > full)
    text_printf(&bad, "%zu lines when terse, %zu, and %zu in full", terse, normal, full);
  const char *opened = blackboard_run(&board, "why('1')");
  if (board.error.kind != ERROR_NONE || strncmp(opened, "1  ", 3) != 0)
    text_printf(&bad, "why 1: %s", opened);
  if (!tap_ok(bad.len == 0, "explain %s: '%s' (%s)", row, said, source))
    tap_note("%s", text_string(&bad));
  text_free(&bad);
}

int main(void) {
  char *table = tap_file("tests/board/values.tsv");
  blackboard_open(&board, true, false, 200);
  for (char *row = table; *row;) {
    size_t len = strcspn(row, "\n");
    bool more = row[len] == '\n';
    row[len] = '\0';
    if (*row && *row != '#') try_row(row);
    row += len + more;
  }
  blackboard_close(&board);
  free(table);
  return tap_done();
}
