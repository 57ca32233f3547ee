/* skeletons.h -- one exercise of each kind, with comments.  */

#ifndef SHELL_SKELETONS_H
#define SHELL_SKELETONS_H

typedef struct Skeleton {
  const char *kind, *title, *text;
} Skeleton;

/* Ends with a NULL kind. */
extern const Skeleton skeletons[];

#endif
