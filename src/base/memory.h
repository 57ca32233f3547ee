/* memory.h -- allocation that cannot fail, and arenas.

   Running out of memory ends the program with a message, so no caller in this tree tests an
   allocation for NULL.  Sizes that come from a learner or a lesson (matrix shapes, repeat counts)
   are checked against a budget before they get here: see value/array.h.  */

#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *mem_new(size_t size);               /* zero-filled */
void *mem_resize(void *old, size_t size); /* new bytes are not cleared */
char *mem_copy_string(const char *s);
char *mem_copy_bytes(const char *s, size_t len); /* adds the final NUL */

/* An arena owns everything allocated from it and frees it all at once.  Trees that live and die
   together (an AST, a lesson, a figure) use one.  A zeroed Arena is ready for use. */
typedef struct Arena {
  struct ArenaBlock *blocks;
} Arena;

void *arena_new(Arena *a, size_t size); /* zero-filled, aligned for any type */
char *arena_copy(Arena *a, const char *s, size_t len);
char *arena_copy_string(Arena *a, const char *s);
char *arena_printf(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_reset(Arena *a); /* everything is gone; the largest block is kept for the next use */
void arena_free(Arena *a);

/* Room for one more element in a growing array owned by mem_resize: doubles CAP when full. */
#define MEM_GROW(array, count, cap)                                                                \
  ((count) < (cap)                                                                                 \
       ? (void)0                                                                                   \
       : (void)((array) = mem_resize((array), ((cap) = (cap) ? (cap)*2 : 8) * sizeof *(array))))

#endif
