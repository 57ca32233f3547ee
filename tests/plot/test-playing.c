/* test-playing.c -- plots of the real program on terminals that answer, that do not, and that are
   typed at while a picture moves.  */

#include "config.h"
#include "tests/plot/scratch.h"
#include "tests/shell/pty.h"
#include "tests/tap.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROMPT "> \033[22;39m"
#define PLOT "plot([1 3 2])\r"
#define KITTY_QUERY "\033_Gi=31,s=1,v=1,a=q"
#define QUERY "\033[c"
#define MOVE "animate(@(k) plot(1:k+1, (1:k+1).^2), 1:4, 20)\r"

static Pty start(const char *term, const char *option) {
  const char *arguments[] = { option ? option : "--no-progress", "--no-progress", NULL };
  Pty p = pty_start(term, arguments);
  pty_expect(&p, strcmp(term, "dumb") == 0 ? "> " : PROMPT);
  return p;
}

static void leave(Pty *p, const char *where) {
  pty_send(p, "\004");
  tap_ok(pty_end(p) == 0, "%s: ends well", where);
}

/* Is a process of this program's group of children still there? */
static bool gnuplot_of(int parent) {
  DIR *d = opendir("/proc");
  bool found = false;
  if (!d) return false;
  for (struct dirent *e; (e = readdir(d)) != NULL && !found;) {
    char path[300], line[512] = "";
    int own, of = 0;
    char name[64], state;
    snprintf(path, sizeof path, "/proc/%.20s/stat", e->d_name);
    FILE *f = fopen(path, "r");
    if (!f) continue;
    if (fgets(line, sizeof line, f) &&
        sscanf(line, "%d (%63[^)]) %c %d", &own, name, &state, &of) == 4)
      found = of == parent && strcmp(name, "gnuplot") == 0;
    fclose(f);
  }
  closedir(d);
  return found;
}

static void test_answers(void) {
  static const struct {
    const char *name, *answer, *shown;
  } TERMINALS[] = {
    { "kitty", "\033_Gi=31;OK\033\\\033[6;18;9t\033[?62;c", "\033_Ga=T,f=100" },
    { "sixel", "\033[6;19;10t\033[?63;1;2;3;4;7;29c", "\033P" },
    { "no pictures", "\033[?64;1;2;6;9;15;18;21;22c", "┴" },
  };
  for (size_t i = 0; i < sizeof TERMINALS / sizeof *TERMINALS; i++) {
    if (!have_gnuplot() && i < 2) {
      tap_skip(TERMINALS[i].name, "gnuplot is not installed");
      continue;
    }
    Pty p = start("xterm-256color", NULL);
    pty_send(&p, PLOT);
    tap_ok(pty_expect(&p, KITTY_QUERY) && pty_expect(&p, QUERY), "%s: is asked", TERMINALS[i].name);
    pty_send(&p, TERMINALS[i].answer);
    tap_ok(pty_expect(&p, TERMINALS[i].shown), "%s: shows what it can", TERMINALS[i].name);
    tap_ok(pty_expect(&p, "highest 3 at 2") && pty_expect(&p, PROMPT), "%s: with the words",
           TERMINALS[i].name);
    bool running = gnuplot_of(p.pid);
    tap_ok(running == (i < 2), "%s: gnuplot %s", TERMINALS[i].name,
           i < 2 ? "runs" : "is not needed");
    int pid = p.pid;
    leave(&p, TERMINALS[i].name);
    tap_ok(!gnuplot_of(pid) && !gnuplot_of(1), "%s: and is gone at the end", TERMINALS[i].name);
  }
}

static void test_silence(void) {
  Pty p = start("xterm", NULL);
  double before = pty_clock();
  pty_send(&p, PLOT);
  tap_ok(pty_expect(&p, "┴") && pty_expect(&p, PROMPT), "a mute terminal gets text");
  double waited = pty_clock() - before;
  tap_ok(waited > 900 && waited < 3000, "after a second (%.0f ms)", waited);
  before = pty_clock();
  pty_send(&p, PLOT);
  tap_ok(pty_expect(&p, "┴") && pty_expect(&p, PROMPT) && pty_clock() - before < 500,
         "the second plot does not wait");
  leave(&p, "mute");
}

