/* flow.h -- what becomes of an input in a small net, layer by layer.  */

#ifndef BOARD_FLOW_H
#define BOARD_FLOW_H

#include "board/render.h"
#include "lang/builtin.h"

/* MODEL is a cell of layers: a matrix is multiplied from the left, a column is added (to each
   column of the batch), a function is applied.  X has one column an example.  The table goes to
   OUT, the last output, owned, to *RESULT.  False with the call failed. */
bool flow_render(Call *call, Value model, Value x, const BoardStyle *style, Text *out,
                 Value *result);

#endif
