/* vectorise.h -- loops over many numbers, as wide as the processor allows.

   A function marked VECTORISED is compiled for several kinds of processor, and the loader picks one
   (see configure).  All of them give the same digits: nothing is fused or reordered (map_kernels.c
   says where it is, by hand).  A loop marked
   VECTOR_LOOP may write where it reads, entry by entry, but not elsewhere.  */

#ifndef LANG_VECTORISE_H
#define LANG_VECTORISE_H

#if defined HAVE_TARGET_CLONES && defined __OPTIMIZE__ && !defined ONE_PROCESSOR
#define VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define VECTORISED_CHOICE /* functions with the attribute `target` can be written as well */
#else
#define VECTORISED
#endif

#if defined __GNUC__ && !defined __clang__
#ifdef __OPTIMIZE__
#pragma GCC optimize("O3", "no-math-errno", "no-trapping-math")
#endif
#define VECTOR_LOOP _Pragma("GCC ivdep")
#else
#define VECTOR_LOOP
#endif

#endif
