/* test-lessons.c -- every lesson that is shipped, and one with every kind of answer, is right,
   whatever is drawn.  */

#include "config.h"
#include "base/files.h"
#include "learn/check.h"
#include "lib/library.h"
#include "plot/figure.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 3, VARIANTS = 50 };

static void check(Interp *in, const Catalogue *all, const char *name, uint64_t seed) {
  Findings findings = { 0 };
  CheckSummary summary;
  CheckOptions options = { .variants = VARIANTS, .seed = seed, .catalogue = all };
  Text out = TEXT_EMPTY, path = TEXT_EMPTY;
  const char *srcdir = getenv("srcdir");
  char *text = tap_file(name);
  text_printf(&path, "%s/%s", srcdir && *srcdir ? srcdir : ".", name);
  bool good = check_lesson(in, text_string(&path), text, &options, &findings, &summary);
  tap_ok(good, "%s with seed %llu", name, (unsigned long long)seed);
  findings_print(&findings, name, &out);
  for (char *line = out.len > 0 ? strtok(out.data, "\n") : NULL; line; line = strtok(NULL, "\n"))
    tap_note("%s", line);
  tap_ok(summary.exercises > 0 && summary.variants >= summary.exercises,
         "%zu exercises in %zu variants were looked at", summary.exercises, summary.variants);
  tap_note("%.3f s", summary.seconds);
  findings_free(&findings);
  text_free(&out);
  text_free(&path);
  free(text);
}

static void check_track(Interp *in, const Catalogue *all, const char *root, const char *track) {
  char **names = NULL;
  Text folder = TEXT_EMPTY;
  text_printf(&folder, "%s/%s", root, track);
  int count = file_list(text_string(&folder), &names);
  for (int i = 0; i < count; i++) {
    size_t len = strlen(names[i]);
    Text path = TEXT_EMPTY;
    text_printf(&path, "lessons/%s/%s", track, names[i]);
    if (len > 3 && strcmp(names[i] + len - 3, ".md") == 0 && strcmp(names[i], "track.md") != 0)
      for (uint64_t seed = 0; seed < SEEDS; seed++) check(in, all, text_string(&path), seed * 1000);
    text_free(&path);
    free(names[i]);
  }
  if (count >= 0) free(names);
  text_free(&folder);
}

int main(void) {
  const char *srcdir = getenv("srcdir");
  Text root = TEXT_EMPTY;
  Registry *registry = library_new();
  Interp *in =
      interp_new(registry, (Host){ .copy_figure = figure_copy, .free_figure = figure_free });
  Catalogue all;
  text_printf(&root, "%s/lessons", srcdir && *srcdir ? srcdir : ".");
  catalogue_open(&all, text_string(&root));
  tap_ok(all.track_count >= 3, "the tracks are found");
  for (size_t i = 0; i < all.track_count; i++)
    check_track(in, &all, text_string(&root), all.tracks[i].slug);
  check(in, NULL, "tests/lessons/kinds.md", 0);
  check(in, NULL, "tests/lessons/board.md", 0);
  catalogue_close(&all);
  interp_free(in);
  registry_free(registry);
  text_free(&root);
  return tap_done();
}
