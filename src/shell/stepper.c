/* stepper.c -- something shown in stages on a terminal, a key each.

   The stages are drawn over each other below what is on the screen already.  A body that is higher
   than the screen is shown where its focus is.  */

#include "config.h"
#include "shell/stepper.h"
#include "base/interrupt.h"
#include "base/utf8.h"
#include "shell/line.h"
#include "shell/output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

typedef struct Stepper {
  World *world;
  const Stages *stages;
  size_t stage;
  bool leaving;
  Text drawn; /* the lines on the screen, the last without a newline */
} Stepper;

/* ------------------------------------------------------------------ drawing */

/* Rows that the lines of TEXT take on a screen of WIDTH columns. */
static size_t rows_of(const char *text, unsigned width) {
  size_t rows = 0;
  while (*text) {
    size_t len = strcspn(text, "\n"), columns = utf8_columns(text, len);
    rows += columns <= width ? 1 : (columns - 1) / width + 1;
    text += len + (text[len] == '\n');
  }
  return rows;
}

/* What was drawn goes; the cursor is where it began. */
static void erase(Stepper *s) {
  size_t rows = rows_of(text_string(&s->drawn), s->world->style.width), most;
  most = s->world->style.height > 1 ? s->world->style.height - 1 : 1;
  if (rows > most) rows = most;
  Text out = TEXT_EMPTY;
  text_putc(&out, '\r');
  if (rows > 1) text_printf(&out, "\033[%zuA", rows - 1);
  if (rows > 0) text_puts(&out, "\033[J");
  output_text(text_string(&out));
  text_free(&out);
  text_clear(&s->drawn);
}

static void put_keys(Stepper *s, const char *name, Text *out) {
  const ScreenStyle *style = &s->world->style;
  bool last = s->stage + 1 == s->stages->count;
  Text line = TEXT_EMPTY;
  text_puts(&line, name);
  if (style->width >= 72)
    text_printf(&line, "   n next  b back  e end  %s", last ? "Enter or q: done" : "q enough");
  else
    text_puts(&line, last ? "  b q" : "  n b e q");
  size_t room = style->width > 1 ? style->width - 1 : 1;
  if (line.len > room) text_truncate(&line, room);
  style_put(style, TONE_MUTED, text_string(&line), out);
  text_append(&s->drawn, text_string(&line), line.len);
  text_free(&line);
}

/* The ROOM rows of BODY in whose middle the focus is, or all of it. */
static void put_window(const Stepper *s, const StageText *t, size_t room, Text *out) {
  unsigned width = s->world->style.width;
  const char *body = text_string(&t->body), *from = body;
  for (size_t line = 0; *from && rows_of(from, width) > room; line++) {
    const char *next = from + strcspn(from, "\n") + 1;
    if (line + room / 2 >= t->focus) break;
    from = next;
  }
  for (size_t rows = 0; *from;) {
    size_t len = strcspn(from, "\n"), columns = utf8_columns(from, len);
    rows += columns <= width ? 1 : (columns - 1) / width + 1;
    if (rows > room) break;
    text_append(out, from, len);
    text_putc(out, '\n');
    from += len + (from[len] == '\n');
  }
}

static void draw(Stepper *s) {
  StageText t = { .focus = 0 };
  const ScreenStyle *style = &s->world->style;
  s->stages->show(s->stages->self, s->stage, style->width, &t);
  erase(s);
  size_t below = rows_of(text_string(&t.message), style->width) + 3;
  put_window(s, &t, style->height > below + 3 ? style->height - below : 3, &s->drawn);
  text_printf(&s->drawn, "\n%s", text_string(&t.message));
  output_text(text_string(&s->drawn));
  Text keys = TEXT_EMPTY;
  put_keys(s, text_string(&t.name), &keys);
  output_text(text_string(&keys));
  output_flush();
  text_free(&keys);
  text_free(&t.body);
  text_free(&t.message);
  text_free(&t.name);
}

/* ------------------------------------------------------------------ keys */

static void go(Stepper *s, bool forward) {
  size_t last = s->stages->count - 1;
  if (forward && s->stage == last)
    s->leaving = true;
  else if (forward)
    s->stage++;
  else if (s->stage > 0)
    s->stage--;
}

static void press(Stepper *s, char key) {
  switch (key) {
  case 'n':
  case ' ':
  case '\r':
  case '\n':
  case 'C': /* the arrow to the right, ESC [ C */
  case 'B': go(s, true); break;
  case 'b':
  case 'p':
  case '\b':
  case 127:
  case 'D':
  case 'A': go(s, false); break;
  case 'e': s->stage = s->stages->count - 1; break;
  case 'r': s->stage = 0; break;
  case 'q':
  case 'Q':
  case 4: s->leaving = true; break; /* Ctrl-D */
  default: break;
  }
}

/* Escape alone leaves; with something behind it, it is a key with a name. */
static void read_keys(Stepper *s) {
  char keys[32];
  ssize_t n = read(STDIN_FILENO, keys, sizeof keys);
  if (n <= 0) s->leaving = n == 0 || errno != EINTR;
  for (ssize_t i = 0; i < n && !s->leaving; i++) {
    if (keys[i] != '\033') {
      if (!strchr("ABCD", keys[i])) press(s, keys[i]);
      continue;
    }
    bool named = i + 2 < n && (keys[i + 1] == '[' || keys[i + 1] == 'O');
    if (!named) s->leaving = i + 1 == n;
    if (named) press(s, keys[i += 2]);
  }
}

/* Waits for a key, Ctrl-C or a resized window; false when that cannot be.  OPEN: the signals of the
   time of waiting, the only time when a resized window is noticed, so that none is overlooked. */
static bool wait_for_key(const sigset_t *open, bool *typed) {
  int descriptor = interrupt_descriptor();
  fd_set set;
  FD_ZERO(&set);
  FD_SET(STDIN_FILENO, &set);
  if (descriptor >= 0) FD_SET(descriptor, &set);
  int last = descriptor > STDIN_FILENO ? descriptor : STDIN_FILENO;
  int ready = pselect(last + 1, &set, NULL, NULL, NULL, open);
  *typed = ready > 0 && FD_ISSET(STDIN_FILENO, &set);
  return ready >= 0 || errno == EINTR;
}

static void step(Stepper *s) {
  sigset_t resized, open;
  sigemptyset(&resized);
  sigaddset(&resized, SIGWINCH);
  sigprocmask(SIG_BLOCK, &resized, &open);
  while (!s->leaving && !interrupt_pending() && !line_hangup() && !output_lost()) {
    bool typed;
    world_measure(s->world);
    draw(s);
    if (!wait_for_key(&open, &typed)) s->leaving = true;
    if (typed) read_keys(s);
  }
  sigprocmask(SIG_SETMASK, &open, NULL);
}

/* ------------------------------------------------------------------ beginning and end */

bool stepper_run(World *world, const Stages *stages) {
  const char *term = getenv("TERM");
  bool able = world->interactive && !world->style.plain && term && *term &&
              strcmp(term, "dumb") != 0 && world->style.height > 8 && stages->count > 1;
  struct termios before, raw;
  struct pollfd typed = { STDIN_FILENO, POLLIN, 0 };
  if (!able || tcgetattr(STDIN_FILENO, &before) != 0) return false;
  raw = before;
  raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  bool deaf = poll(&typed, 1, 0) > 0; /* lines typed ahead are no keys */
  if (!deaf) {
    Stepper s = { .world = world, .stages = stages };
    world_settle(world);
    step(&s);
    erase(&s);
    text_free(&s.drawn);
  }
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
  return !deaf;
}
