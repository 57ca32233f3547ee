/* calendar_formulas.c -- days as numbers, counted from the year 0, and as texts.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"

/* The days before a date by centuries of 400 years that begin in March; see Howard Hinnant,
   chrono-compatible low-level date algorithms. */
static Value call_datenum(Call *call) {
  return formula(
      call, "y m d h mi s", "n",
      "if given == 1 && ischar(y)\n"
      "  v = str2double(regexp(y, '\\d+', 'match'));\n"
      "  if numel(v) < 3\n"
      "    error('a date is written 2024-02-29, or 2024-02-29 13:30:00'); end\n"
      "  y = [v zeros(1, 6 - numel(v))];\n"
      "end\n"
      "if given == 1\n"
      "  if isscalar(y), y = [y 1 1]; end\n"
      "  if size(y, 2) ~= 3 && size(y, 2) ~= 6\n"
      "    error('a row holds year, month and day, then hour, minute and second'); end\n"
      "  v = [y, zeros(size(y, 1), 6 - size(y, 2))];\n"
      "  y = v(:, 1); m = v(:, 2); d = v(:, 3); h = v(:, 4); mi = v(:, 5); s = v(:, 6);\n"
      "else\n"
      "  if given < 3, d = 1; end, if given < 4, h = 0; end\n"
      "  if given < 5, mi = 0; end, if given < 6, s = 0; end\n"
      "end\n"
      "if any(m(:) ~= floor(m(:))), error('a month is a whole number'); end\n"
      "m(m < 1) = 1;\n"
      "y = y + floor((m - 1) / 12); m = mod(m - 1, 12) + 1;\n"
      "early = m <= 2; y = y - early; era = floor(y / 400); year = y - 400 * era;\n"
      "day = floor((153 * (m + 12 * early - 3) + 2) / 5) + d - 1;\n"
      "day = year * 365 + floor(year / 4) - floor(year / 100) + day;\n"
      "n = era * 146097 + day + 61 + (h + (mi + s / 60) / 60) / 24;");
}

static Value call_datevec(Call *call) {
  return formula(call, "n", "y m d h mi s",
                 "if ischar(n), n = datenum(n); end\n"
                 "n = n(:); seconds = round((n - floor(n)) * 86400 * 1000) / 1000;\n"
                 "z = floor(n) - 61 + (seconds >= 86400); seconds(seconds >= 86400) = 0;\n"
                 "era = floor(z / 146097); day = z - era * 146097;\n"
                 "year = floor((day - floor(day / 1460) + floor(day / 36524) - ...\n"
                 "  floor(day / 146096)) / 365);\n"
                 "day = day - (365 * year + floor(year / 4) - floor(year / 100));\n"
                 "k = floor((5 * day + 2) / 153); d = day - floor((153 * k + 2) / 5) + 1;\n"
                 "m = k + 3 - 12 * (k >= 10); y = year + 400 * era + (m <= 2);\n"
                 "h = floor(seconds / 3600); mi = floor((seconds - 3600 * h) / 60);\n"
                 "s = seconds - 3600 * h - 60 * mi;\n"
                 "if wanted < 2, y = [y m d h mi s]; end");
}

static Value call_datestr(Call *call) {
  return formula(
      call, "n form", "t",
      "if given < 1, n = now; end\n"
      "if ischar(n) || any(size(n, 2) == [3 6]), n = datenum(n); end\n"
      "n = n(:); v = datevec(n);\n"
      "if given < 2 || isempty(form), form = double(all(n == floor(n))); end\n"
      "if isnumeric(form)\n"
      "  known = [0 1 2 3 10 13 23 29 30 31];\n"
      "  forms = {'dd-mmm-yyyy HH:MM:SS', 'dd-mmm-yyyy', 'mm/dd/yy', 'mmm', 'yyyy', ...\n"
      "    'HH:MM:SS', 'mm/dd/yyyy', 'yyyy-mm-dd', 'yyyymmddTHHMMSS', 'yyyy-mm-dd HH:MM:SS'};\n"
      "  k = find(known == form);\n"
      "  if isempty(k), error('write the form out, such as yyyy-mm-dd'); end\n"
      "  form = forms{k};\n"
      "end\n"
      "months = {'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', ...\n"
      "  'Nov', 'Dec'};\n"
      "days = {'Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'}; lines = {};\n"
      "for i = 1:rows(v)\n"
      "  w = strrep(form, 'yyyy', sprintf('%04d', v(i, 1)));\n"
      "  w = strrep(w, 'yy', sprintf('%02d', mod(v(i, 1), 100)));\n"
      "  w = strrep(strrep(w, 'mmm', '#1'), 'mm', sprintf('%02d', v(i, 2)));\n"
      "  w = strrep(strrep(w, 'ddd', '#2'), 'dd', sprintf('%02d', v(i, 3)));\n"
      "  w = strrep(strrep(w, 'HH', sprintf('%02d', v(i, 4))), 'MM', sprintf('%02d', v(i, 5)));\n"
      "  w = strrep(w, 'SS', sprintf('%02d', floor(v(i, 6))));\n"
      "  w = strrep(w, '#1', months{v(i, 2)});\n"
      "  lines{i} = strrep(w, '#2', days{mod(floor(n(i)) - 2, 7) + 1});\n"
      "end\n"
      "t = char(lines);");
}

