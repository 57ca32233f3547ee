/* pager.c -- the tutor's words on the screen, a screenful at a time.  */

#include "config.h"
#include "shell/pager.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "shell/output.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void pager_open(Pager *p, const ScreenStyle *style, bool interactive, bool plain) {
  const char *term = getenv("TERM");
  *p = (Pager){ .style = style, .breaks = 2 };
  p->active = interactive && !plain && term && *term && strcmp(term, "dumb") != 0;
}

void pager_begin(Pager *p) {
  p->rows = 0;
  p->skipping = false;
  p->breaks = 1;
}

/* One key, without Enter; 'q' also for Ctrl-C, Ctrl-D and a terminal that went away. */
static char read_key(void) {
  struct termios before, raw;
  char key = 'q';
  if (tcgetattr(STDIN_FILENO, &before) != 0) return key;
  raw = before;
  raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  raw.c_iflag &= ~(tcflag_t)ICRNL;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  struct pollfd waits[] = { { .fd = STDIN_FILENO, .events = POLLIN },
                            { .fd = interrupt_descriptor(), .events = POLLIN } };
  do {
    while (poll(waits, 2, -1) < 0 && !interrupt_pending()) {
    }
    bool interrupted = interrupt_pending() || waits[1].revents;
    if (interrupted) interrupt_clear();
    if (interrupted || read(STDIN_FILENO, &key, 1) != 1 || key == 4) key = 'q';
  } while (!strchr(" \r\njqQ\033", key));
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
  return key;
}

/* False when the rest is not wanted. */
static bool ask(Pager *p) {
  Text line = TEXT_EMPTY;
  style_put(p->style, TONE_MUTED,
            p->style->width < 48 ? "-- more: Space, Enter, q --"
                                 : "-- more: Space a page, Enter a line, q enough --",
            &line);
  output_text(text_string(&line));
  output_flush();
  text_free(&line);
  char key = read_key();
  output_text("\r\033[K");
  unsigned page = p->style->height > 2 ? p->style->height - 2 : 1;
  p->rows = key == '\n' || key == '\r' || key == 'j' ? page - 1 : 0;
  return key != 'q' && key != 'Q' && key != 033;
}

static unsigned rows_of(const Pager *p, const char *line, size_t len) {
  size_t columns = utf8_columns(line, len);
  return columns <= p->style->width ? 1 : (unsigned)((columns - 1) / p->style->width + 1);
}

void pager_note(Pager *p, const char *text) {
  for (const char *c = text; *c; c++) p->breaks = *c == '\n' ? p->breaks + 1 : 0;
}

void pager_put(Pager *p, const char *text) {
  output_text(text);
  pager_note(p, text);
}

static void put_line(Pager *p, const char *text, size_t len) {
  Text line = TEXT_EMPTY;
  text_append(&line, text, len);
  pager_put(p, text_string(&line));
  text_free(&line);
}

void pager_text(Pager *p, const char *text) {
  if (!p->active || p->style->height < 4) {
    pager_put(p, text);
    return;
  }
  while (*text && !p->skipping && !output_lost()) {
    size_t len = strcspn(text, "\n");
    unsigned rows = rows_of(p, text, len);
    len += text[len] == '\n';
    if (p->rows + rows > p->style->height - 2 && p->rows > 0 && !ask(p)) {
      p->skipping = true;
      break;
    }
    put_line(p, text, len);
    p->rows += rows;
    text += len;
  }
}

void pager_gap(Pager *p) {
  if (p->breaks == 0) pager_put(p, "\n");
  if (p->breaks < 2) pager_put(p, "\n");
}
