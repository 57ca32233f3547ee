/* transcript.h -- a lesson written down as Markdown while it goes on.

   A Sink between the session and the screen: what is said passes through and is kept, as is what
   the learner typed.  Pictures have their places; where their files lie is told at the end.  */

#ifndef LEARN_TRANSCRIPT_H
#define LEARN_TRANSCRIPT_H

#include "learn/session.h"

typedef struct Transcript Transcript;

Transcript *transcript_new(const char *title);
void transcript_free(Transcript *t);

/* What is said through it goes on to OUTER. */
Sink transcript_sink(Transcript *t, Sink outer);
/* A line that the learner typed at PROMPT. */
void transcript_typed(Transcript *t, const char *prompt, const char *line);
/* A picture was shown that WORDS describe; its number, from 0. */
size_t transcript_picture(Transcript *t, const char *words);
size_t transcript_pictures(const Transcript *t);

/* Append the whole.  FILES[i] is the address of picture i, NULL where there is none: then its words
   stand alone. */
void transcript_put(const Transcript *t, const char *const *files, Text *out);

#endif
