/* options.h -- the command line.  */

#ifndef SHELL_OPTIONS_H
#define SHELL_OPTIONS_H

#include "screen/style.h"

#include <stdint.h>

typedef enum Mode {
  MODE_LEARN,    /* the menu, or the lesson named by the first argument */
  MODE_EVALUATE, /* -e: the arguments are programs */
  MODE_SCRIPT,   /* a file, or "-" */
  MODE_QUIZ,     /* the arguments are topics */
  MODE_LIST,     /* the arguments are tracks */
  MODE_PROGRESS,
  MODE_CHECK,   /* the arguments are files and folders */
  MODE_PREVIEW, /* a file */
  MODE_TRY,     /* FILE#EXERCISE */
  MODE_NEW,     /* KIND FILE */
  MODE_INSTALL, /* a folder or an archive */
  MODE_JUDGE,   /* a table of answers */
  MODE_IMPORT,  /* a question file of another system */
  MODE_EXPORT,  /* FORMAT LESSON... */
  MODE_REFERENCE,
  MODE_REVIEW,
  MODE_DUE,
  MODE_FORECAST,
  MODE_PLACEMENT,
  MODE_TESTOUT,   /* a lesson */
  MODE_GRADEBOOK, /* reports */
  MODE_FORGET,    /* a lesson, or "all" */
  MODE_COUNT
} Mode;

typedef enum ListFormat { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_GCC } ListFormat;

/* --progress with --export or --import. */
typedef enum Transfer { TRANSFER_NONE, TRANSFER_OUT, TRANSFER_IN } Transfer;

/* Texts are borrowed from argv. */
typedef struct Options {
  Mode mode;
  const char **arguments; /* owned: behind the options; with -e the programs */
  size_t argument_count;
  const char *plot; /* NULL: auto */
  double fps;       /* of animations; 0: what they ask for */
  const char *lessons;
  bool plain, quiet, no_progress;
  ColorWhen color;
  unsigned width; /* 0: the terminal's */
  bool seeded;
  uint64_t seed;
  unsigned count, minutes; /* of a quiz; 0: the usual */
  const char *report;
  const char *paper;   /* --quiz prints it instead; "-": standard output */
  const char *key;     /* the file of the instructor's key */
  const char *learner; /* NULL: as the system calls them */
  double pass;         /* percent; negative: not asked for */
  bool feedback_now;
  ListFormat format;
  bool stats; /* of --check */
  bool force; /* --install and --export replace what is there, --forget does not ask */
  Transfer transfer;
  double retention;    /* of reviews; 0: as before */
  unsigned limit;      /* reviews a day; 0: as before */
  const char *weights; /* of the scheduler; NULL: as before */
} Options;

/* Returns -1 when the program is to go on, else its exit status (after --help, --version or a
   complaint). */
int options_parse(Options *options, int argc, char **argv);
void options_free(Options *options);

#endif
