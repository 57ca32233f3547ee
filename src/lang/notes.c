/* notes.c -- what runs here, but means something else than it meant elsewhere.  */

#include "config.h"
#include "lang/state.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ Python's list of rows */

/* One row in brackets, written as such. */
static bool is_row(const Node *n) {
  return n->kind == NODE_MATRIX && n->parens == 0 && n->count == 1 && n->kids[0]->count >= 2;
}

/* [[1,2],[3,4]], the rows separated by commas. */
static bool is_list_of_rows(const Node *n, const char *source) {
  if (n->kind != NODE_MATRIX || n->count != 1 || n->kids[0]->count < 2) return false;
  const Node *row = n->kids[0];
  for (size_t i = 0; i < row->count; i++) {
    const Node *item = row->kids[i];
    if (!is_row(item) || item->kids[0]->count != row->kids[0]->kids[0]->count) return false;
    if (i == 0) continue;
    uint32_t from = row->kids[i - 1]->span.end;
    if (!memchr(source + from, ',', item->span.start - from)) return false;
  }
  return true;
}

static const Node *find_list_of_rows(const Node *n, const char *source) {
  if (!n || n->kind == NODE_LAMBDA) return NULL;
  if (n->kind == NODE_CALL && n->kids[0]->kind == NODE_FIELD) return NULL; /* np.array(...) */
  if (is_list_of_rows(n, source)) return n;
  const Node *found = NULL;
  for (size_t i = 0; i < n->count && !found; i++) found = find_list_of_rows(n->kids[i], source);
  return found;
}

static void note_rows(Interp *in, const Node *statement, const char *source) {
  const Node *n = find_list_of_rows(statement, source);
  if (!n) return;
  Text note = TEXT_EMPTY;
  const Node *row = n->kids[0];
  if (n->span.end - n->span.start > 40) {
    text_puts(&note, "note: [[1,2],[3,4]] is one row here; a matrix is [1,2; 3,4]\n");
  } else {
    text_printf(&note, "note: %.*s is one row here; a matrix is [",
                (int)(n->span.end - n->span.start), source + n->span.start);
    for (size_t i = 0; i < row->count; i++) {
      Span s = row->kids[i]->span;
      text_printf(&note, "%s%.*s", i ? "; " : "", (int)(s.end - s.start) - 2, source + s.start + 1);
    }
    text_puts(&note, "]\n");
  }
  interp_print(in, text_string(&note));
  text_free(&note);
}

/* ------------------------------------------------------------------ Python's dictionary */

/* {'a': 1} */
static bool note_dictionary(Interp *in, const Node *n, const char *source) {
  if (!n || n->kind == NODE_LAMBDA) return false;
  if (n->kind == NODE_CELL && n->count == 1 && n->kids[0]->count > 0) {
    const Node *first = n->kids[0]->kids[0];
    if (first->kind == NODE_RANGE && first->kids[0]->kind == NODE_STRING && first->count == 2) {
      Text note = TEXT_EMPTY;
      text_puts(&note, "note: this is a cell with ranges in it; a record is struct(");
      const Node *row = n->kids[0];
      for (size_t i = 0; i < row->count; i++) {
        if (row->kids[i]->kind != NODE_RANGE || row->kids[i]->count != 2) continue;
        Span key = row->kids[i]->kids[0]->span, value = row->kids[i]->kids[1]->span;
        text_printf(&note, "%s%.*s, %.*s", i ? ", " : "", (int)(key.end - key.start),
                    source + key.start, (int)(value.end - value.start), source + value.start);
      }
      text_puts(&note, ")\n");
      if (note.len < 120) interp_print(in, text_string(&note));
      text_free(&note);
      return true;
    }
  }
  for (size_t i = 0; i < n->count; i++)
    if (note_dictionary(in, n->kids[i], source)) return true;
  return false;
}

/* ------------------------------------------------------------------ signs */

static void say(Interp *in, const char *what, const char *instead) {
  Text note = TEXT_EMPTY;
  text_printf(&note, "note: %s %s\n", what, instead);
  interp_print(in, text_string(&note));
  text_free(&note);
}

static size_t digits(const char *s) {
  size_t n = 0;
  while (isdigit((unsigned char)s[n])) n++;
  return n;
}

