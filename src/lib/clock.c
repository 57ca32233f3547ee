/* clock.c -- how long something takes.  */

#include "config.h"
#include "lang/interp.h"
#include "lib/arguments.h"
#include "lib/families.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

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

static struct tm broken_down(const Call *call) {
  time_t now = (time_t)seconds(call);
  struct tm t = { 0 };
  localtime_r(&now, &t);
  return t;
}

static Value call_clock(Call *call) {
  struct tm t = broken_down(call);
  double now = seconds(call);
  double parts[6] = { t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                      t.tm_hour,        t.tm_min,     t.tm_sec + now - floor(now) };
  return value_array(array_row(parts, 6));
}

static Value call_date(Call *call) {
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  struct tm t = broken_down(call);
  char text[32];
  snprintf(text, sizeof text, "%02d-%s-%d", t.tm_mday, months[t.tm_mon % 12], t.tm_year + 1900);
  return value_string(text);
}

static Value call_cputime(Call *call) {
  (void)call;
  return value_scalar((double)clock() / CLOCKS_PER_SEC);
}

static Value call_is_leap_year(Call *call) {
  View v;
  double this_year;
  if (call_given(call, 0)) {
    if (!arguments_real(call, 0)) return VALUE_FAILED;
    v = call_view(call, 0);
  } else {
    this_year = broken_down(call).tm_year + 1900;
    v = (View){ .rank = 2, .count = 1, .dims = (size_t[]){ 1, 1 }, .data = &this_year };
  }
  Array *a = array_new(v.rank, v.dims, ELEMENT_LOGICAL, false);
  for (size_t k = 0; a && k < v.count; k++) {
    double y = v.data[k];
    a->data[k] = fmod(y, 4) == 0 && (fmod(y, 100) != 0 || fmod(y, 400) == 0);
  }
  return value_array(a);
}

const Builtin clock_family[] = {
  { .name = "clock",
    .signature = "-> vector",
    .call = call_clock,
    .summary = "Now, as [year month day hour minute second].",
    .numpy = "datetime.datetime.now()",
    .see = "date time tic",
    .examples = { { "numel(clock())", "6" } } },
  { .name = "date",
    .signature = "-> string",
    .call = call_date,
    .summary = "Today, as a text such as 05-Mar-2025.",
    .numpy = "datetime.date.today()",
    .see = "clock",
    .examples = { { "numel(date())", "11" } } },
  { .name = "cputime",
    .signature = "-> scalar",
    .call = call_cputime,
    .summary = "The seconds the processor has spent on this program.",
    .numpy = "time.process_time()",
    .see = "tic toc",
    .examples = { { "cputime() >= 0", "true" } } },
  { .name = "is_leap_year",
    .signature = "year?: real -> logical",
    .call = call_is_leap_year,
    .summary = "True for years with 366 days; without an argument of this year.",
    .numpy = "np.vectorize(calendar.isleap)(year)",
    .see = "clock",
    .examples = { { "is_leap_year([1900 2000 2023 2024])", "[false true false true]" } } },
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
