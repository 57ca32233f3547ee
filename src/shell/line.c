/* line.c -- one input from the learner: edited with readline, or read from a pipe.

   readline() itself starts its read again after a signal, so that Ctrl-C could not cancel a line.
   Its callback interface does not read at all: pselect waits here, and all signals of interest are
   blocked outside of it, so that there is no moment in which one could be missed.  */

#include "config.h"
#include "shell/line.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>
#include <readline/readline.h>
#include <readline/history.h>

enum { HISTORY_CAP = 2000, HISTORY_BYTES = 512 << 10 };

static LineSetup setup;
static volatile sig_atomic_t hangup_flag, resize_flag, continue_flag;

/* ------------------------------------------------------------------ signals */

static void note_hangup(int number) {
  (void)number;
  hangup_flag = 1;
  interrupt_raise(); /* also stops what is being evaluated */
}

static void note_resize(int number) {
  (void)number;
  resize_flag = 1;
}

static void note_continue(int number) {
  (void)number;
  continue_flag = 1;
}

static void handle(int number, void (*handler)(int)) {
  struct sigaction action = { .sa_handler = handler };
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

bool line_resized(void) {
  bool resized = resize_flag;
  resize_flag = 0;
  return resized;
}

bool line_hangup(void) {
  return hangup_flag;
}

static void block(sigset_t *before) {
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGTERM);
  sigaddset(&ours, SIGHUP);
  sigaddset(&ours, SIGWINCH);
  sigaddset(&ours, SIGCONT);
  sigprocmask(SIG_BLOCK, &ours, before);
}

/* Waits for input; false when a signal came first. */
static bool wait_for_input(const sigset_t *open) {
  fd_set set;
  FD_ZERO(&set);
  FD_SET(STDIN_FILENO, &set);
  return pselect(STDIN_FILENO + 1, &set, NULL, NULL, NULL, open) > 0;
}

/* ------------------------------------------------------------------ history

   Two lists, each with its file.  Every input is appended at once, so that nothing is lost when the
   program is killed; time stamps keep inputs of several lines together. */

static const char *const history_names[] = { "history", "answers" };
static HISTORY_STATE histories[2];
static LinePurpose current;

static void history_path(LinePurpose purpose, Text *out) {
  text_printf(out, "%s/%s", setup.folder, history_names[purpose]);
}

static void history_switch(LinePurpose purpose) {
  if (purpose == current) return;
  HISTORY_STATE *now = history_get_history_state();
  histories[current] = *now;
  free(now);
  history_set_history_state(&histories[purpose]);
  current = purpose;
}

static void history_load(LinePurpose purpose) {
  struct stat info;
  Text path = TEXT_EMPTY;
  history_switch(purpose);
  if (setup.folder) {
    history_path(purpose, &path);
    if (stat(text_string(&path), &info) == 0 && info.st_size > HISTORY_BYTES)
      history_truncate_file(text_string(&path), HISTORY_CAP / 2);
    read_history(text_string(&path));
    using_history();
  }
  text_free(&path);
}

static void history_keep(const char *line) {
  HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
  if (!line[strspn(line, " \t\n")] || (last && strcmp(last->line, line) == 0)) return;
  add_history(line);
  if (!setup.folder) return;
  Text path = TEXT_EMPTY;
  Error ignored = { 0 };
  history_path(current, &path);
  if (append_history(1, text_string(&path)) != 0 && file_make_folder(setup.folder, &ignored))
    write_history(text_string(&path)); /* append_history does not create the file */
  text_free(&path);
}

/* ------------------------------------------------------------------ completion */

void line_candidate(LineCandidates *c, const char *word) {
  MEM_GROW(c->words, c->count, c->cap);
  c->words[c->count++] = mem_copy_string(word);
}

static LineCandidates candidates;

static char *next_candidate(const char *word, int again) {
  static size_t i;
  (void)word;
  if (!again) i = 0;
  return i < candidates.count ? mem_copy_string(candidates.words[i++]) : NULL;
}

static char **complete(const char *word, int start, int end) {
  (void)end;
  candidates = (LineCandidates){ .close = ' ' };
  setup.complete(setup.self, rl_line_buffer, (size_t)start, word, &candidates);
  char **matches = rl_completion_matches(word, next_candidate);
  rl_completion_append_character = candidates.close;
  rl_attempted_completion_over = !candidates.files || candidates.count > 0;
  for (size_t i = 0; i < candidates.count; i++) free(candidates.words[i]);
  free(candidates.words);
  return matches;
}

