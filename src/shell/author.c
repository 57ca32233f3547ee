/* author.c -- for those who write lessons.  */

#include "config.h"
#include "shell/author.h"
#include "base/files.h"
#include "base/interrupt.h"
#include "learn/judge_table.h"
#include "lib/library.h"
#include "shell/checking.h"
#include "shell/help.h"
#include "shell/output.h"

#include <stdio.h>
#include <stdlib.h>

enum { TABLE_LIMIT = 64 << 20 };

/* ------------------------------------------------------------------ --check */

static FindingsForm form_of(ListFormat format) {
  return format == FORMAT_JSON  ? FINDINGS_JSON
         : format == FORMAT_GCC ? FINDINGS_GCC
                                : FINDINGS_TEXT;
}

int author_check(const Options *options) {
  Shell s;
  CheckReport report;
  if (options->stats) return statistics_main(options);
  if (!shell_open(&s, options)) return 2;
  FindingsForm form = form_of(options->format);
  Text all = TEXT_EMPTY;
  checking_run(&s, options->arguments, options->argument_count, form, &report,
               form == FINDINGS_JSON ? &all : NULL);
  if (form == FINDINGS_JSON) {
    if (all.len > 2) text_truncate(&all, all.len - 2); /* the last comma */
    output_text(all.len > 0 ? "[\n" : "[");
    output_text(text_string(&all));
    output_text(all.len > 0 ? "\n]\n" : "]\n");
  } else if (form == FINDINGS_TEXT && (!options->quiet || report.errors > 0)) {
    checking_sum_up(&report, &all);
    output_text(text_string(&all));
  }
  bool nothing = report.files + report.beside == 0;
  if (nothing && report.errors == 0) {
    output_flush();
    fputs("mathtutor: there is no lesson (a file that ends in .md) to check\n", stderr);
  }
  text_free(&all);
  shell_close(&s);
  return output_finish(report.errors > 0 || nothing ? EXIT_FAILURE : EXIT_SUCCESS);
}

/* ------------------------------------------------------------------ --judge */

int author_judge(const Options *options) {
  Text table = TEXT_EMPTY, out = TEXT_EMPTY, complaints = TEXT_EMPTY;
  Error error = { 0 };
  size_t strange = 0;
  bool good = file_read(options->arguments[0], TABLE_LIMIT, &table, &error);
  if (!good)
    fprintf(stderr, "mathtutor: %s\n", error.message);
  else {
    Registry *registry = library_new();
    Interp *in = interp_new(registry, (Host){ 0 });
    interrupt_install();
    strange =
        judge_table(in, options->arguments[0], text_string(&table), table.len, &out, &complaints);
    output_text(text_string(&out));
    fputs(text_string(&complaints), stderr);
    interp_free(in);
    registry_free(registry);
  }
  text_free(&table);
  text_free(&out);
  text_free(&complaints);
  return output_finish(good && strange == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* ------------------------------------------------------------------ --reference */

int author_reference(void) {
  Registry *registry = library_new();
  Text out = TEXT_EMPTY;
  help_reference(registry, &out);
  output_text(text_string(&out));
  text_free(&out);
  registry_free(registry);
  return output_finish(EXIT_SUCCESS);
}
