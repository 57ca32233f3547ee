/* graphs.c -- computation graphs of the learner's functions, and what flows through a net.  */

#include "config.h"
#include "board/flow.h"
#include "board/graph_walk.h"
#include "board/kept.h"
#include "lang/body.h"
#include "lib/families.h"

#include <stdlib.h>
#include <string.h>

static BoardStyle style_of(const Call *call) {
  const ShowOptions *show = call_show(call);
  return (BoardStyle){ .utf8 = show->utf8 && !show->plain,
                       .plain = show->plain,
                       .width = show->width,
                       .level = BOARD_NORMAL };
}

enum { MOST_ARGUMENTS = 16 };

/* One vector for a function of several numbers is taken apart. */
static size_t take_arguments(Call *call, Value *args) {
  View v;
  int arity = function_arity(call->args[0]);
  size_t count = call->count - 1;
  if (count == 1 && arity > 1 && value_view(&call->args[1], &v) && v.count == (size_t)arity &&
      arity <= MOST_ARGUMENTS) {
    for (size_t i = 0; i < v.count; i++) args[i] = value_scalar(v.data[i]);
    return v.count;
  }
  for (size_t i = 0; i < count && i < MOST_ARGUMENTS; i++) args[i] = call->args[i + 1];
  return count < MOST_ARGUMENTS ? count : MOST_ARGUMENTS;
}

/* A key for each value and each gradient, where somebody sits there. */
static bool walk(Call *call, Graph *g, BoardStyle *style) {
  const Host *host = call_host(call);
  GraphWalk *w = mem_new(sizeof *w);
  Stages stages;
  if (host->step && graph_walk_begin(w, g, style, &stages)) {
    if (host->step(host->self, &stages)) style->width = w->style.width; /* of the window by now */
    graph_walk_end(w);
  }
  free(w);
  return call_step(call, 1);
}

static Value call_graph(Call *call) {
  Value args[MOST_ARGUMENTS];
  if (call->count < 2)
    return call_fail(call, ERROR_TYPE, "graph needs a function and its arguments: graph(f, x0)");
  if (call->count == 3 && call_string_is(call, 2, "picture")) {
    Value result;
    Value plot[3] = { call->args[0], call->args[1], value_string("steps") };
    bool good = function_apply(call, "graphplot", NULL, plot, 3, &result, 1);
    value_release(plot[2]);
    return good ? result : VALUE_FAILED;
  }
  size_t count = take_arguments(call, args);
  Text name = TEXT_EMPTY, out = TEXT_EMPTY;
  bool named = call_typed(call, 0, &name) && name.len > 0 && name.len < 12 &&
               strspn(text_string(&name), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                          "0123456789") == name.len;
  Graph *g = mem_new(sizeof *g);
  bool good = graph_begin(g, call, call->args[0], args, count, named ? text_string(&name) : "f");
  if (good) {
    BoardStyle style = style_of(call);
    good = walk(call, g, &style);
    if (good) graph_render(g, &style, &out);
    if (good) call_print(call, text_string(&out));
    kept_graph(call, g);
  } else {
    graph_end(g);
    free(g);
  }
  text_free(&name);
  text_free(&out);
  return good ? VALUE_NOTHING : VALUE_FAILED;
}

static Value call_flow(Call *call) {
  Text out = TEXT_EMPTY;
  Value result = VALUE_NOTHING;
  BoardStyle style = style_of(call);
  bool good = flow_render(call, call->args[0], call->args[1], &style, &out, &result);
  if (good) call_print(call, text_string(&out));
  text_free(&out);
  if (good && call->wanted > 0) return result;
  value_release(result);
  return good ? VALUE_NOTHING : VALUE_FAILED;
}

const Builtin graphs_family[] = {
  { .name = "graph",
    .signature = "f: function, x: any... -> any",
    .call = call_graph,
    .summary =
        "Shows how f is computed at x, operation by operation: the values on the way down, "
        "the gradients on the way back up, and the slope of each operation. f may be any "
        "function that grad can follow. graph(f, x, 'picture') draws a formula of numbers, "
        "step by step. At the prompt, keys go through it: n or Enter one node on, b back, e to the "
        "end. Then why z explains the node z.",
    .formula = "\\frac{\\partial L}{\\partial a} = \\sum \\frac{\\partial L}{\\partial c} "
               "\\frac{\\partial c}{\\partial a}",
    .numpy = "loss.backward()",
    .see = "grad graphplot flow",
    .examples = { { "graph(@(x, w, b, y) (w*x + b - y)^2, 2, -3, 10, 5); 1", "1" },
                  { "graph(@(x) [x x], 1)",
                    "error: graph: a graph needs a function that gives" } } },
  { .name = "flow",
    .signature = "model: cell, x: real -> any",
    .call = call_flow,
    .summary = "What becomes of x in a small net, layer by layer: the shape, the range and a "
               "thumbnail of what each layer gives. The model is a cell of layers: a matrix is "
               "multiplied (W*x), a vector is added (W*x + b where it follows a matrix), a "
               "function is applied. With a result it gives the last output.",
    .see = "graph activations",
    .examples = { { "y = flow({[1 2; 3 4], [1; 1], @relu}, [1; -1])", "[0; 0]" },
                  { "y = flow({[1 2 3]}, [1; 1])",
                    "error: flow: layer 1 is 1x3 and takes 3 numbers, but 2 arrive" } } },
  { 0 }
};