static bool ends_line(const char *s) {
  s += strspn(s, " \t");
  return *s == '\0' || *s == '\n';
}

/* 3,14 and 1,000 */
static void note_comma(Interp *in, const char *source, Span number) {
  const char *s = source + number.end;
  size_t after = *s == ',' ? digits(s + 1) : 0;
  bool starts = number.start == 0 || source[number.start - 1] == '\n';
  size_t whole = number.end - number.start;
  if (!starts || after == 0 || digits(source + number.start) != whole || s[1 + after] == ',')
    return;
  bool grouped = after == 3 && whole <= 3 && s[4] == '.' && digits(s + 5) > 0; /* 1,234.5 */
  if (grouped) {
    Text instead = TEXT_EMPTY;
    text_printf(&instead, "write %.*s%.*s", (int)whole, source + number.start,
                4 + (int)digits(s + 5), s + 1);
    say(in, "the comma makes two numbers here;", text_string(&instead));
    text_free(&instead);
    return;
  }
  if (!ends_line(s + 1 + after) && !strchr("+-*/^", s[1 + after + strspn(s + 1 + after, " ")]))
    return;
  Text instead = TEXT_EMPTY;
  text_printf(&instead,
              after == 3 && whole <= 3 ? "write %.*s%.*s" : "a decimal has a point: %.*s.%.*s",
              (int)whole, source + number.start, (int)after, s + 1);
  say(in, "the comma makes two numbers here;", text_string(&instead));
  text_free(&instead);
}

/* 'x is %d' % x, x %= 2, R's x %in% u */
static bool note_other_percent(Interp *in, const char *source, Span left, const char *sign) {
  bool text = strchr("'\"", source[left.start]) != NULL;
  const char *right = sign + (strncmp(sign, "%in%", 4) == 0 ? 4 : sign[1] == '=' ? 2 : 1);
  right += strspn(right, " ");
  size_t length = strcspn(right, "\n;");
  int from = (int)(left.end - left.start);
  Text instead = TEXT_EMPTY;
  bool tuple = length > 1 && *right == '(' && right[length - 1] == ')';
  if (text && length > 0 && from < 60 && memchr(source + left.start, '%', (size_t)from))
    text_printf(&instead, "to fill the text in, write sprintf(%.*s, %.*s)", from,
                source + left.start, (int)length - 2 * tuple, right + tuple);
  else if (!text && strncmp(sign, "%in%", 4) == 0)
    text_printf(&instead, "whether it is among them tells ismember(%.*s, %.*s)", from,
                source + left.start, (int)length, right);
  else if (!text && sign[1] == '=' && digits(right) == length && length > 0)
    text_printf(&instead, "the remainder is %.*s = mod(%.*s, %.*s)", from, source + left.start,
                from, source + left.start, (int)length, right);
  bool said = instead.len > 0;
  if (said) say(in, "% begins a comment;", text_string(&instead));
  text_free(&instead);
  return said;
}

/* 50% and 7 % 2 and R's 7 %% 2, A %*% B */
static void note_percent(Interp *in, const char *source, Span left) {
  const char *s = source + left.end, *sign = s + strspn(s, " ");
  if (*sign != '%') return;
  bool number = digits(source + left.start) == left.end - left.start;
  const char *operation = NULL, *right = sign + 1;
  if (strncmp(sign, "%%", 2) == 0) operation = "mod(%.*s, %.*s)", right = sign + 2;
  if (strncmp(sign, "%/%", 3) == 0) operation = "floor(%.*s / %.*s)", right = sign + 3;
  if (strncmp(sign, "%*%", 3) == 0) operation = "%.*s * %.*s", right = sign + 3;
  if (note_other_percent(in, source, left, sign)) return;
  bool r = operation != NULL;
  right += strspn(right, " ");
  size_t len = r ? strcspn(right, " \n;,%") : digits(right);
  int from = (int)(left.end - left.start);
  Text instead = TEXT_EMPTY;
  if (sign == s && number && (ends_line(sign + 1) || strncmp(sign, "% of ", 5) == 0)) {
    const char *of = ends_line(sign + 1) ? "" : "*";
    const char *what = *of ? sign + 5 : "";
    text_printf(&instead, "%.*s percent is %.*s/100%s%.*s", from, source + left.start, from,
                source + left.start, of, (int)strcspn(what, " \n;"), what);
  } else if (len > 0 && ends_line(right + len) && (r || (number && sign > s && sign[1] == ' '))) {
    const char *a = source + left.start;
    if (!operation || operation[0] == 'm')
      text_printf(&instead, "the remainder is mod(%.*s, %.*s)", from, a, (int)len, right);
    else if (operation[0] == 'f')
      text_printf(&instead, "whole division is floor(%.*s / %.*s)", from, a, (int)len, right);
    else
      text_printf(&instead, "the product is %.*s * %.*s", from, a, (int)len, right);
  }
  if (instead.len > 0) say(in, "% begins a comment;", text_string(&instead));
  text_free(&instead);
}

