/* line.h -- one input from the learner: edited with readline, or read from a pipe.

   While somebody edits, nothing wakes the program up.  Ctrl-C throws the input away; SIGTERM and
   SIGHUP end a read as if nothing more could come, so that everything can be saved.  */

#ifndef SHELL_LINE_H
#define SHELL_LINE_H

#include "base/text.h"

#include <stdbool.h>

typedef enum LineResult {
  LINE_TEXT,
  LINE_CANCELLED, /* Ctrl-C */
  LINE_END,       /* Ctrl-D, or the end of the file */
  LINE_HANGUP     /* asked to leave by a signal */
} LineResult;

/* What the word before the cursor could become. */
typedef struct LineCandidates {
  char **words;
  size_t count, cap;
  bool files; /* file names as well */
  char close; /* put behind the only candidate: ' ' or '(' */
} LineCandidates;

/* Add a copy of WORD. */
void line_candidate(LineCandidates *c, const char *word);

typedef struct LineSetup {
  void *self;
  bool terminal; /* prompts are shown */
  bool edit;     /* with readline */
  /* Around the prompt: colours, or "". */
  const char *begin, *end;
  const char *folder; /* of the history files; NULL: none are kept */
  /* Whether more lines must follow TEXT; OPEN names what is open. */
  bool (*incomplete)(void *self, const char *text, const char **open);
  /* Candidates for WORD, which begins at byte START of LINE. */
  void (*complete)(void *self, const char *line, size_t start, const char *word,
                   LineCandidates *out);
  /* Where in LINE (LEN bytes up to the cursor) the word to be completed begins. */
  size_t (*word_start)(void *self, const char *line, size_t len);
  /* Append what is to be shown for Alt-h on WORD. */
  void (*explain)(void *self, const char *word, Text *out);
} LineSetup;

/* Once each: SETUP is copied, what it points at borrowed until line_close. */
void line_open(const LineSetup *setup);
void line_close(void);

/* Which history the input belongs to. */
typedef enum LinePurpose { LINE_CALCULATION, LINE_ANSWER } LinePurpose;

/* One input, several lines when brackets or blocks are open.  *LINE is owned by the caller, NULL
   unless the result is LINE_TEXT. */
LineResult line_read(const char *prompt, LinePurpose purpose, char **line);

/* Whether the window changed its size since the last call. */
bool line_resized(void);
/* Whether a signal asks to leave. */
bool line_hangup(void);

#endif
