/* test-memory.c -- allocation and arenas.  */

#include "config.h"
#include "base/memory.h"
#include "tests/tap.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static bool all_zero(const unsigned char *p, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (p[i] != 0) return false;
  return true;
}

static void check_heap(void) {
  unsigned char *p = mem_new(1000);
  tap_ok(all_zero(p, 1000), "new memory is zero");
  memset(p, 7, 1000);
  p = mem_resize(p, 100000);
  tap_ok(p[0] == 7 && p[999] == 7, "growing keeps the contents");
  p = mem_resize(p, 0);
  tap_ok(p != NULL, "shrinking to nothing leaves something to free");
  free(p);
  char *s = mem_copy_bytes("abcdef", 3);
  tap_text(s, "abc", "bytes are copied and closed");
  free(s);
  s = mem_copy_bytes(NULL, 0);
  tap_text(s, "", "no bytes are an empty string");
  free(s);
  int *list = NULL;
  size_t count = 0, cap = 0;
  for (int i = 0; i < 1000; i++) {
    MEM_GROW(list, count, cap);
    list[count++] = i;
  }
  bool kept = true;
  for (int i = 0; i < 1000; i++) kept = kept && list[i] == i;
  tap_ok(kept && cap >= 1000, "a growing array keeps its elements");
  free(list);
}

static void check_arena(void) {
  Arena a = { 0 };
  bool aligned = true, zero = true, apart = true;
  unsigned char *before = NULL;
  for (size_t size = 1; size < 300; size++) {
    unsigned char *p = arena_new(&a, size);
    aligned = aligned && (uintptr_t)p % alignof(max_align_t) == 0;
    zero = zero && all_zero(p, size);
    apart = apart && (!before || before[0] == (unsigned char)(size - 1));
    memset(p, (int)size, size);
    before = p;
  }
  tap_ok(aligned, "pieces of an arena are aligned for any type");
  tap_ok(zero, "and zero");
  tap_ok(apart, "and do not overlap");
  unsigned char *giant = arena_new(&a, 1 << 20);
  giant[(1 << 20) - 1] = 1;
  tap_ok(before[298] == (unsigned char)299, "a giant leaves the others alone");
  tap_text(arena_copy_string(&a, "matrix"), "matrix", "strings are copied");
  tap_text(arena_copy(&a, "matrix", 3), "mat", "and parts of strings");
  tap_text(arena_printf(&a, "%d x %s", 3, "n"), "3 x n", "and formatted ones");
  char long_text[5000];
  memset(long_text, 'x', sizeof long_text - 1);
  long_text[sizeof long_text - 1] = '\0';
  tap_text(arena_printf(&a, "%s", long_text), long_text, "also longer than a block");
  arena_reset(&a);
  tap_ok(all_zero(arena_new(&a, 2000), 2000), "memory used again is zero again");
  arena_free(&a);
  arena_reset(&a);
  arena_free(&a);
  tap_ok(a.blocks == NULL, "an empty arena may be reset and freed");
}

/* Running out of memory ends the program with a message, not with a wild pointer. */
static void check_exhaustion(void) {
  int ends[2];
  if (pipe(ends) != 0) return;
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    dup2(ends[1], STDERR_FILENO);
    Arena a = { 0 };
    arena_new(&a, SIZE_MAX - 3);
    _exit(0);
  }
  close(ends[1]);
  char said[4096];
  size_t len = 0;
  for (ssize_t n;
       len < sizeof said - 1 && (n = read(ends[0], said + len, sizeof said - 1 - len)) > 0;)
    len += (size_t)n;
  said[len] = '\0';
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  tap_ok(WIFSIGNALED(status) || WEXITSTATUS(status) != 0, "an impossible size ends the program");
  tap_ok(strstr(said, "out of memory"), "which says why");
}

int main(void) {
  check_heap();
  check_arena();
  check_exhaustion();
  return tap_done();
}
