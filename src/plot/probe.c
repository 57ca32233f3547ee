/* probe.c -- what the environment, the display and the terminal itself say.

   The environment only nominates; the terminal confirms.  All questions go out in one write and the
   last one is answered by every terminal, so waiting ends with its answer.  */

#include "config.h"
#include "plot/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { DISPLAY_MS = 400 };

static const char *environment(const char *name) {
  const char *value = getenv(name);
  return value != NULL ? value : "";
}

/* Displays: only one that answers a connection counts.  */

static bool dial(const struct sockaddr *address, socklen_t len) {
  int s = socket(address->sa_family, SOCK_STREAM, 0);
  if (s < 0) return false;
  fcntl(s, F_SETFD, FD_CLOEXEC);
  fcntl(s, F_SETFL, fcntl(s, F_GETFL) | O_NONBLOCK);
  bool answered = connect(s, address, len) == 0;
  if (!answered && errno == EINPROGRESS) {
    struct pollfd p = { s, POLLOUT, 0 };
    int failure = 1;
    socklen_t size = sizeof failure;
    answered = poll(&p, 1, DISPLAY_MS) == 1 &&
               getsockopt(s, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0;
  }
  close(s);
  return answered;
}

static bool dial_socket(const char *path, bool abstract) {
  struct sockaddr_un u = { .sun_family = AF_UNIX };
  size_t len = strlen(path);
  if (len + 2 > sizeof u.sun_path) return false;
  memcpy(u.sun_path + abstract, path, len);
  return dial((const struct sockaddr *)&u,
              (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + 1));
}

static bool dial_host(const char *host, int display) {
  char port[16];
  snprintf(port, sizeof port, "%d", 6000 + display);
  struct addrinfo wanted = { .ai_socktype = SOCK_STREAM }, *found = NULL;
  if (getaddrinfo(host, port, &wanted, &found) != 0) return false;
  bool answered = false;
  for (struct addrinfo *i = found; i != NULL && !answered; i = i->ai_next)
    answered = dial(i->ai_addr, i->ai_addrlen);
  freeaddrinfo(found);
  return answered;
}

static bool x11_answers(void) {
  const char *display = environment("DISPLAY"), *colon = strrchr(display, ':');
  if (colon == NULL) return false;
  int number = atoi(colon + 1);
  if (number < 0 || number > 1000) return false;
  char text[128];
  if (colon == display || strncmp(display, "unix:", 5) == 0) {
    snprintf(text, sizeof text, "/tmp/.X11-unix/X%d", number);
    return dial_socket(text, false) || dial_socket(text, true);
  }
  snprintf(text, sizeof text, "%.*s", (int)(colon - display), display);
  return dial_host(text, number);
}

static bool wayland_answers(void) {
  const char *name = environment("WAYLAND_DISPLAY");
  char path[256];
  if (*name == '\0') return false;
  if (*name == '/')
    snprintf(path, sizeof path, "%s", name);
  else
    snprintf(path, sizeof path, "%s/%s", environment("XDG_RUNTIME_DIR"), name);
  return dial_socket(path, false);
}

bool terminal_display(bool x11, Error *error) {
  if (x11_answers() || (!x11 && wayland_answers())) return true;
  const char *name = environment("DISPLAY");
  if (*name == '\0')
    error_set(error, ERROR_FILE, (Span){ 0 },
              "there is no display for a window: DISPLAY is not set");
  else
    error_set(error, ERROR_FILE, (Span){ 0 }, "the display %.60s does not answer", name);
  error_hint(error, "`plot text` draws in the terminal");
  return false;
}

/* The terminal.  */

static bool contains(const char *text, const char *part) {
  return strstr(text, part) != NULL;
}

static void look_at_environment(TerminalAbilities *a) {
  const char *term = environment("TERM"), *locale = environment("LC_ALL");
  if (*locale == '\0') locale = environment("LC_CTYPE");
  if (*locale == '\0') locale = environment("LANG");
  a->utf8 = contains(locale, "UTF-8") || contains(locale, "utf8") || contains(locale, "UTF8") ||
            contains(locale, "utf-8");
  a->tmux = *environment("TMUX") != '\0' || strncmp(term, "screen", 6) == 0 ||
            strncmp(term, "tmux", 4) == 0;
  a->ssh = *environment("SSH_CONNECTION") != '\0' || *environment("SSH_TTY") != '\0';
  const char *colour = environment("COLORTERM");
  bool plain = *environment("NO_COLOR") != '\0' || *term == '\0' || strcmp(term, "dumb") == 0;
  a->colours = plain                                                        ? TEXT_COLOURLESS
               : contains(colour, "truecolor") || contains(colour, "24bit") ? TEXT_COLOURS_TRUE
               : contains(term, "256")                                      ? TEXT_COLOURS_256
                                                                            : TEXT_COLOURLESS;
  a->iterm = !a->tmux && (strcmp(environment("TERM_PROGRAM"), "iTerm.app") == 0 ||
                          strcmp(environment("LC_TERMINAL"), "iTerm2") == 0);
}

static void look_at_size(TerminalAbilities *a) {
  struct winsize w = { 0 };
  a->columns = 80;
  a->lines = 24;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0 || w.ws_col == 0 || w.ws_row == 0) return;
  a->columns = w.ws_col;
  a->lines = w.ws_row;
  a->cell_width = w.ws_xpixel / w.ws_col;
  a->cell_height = w.ws_ypixel / w.ws_row;
}

