/* text_formulas.c -- texts trimmed and lined up; cells cut out of matrices and shown.  */

#include "config.h"
#include "lib/families.h"
#include "lib/formula.h"
#include "lib/template.h"
#include "value/cell.h"

#include <string.h>

static Value call_deblank(Call *call) {
  return formula(call, "s", "s",
                 "if iscell(s), s = cellfun(@deblank, s, 'UniformOutput', false);\n"
                 "elseif ~ischar(s) && ~isempty(s), error('a text or a cell of texts is needed');\n"
                 "elseif isempty(s), s = '';\n"
                 "else\n"
                 "  kept = find(any(~isspace(s) & s ~= 0, 1));\n"
                 "  if isempty(kept), s = ''; else, s = s(:, 1:kept(end)); end\n"
                 "end");
}

static Value call_strjust(Call *call) {
  return formula(call, "s side", "s",
                 "if given < 2, side = 'right'; end\n"
                 "side = lower(side); width = columns(s);\n"
                 "if ~any(strcmp(side, {'left', 'right', 'center'}))\n"
                 "  error('the sides are ''left'', ''right'' and ''center'''); end\n"
                 "for k = 1:rows(s)\n"
                 "  used = find(s(k, :) ~= ' ' & s(k, :) ~= 0);\n"
                 "  if isempty(used), continue, end\n"
                 "  before = used(1) - 1; behind = width - used(end);\n"
                 "  switch side\n"
                 "    case 'left', by = -before;\n"
                 "    case 'right', by = behind;\n"
                 "    otherwise, by = floor((behind - before) / 2);\n"
                 "  end\n"
                 "  s(k, :) = circshift(s(k, :), by, 2);\n"
                 "end");
}

static Value call_untabify(Call *call) {
  return formula(call, "t width", "s",
                 "if given < 2, width = 8; end\n"
                 "if iscell(t), s = cellfun(@(x) untabify(x, width), t, 'UniformOutput', false);\n"
                 "else\n"
                 "  s = '';\n"
                 "  for c = t\n"
                 "    if c == 9, s = [s blanks(width - mod(numel(s), width))]; else, s = [s c]; "
                 "end\n"
                 "  end\n"
                 "end");
}

static Value call_rats(Call *call) {
  return formula(call, "x", "s",
                 "s = ''; width = 9; if numel(x) ~= 1, width = 11; end\n"
                 "for i = 1:rows(x)\n"
                 "  line = '';\n"
                 "  for j = 1:columns(x)\n"
                 "    [n, d] = rat(x(i, j), 1e-10 * max(abs(x(i, j)), eps));\n"
                 "    best = sprintf('%d/%d', n, d);\n"
                 "    tol = 1;\n"
                 "    while numel(best) > 9 && tol > 1e-12\n"
                 "      tol = tol * 10; [n, d] = rat(x(i, j), 1e-11 * tol);\n"
                 "      best = sprintf('%d/%d', n, d);\n"
                 "    end\n"
                 "    if d == 1, best = sprintf('%d', n); end\n"
                 "    if d == 0, best = num2str(x(i, j)); end\n"
                 "    line = [line blanks(width - numel(best)) best];\n"
                 "  end\n"
                 "  s = [s; line];\n"
                 "end");
}

/* ------------------------------------------------------------------ cells */

static Value call_mat2cell(Call *call) {
  return formula(
      call, "A r c", "C",
      "if given < 3, c = columns(A); end\n"
      "if sum(r) ~= rows(A) || sum(c) ~= columns(A)\n"
      "  error('the heights must add up to %d and the widths to %d', rows(A), "
      "columns(A)); end\n"
      "C = cell(numel(r), numel(c)); top = cumsum([0; r(:)]); left = cumsum([0; c(:)]);\n"
      "for i = 1:numel(r)\n"
      "  for j = 1:numel(c)\n"
      "    C{i, j} = A(top(i) + 1:top(i + 1), left(j) + 1:left(j + 1));\n"
      "  end\n"
      "end");
}

static void show_items(const Value *cell, const char *name, Call *call, Text *out);