/* What ends a word depends on the line: la-dot is a lesson, or a difference. */
static char *word_breaks(void) {
  static char breaks[] = " \t\n\"'@=<>;|&{}()[]+*/\\^,!~:-";
  static char few[] = " \t\n\"'=;(,:";
  size_t point = (size_t)rl_point, start = setup.word_start(setup.self, rl_line_buffer, point);
  for (size_t i = start; i < point; i++)
    if (strchr(breaks, rl_line_buffer[i])) return few;
  return breaks;
}

/* Alt-h: help for the word under the cursor. */
static int explain_word(int count, int key) {
  (void)count, (void)key;
  int start = rl_point, end = rl_point;
  while (start > 0 &&
         (isalnum((unsigned char)rl_line_buffer[start - 1]) || rl_line_buffer[start - 1] == '_'))
    start--;
  while (end < rl_end &&
         (isalnum((unsigned char)rl_line_buffer[end]) || rl_line_buffer[end] == '_'))
    end++;
  Text out = TEXT_EMPTY;
  char *word = mem_copy_bytes(rl_line_buffer + start, (size_t)(end - start));
  setup.explain(setup.self, word, &out);
  free(word);
  rl_crlf();
  fputs(text_string(&out), rl_outstream);
  rl_forced_update_display();
  text_free(&out);
  return 0;
}

/* ------------------------------------------------------------------ reading */

static char *taken;
static bool whole;

static void take_line(char *line) {
  taken = line;
  whole = true;
  rl_callback_handler_remove();
}

/* Between lines the terminal stays as readline wants it.  Ctrl-C is a signal in that mode as well,
   what is typed ahead is not echoed into the output, and nothing is lost by switching to and fro.
 */
static void stay_prepared(void) {}

/* One line as it is edited; *LINE is malloc'ed or NULL. */
static LineResult edit_line(const char *prompt, char **line) {
  sigset_t before;
  block(&before);
  interrupt_clear();
  taken = NULL;
  whole = false;
  if (resize_flag) rl_reset_screen_size(); /* nothing is shown yet that could be drawn again */
  if (continue_flag) rl_deprep_terminal(); /* the shell had the terminal meanwhile */
  continue_flag = 0;
  rl_callback_handler_install(prompt, take_line);
  while (!whole && !interrupt_pending() && !hangup_flag) {
    if (wait_for_input(&before)) {
      rl_callback_read_char();
      continue;
    }
    if (resize_flag) rl_resize_terminal();
    if (continue_flag) {
      rl_deprep_terminal();
      rl_prep_terminal(1);
      rl_forced_update_display();
    }
    continue_flag = 0;
  }
  if (!whole) {
    rl_callback_sigcleanup();
    rl_point = rl_end;
    rl_redisplay();
    fputs(hangup_flag ? "\n" : "^C\n", rl_outstream);
    rl_free_line_state();
    rl_callback_handler_remove();
  }
  interrupt_clear();
  sigprocmask(SIG_SETMASK, &before, NULL);
  *line = taken;
  if (hangup_flag) return LINE_HANGUP;
  return !whole ? LINE_CANCELLED : taken ? LINE_TEXT : LINE_END;
}

static Text waiting; /* read, but not yet asked for */
static size_t waiting_from;
static bool at_end;

static bool take_waiting(char **line) {
  const char *start = text_string(&waiting) + waiting_from;
  size_t left = waiting.len - waiting_from;
  const char *stop = left > 0 ? memchr(start, '\n', left) : NULL;
  if (!stop && (!at_end || left == 0)) return false;
  size_t len = stop ? (size_t)(stop - start) : left;
  waiting_from += len + (stop ? 1 : 0);
  while (len > 0 && start[len - 1] == '\r') len--;
  *line = mem_copy_bytes(start, len);
  if (waiting_from == waiting.len) {
    text_clear(&waiting);
    waiting_from = 0;
  }
  return true;
}

/* One line as it comes. */
static LineResult plain_line(const char *prompt, char **line) {
  sigset_t before;
  char chunk[4096];
  *line = NULL;
  if (setup.terminal) fputs(prompt, stdout);
  fflush(stdout);
  block(&before);
  interrupt_clear();
  while (!interrupt_pending() && !hangup_flag && !take_waiting(line) && !at_end) {
    if (!wait_for_input(&before)) continue;
    ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);
    if (n > 0)
      text_append(&waiting, chunk, (size_t)n);
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
      at_end = true;
  }
  if (!*line && at_end) take_waiting(line);
  bool interrupted = interrupt_pending() && !*line;
  interrupt_clear();
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (hangup_flag) return LINE_HANGUP;
  if (interrupted && setup.terminal) fputc('\n', stdout);
  return *line ? LINE_TEXT : interrupted ? LINE_CANCELLED : LINE_END;
}

