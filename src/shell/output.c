/* output.c -- standard output: whole, or given up quietly.  */

#include "config.h"
#include "shell/output.h"
#include "base/interrupt.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool output_lost(void) {
  return ferror(stdout) != 0;
}

static void notice_loss(void) {
  if (output_lost()) interrupt_raise();
}

void output_text(const char *text) {
  if (output_lost()) return;
  fputs(text, stdout);
  notice_loss();
}

void output_flush(void) {
  if (output_lost()) return;
  fflush(stdout);
  notice_loss();
}

void output_error(const Error *error) {
  output_flush();
  if (output_lost() && error->kind == ERROR_INTERRUPT) return;
  Text text = TEXT_EMPTY;
  error_render(error, &text);
  fputs(text_string(&text), stderr);
  text_free(&text);
}

static bool reader_is_gone(void) {
  struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };
  return poll(&out, 1, 0) > 0 && (out.revents & POLLERR);
}

int output_finish(int status) {
  bool lost = output_lost();
  errno = 0;
  if (fflush(stdout) != 0) lost = true;
  if (!lost) return status;
  if (reader_is_gone()) return EXIT_SUCCESS;
  fprintf(stderr, "mathtutor: what was to be shown could not be written%s%s\n", errno ? ": " : "",
          errno ? strerror(errno) : "");
  return EXIT_FAILURE;
}