static Value call_celldisp(Call *call) {
  Text name = TEXT_EMPTY, out = TEXT_EMPTY;
  if (call_given(call, 1))
    text_puts(&name, call_string(call, 1));
  else
    call_typed(call, 0, &name);
  if (!call_given(call, 1) && name.len > 0 && strchr("{[(", name.data[0])) text_clear(&name);
  show_items(&call->args[0], text_string(&name), call, &out);
  call_print(call, text_string(&out));
  text_free(&name);
  text_free(&out);
  return VALUE_NOTHING;
}

static void show_items(const Value *cell, const char *name, Call *call, Text *out) {
  const Cell *c = cell->cell;
  bool vector = c->rank == 2 && (c->dims[0] == 1 || c->dims[1] == 1);
  for (size_t k = 0; k < c->count; k++) {
    Text item = TEXT_EMPTY;
    text_printf(&item, "%s{", name);
    for (size_t d = 0, rest = k; d < (vector ? 1 : c->rank); d++) {
      size_t size = vector ? c->count : c->dims[d];
      text_printf(&item, "%s%zu", d ? "," : "", rest % size + 1);
      rest /= size;
    }
    text_putc(&item, '}');
    if (value_is_cell(c->items[k]))
      show_items(&c->items[k], text_string(&item), call, out);
    else {
      Value v = c->items[k].kind == VALUE_NONE ? value_array(array_new_matrix(0, 0))
                                               : value_retain(c->items[k]);
      text_printf(out, "%s = \n\n", text_string(&item));
      if (value_is_empty(v))
        text_printf(out, "[](%zux%zu)\n", value_size(v, 0), value_size(v, 1));
      else
        show_value(v, call_show(call), out);
      text_putc(out, '\n');
      value_release(v);
    }
    text_free(&item);
  }
}

static Value call_regexptranslate(Call *call) {
  return formula(call, "kind s", "t",
                 "if iscell(s)\n"
                 "  t = cellfun(@(w) regexptranslate(kind, w), s, 'UniformOutput', false);\n"
                 "else, switch lower(kind)\n"
                 "  case 'escape', t = regexprep(s, '([\\]\\[(){}.*+?^$|\\\\])', '\\\\$1');\n"
                 "  case 'wildcard'\n"
                 "    t = strrep(strrep(strrep(s, '.', '\\.'), '*', '.*'), '?', '.');\n"
                 "  otherwise, error('the kinds are ''escape'' and ''wildcard'' only');\n"
                 "end, end");
}

static Value call_strchr(Call *call) {
  return formula(call, "s chars n direction", "k",
                 "if isempty(chars), error('which characters to look for is missing'); end\n"
                 "k = find(ismember(s, chars));\n"
                 "if given > 2\n"
                 "  n = min(n, numel(k));\n"
                 "  if given > 3 && strcmp(direction, 'last'), k = k(end - n + 1:end);\n"
                 "  else, k = k(1:n); end\n"
                 "end");
}

static Value call_do_string_escapes(Call *call) {
  Text out = TEXT_EMPTY;
  const char *s = call_string(call, 0);
  template_unescape(s, strlen(s), &out);
  Value r = value_string_bytes(text_string(&out), out.len);
  text_free(&out);
  return r;
}

static Value call_undo_string_escapes(Call *call) {
  static const char bytes[] = "\a\b\f\n\r\t\v\\\"", letters[] = "abfnrtv\\\"";
  Text out = TEXT_EMPTY;
  for (const char *s = call_string(call, 0); *s; s++) {
    const char *at = strchr(bytes, *s);
    if (at)
      text_printf(&out, "\\%c", letters[at - bytes]);
    else
      text_putc(&out, *s);
  }
  Value r = value_string_bytes(text_string(&out), out.len);
  text_free(&out);
  return r;
}