static Value call_now(Call *call) {
  return formula(call, "", "n", "n = datenum(clock);");
}

static Value call_weekday(Call *call) {
  return formula(call, "n form", "k name",
                 "if ischar(n), n = datenum(n); end\n"
                 "k = mod(floor(n) - 2, 7) + 1;\n"
                 "names = {'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', ...\n"
                 "  'Saturday'};\n"
                 "if given < 2 || ~strcmp(form, 'long')\n"
                 "  names = cellfun(@(s) s(1:3), names, 'UniformOutput', false); end\n"
                 "name = char(names(k));");
}

static Value call_eomday(Call *call) {
  return formula(call, "y m", "d",
                 "if any(m(:) < 1 | m(:) > 12 | m(:) ~= floor(m(:)))\n"
                 "  error('months go from 1 to 12'); end\n"
                 "lengths = [31 28 31 30 31 30 31 31 30 31 30 31];\n"
                 "d = reshape(lengths(m), size(m)) + (m == 2 & is_leap_year(y));");
}

static Value call_etime(Call *call) {
  return formula(call, "b a", "seconds",
                 "if numel(a) ~= 6 || numel(b) ~= 6\n"
                 "  error('both are what clock gives: year month day hour minute second'); end\n"
                 "days = datenum(b(1:3)(:)') - datenum(a(1:3)(:)');\n"
                 "seconds = 86400 * days + [3600 60 1] * (b(4:6)(:) - a(4:6)(:));");
}

const Builtin calendar_formulas_family[] = {
  { .name = "datenum",
    .signature = "y: array, m?: array, d?: array, h?: array, minute?: array, s?: array -> array",
    .call = call_datenum,
    .summary = "The number of a day: days since the year 0, hours as fractions. A date is a row "
               "[year month day], or with hour, minute and second, single arguments, or a text "
               "such as '2024-02-29'.",
    .numpy = "datetime(y, m, d).toordinal() + 366",
    .see = "datestr datevec weekday now",
    .examples = { { "datenum(2000, 1, 1)", "730486" },
                  { "datenum('2024-03-01') - datenum('2024-02-28')", "2" } } },
  { .name = "datevec",
    .signature = "n: array -> y: array, m: array, d: array, h: array, minute: array, s: array",
    .call = call_datevec,
    .summary = "Year, month, day, hour, minute and second of a day's number, as one row or as six "
               "results.",
    .numpy = "datetime.fromordinal(n - 366).timetuple()[:6]",
    .see = "datenum datestr",
    .examples = { { "datevec(730486.5)", "[2000 1 1 12 0 0]" } } },
  { .name = "datestr",
    .signature = "n?: any, form?: any -> string",
    .call = call_datestr,
    .summary = "A day's number as a text: 01-Jan-2000, or in a form such as 'yyyy-mm-dd HH:MM'.",
    .numpy = "datetime.fromordinal(n - 366).strftime('%d-%b-%Y')",
    .see = "datenum datevec clock",
    .examples = { { "datestr(730486)", "'01-Jan-2000'" },
                  { "datestr(730486, 'yyyy-mm-dd')", "'2000-01-01'" } } },
  { .name = "now",
    .signature = "-> scalar",
    .call = call_now,
    .summary = "The number of this day, with the time of day as its fraction.",
    .numpy = "datetime.now()",
    .see = "clock datenum datestr",
    .examples = { { "abs(now - datenum(clock)) < 1", "true" } } },
  { .name = "weekday",
    .signature = "n: array, form?: string -> array, name: string",
    .call = call_weekday,
    .summary = "The day of the week, Sunday being 1; the second result is its name, shortened "
               "unless 'long' is asked for.",
    .numpy = "date.isoweekday() % 7 + 1",
    .see = "datenum eomday",
    .examples = { { "weekday(datenum(2000, 1, 1))", "7" },
                  { "nthargout(2, @weekday, 730486, 'long')", "'Saturday'" } } },
  { .name = "eomday",
    .signature = "y: array, m: array -> array",
    .call = call_eomday,
    .summary = "How many days a month has.",
    .numpy = "calendar.monthrange(y, m)[1]  # of one month",
    .see = "is_leap_year datenum",
    .examples = { { "eomday(2024, 1:3)", "[31 29 31]" } } },
  { .name = "etime",
    .signature = "later: array, earlier: array -> scalar",
    .call = call_etime,
    .summary = "The seconds between two answers of clock.",
    .numpy = "(later - earlier).total_seconds()  # of two datetime.datetime",
    .see = "clock tic toc",
    .examples = { { "etime([2024 2 29 0 0 5], [2024 2 28 23 59 50])", "15" } } },
  { 0 }
};