static void test_typed_ahead(void) {
  Pty p = start("xterm", NULL);
  pty_send(&p, "plot([1 3 2])\rdisp(6 * 7)\rdisp('still here')\r");
  tap_ok(pty_expect(&p, "highest 3 at 2") && pty_expect(&p, "42\r\n") &&
             pty_expect(&p, "still here\r\n"),
         "lines typed ahead of a plot are not taken for answers");
  pty_expect(&p, PROMPT);
  leave(&p, "typed ahead");
}

static void test_environments(void) {
  Pty p = start("dumb", NULL);
  pty_send(&p, PLOT);
  tap_ok(pty_expect(&p, "highest 3 at 2") && !strstr(p.seen, "\033["),
         "TERM=dumb is asked nothing and gets no escape sequence");
  leave(&p, "dumb");
  setenv("TMUX", "/tmp/tmux-0/default,1,0", 1);
  p = start("screen-256color", NULL);
  pty_send(&p, PLOT);
  tap_ok(pty_expect(&p, QUERY) && !strstr(p.seen, "\033_G"), "tmux is not asked for kitty's way");
  pty_send(&p, "\033[?1;2c");
  tap_ok(pty_expect(&p, "┴") && pty_expect(&p, PROMPT), "and gets text");
  leave(&p, "tmux");
  unsetenv("TMUX");
  setenv("SSH_CONNECTION", "10.0.0.1 5 10.0.0.2 22", 1);
  setenv("DISPLAY", "localhost:10.0", 1);
  p = start("xterm", NULL);
  pty_send(&p, PLOT);
  pty_expect(&p, QUERY);
  pty_send(&p, "\033[?64;1;2c");
  tap_ok(pty_expect(&p, "┴") && !strstr(p.seen, "shown as text"), "over ssh text, without a word");
  pty_expect(&p, PROMPT);
  leave(&p, "ssh");
  unsetenv("SSH_CONNECTION");
  setenv("SSH_TTY", "/dev/pts/7", 1);
  p = start("xterm", NULL);
  pty_send(&p, PLOT);
  pty_expect(&p, QUERY);
  pty_send(&p, "\033[?64;1;2c");
  tap_ok(pty_expect(&p, "┴") && !strstr(p.seen, "shown as text"), "SSH_TTY alone says so, too");
  pty_expect(&p, PROMPT);
  leave(&p, "SSH_TTY");
  unsetenv("SSH_TTY");
  unsetenv("DISPLAY");
}

/* + and - change what is shown, not how fast. */
static void test_settings(void) {
  Pty p = start("xterm", "--plot=text");
  pty_send(&p, "animate(@(k, eta) gdpath(@(x) x^2, 1, eta, k), 1:3, [0.1 0.5 1.05], 20)\r");
  tap_ok(pty_expect(&p, "eta = 0.1  1/3") && pty_expect(&p, "eta = 0.1  3/3"),
         "the first value is played");
  pty_pause(100);
  pty_send(&p, "+");
  tap_ok(pty_expect(&p, "eta = 0.5  3/3"), "+ shows the same step of the next one");
  pty_send(&p, "++");
  tap_ok(pty_expect(&p, "eta = 1.05  3/3"), "+ stops at the last one");
  pty_send(&p, "b");
  tap_ok(pty_expect(&p, "eta = 1.05  2/3"), "b goes back in it");
  pty_send(&p, "-");
  tap_ok(pty_expect(&p, "eta = 0.5  2/3"), "- shows the one before");
  pty_send(&p, "r");
  tap_ok(pty_expect(&p, "eta = 0.5  1/3") && pty_expect(&p, "eta = 0.5  3/3"),
         "r plays it from the start");
  pty_send(&p, "q");
  tap_ok(pty_expect(&p, "0.5") && pty_expect(&p, PROMPT), "q leaves, with the words of the last");
  leave(&p, "settings");
}

