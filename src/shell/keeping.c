/* keeping.c -- what is recorded: forgotten, taken to another machine, brought in.  */

#include "config.h"
#include "shell/keeping.h"
#include "base/dict.h"
#include "base/files.h"
#include "base/paths.h"
#include "learn/mastery.h"
#include "learn/plan.h"
#include "shell/output.h"
#include "store/forget.h"
#include "store/transfer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 1 << 30 };

static const Span nowhere;

static void fail(Shell *s, const Error *error) {
  s->status = EXIT_FAILURE;
  shell_complain(s, error);
}

static bool has_store(Shell *s, bool kept, Error *error) {
  if (!s->store)
    return error_set(error, ERROR_FILE, nowhere, "nothing is recorded with --no-progress");
  if (kept && !store_is_kept(s->store))
    return error_set(error, ERROR_FILE, nowhere, "the progress file cannot be written");
  return true;
}

static char *in_folder(const char *folder, const char *name) {
  Text path = TEXT_EMPTY;
  text_printf(&path, "%s/%s", folder, name);
  return text_take(&path);
}

/* ------------------------------------------------------------------ the copy and its checks */

typedef struct Manifest {
  unsigned long long bytes, hash;
} Manifest;

static bool measure(const char *path, Manifest *out, Error *error) {
  Text bytes = TEXT_EMPTY;
  bool good = file_read(path, LARGEST, &bytes, error);
  if (good) *out = (Manifest){ bytes.len, hash_bytes(bytes.data, bytes.len, 0) };
  text_free(&bytes);
  return good;
}

static bool write_manifest(Shell *s, const char *folder, const char *copy, Error *error) {
  Manifest m;
  StoredAmount amount;
  Text out = TEXT_EMPTY;
  if (!measure(copy, &m, error) || !store_amount(s->store, NULL, &amount, error)) return false;
  text_printf(&out,
              "mathtutor progress 1\nfile progress.db\nbytes %llu\nchecksum %016llx\n"
              "answers %lld\nreviews %lld\nquizzes %lld\nlessons %lld\n",
              m.bytes, m.hash, (long long)amount.attempts, (long long)amount.reviews,
              (long long)amount.quizzes, (long long)amount.lessons);
  char *path = in_folder(folder, "MANIFEST");
  bool good = file_write(path, text_string(&out), out.len, error);
  free(path);
  text_free(&out);
  return good;
}

static bool write_log(Shell *s, const char *folder, Error *error) {
  Text reviews = TEXT_EMPTY, cards = TEXT_EMPTY;
  char *first = in_folder(folder, "reviews.csv"), *second = in_folder(folder, "cards.csv");
  bool good = plan_log(s->store, &reviews, &cards, error) &&
              file_write(first, text_string(&reviews), reviews.len, error) &&
              file_write(second, text_string(&cards), cards.len, error);
  free(first);
  free(second);
  text_free(&reviews);
  text_free(&cards);
  return good;
}

/* The MANIFEST comes last: a folder with one is whole. */
static bool write_folder(Shell *s, const char *folder, Error *error) {
  char *copy = in_folder(folder, "progress.db"), *fresh = in_folder(folder, "progress.db.new");
  bool good = file_make_folder(folder, error);
  if (good && file_exists(copy) && !s->options->force) {
    good = error_set(error, ERROR_FILE, nowhere, "there is a copy in %.200s already", folder);
    error_hint(error, s->running ? "name another folder" : "name another folder, or add --force");
  }
  if (good) {
    unlink(fresh);
    good = mastery_settle(s->store, error) && store_copy(s->store, fresh, error);
    if (good && rename(fresh, copy) != 0)
      good =
          error_set(error, ERROR_FILE, nowhere, "cannot write %.200s: %s", copy, strerror(errno));
  }
  good = good && write_log(s, folder, error) && write_manifest(s, folder, copy, error);
  unlink(fresh);
  free(copy);
  free(fresh);
  return good;
}

void keeping_export(Shell *s, const char *folder) {
  Error error = { 0 };
  if (!*folder) error_set(&error, ERROR_FILE, nowhere, "a folder is needed for the copy");
  if (*folder && has_store(s, false, &error) && write_folder(s, folder, &error))
    present_note(&s->presenter,
                 "Your progress is in %s now; on the other machine `mathtutor --progress --import "
                 "%s` takes it in.",
                 folder, folder);
  else
    fail(s, &error);
}

/* ------------------------------------------------------------------ taking it in */

static bool read_manifest(const char *folder, Manifest *out, Error *error) {
  Text text = TEXT_EMPTY;
  Error why = { 0 };
  char *path = in_folder(folder, "MANIFEST");
  bool good = file_read(path, 1 << 16, &text, &why);
  const char *bytes = good ? strstr(text_string(&text), "\nbytes ") : NULL;
  const char *sum = good ? strstr(text_string(&text), "\nchecksum ") : NULL;
  good = bytes && sum && strncmp(text_string(&text), "mathtutor progress 1\n", 21) == 0;
  if (good)
    *out = (Manifest){ strtoull(bytes + strlen("\nbytes "), NULL, 10),
                       strtoull(sum + strlen("\nchecksum "), NULL, 16) };
  else {
    error_set(error, ERROR_FILE, nowhere, "%.200s is no folder that --progress --export made",
              folder);
    if (why.kind != ERROR_NONE) error_hint(error, "%.200s", why.message);
  }
  free(path);
  text_free(&text);
  return good;
}

