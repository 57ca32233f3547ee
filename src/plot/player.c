/* player.c -- an animation on the terminal: frames drawn over each other, and keys to step.  */

#include "config.h"
#include "base/interrupt.h"
#include "plot/plotter_state.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 100000 };

typedef struct Player {
  Plotter *plotter;
  const Figure *figure;
  size_t frame;   /* of those of one setting */
  size_t setting; /* 0 when there is none */
  size_t steps;   /* frames of one setting */
  bool running;   /* by itself; else at the learner's keys */
  bool leaving;
  bool deaf; /* lines that were typed ahead are waiting: they are no keys */
  double fps;
  unsigned rows; /* drawn by the last frame, the line below it not counted */
} Player;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void send(const Text *t) {
  for (size_t done = 0; done < t->len;) {
    ssize_t n = write(STDOUT_FILENO, t->data + done, t->len - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    done += (size_t)n;
  }
}

static unsigned count_lines(const Text *t) {
  unsigned lines = 0;
  for (size_t i = 0; i < t->len; i++) lines += t->data[i] == '\n';
  return lines;
}

static size_t place(const Player *p) {
  return p->setting * p->steps + p->frame;
}

static void put_status(const Player *p, Text *out) {
  const TerminalAbilities *t = &p->plotter->options.terminal;
  const Figure *f = p->figure;
  text_putc(out, '\r');
  figure_frame_name(f, place(p), true, out);
  if (p->deaf)
    text_puts(out, "");
  else if (t->columns < 76)
    text_puts(out, " n b r q + - space");
  else if (f->setting_count > 0)
    text_printf(out, "  + - %.12s  n next  b back  r restart  space %s  q leave", f->setting,
                p->running ? "stop" : "go on");
  else
    text_printf(out, "  n next  b back  r restart  space %s  + - %.2g a second  q leave",
                p->running ? "stop" : "go on", p->fps);
  text_puts(out, "\033[K");
}

/* Text: every line is cleared behind its end.  Escape sequences: room is made first, so that
   nothing scrolls while they are drawn. */
static void put_frame(Player *p, const Text *picture, Text *out) {
  const Plotter *plotter = p->plotter;
  unsigned cell = plotter->options.terminal.cell_height;
  bool graphic = plotter_is_graphic(plotter);
  unsigned rows =
      graphic ? (plotter->high + cell - 1) / (cell > 0 ? cell : 1) : count_lines(picture);
  if (p->rows > 0) text_printf(out, "\r\033[%uA", p->rows);
  if (graphic) {
    if (rows > p->rows) {
      text_repeat(out, "\n", rows);
      text_printf(out, "\033[%uA", rows);
    }
    text_puts(out, "\r\0337");
    size_t len = picture->len;
    while (len > 0 && picture->data[len - 1] == '\n') len--;
    text_append(out, picture->data, len);
    text_printf(out, "\0338\033[%uB", rows);
  } else {
    for (const char *s = text_string(picture); *s != '\0';) {
      size_t len = strcspn(s, "\n");
      text_append(out, s, len);
      text_puts(out, "\033[K\n");
      s += len + (s[len] == '\n');
    }
  }
  p->rows = rows;
}

static bool draw(Player *p, Error *error) {
  Text picture = TEXT_EMPTY, out = TEXT_EMPTY;
  bool drawn = plotter_picture(p->plotter, p->figure->frames[place(p)], &picture, error);
  if (drawn) {
    text_puts(&out, "\033[?2026h"); /* shown at once where the terminal knows how */
    put_frame(p, &picture, &out);
    put_status(p, &out);
    text_puts(&out, "\033[?2026l");
    send(&out);
  }
  text_free(&picture);
  text_free(&out);
  return drawn;
}

static void go(Player *p, long step) {
  long to = (long)p->frame + step, last = (long)p->steps - 1;
  p->frame = (size_t)(to < 0 ? 0 : to > last ? last : to);
}

/* + and -: the next value of what can be set; the speed where nothing can, as < and > always do. */
static void turn(Player *p, char key) {
  bool more = key == '+' || key == '=' || key == '>';
  size_t count = p->figure->setting_count;
  if (count == 0 || key == '<' || key == '>')
    p->fps = more ? fmin(p->fps * 1.5, 60) : fmax(p->fps / 1.5, 0.1);
  else if (more && p->setting + 1 < count)
    p->setting++;
  else if (!more && p->setting > 0)
    p->setting--;
}

/* One key; true when the picture or the line below it changes. */
static bool press(Player *p, char key) {
  bool at_end = p->frame + 1 == p->steps;
  switch (key) {
  case 'n':
  case 'C': /* the arrow to the right: ESC [ C */
    p->running = false;
    go(p, 1);
    return true;
  case 'b':
  case 'D':
    p->running = false;
    go(p, -1);
    return true;
  case 'r':
    p->frame = 0;
    p->running = true;
    return true;
  case ' ':
    if (at_end) p->frame = 0;
    p->running = !p->running || at_end;
    return true;
  case '+':
  case '=':
  case '-':
  case '<':
  case '>': turn(p, key); return true;
  case 'q':
  case 4: /* Ctrl-D */ p->leaving = true; return false;
  case '\r':
  case '\n': p->leaving = at_end || !p->running; return false;
  default: return false;
  }
}

static bool read_keys(Player *p) {
  char keys[32];
  bool changed = false;
  ssize_t n = read(STDIN_FILENO, keys, sizeof keys);
  if (n <= 0) p->leaving = n == 0 || errno != EINTR;
  for (ssize_t i = 0; i < n && !p->leaving; i++) {
    bool arrow = keys[i] == '\033' && i + 2 < n && keys[i + 1] == '[';
    if (arrow) i += 2;
    if (!arrow && (keys[i] == 'C' || keys[i] == 'D')) continue;
    if (keys[i] == '\033') p->leaving = true;
    changed |= press(p, keys[i]);
  }
  return changed;
}

static bool interrupted(const Player *p) {
  bool (*ask)(void) = p->plotter->options.interrupted;
  return ask != NULL ? ask() : interrupt_pending();
}

/* Until the next frame is due, a key changes something, or it is over. */
static void wait(Player *p, double due) {
  while (!p->leaving && !interrupted(p)) {
    double left = p->running ? due - now_ms() : WAIT_MS;
    if (left <= 0) return;
    struct pollfd fds[] = { { p->deaf ? -1 : STDIN_FILENO, POLLIN, 0 },
                            { interrupt_descriptor(), POLLIN, 0 } };
    if (poll(fds, 2, (int)left + 1) < 0 && errno != EINTR) return;
    if (fds[0].revents != 0 && read_keys(p)) return;
  }
}

static bool play(Player *p, Error *error) {
  double due = now_ms();
  while (!p->leaving) {
    size_t shown = place(p);
    if (interrupted(p)) return error_set(error, ERROR_INTERRUPT, (Span){ 0 }, "plot interrupted");
    if (!draw(p, error)) return false;
    due = fmax(due + 1000 / p->fps, now_ms() + 10);
    if (p->deaf && p->frame + 1 == p->steps) return true;
    wait(p, due);
    if (!p->running || place(p) != shown || now_ms() < due) continue;
    go(p, 1);
    if (p->frame + 1 == p->steps) p->running = p->deaf;
  }
  return true;
}

bool plotter_can_play(const Plotter *p, const Figure *f) {
  if (f->frame_count < 2 || !p->options.keys || p->options.plain) return false;
  return p->mode != PLOT_NONE && p->mode != PLOT_PNG && p->mode != PLOT_SVG;
}

/* A picture of escape sequences whose height in lines is unknown cannot be drawn over. */
static bool begin(Player *p, Error *error) {
  Plotter *plotter = p->plotter;
  Text first = TEXT_EMPTY;
  bool good = plotter_picture(plotter, p->figure->frames[0], &first, error);
  text_free(&first);
  return good;
}

bool plotter_play(Plotter *plotter, const Figure *f, Text *out, Error *error) {
  Figure *copy = figure_copy(f);
  figure_free(plotter->last);
  plotter->last = copy;
  Player p = { .plotter = plotter, .figure = copy, .running = true };
  p.steps = copy->frame_count / (copy->setting_count > 0 ? copy->setting_count : 1);
  p.fps = plotter_fps(plotter, copy);
  struct termios before, raw;
  PlotMode mode = plotter->mode;
  bool good = begin(&p, error);
  bool vague = plotter_is_graphic(plotter) && plotter->options.terminal.cell_height == 0;
  if (vague) plotter->mode = plotter->options.terminal.utf8 ? PLOT_TEXT : PLOT_DUMB;
  bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
  if (terminal) {
    struct pollfd waiting = { STDIN_FILENO, POLLIN, 0 };
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    p.deaf = poll(&waiting, 1, 0) > 0;
  }
  if (good) good = play(&p, error);
  if (terminal) tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
  Text end = TEXT_EMPTY;
  text_puts(&end, "\r\033[K");
  send(&end);
  text_free(&end);
  plotter->mode = mode;
  plotter_words(plotter, copy->frames[place(&p)], out);
  return good;
}
