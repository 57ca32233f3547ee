/* regular.c -- regexp, regexpi, regexprep: texts found by pattern.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/pattern.h"
#include "value/cell.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool go_on(void *call, size_t steps) {
  return call_step(call, steps);
}

/* The pattern in argument 1; NULL with the call failed. */
static Pattern *read_pattern(Call *call, PatternOptions options) {
  if (!value_is_string(call->args[1])) {
    call_fail_at(call, 1, ERROR_TYPE, "%s: the pattern is a text", call->builtin->name);
    return NULL;
  }
  Text t = TEXT_EMPTY;
  const char *problem;
  size_t where;
  value_append_text(call->args[1], &t);
  Pattern *p = pattern_new(text_string(&t), t.len, options, &problem, &where);
  if (!p)
    call_fail_at(call, 1, ERROR_DOMAIN, "%s: %s, at character %zu of the pattern",
                 call->builtin->name, problem, where < t.len ? where + 1 : t.len);
  text_free(&t);
  return p;
}

static Value piece(const char *s, size_t from, size_t to) {
  return from == (size_t)-1 || to <= from ? value_string("")
                                          : value_string_bytes(s + from, to - from);
}

/* ------------------------------------------------------------------ all matches of a text */

typedef struct Found {
  size_t *places; /* 2 * (groups + 1) numbers a match */
  size_t count, stride;
} Found;

static bool find_all(Call *call, const Pattern *p, const Text *t, bool once, Found *f) {
  size_t cap = 0, used = 0, from = 0;
  const char *s = text_string(t);
  *f = (Found){ .stride = 2 * (pattern_groups(p) + 1) };
  size_t *one = mem_new(f->stride * sizeof *one);
  while (from <= t->len && pattern_find(p, s, t->len, from, one, go_on, call)) {
    bool empty = one[1] == one[0];
    from = empty ? one[1] + 1 : one[1];
    if (empty) continue; /* as in Octave, nothing is no match */
    for (size_t i = 0; i < f->stride; i++) {
      MEM_GROW(f->places, used, cap);
      f->places[used++] = one[i];
    }
    f->count++;
    if (once) break;
  }
  free(one);
  return call_alive(call);
}

/* The groups of a match that took part; the whole where the pattern has none. */
static Value tokens_of(const Found *f, size_t k, const char *s) {
  const size_t *places = f->places + k * f->stride;
  size_t groups = f->stride / 2 - 1, count = 0;
  for (size_t i = 1; i <= groups; i++) count += places[2 * i] != (size_t)-1;
  Cell *c = cell_new_matrix(1, groups ? count : 1);
  if (!c) return VALUE_FAILED;
  if (groups == 0) cell_set(c, 0, piece(s, places[0], places[1]));
  for (size_t i = 1, to = 0; i <= groups; i++)
    if (places[2 * i] != (size_t)-1) cell_set(c, to++, piece(s, places[2 * i], places[2 * i + 1]));
  return value_cell(c);
}

static Value extents_of(const Found *f, size_t k) {
  const size_t *places = f->places + k * f->stride;
  size_t groups = f->stride / 2 - 1, count = 0, to = 0;
  for (size_t i = 1; i <= groups; i++) count += places[2 * i] != (size_t)-1;
  size_t first = groups ? 1 : 0, rows = groups ? count : 1;
  Array *a = array_new_matrix(rows, 2);
  for (size_t i = first; a && i <= groups; i++) {
    if (places[2 * i] == (size_t)-1) continue;
    a->data[to] = (double)places[2 * i] + 1;
    a->data[rows + to++] = (double)places[2 * i + 1];
  }
  return value_array(a);
}

/* The named groups of match K. */
static Record *names_in(const Pattern *p, const Found *f, size_t k, const char *s) {
  Record *r = record_new();
  for (size_t i = 1; i <= pattern_groups(p); i++) {
    const char *name = pattern_name(p, i);
    const size_t *places = k < f->count ? f->places + k * f->stride : NULL;
    if (name)
      record_set(r, name,
                 places ? piece(s, places[2 * i], places[2 * i + 1])
                        : value_array(array_new_matrix(0, 0)));
  }
  return r;
}

/* One record a match. */
static Value names_of(const Pattern *p, const Found *f, const char *s) {
  Cell *c = cell_new_matrix(f->count > 0, f->count);
  if (!c) return VALUE_FAILED;
  c->fields = names_in(p, f, f->count, s);
  for (size_t k = 0; k < f->count; k++) c->items[k] = value_record(names_in(p, f, k, s));
  return value_cell(c);
}

static Value split_of(const Found *f, const Text *t) {
  Cell *c = cell_new_matrix(1, f->count + 1);
  size_t from = 0;
  for (size_t k = 0; c && k <= f->count; k++) {
    size_t to = k < f->count ? f->places[k * f->stride] : t->len;
    cell_set(c, k, piece(text_string(t), from, to));
    if (k < f->count) from = f->places[k * f->stride + 1];
  }
  return value_cell(c);
}