/* x =+ 1 */
static void note_update(Interp *in, const Node *n, const char *source) {
  Span target = n->kids[0]->span, value = n->kids[1]->span;
  const char *s = source + target.end, *sign = s + strspn(s, " ");
  if (*sign != '=' || !sign[1] || !strchr("+-!", sign[1]) || sign[2] != ' ' ||
      target.end > value.start)
    return;
  Text instead = TEXT_EMPTY;
  const char *rest = sign + 2;
  int length = source + value.end > rest ? (int)(source + value.end - rest) : 0;
  const char *verb = sign[1] == '+' ? "add" : sign[1] == '-' ? "subtract" : "compare";
  text_printf(&instead, "to %s, write %.*s %c=%.*s", verb, (int)(target.end - target.start),
              source + target.start, sign[1], length, rest);
  say(in,
      sign[1] == '!'   ? "=! assigns the opposite;"
      : sign[1] == '+' ? "=+ assigns a positive number;"
                       : "=- assigns a negative number;",
      text_string(&instead));
  text_free(&instead);
}

/* x <- 3 */
static void note_arrow(Interp *in, const Node *n, const char *source) {
  if (n->kind != NODE_BINARY || n->op != OPERATE_LESS || n->kids[0]->kind != NODE_NAME) return;
  const char *sign = source + n->at.start;
  if (strncmp(sign, "<- ", 3) != 0) return;
  Span value = n->kids[1]->span;
  Text instead = TEXT_EMPTY;
  const char *s = source + value.start + 1;
  text_printf(&instead, "to assign, write %s =%.*s", n->kids[0]->text,
              (int)(value.end - value.start - 1), s);
  say(in, "this compares with a negative number;", text_string(&instead));
  text_free(&instead);
}

/* x, y = 1, 2 and x, y = y, x */
static void note_several(Interp *in, const Node *n, const char *source) {
  bool name_right = n->kids[1]->kind == NODE_NAME;
  if (n->kids[0]->kind != NODE_NAME || (n->kids[1]->kind != NODE_NUMBER && !name_right)) return;
  const char *line = source + n->span.start, *after = source + n->span.end;
  while (line > source && line[-1] != '\n') line--;
  size_t name = 0;
  while (isalnum((unsigned char)line[name]) || line[name] == '_') name++;
  const char *second = line + name;
  if (name == 0 || isdigit((unsigned char)*line) || *second != ',') return;
  second += 1 + strspn(second + 1, " ");
  if (second != source + n->span.start || *after != ',') return;
  after += 1 + strspn(after + 1, " ");
  size_t value = digits(after);
  while (name_right && (isalnum((unsigned char)after[value]) || after[value] == '_')) value++;
  if (value == 0 || !ends_line(after + value)) return;
  Text instead = TEXT_EMPTY;
  Span first = n->kids[1]->span;
  if (name_right) {
    text_printf(&instead, "write [%.*s, %s] = deal(%s, %.*s)", (int)name, line, n->kids[0]->text,
                n->kids[1]->text, (int)value, after);
    say(in, "only the second name is assigned;", text_string(&instead));
    text_free(&instead);
    return;
  }
  text_printf(&instead, "write %.*s = %.*s, %s = %.*s", (int)name, line,
              (int)(first.end - first.start), source + first.start, n->kids[0]->text, (int)value,
              after);
  say(in, "only the second name is assigned;", text_string(&instead));
  text_free(&instead);
}

