/* clock.c -- how long something takes.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/families.h"

#include <math.h>

/* Where no host keeps the time it stands still, so that lessons can be replayed. */
static double seconds(const Call *call) {
  const Host *host = call_host(call);
  return host->now ? host->now(host->self) : 0;
}

static Value call_tic(Call *call) {
  double now = seconds(call);
  if (call->wanted > 0) return value_scalar(floor(now * 1e6));
  *call_stopwatch(call) = now;
  return VALUE_NOTHING;
}

static Value call_toc(Call *call) {
  double since = call_given(call, 0) ? call_scalar(call, 0) / 1e6 : *call_stopwatch(call);
  if (since < 0) {
    call_fail(call, ERROR_TYPE, "the stopwatch was not started");
    call_hint(call, "tic starts it");
    return VALUE_FAILED;
  }
  double elapsed = seconds(call) - since;
  if (call->wanted > 0) return value_scalar(elapsed);
  Text out = TEXT_EMPTY;
  text_printf(&out, "Elapsed time is %g seconds\n", elapsed);
  call_print(call, text_string(&out));
  text_free(&out);
  return VALUE_NOTHING;
}

static Value call_time(Call *call) {
  return value_scalar(seconds(call));
}

const Builtin clock_family[] = {
  { .name = "tic",
    .signature = "-> scalar",
    .call = call_tic,
    .summary = "Starts the stopwatch; t = tic gives one of its own for toc(t).",
    .numpy = "t = time.perf_counter()",
    .see = "toc",
    .examples = { { "tic; toc >= 0", "true" } } },
  { .name = "toc",
    .signature = "t?: scalar -> scalar",
    .call = call_toc,
    .summary = "The seconds since tic, printed or given.",
    .numpy = "time.perf_counter() - t",
    .see = "tic",
    .examples = { { "t = tic; toc(t) >= 0", "true" } } },
  { .name = "time",
    .signature = "-> scalar",
    .call = call_time,
    .summary = "The seconds since the beginning of 1970.",
    .numpy = "time.time()",
    .see = "tic",
    .examples = { { "time >= 0", "true" } } },
  { 0 }
};