static Value places_of(const Found *f, size_t which, bool once) {
  double shift = which == 0 ? 1 : 0;
  if (once)
    return f->count ? value_scalar((double)f->places[which] + shift)
                    : value_array(array_new_matrix(0, 0));
  Array *a = array_new_matrix(1, f->count);
  for (size_t k = 0; a && k < f->count; k++)
    a->data[k] = (double)f->places[k * f->stride + which] + shift;
  return value_array(a);
}

typedef enum Wanted { STARTS, ENDS, EXTENTS, MATCHES, TOKENS, NAMES, PARTS, KINDS } Wanted;

static Value nothing_found(Wanted what) {
  if (what == MATCHES) return value_string("");
  return what == TOKENS ? value_cell(cell_new_matrix(0, 0)) : value_array(array_new_matrix(0, 0));
}

static Value answer(const Pattern *p, const Found *f, const Text *t, Wanted what, bool once) {
  const char *s = text_string(t);
  if (what == STARTS || what == ENDS) return places_of(f, what == ENDS, once);
  if (what == NAMES) return names_of(p, f, s);
  if (what == PARTS) return split_of(f, t);
  if (once && f->count == 0) return nothing_found(what);
  Cell *c = once ? NULL : cell_new_matrix(1, f->count);
  for (size_t k = 0; k < f->count; k++) {
    Value v = what == MATCHES  ? piece(s, f->places[k * f->stride], f->places[k * f->stride + 1])
              : what == TOKENS ? tokens_of(f, k, s)
                               : extents_of(f, k);
    if (once) return v;
    if (c)
      cell_set(c, k, v);
    else
      value_release(v);
  }
  return value_cell(c);
}

/* ------------------------------------------------------------------ options */

typedef struct Asked {
  PatternOptions pattern;
  bool once;
  Wanted order[KINDS];
  size_t count;
} Asked;

static bool read_options(Call *call, size_t first, Asked *a) {
  static const char *const kinds[] = { "start",  "end",   "tokenextents", "match",
                                       "tokens", "names", "split" };
  for (size_t i = first; i < call->count; i++) {
    bool known = false;
    for (size_t k = 0; k < KINDS && !known; k++)
      if (call_string_is(call, i, kinds[k])) {
        known = true;
        if (a->count < KINDS) a->order[a->count++] = (Wanted)k;
      }
    if (known) continue;
    if (call_string_is(call, i, "once"))
      a->once = true;
    else if (call_string_is(call, i, "ignorecase"))
      a->pattern.ignore_case = true;
    else if (call_string_is(call, i, "matchcase"))
      a->pattern.ignore_case = false;
    else if (call_string_is(call, i, "lineanchors"))
      a->pattern.line_anchors = true;
    else if (call_string_is(call, i, "dotexceptnewline"))
      a->pattern.dot_stops_at_newline = true;
    else if (call_string_is(call, i, "freespacing"))
      a->pattern.free_spacing = true;
    else if (!call_string_is(call, i, "stringanchors") && !call_string_is(call, i, "dotall") &&
             !call_string_is(call, i, "literalspacing") &&
             !call_string_is(call, i, "noemptymatch") && !call_string_is(call, i, "warnings")) {
      call_fail_at(call, i, ERROR_TYPE, "%s: there is no such option", call->builtin->name);
      call_hint(call, "'match', 'tokens', 'names', 'split', 'start', 'end', 'once', 'ignorecase'");
      return false;
    }
  }
  return true;
}

static Value call_regexp(Call *call) {
  Asked asked = { .pattern.ignore_case = call->builtin->name[6] == 'i' };
  Found found;
  if (!value_is_string(call->args[0]) && !value_is_empty(call->args[0]))
    return call_fail_at(call, 0, ERROR_TYPE,
                        "%s looks into one text; for a cell of them write "
                        "cellfun",
                        call->builtin->name);
  if (!read_options(call, 2, &asked)) return VALUE_FAILED;
  Pattern *p = read_pattern(call, asked.pattern);
  if (!p) return VALUE_FAILED;
  Text t = TEXT_EMPTY;
  value_append_text(call->args[0], &t);
  Value first = VALUE_FAILED;
  if (find_all(call, p, &t, asked.once, &found)) {
    /* What was asked for first, then the others in their order. */
    bool used[KINDS] = { false };
    for (size_t i = 0; i < asked.count; i++) used[asked.order[i]] = true;
    for (size_t k = 0; k < KINDS && asked.count < KINDS; k++)
      if (!used[k]) asked.order[asked.count++] = (Wanted)k;
    first = answer(p, &found, &t, asked.order[0], asked.once);
    for (size_t i = 1; i < asked.count && i < call->wanted; i++)
      call_result(call, i, answer(p, &found, &t, asked.order[i], asked.once));
  }
  free(found.places);
  pattern_free(p);
  text_free(&t);
  return first;
}

