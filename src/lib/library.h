/* library.h -- all builtins together: the face of this floor.  */

#ifndef LIB_LIBRARY_H
#define LIB_LIBRARY_H

#include "lang/registry.h"

/* Every family, in the order of the manual; ends with a NULL title. */
extern const Family library_families[];

/* A registry of all of them; release with registry_free. */
Registry *library_new(void);

#endif
