/* main.c -- options and wiring; the only file that knows every floor.  */

#include "config.h"
#include "shell/author.h"
#include "shell/keeping.h"
#include "shell/lists.h"
#include "shell/options.h"
#include "shell/progress.h"
#include "shell/review.h"
#include "shell/quizzes.h"
#include "shell/script.h"
#include "shell/shell.h"

#include <locale.h>

static int run(const Options *options) {
  switch (options->mode) {
  case MODE_EVALUATE:
  case MODE_SCRIPT: return script_main(options);
  case MODE_LIST: return lists_main(options);
  case MODE_PROGRESS: return progress_main(options);
  case MODE_DUE:
  case MODE_FORECAST: return review_main(options);
  case MODE_FORGET: return keeping_forget(options);
  case MODE_CHECK: return author_check(options);
  case MODE_PREVIEW: return author_preview(options);
  case MODE_NEW: return author_new(options);
  case MODE_INSTALL: return author_install(options);
  case MODE_JUDGE: return author_judge(options);
  case MODE_IMPORT: return exchange_import(options);
  case MODE_EXPORT: return exchange_export(options);
  case MODE_GRADEBOOK: return gradebook_main(options);
  case MODE_REFERENCE: return author_reference();
  default: return shell_main(options);
  }
}

int main(int argc, char **argv) {
  /* Numbers are read and written with a point everywhere: only the charset is taken from the
     environment. */
  setlocale(LC_CTYPE, "");
  Options options;
  int status = options_parse(&options, argc, argv);
  if (status < 0) status = run(&options);
  options_free(&options);
  return status;
}
