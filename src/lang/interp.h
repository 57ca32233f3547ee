/* interp.h -- the language as the rest of the program sees it.

   Nothing here knows of terminals, files or lessons.  Text goes in; output goes to the Host, a
   Value or an Error comes out.  */

#ifndef LANG_INTERP_H
#define LANG_INTERP_H

#include "lang/registry.h"

struct Figure;

/* Something shown in stages, a key each. */
typedef struct StageText {
  Text body;
  size_t focus; /* the line of it that must be seen */
  Text message; /* always seen below it */
  Text name;    /* "forwards 2 of 4" */
} StageText;
typedef struct Stages {
  void *self;
  size_t count;
  /* Append stage I for a screen of WIDTH columns. */
  void (*show)(void *self, size_t i, unsigned width, StageText *out);
} Stages;

/* What the language asks of the world.  Any member may be NULL. */
typedef struct Host {
  void *self;
  void (*print)(void *self, const char *text);
  /* A figure made by a plot builtin; borrowed. */
  bool (*show_figure)(void *self, const struct Figure *figure, Error *error);
  /* The table `name` of the lesson's data, for data() and readcsv(): appends the file's text. */
  bool (*read_data)(void *self, const char *name, Text *out, Error *error);
  /* Seconds since the epoch, for tic, toc and clock. */
  double (*now)(void *self);
  /* The figure shown last, for title() and its kin, which show it again, changed (its `revision` is
     one higher then); borrowed, NULL when there is none. */
  const struct Figure *(*last_figure)(void *self);
  /* How a host that stands in front of this one can keep a figure it was lent. */
  struct Figure *(*copy_figure)(const struct Figure *figure);
  void (*free_figure)(struct Figure *figure);
  /* What is drawn next begins a new figure, whatever is held or laid out now. */
  void (*end_figure)(void *self);
  /* Somebody steps through it, and nothing of it stays on the screen.  False where nobody can; what
     was to be learnt is printed in any case. */
  bool (*step)(void *self, const struct Stages *stages);
  /* The lesson that practises the arithmetic of OPERATION ("*", "var") and is under way: then all
     of it is shown.  NULL: nothing is said about it. */
  const char *(*drilled_in)(void *self, const char *operation);
} Host;

/* Named variables.  A scope is a plain value store that outlives the programs run in it. */
typedef struct Scope Scope;
Scope *scope_new(void);
Scope *scope_copy(const Scope *s); /* a snapshot: arrays are shared, not copied */
void scope_free(Scope *s);
Value scope_get(const Scope *s, const char *name);       /* owned; VALUE_NONE when unset */
void scope_set(Scope *s, const char *name, Value value); /* takes over */
void scope_clear(Scope *s, const char *name);            /* NULL clears everything */
/* The I-th variable that is set, in the order of first assignment; false after the last.  NAME and
   VALUE are borrowed. */
bool scope_at(const Scope *s, size_t i, const char **name, Value *value);

/* REGISTRY is borrowed and must outlive the interpreter; HOST is copied, what it points at
   borrowed. Without a scope of variables: they are handed over at each run. */
Interp *interp_new(const Registry *registry, Host host);
void interp_free(Interp *in);
/* What was handed over, borrowed. */
const Registry *interp_registry(const Interp *in);
Host interp_host(const Interp *in);
/* Another host from the next call on; lend it and put the old one back. */
void interp_set_host(Interp *in, Host host);

typedef enum RunMode {
  RUN_ECHO,  /* statements without semicolon print their result, `ans` is set */
  RUN_QUIET, /* nothing but explicit output is printed */
  RUN_TYPED  /* RUN_ECHO for what a person types at a prompt: the first NaN is explained */
} RunMode;

/* Run statements.  On an error everything assigned before it stays.  *LAST (may be NULL) is the
   value of the last expression statement, owned by the caller, VALUE_NONE when there was none.
   Functions defined by the text belong to the interpreter. */
bool interp_run(Interp *in, Scope *scope, const char *text, RunMode mode, Value *last,
                Error *error);

/* The value of one expression; nothing is printed or assigned, the scope is not changed. */
bool interp_evaluate(Interp *in, Scope *scope, const char *text, Value *out, Error *error);

/* Call a function value from outside a builtin. */
bool interp_call(Interp *in, Value function, const Value *args, size_t count, Value *result,
                 Error *error);

/* Whether TEXT is a program so far and more lines could complete it (an open bracket or block);
 *OPEN (may be NULL) names what is open ("[" or "for"). */
bool interp_incomplete(const char *text, const char **open);

/* What one input may cost.  Zero means the default. */
typedef struct Limits {
  uint64_t steps;        /* loop turns and calls; default none */
  size_t bytes;          /* of arrays, beyond what is in use when the run starts; default 1 GiB */
  unsigned depth;        /* of calls; default 256 */
  unsigned milliseconds; /* default none */
} Limits;
void interp_set_limits(Interp *in, Limits limits);
Limits interp_limits(const Interp *in);

/* The numbers that rand and its kin draw from now on. */
void interp_seed(Interp *in, uint64_t seed);
/* How values are printed (`format`); borrowed, may be changed. */
ShowOptions *interp_show_options(Interp *in);

/* Names of functions defined in the language, for completion; NULL after the last. */
const char *interp_function_name(const Interp *in, size_t i);

#endif