/* mean(1, 2): two numbers, but not one list of them. */
static void note_dimension(Interp *in, const Node *n, const char *source) {
  static const char *const names[] = { "mean", "median", "sum", "prod", "mode" };
  if (n->kind != NODE_CALL || n->count != 3 || n->kids[0]->kind != NODE_NAME ||
      n->kids[1]->kind != NODE_NUMBER || n->kids[2]->kind != NODE_NUMBER)
    return;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(n->kids[0]->text, names[i]) == 0) {
      Text instead = TEXT_EMPTY;
      text_printf(&instead, "both numbers in one list are %s([%.*s])", names[i],
                  (int)(n->kids[2]->span.end - n->kids[1]->span.start),
                  source + n->kids[1]->span.start);
      say(in, "the second number is taken as a dimension;", text_string(&instead));
      text_free(&instead);
    }
}

static bool calls_unknown(const Interp *in, const Node *n) {
  for (size_t i = 0; n && i < n->count; i++)
    if (calls_unknown(in, n->kids[i])) return true;
  return n && n->kind == NODE_CALL && n->kids[0]->kind == NODE_NAME &&
         !registry_find(in->functions.registry, n->kids[0]->text, strlen(n->kids[0]->text)) &&
         !(in->scope && dict_find_string(&in->scope->names, n->kids[0]->text) != DICT_NONE);
}

/* 'x = ' + x and [0] * 5, as far as they stand in the open. */
static bool note_operator(Interp *in, const Node *n, const char *source) {
  if (!n || n->kind == NODE_LAMBDA) return false;
  for (size_t i = 0; i < n->count; i++)
    if (note_operator(in, n->kids[i], source)) return true;
  if (n->kind != NODE_BINARY || n->count != 2) return false;
  const Node *a = n->kids[0], *b = n->kids[1];
  if (calls_unknown(in, a) || calls_unknown(in, b)) return false;
  int x = (int)(a->span.end - a->span.start), y = (int)(b->span.end - b->span.start);
  bool left = a->kind == NODE_STRING && a->length > 1,
       right = b->kind == NODE_STRING && b->length > 1;
  if (x > 30 || y > 30) return false;
  Text instead = TEXT_EMPTY;
  bool literal = a->kind == NODE_NUMBER || b->kind == NODE_NUMBER;
  if (n->op == OPERATE_ADD && (left || right) && !literal) {
    bool first = a->kind == NODE_STRING, second = b->kind == NODE_STRING;
    text_printf(&instead, first ? "to join, write [%.*s, " : "to join, write [num2str(%.*s), ", x,
                source + a->span.start);
    text_printf(&instead, second ? "%.*s]" : "num2str(%.*s)]", y, source + b->span.start);
    say(in, "+ adds the character codes of a text;", text_string(&instead));
  } else if (n->op == OPERATE_MATRIX_TIMES && a->kind == NODE_MATRIX && a->count == 1 &&
             a->kids[0]->count == 1 && a->kids[0]->kids[0]->kind == NODE_NUMBER &&
             b->kind == NODE_NUMBER) {
    text_printf(&instead, "%.*s copies are repmat(%.*s, 1, %.*s)", y, source + b->span.start, x - 2,
                source + a->span.start + 1, y, source + b->span.start);
    say(in, "this multiplies;", text_string(&instead));
  }
  bool said = instead.len > 0;
  text_free(&instead);
  return said;
}

/* mean(u) = 3 makes a variable of that name. */
static void note_hidden(Interp *in, const Node *statement) {
  const Node *target = statement->kids[0];
  if (target->kind != NODE_CALL || target->kids[0]->kind != NODE_NAME) return;
  const char *name = target->kids[0]->text;
  if (!registry_find(in->functions.registry, name, strlen(name)) || strlen(name) < 3) return;
  Value v = in->scope ? scope_get(in->scope, name) : VALUE_NOTHING;
  bool known = v.kind != VALUE_NONE;
  value_release(v);
  if (known) return;
  Text instead = TEXT_EMPTY;
  text_printf(&instead, "clear %s brings it back", name);
  say(in, "a variable of this name hides the function;", text_string(&instead));
  text_free(&instead);
}

