/* explained.c -- blocks of a lesson whose expressions are shown step by step.  */

#include "config.h"
#include "learn/explained.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
  LONGEST_CHUNK = 200, /* lines that are looked at for the end of a statement */
  USUAL_WIDTH = 80,
  FENCE_INDENT = 6 /* columns that a fence in a solution stands from the left */
};

size_t statement_chunk(const char *text) {
  size_t len = 0;
  for (int lines = 0; text[len]; lines++) {
    len += strcspn(text + len, "\n");
    len += text[len] == '\n';
    if (lines == LONGEST_CHUNK) return strlen(text);
    char *chunk = mem_copy_bytes(text, len);
    bool open = interp_incomplete(chunk, NULL);
    free(chunk);
    if (!open) break;
  }
  return len;
}

static bool says_explain(const char *s) {
  static const char word[] = "explain";
  size_t len = sizeof word - 1;
  return strncmp(s, word, len) == 0 && (s[len] == ' ' || s[len] == '(');
}

void explained_block(const char *block, Text *out) {
  while (*block) {
    size_t len = statement_chunk(block), own = len, blank = strspn(block, " \t\r\n");
    while (own > 0 && isspace((unsigned char)block[own - 1])) own--;
    bool plain = blank >= own || block[own - 1] == ';' || strchr("%#", block[blank]) ||
                 says_explain(block + blank);
    if (!plain) {
      text_append(out, block, blank);
      text_puts(out, "explain ");
      text_append(out, block + blank, len - blank);
    } else
      text_append(out, block, len);
    block += len;
  }
}

/* Blanks the word at S that says how much is shown. */
static void blank_amount(char *s) {
  static const char *const amounts[] = { "terse ", "full " };
  for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
    size_t len = strlen(amounts[i]);
    if (strncmp(s, amounts[i], len) == 0 && s[len + strspn(s + len, " ")] != '=')
      memset(s, ' ', len);
  }
}

char *explained_plainly(const char *block) {
  char *plain = mem_copy_string(block);
  for (const char *at = block; *at; at += statement_chunk(at))
    blank_amount(plain + (at - block) + strspn(at, " \t\r\n"));
  return plain;
}

/* ------------------------------------------------------------------ fences in a text */

static void hear(void *self, const char *text) {
  text_puts(self, text);
}

static bool run(Interp *in, Scope *scope, const char *block, Text *said, Error *error) {
  Host outer = interp_host(in), host = outer;
  Text statements = TEXT_EMPTY;
  host.self = said;
  host.print = hear;
  host.show_figure = NULL;
  host.read_data = NULL;
  host.now = NULL;
  host.last_figure = NULL;
  host.step = NULL;
  host.drilled_in = NULL;
  host.end_figure = NULL;
  explained_block(block, &statements);
  ShowOptions *show = interp_show_options(in);
  unsigned width = show->width, whole = width ? width : USUAL_WIDTH;
  show->width = whole > 2 * FENCE_INDENT ? whole - FENCE_INDENT : whole;
  interp_set_host(in, host);
  bool good = interp_run(in, scope, text_string(&statements), RUN_ECHO, NULL, error);
  interp_set_host(in, outer);
  show->width = width;
  text_free(&statements);
  return good;
}

static size_t line_length(const char *s) {
  size_t len = strcspn(s, "\n");
  return len + (s[len] == '\n');
}

/* The fence that LINE opens, "```" or "~~~" with `explain` behind it; NULL for another line. */
static const char *opening(const char *line) {
  line += strspn(line, " ");
  const char *fence = strncmp(line, "```", 3) == 0   ? "```"
                      : strncmp(line, "~~~", 3) == 0 ? "~~~"
                                                     : NULL;
  if (!fence) return NULL;
  line += 3 + strspn(line + 3, " ");
  size_t word = sizeof "explain" - 1;
  if (strncmp(line, "explain", word) != 0) return NULL;
  line += word + strspn(line + word, " \t\r");
  return *line == '\n' ? fence : NULL;
}

bool explained_fences(Interp *in, Scope *scope, const char *markdown, Text *out, Error *error) {
  bool good = true;
  while (*markdown) {
    const char *fence = opening(markdown);
    size_t len = line_length(markdown);
    if (!fence) {
      text_append(out, markdown, len);
      markdown += len;
      continue;
    }
    Text block = TEXT_EMPTY, said = TEXT_EMPTY;
    bool closed = false;
    for (markdown += len; *markdown && !closed; markdown += len) {
      len = line_length(markdown);
      closed = strncmp(markdown + strspn(markdown, " "), fence, 3) == 0;
      if (!closed) text_append(&block, markdown, len);
    }
    if (closed)
      good &= run(in, scope, text_string(&block), &said, error);
    else
      good = error_set(error, ERROR_SYNTAX, (Span){ 0, 0 },
                       "the explain block in it is not closed by a line %s", fence);
    text_printf(out, "```\n%s```\n", text_string(&said));
    text_free(&block);
    text_free(&said);
  }
  return good;
}

bool explained_nothing(const char *printed) {
  static const char *const signs[] = { "No steps for this", "There are no steps for this",
                                       "did not pass its own check" };
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (strstr(printed, signs[i])) return true;
  return false;
}

bool explained_silent(const char *printed) {
  bool inside = false, empty = false;
  for (; *printed; printed += line_length(printed)) {
    bool fence = strncmp(printed, "```", 3) == 0;
    if (fence && inside && empty) return true;
    if (fence) inside = !inside;
    empty = fence && inside;
  }
  return false;
}
