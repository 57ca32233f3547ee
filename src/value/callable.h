/* callable.h -- a function as a value.

   What a function is made of (a builtin, a closure over a compiled body) is the language's affair;
   here it only has a lifetime and a text.  */

#ifndef VALUE_CALLABLE_H
#define VALUE_CALLABLE_H

#include "base/text.h"
#include <stdint.h>

typedef struct Callable Callable;

typedef struct CallableClass {
  void (*destroy)(Callable *self);         /* called when the last reference goes */
  void (*show)(Callable *self, Text *out); /* "@(x) x .^ 2", "@sin" */
} CallableClass;

struct Callable {
  uint32_t refs;
  const CallableClass *class;
};

#endif
