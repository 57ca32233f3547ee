/* scratch.c -- a folder for one test, programs in it, and what became of child processes.  */

#include "config.h"
#include "tests/plot/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/test-plot-XXXXXX";
static char before[1024], real_path[8192];

const char *scratch_enter(void) {
  const char *path = getenv("PATH");
  snprintf(real_path, sizeof real_path, "%s", path != NULL ? path : "");
  if (getcwd(before, sizeof before) == NULL || mkdtemp(folder) == NULL || chdir(folder) != 0) {
    puts("Bail out! no scratch folder");
    exit(1);
  }
  return folder;
}

static int each_file(bool remove_them) {
  int count = 0;
  DIR *d = opendir(folder);
  if (d == NULL) return -1;
  for (struct dirent *e; (e = readdir(d)) != NULL;) {
    if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
        strcmp(e->d_name, "bin") == 0)
      continue;
    count++;
    if (!remove_them) continue;
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
    remove(path);
  }
  closedir(d);
  return count;
}

int scratch_files(void) {
  return each_file(false);
}

void scratch_leave(void) {
  char path[512];
  each_file(true);
  snprintf(path, sizeof path, "%s/bin/gnuplot", folder);
  unlink(path);
  snprintf(path, sizeof path, "%s/bin", folder);
  rmdir(path);
  if (chdir(before) == 0) rmdir(folder);
}

void scratch_path(const char *path) {
  setenv("PATH", path != NULL ? path : real_path, 1);
}

void scratch_fake_gnuplot(const char *body) {
  char path[9000];
  snprintf(path, sizeof path, "%s/bin", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/bin/gnuplot", folder);
  FILE *f = fopen(path, "w");
  if (f == NULL) return;
  fprintf(f, "#!/bin/sh\n%s\n", body);
  fclose(f);
  chmod(path, 0700);
  snprintf(path, sizeof path, "%s/bin:%s", folder, real_path);
  setenv("PATH", path, 1);
}

bool have_gnuplot(void) {
  char path[9000];
  const char *at = real_path[0] != '\0' ? real_path : getenv("PATH");
  while (at != NULL && *at != '\0') {
    size_t len = strcspn(at, ":");
    snprintf(path, sizeof path, "%.*s/gnuplot", (int)len, at);
    if (access(path, X_OK) == 0) return true;
    at += len + (at[len] == ':');
  }
  return false;
}

bool no_children_left(void) {
  return waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD;
}