static void test_playing(void) {
  Pty p = start("xterm", "--plot=text");
  pty_send(&p, MOVE);
  tap_ok(pty_expect(&p, "1/4") && pty_expect(&p, "2/4") && pty_expect(&p, "4/4"), "it plays");
  pty_pause(100);
  pty_send(&p, "b");
  tap_ok(pty_expect(&p, "\033[22A") && pty_expect(&p, "3/4"), "b goes back, over the same lines");
  pty_send(&p, "b");
  tap_ok(pty_expect(&p, "2/4"), "again");
  pty_send(&p, "n");
  tap_ok(pty_expect(&p, "3/4"), "n goes on");
  pty_send(&p, "\033[D");
  tap_ok(pty_expect(&p, "2/4"), "an arrow does the same");
  pty_send(&p, "-");
  tap_ok(pty_expect(&p, "2/4") && pty_expect(&p, "13 a second"), "- is slower");
  pty_send(&p, "r");
  tap_ok(pty_expect(&p, "1/4") && pty_expect(&p, "4/4"), "r plays it again");
  pty_send(&p, "b");
  pty_expect(&p, "3/4");
  pty_send(&p, "q");
  tap_ok(pty_expect(&p, "rising from 1 at 1 to 16 at 4"), "q leaves, with the frame in words");
  pty_expect(&p, PROMPT);
  tap_ok(pty_line(&p, "6*7", PROMPT) && strstr(p.seen, "ans = 42\r\n"), "the prompt is as before");
  double before = pty_clock();
  pty_send(&p, "animate(@(k) plot(1:k+1, (1:k+1).^2), 1:4, 0.1)\r");
  pty_expect(&p, "1/4");
  pty_send(&p, "\003");
  tap_ok(pty_expect(&p, PROMPT) && pty_clock() - before < 1000, "Ctrl-C leaves at once");
  tap_ok(pty_line(&p, "5*7", PROMPT) && strstr(p.seen, "ans = 35\r\n"), "with everything intact");
  pty_send(&p, "plot play\r");
  tap_ok(pty_expect(&p, "1/4"), "plot play shows it again");
  pty_send(&p, "q");
  pty_expect(&p, PROMPT);
  leave(&p, "playing");
}

/* A picture inside the terminal: drawn over itself, in room that was made for it. */
static void test_pictures_move(void) {
  if (!have_gnuplot()) {
    tap_skip("pictures that move", "gnuplot is not installed");
    return;
  }
  Pty p = start("xterm-256color", NULL);
  pty_send(&p, MOVE);
  pty_expect(&p, QUERY);
  pty_send(&p, "\033_Gi=31;OK\033\\\033[6;18;9t\033[?62;c");
  tap_ok(pty_expect(&p, "\r\0337\033_Ga=T,f=100") && pty_expect(&p, "\0338\033[") &&
             pty_expect(&p, "1/4"),
         "kitty: a frame is put where the cursor comes back to");
  tap_ok(pty_expect(&p, "A\r\0337\033_Ga=T") && pty_expect(&p, "4/4"), "the next one over it");
  pty_send(&p, "b");
  tap_ok(pty_expect(&p, "3/4"), "b goes back");
  pty_send(&p, "\003");
  tap_ok(pty_expect(&p, PROMPT) && pty_line(&p, "6*7", PROMPT), "Ctrl-C leaves");
  int pid = p.pid;
  leave(&p, "moving pictures");
  tap_ok(!gnuplot_of(pid) && !gnuplot_of(1), "nothing is left running");
}

int main(void) {
  test_answers();
  test_silence();
  test_typed_ahead();
  test_environments();
  test_playing();
  test_settings();
  test_pictures_move();
  return tap_done();
}