/* ------------------------------------------------------------------ replacing */

/* The replacement of one match: $1 stands for a group, \$ for itself. */
static void replace(const char *with, size_t len, const char *s, const size_t *places,
                    size_t groups, Text *out) {
  static const char letters[] = "ntr", codes[] = "\n\t\r";
  for (size_t i = 0; i < len; i++) {
    if (with[i] == '\\' && i + 1 < len) {
      const char *code = strchr(letters, with[++i]);
      text_putc(out, code && *code ? codes[code - letters] : with[i]);
    } else if (with[i] == '$' && i + 1 < len && isdigit((unsigned char)with[i + 1])) {
      size_t k = (size_t)(with[++i] - '0');
      if (k <= groups && places[2 * k] != (size_t)-1)
        text_append(out, s + places[2 * k], places[2 * k + 1] - places[2 * k]);
    } else
      text_putc(out, with[i]);
  }
}

static Value replace_in(Call *call, const Pattern *p, Value text, const Asked *asked) {
  if (!value_is_text(text) && !value_is_empty(text))
    return call_fail_at(call, 0, ERROR_TYPE, "regexprep changes texts and cells of texts");
  Text t = TEXT_EMPTY, with = TEXT_EMPTY, out = TEXT_EMPTY;
  Found found;
  value_append_text(text, &t);
  value_append_text(call->args[2], &with);
  Value r = VALUE_FAILED;
  if (find_all(call, p, &t, asked->once, &found)) {
    const char *s = text_string(&t);
    size_t from = 0;
    for (size_t k = 0; k < found.count; k++) {
      const size_t *places = found.places + k * found.stride;
      text_append(&out, s + from, places[0] - from);
      replace(text_string(&with), with.len, s, places, found.stride / 2 - 1, &out);
      from = places[1];
    }
    text_append(&out, s + from, t.len - from);
    r = found.count ? piece(text_string(&out), 0, out.len) : value_retain(text);
  }
  free(found.places);
  text_free(&t);
  text_free(&with);
  text_free(&out);
  return r;
}

static Value call_regexprep(Call *call) {
  Asked asked = { 0 };
  if (!value_is_text(call->args[2]) && !value_is_empty(call->args[2]))
    return call_fail_at(call, 2, ERROR_TYPE, "regexprep: the replacement is a text");
  if (!read_options(call, 3, &asked)) return VALUE_FAILED;
  Pattern *p = read_pattern(call, asked.pattern);
  if (!p) return VALUE_FAILED;
  Value v = call->args[0], r;
  if (value_is_cell(v)) {
    Cell *c = cell_new(v.cell->rank, v.cell->dims);
    for (size_t k = 0; c && k < c->count; k++) {
      c->items[k] = replace_in(call, p, v.cell->items[k], &asked);
      if (c->items[k].kind != VALUE_ERROR) continue;
      c->items[k] = VALUE_NOTHING;
      cell_release(c);
      c = NULL;
    }
    r = c ? value_cell(c) : VALUE_FAILED;
  } else
    r = replace_in(call, p, v, &asked);
  pattern_free(p);
  return r;
}

const Builtin regular_family[] = {
  { .name = "regexp",
    .signature = "s: any, pattern: any, option?: string... -> any, stop: any, extents: any, match: "
                 "any, tokens: any, names: any, split: any",
    .call = call_regexp,
    .summary = "Where a pattern is found in a text: begins and ends; with the options 'match', "
               "'tokens', 'names', 'split' the texts themselves, 'once' for the first only.",
    .numpy = "re.findall(pattern, s)  # the matches, not their places",
    .see = "regexprep regexpi strfind strsplit",
    .examples = { { "regexp('ab12', '\\d')", "[3 4]" },
                  { "regexp('x=1, y=22', '\\d+', 'match')", "{'1', '22'}" },
                  { "regexp('a1', '(\\w)(\\d)', 'tokens', 'once')", "{'a', '1'}" } } },
  { .name = "regexpi",
    .signature = "s: any, pattern: any, option?: string... -> any, stop: any, extents: any, match: "
                 "any, tokens: any, names: any, split: any",
    .call = call_regexp,
    .summary = "As regexp, with capitals and small letters alike.",
    .numpy = "re.findall(pattern, s, re.IGNORECASE)  # the matches, not their places",
    .see = "regexp lower",
    .examples = { { "regexpi('ABC', 'b')", "2" } } },
  { .name = "regexprep",
    .signature = "s: any, pattern: any, replacement: any, option?: string... -> any",
    .call = call_regexprep,
    .summary = "A text with every match of a pattern replaced; $1 stands for what the first group "
               "has matched.",
    .numpy = "re.sub(pattern, replacement, s)",
    .see = "regexp strrep",
    .examples = { { "regexprep('hello', 'l+', 'L')", "'heLo'" },
                  { "regexprep('ab', '(a)(b)', '$2$1')", "'ba'" } } },
  { 0 }
};
