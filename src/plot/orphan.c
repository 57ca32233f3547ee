/* orphan.c -- windows whose gnuplot was killed.  */

#include "config.h"
#include "plot/orphan.h"

#ifdef __linux__

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void orphan_adopt(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/* "123 (gnuplot_qt) S 77 ...": name and parent. */
static int is_our_window(const char *process) {
  char path[64], line[128] = "";
  snprintf(path, sizeof path, "/proc/%.20s/stat", process);
  FILE *file = fopen(path, "re");
  if (file == NULL) return 0;
  char *got = fgets(line, sizeof line, file);
  fclose(file);
  const char *name = got != NULL ? strchr(line, '(') : NULL, *end = strrchr(line, ')');
  int parent;
  char state;
  return name != NULL && end != NULL && strncmp(name, "(gnuplot_", 9) == 0 &&
         sscanf(end + 1, " %c %d", &state, &parent) == 2 && parent == (int)getpid();
}

void orphan_end(void) {
  DIR *folder = opendir("/proc");
  if (folder == NULL) return;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (strspn(entry->d_name, "0123456789") != strlen(entry->d_name)) continue;
    if (!is_our_window(entry->d_name)) continue;
    pid_t process = (pid_t)atol(entry->d_name);
    kill(process, SIGKILL);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
  }
  closedir(folder);
}

#else

void orphan_adopt(void) {}

void orphan_end(void) {}

#endif