/* The prompt with its colours, which readline must not count. */
static void dress(const char *prompt, Text *out) {
  bool colors = setup.begin[0] != '\0';
  const char *mark = setup.edit ? "\001" : "", *unmark = setup.edit ? "\002" : "";
  if (colors) text_printf(out, "%s%s%s", mark, setup.begin, unmark);
  text_puts(out, prompt);
  if (colors) text_printf(out, "%s%s%s", mark, setup.end, unmark);
}

/* As wide as PROMPT, so that the lines stand below each other: "     [> ". */
static void second_prompt(const char *prompt, const char *open, Text *out) {
  size_t width = utf8_columns_string(prompt), own = strlen(open) + 2;
  Text plain = TEXT_EMPTY;
  if (width > own) text_repeat(&plain, " ", width - own);
  text_printf(&plain, "%s> ", open);
  dress(text_string(&plain), out);
  text_free(&plain);
}

/* A line copied from a session on the screen still has its prompt. */
static const char *without_prompt(const char *line) {
  const char *rest = line + strspn(line, ">");
  return rest > line && *rest == ' ' ? rest + 1 : line;
}

static void add_lines(Text *all, const char *text) {
  for (const char *p = text;; p++) {
    size_t len = strcspn(p, "\n");
    const char *from = without_prompt(p);
    if (all->len > 0) text_putc(all, '\n');
    text_append(all, from, len - (size_t)(from - p));
    p += len;
    if (!*p) break;
  }
}

LineResult line_read(const char *prompt, LinePurpose purpose, char **line) {
  Text dressed = TEXT_EMPTY, all = TEXT_EMPTY;
  LineResult result;
  const char *open = "";
  *line = NULL;
  if (setup.edit) history_switch(purpose);
  dress(prompt, &dressed);
  for (bool more = true; more;) {
    char *one;
    result = (setup.edit ? edit_line : plain_line)(text_string(&dressed), &one);
    if (result == LINE_TEXT) add_lines(&all, one);
    /* The end of a file ends an open bracket, too: the language says what is missing.  Somebody
       who presses Ctrl-D inside one only wants to get out of it. */
    if (result == LINE_END && all.len > 0) result = setup.terminal ? LINE_CANCELLED : LINE_TEXT;
    if (result == LINE_CANCELLED && !one && all.len > 0 && setup.edit) fputs("\n", stdout);
    more = result == LINE_TEXT && one && setup.incomplete(setup.self, text_string(&all), &open);
    free(one);
    text_clear(&dressed);
    if (more) second_prompt(prompt, open, &dressed);
  }
  if (result == LINE_TEXT) {
    if (setup.edit) history_keep(text_string(&all));
    *line = mem_copy_string(text_string(&all));
  }
  text_free(&all);
  text_free(&dressed);
  return result;
}

/* ------------------------------------------------------------------ opening and closing */

static void open_readline(void) {
  rl_readline_name = PACKAGE; /* for $if in the learner's inputrc, which may overrule all below */
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_variable_bind("colored-completion-prefix", "on");
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_bind_keyseq_in_map("\033[A", rl_history_search_backward, emacs_standard_keymap);
  rl_bind_keyseq_in_map("\033[B", rl_history_search_forward, emacs_standard_keymap);
  rl_add_defun("explain-word", explain_word, -1);
  rl_bind_keyseq_in_map("\033h", explain_word, emacs_standard_keymap);
  rl_attempted_completion_function = complete;
  rl_deprep_term_function = stay_prepared;
  rl_completion_word_break_hook = word_breaks;
  rl_initialize();
  history_comment_char = '#';
  history_write_timestamps = 1;
  using_history();
  stifle_history(HISTORY_CAP);
  history_load(LINE_ANSWER);
  history_load(LINE_CALCULATION);
  atexit(rl_deprep_terminal);
}

void line_open(const LineSetup *given) {
  setup = *given;
  handle(SIGTERM, note_hangup);
  handle(SIGHUP, note_hangup);
  if (setup.terminal) {
    handle(SIGWINCH, note_resize);
    handle(SIGCONT, note_continue);
  }
  if (setup.edit) open_readline();
}

void line_close(void) {
  text_free(&waiting);
  if (setup.edit) rl_deprep_terminal();
  if (setup.edit)
    for (LinePurpose p = LINE_CALCULATION; p <= LINE_ANSWER; p++) {
      history_switch(p);
      clear_history();
    }
}