void note_habits(Interp *in, const Node *statement, const char *source) {
  if (statement->kind != NODE_EXPRESSION && statement->kind != NODE_ASSIGN) return;
  note_operator(in, statement, source);
  note_rows(in, statement, source);
  note_dictionary(in, statement, source);
  if (statement->kind == NODE_ASSIGN) {
    note_update(in, statement, source);
    note_hidden(in, statement);
    note_several(in, statement, source);
    return;
  }
  const Node *n = statement->kids[0];
  note_arrow(in, n, source);
  note_dimension(in, n, source);
  if (n->kind == NODE_NUMBER) note_comma(in, source, n->span);
  if (n->kind == NODE_NUMBER || n->kind == NODE_NAME || n->kind == NODE_STRING)
    note_percent(in, source, n->span);
}

/* ------------------------------------------------------------------ NaN */

static bool is_nan_name(const Node *n) {
  return n->kind == NODE_NAME &&
         (strcmp(n->text, "NaN") == 0 || strcmp(n->text, "nan") == 0 || strcmp(n->text, "NA") == 0);
}

static bool names_nan(const Node *n) {
  if (!n) return false;
  if (is_nan_name(n)) return true;
  for (size_t i = 0; i < n->count; i++)
    if (names_nan(n->kids[i])) return true;
  return false;
}

static bool holds_nan(Value v) {
  View view;
  if (!value_view(&v, &view)) return false;
  for (size_t k = 0; k < view.count * (view.complex ? 2 : 1); k++)
    if (view.data[k] != view.data[k]) return true;
  return false;
}

/* Whether N reads a variable with NaN in it. */
static bool reads_nan(const Node *n, const Scope *scope) {
  if (!n) return false;
  if (n->kind == NODE_NAME) {
    Value v = scope_get(scope, n->text);
    bool holds = holds_nan(v);
    value_release(v);
    if (holds) return true;
  }
  for (size_t i = 0; i < n->count; i++)
    if (reads_nan(n->kids[i], scope)) return true;
  return false;
}

/* The call of a distribution, such as normpdf(0, 0, -1). */
static const Node *find_distribution(const Node *n) {
  if (!n || n->kind == NODE_LAMBDA) return NULL;
  if (n->kind == NODE_CALL && n->count > 2 && n->kids[0]->kind == NODE_NAME) {
    size_t len = strlen(n->kids[0]->text);
    const char *ending = len > 4 ? n->kids[0]->text + len - 3 : "";
    bool one = strcmp(ending, "pdf") == 0 || strcmp(ending, "cdf") == 0 ||
               strcmp(ending, "inv") == 0 || strcmp(ending, "rnd") == 0;
    if (one && strcmp(n->kids[0]->text, "pinv") != 0) return n->kids[0];
  }
  const Node *found = NULL;
  for (size_t i = 0; i < n->count && !found; i++) found = find_distribution(n->kids[i]);
  return found;
}

void note_nan_begin(Interp *in, const Node *statement, const Scope *scope) {
  NanNotes *notes = &in->nan;
  notes->shown = notes->listening = false;
  if (notes->explained && notes->distributed) return;
  bool typed = names_nan(statement);
  notes->listening = !typed && !(notes->named && reads_nan(statement, scope));
  notes->named |= typed;
}

void note_nan_shown(Interp *in, Value v) {
  in->nan.shown |= holds_nan(v);
}

void note_nan_end(Interp *in, const Node *statement) {
  NanNotes *notes = &in->nan;
  notes->listening = false;
  if (!notes->shown) return;
  const Node *distribution = find_distribution(statement);
  if (distribution && !notes->distributed) {
    Text note = TEXT_EMPTY;
    text_printf(&note, "note: NaN: %.40s has no value for such arguments; `help %.40s` shows what ",
                distribution->text, distribution->text);
    text_puts(&note, "they mean\n");
    interp_print(in, text_string(&note));
    text_free(&note);
    notes->distributed = true;
  } else if (!distribution && !notes->explained) {
    interp_print(in, "note: NaN is 'not a number': 0/0, Inf - Inf and 0*Inf have no value,\n"
                     "  and NaN spreads to what is computed from it\n");
    notes->explained = true;
  }
}