/* A copy of the copy, which may be brought up to date. */
static bool make_working_copy(const char *from, const char *to, Error *error) {
  Text bytes = TEXT_EMPTY;
  bool good = file_read(from, LARGEST, &bytes, error) &&
              file_write(to, text_string(&bytes), bytes.len, error);
  text_free(&bytes);
  if (!good) return false;
  Store *other = store_open(to, (StoreClock){ 0 }, error);
  if (other && !store_is_kept(other))
    error_set(
        error, ERROR_FILE, nowhere,
        "the copy cannot be used: %.300s It was not taken in; a newer mathtutor may be needed",
        store_warning(other));
  good = other && store_is_kept(other) && !store_warning(other) && mastery_settle(other, error);
  if (other && store_is_kept(other) && store_warning(other))
    error_set(error, ERROR_FILE, nowhere, "the copy is damaged; nothing was taken in");
  store_close(other);
  return good;
}

static void remove_working_copy(const char *path) {
  static const char *const ends[] = { "", "-wal", "-shm" };
  for (size_t i = 0; i < 3; i++) {
    Text name = TEXT_EMPTY;
    text_printf(&name, "%s%s", path, ends[i]);
    unlink(text_string(&name));
    text_free(&name);
  }
}

static bool take_in(Shell *s, const char *folder, StoredMerge *merge, Error *error) {
  Manifest said, is;
  Text working = TEXT_EMPTY;
  char name[40];
  char *copy = in_folder(folder, "progress.db");
  snprintf(name, sizeof name, "import-%ld.db", (long)getpid());
  path_own(PATH_DATA, name, &working);
  bool good = read_manifest(folder, &said, error) && measure(copy, &is, error);
  if (good && (said.bytes != is.bytes || said.hash != is.hash)) {
    good = error_set(error, ERROR_FILE, nowhere, "%.200s is not what was exported", copy);
    error_hint(error, "it was changed or cut on the way: copy the folder once more");
  }
  good = good && make_working_copy(copy, text_string(&working), error) &&
         mastery_settle(s->store, error) &&
         store_merge(s->store, text_string(&working), merge, error) &&
         mastery_retell(s->store, error) && plan_replay(s->store, error);
  remove_working_copy(text_string(&working));
  text_free(&working);
  free(copy);
  return good;
}

static void put_count(Text *out, long long count, const char *one, const char *many) {
  text_printf(out, "%s%lld %s", out->len > 0 ? ", " : "", count, count == 1 ? one : many);
}

void keeping_import(Shell *s, const char *folder) {
  Error error = { 0 };
  StoredMerge merge;
  Text out = TEXT_EMPTY;
  if (!*folder) error_set(&error, ERROR_FILE, nowhere, "a folder is needed");
  if (*folder && has_store(s, true, &error) && take_in(s, folder, &merge, &error)) {
    put_count(&out, merge.attempts, "answer", "answers");
    put_count(&out, merge.reviews, "review", "reviews");
    put_count(&out, merge.quizzes, "quiz", "quizzes");
    put_count(&out, merge.lessons, "lesson", "lessons");
    present_note(&s->presenter, "New here from %s: %s; %lld answers were here already.", folder,
                 text_string(&out), (long long)merge.known);
  } else
    fail(s, &error);
  text_free(&out);
}

/* ------------------------------------------------------------------ forgetting */

static bool confirm(const Options *o, const char *what, const Text *amount) {
  char answer[16] = "";
  if (o->force) return true;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    fprintf(stderr,
            "mathtutor: nothing was forgotten: --forget asks first, and nobody is there to answer\n"
            "  add --force to forget %s (%s)\n",
            what, text_string(amount));
    return false;
  }
  printf("Forget %s for good: %s?\nType yes to do it: ", what, text_string(amount));
  fflush(stdout);
  if (!fgets(answer, sizeof answer, stdin)) answer[0] = '\0';
  if (strcmp(answer, "yes\n") == 0) return true;
  puts("Nothing was forgotten.");
  return false;
}

static int forget(Shell *s, const char *name) {
  Error error = { 0 };
  StoredAmount amount = { 0 };
  Text out = TEXT_EMPTY;
  const char *lesson = strcmp(name, "all") == 0 ? NULL : name;
  int status = EXIT_SUCCESS;
  bool good = has_store(s, true, &error) && store_amount(s->store, lesson, &amount, &error);
  put_count(&out, amount.attempts, "answer", "answers");
  put_count(&out, amount.reviews, "review", "reviews");
  put_count(&out, amount.quizzes, "quiz", "quizzes");
  put_count(&out, amount.lessons, "lesson", "lessons");
  if (!good) {
    fail(s, &error);
    status = EXIT_FAILURE;
  } else if (amount.attempts + amount.reviews + amount.quizzes + amount.lessons == 0) {
    const char *near = lesson && !catalogue_find(&s->catalogue, lesson)
                           ? catalogue_nearest(&s->catalogue, lesson)
                           : NULL;
    present_note(&s->presenter, "Nothing is recorded about %s%s%s%s", lesson ? lesson : "you",
                 near ? "; did you mean " : ".", near ? near : "", near ? "?" : "");
    if (near) status = EXIT_FAILURE;
  } else if (!confirm(s->options, lesson ? lesson : "everything", &out))
    status = EXIT_FAILURE;
  else if (store_forget(s->store, lesson, &error))
    present_note(&s->presenter, "Forgotten: %s.", text_string(&out));
  else {
    fail(s, &error);
    status = EXIT_FAILURE;
  }
  text_free(&out);
  return status;
}

int keeping_forget(const Options *options) {
  Shell s;
  if (!shell_open(&s, options)) return EXIT_FAILURE;
  int status = forget(&s, options->arguments[0]);
  shell_close(&s);
  return output_finish(status);
}