/* Device attributes "ESC [ ? 6 3 ; 1 ; 4 c": sixel is a 4 after the first number, exactly. */
static bool read_attributes(TerminalAbilities *a, const char *answers) {
  bool complete = false;
  for (const char *s = strstr(answers, "\033[?"); s != NULL; s = strstr(s + 1, "\033[?")) {
    const char *end = s + 3 + strspn(s + 3, "0123456789;");
    if (*end != 'c') continue;
    complete = true;
    for (const char *number = strchr(s, ';'); number != NULL && number < end;
         number = strchr(number + 1, ';'))
      a->sixel |= number[1] == '4' && (number[2] == ';' || number[2] == 'c');
  }
  return complete;
}

bool terminal_read_answers(TerminalAbilities *a, const char *answers) {
  unsigned height, width;
  a->kitty |= contains(answers, "\033_Gi=31;OK");
  const char *size = strstr(answers, "\033[6;");
  if (size != NULL && sscanf(size + 4, "%4u;%4ut", &height, &width) == 2 && height > 0 &&
      width > 0) {
    a->cell_height = height;
    a->cell_width = width;
  }
  return read_attributes(a, answers);
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void collect_answers(int fd, TerminalAbilities *a, int timeout_ms) {
  char answers[1024];
  size_t len = 0;
  double until = now_ms() + timeout_ms;
  while (!a->asked && len < sizeof answers - 1) {
    double left = until - now_ms();
    struct pollfd p = { fd, POLLIN, 0 };
    if (left <= 0) return;
    int ready = poll(&p, 1, (int)left + 1);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return;
    ssize_t got = read(fd, answers + len, sizeof answers - 1 - len);
    if (got <= 0) return;
    for (ssize_t i = 0; i < got; i++)
      if (answers[len + (size_t)i] == '\0') answers[len + (size_t)i] = ' ';
    len += (size_t)got;
    answers[len] = '\0';
    a->asked = terminal_read_answers(a, answers);
  }
}

static void ask_terminal(TerminalAbilities *a, int timeout_ms) {
  static const char KITTY[] = "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\";
  static const char REST[] = "\033[16t\033[c";
  char question[96];
  struct termios before, raw;
  int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) return;
  if (tcgetattr(fd, &before) == 0) {
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    tcsetattr(fd, TCSADRAIN, &raw);
    int len = snprintf(question, sizeof question, "%s%s", a->tmux ? "" : KITTY, REST);
    struct pollfd typed = { fd, POLLIN, 0 };
    a->busy = poll(&typed, 1, 0) > 0; /* lines typed ahead would be taken for answers, and lost */
    if (!a->busy && write(fd, question, (size_t)len) == len) collect_answers(fd, a, timeout_ms);
    /* Answers that come too late must not be taken for something typed. */
    tcsetattr(fd, a->asked || a->busy ? TCSADRAIN : TCSAFLUSH, &before);
  }
  close(fd);
}

void terminal_look(TerminalAbilities *a, bool ask, int timeout_ms) {
  *a = (TerminalAbilities){ 0 };
  const char *term = environment("TERM");
  look_at_environment(a);
  look_at_size(a);
  a->tty = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  bool mute = *term == '\0' || strcmp(term, "dumb") == 0 || strcmp(term, "linux") == 0 ||
              *environment("INSIDE_EMACS") != '\0';
  if (!ask || !a->tty) return;
  a->x11 = x11_answers();
  a->windows = a->x11 || wayland_answers();
  if (!mute) ask_terminal(a, timeout_ms);
}
