/* fused.h -- whole formulas over arrays, block by block.

   sin(x).^2 + exp(-x).*x on a long array, one operation after the other, would carry every
   intermediate array through the memory.  Done for a few hundred entries at a time, they stay in
   the cache; slices of vectors, x(2:end), are read where they lie.  The compiler gives such a
   formula a Code of its own besides the usual instructions; when its operands turn out to be
   anything but scalars and long real arrays and slices of one shape, the usual instructions do the
   work, and complain if need be.  */

#ifndef LANG_FUSED_H
#define LANG_FUSED_H

#include "lang/compile.h"
#include "lang/state.h"

/* Whether N is worth the trouble: at least two operations entry by entry, one of them written with
   a dot, a logical one or a slice, on variables and numbers. */
bool fused_suits(Compiler *c, const Node *n);

/* The value of CODE, whose captures are registers of the running frame; VALUE_NONE when the usual
   instructions must do it. */
Value fused_run(const Interp *in, const Code *code, const Value *registers);

#endif
