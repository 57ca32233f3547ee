/* orphan.h -- windows whose gnuplot was killed.

   gnuplot's Qt window is a process of its own that cuts all ties: it survives gnuplot when that had
   to be killed, and nobody would ever close it.  So this process becomes its heir.  On systems
   other than Linux this does nothing.  */

#ifndef PLOT_ORPHAN_H
#define PLOT_ORPHAN_H

/* From here on, processes whose parent dies become children of this one. */
void orphan_adopt(void);

/* End those of them that are windows of gnuplot. */
void orphan_end(void);

#endif