const Builtin text_formulas_family[] = {
  { .name = "deblank",
    .signature = "s: any -> any",
    .call = call_deblank,
    .summary = "A text, or every text of a cell, without the blanks at its end.",
    .numpy = "s.rstrip()",
    .see = "strtrim blanks",
    .examples = { { "deblank(' ab  ')", "' ab'" } } },
  { .name = "strjust",
    .signature = "s: array, side?: string -> array",
    .call = call_strjust,
    .summary = "The rows of a character array moved to the 'left', 'right' or 'center' of their "
               "width.",
    .numpy = "s.strip().rjust(n)",
    .see = "strtrim blanks",
    .examples = { { "strjust(['a  '; 'bb '], 'right')", "['  a'; ' bb']" } } },
  { .name = "untabify",
    .signature = "s: any, width?: scalar -> any",
    .call = call_untabify,
    .summary = "A text with its tabulators replaced by blanks, to the next multiple of 8.",
    .numpy = "s.expandtabs()",
    .see = "blanks strrep",
    .examples = { { "untabify(\"a\\tb\")", "'a       b'" } } },
  { .name = "rats",
    .signature = "x: array -> string",
    .call = call_rats,
    .summary = "Numbers as fractions with few digits, each in a field of eleven characters.",
    .numpy = "fractions.Fraction(x).limit_denominator(10000)  # a fraction, not a text",
    .see = "rat format",
    .examples = { { "strtrim(rats(0.75))", "'3/4'" }, { "strtrim(rats(pi))", "'355/113'" } } },
  { .name = "mat2cell",
    .signature = "A: any, heights: array, widths?: array -> cell",
    .call = call_mat2cell,
    .summary = "A matrix cut into blocks, each an item of a cell.",
    .numpy = "np.split(A, np.cumsum(heights)[:-1])",
    .see = "cell2mat num2cell",
    .examples = { { "mat2cell([1 2 3; 4 5 6], 2, [1 2])", "{[1; 4], [2 3; 5 6]}" } } },
  { .name = "celldisp",
    .signature = "c: cell, name?: string -> any",
    .call = call_celldisp,
    .summary = "Shows every item of a cell under its own index, also those of cells inside.",
    .numpy = "for i, x in enumerate(c): print(i, x)",
    .see = "disp cellfun",
    .examples = { { "evalc(\"c = {1, 'two'}; celldisp(c)\")",
                    "\"c{1} = \\n\\n1\\n\\nc{2} = \\n\\ntwo\\n\\n\"" } } },
  { .name = "regexptranslate",
    .signature = "kind: string, s: any -> any",
    .call = call_regexptranslate,
    .summary = "A text as a pattern: 'escape' takes the meaning from its special characters, "
               "'wildcard' gives * and ? the one they have for files.",
    .numpy = "re.escape(s)  # for 'escape'",
    .see = "regexp regexprep",
    .examples = { { "regexptranslate('escape', 'a+b')", "'a\\+b'" },
                  { "regexptranslate('wildcard', 'a*')", "'a.*'" } } },
  { .name = "strchr",
    .signature = "s: string, chars: string, n?: scalar, direction?: string -> array",
    .call = call_strchr,
    .summary = "Where one of the characters stands in a text; the first or 'last' n places.",
    .numpy = "np.array([k + 1 for k, c in enumerate(s) if c in chars])  # positions from 1",
    .see = "strfind index ismember",
    .examples = { { "strchr('hello', 'lo')", "[3 4 5]" } } },
  { .name = "do_string_escapes",
    .signature = "s: string -> string",
    .call = call_do_string_escapes,
    .summary = "The text with \\n, \\t and their like turned into the characters they stand for.",
    .numpy = "s.encode().decode('unicode_escape')",
    .see = "undo_string_escapes sprintf",
    .examples = { { "do_string_escapes('a\\nb')", "[97 10 98]" } } },
  { .name = "undo_string_escapes",
    .signature = "s: string -> string",
    .call = call_undo_string_escapes,
    .summary = "The text with line ends, tabs and their like written as \\n, \\t.",
    .numpy = "s.encode('unicode_escape').decode()",
    .see = "do_string_escapes",
    .examples = { { "undo_string_escapes(\"a\\nb\")", "'a\\nb'" } } },
  { 0 }
};
