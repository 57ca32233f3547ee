/* python_texts.c -- texts, printing, functions over lists.  */

#include "config.h"
#include "board/python_special.h"

#include <math.h>
#include <string.h>

/* cellfun, arrayfun: a list comprehension. */
Piece special_mapped(const Request *r) {
  if (r->count != 2) return NO_PIECE;
  const char *f = piece_in(r->np, r->args[0], BIND_ATOM), *over = special_atom(r, 1);
  if (piece_known(r->args[0]) && value_is_text(r->args[0].value)) {
    Text t = TEXT_EMPTY;
    value_append_text(r->args[0].value, &t);
    bool plain = strcmp(text_string(&t), "isempty") == 0;
    bool length = strcmp(text_string(&t), "length") == 0 || strcmp(text_string(&t), "numel") == 0;
    text_free(&t);
    if (length) return MAKE(r, "np.array([len(x) for x in %s])", over);
    return plain ? MAKE(r, "np.array([len(x) == 0 for x in %s])", over) : NO_PIECE;
  }
  if (r->args[1].rank > 1) return NO_PIECE;
  bool counts = strcmp(f, "np.size") == 0 && r->args[1].value.kind == VALUE_CELL;
  return MAKE(r, "np.array([%s(x) for x in %s])", counts ? "len" : f, over);
}

static bool plain_values(const Request *r, size_t from) {
  for (size_t i = from; i < r->count; i++)
    if (r->args[i].rank > 0 || (piece_known(r->args[i]) && value_is_complex(r->args[i].value)))
      return false;
  return true;
}

static const char *template_text(const Request *r) {
  Text t = TEXT_EMPTY;
  value_append_text(r->args[0].value, &t);
  Text out = TEXT_EMPTY;
  text_putc(&out, '"');
  for (size_t i = 0; i < t.len; i++) { /* the escapes of '...' are read by printf */
    if (t.data[i] == '"')
      text_puts(&out, "\\\"");
    else if (t.data[i] == '\n')
      text_puts(&out, "\\n");
    else
      text_putc(&out, t.data[i]);
  }
  text_putc(&out, '"');
  const char *s = arena_copy(&r->np->arena, text_string(&out), out.len);
  text_free(&out);
  text_free(&t);
  return s;
}

/* "100%%" is "100%" where nothing is put in. */
static const char *without_doubled(Numpy *np, const char *s) {
  char *copy = arena_copy_string(&np->arena, s), *to = copy;
  for (const char *c = s; *c; c++) {
    *to++ = *c;
    if (c[0] == '%' && c[1] == '%') c++;
  }
  *to = '\0';
  return copy;
}

/* printf("%g\n", x): the text again for each entry of x. */
static const char *for_each_entry(const Request *r) {
  if (r->count != 2 || r->args[1].rank < 1 || !piece_known(r->args[0]) ||
      !value_is_text(r->args[0].value))
    return NULL;
  const char *s = template_text(r);
  size_t marks = 0;
  for (const char *c = s; *c; c++)
    if (c[0] == '%' && c[1] == '%')
      c++;
    else
      marks += *c == '%';
  if (marks != 1) return NULL;
  const char *x = r->args[1].rank == 1
                      ? r->args[1].text
                      : arena_printf(&r->np->arena, "%s.ravel(order=\"F\")", special_atom(r, 1));
  return arena_printf(&r->np->arena, "\"\".join(%s %% v for v in %s)", s, x);
}

static const char *formatted(const Request *r) {
  const char *each = for_each_entry(r);
  if (each) return each;
  if (r->count == 0 || !piece_known(r->args[0]) || !value_is_text(r->args[0].value) ||
      !plain_values(r, 1))
    return NULL;
  const char *s = template_text(r);
  size_t marks = 0;
  for (const char *c = s; *c; c++) {
    if (*c != '%') continue;
    const char *kind = c + 1 + strspn(c + 1, "0123456789.+- #");
    double x = marks + 1 < r->count ? special_number(r, marks + 1) : 0;
    if (*kind == 'd' && x != floor(x) && !python_is_general(r->np))
      return NULL; /* shown as it is here, cut there */
    if (c[1] == '%')
      c++;
    else
      marks++;
  }
  if (marks != r->count - 1) return NULL;
  if (r->count == 1) return without_doubled(r->np, s);
  Text t = TEXT_EMPTY;
  text_printf(&t, "%s %% ", s);
  if (r->count > 2) text_putc(&t, '(');
  for (size_t i = 1; i < r->count; i++)
    text_printf(&t, "%s%s", i > 1 ? ", " : "",
                r->count > 2 ? r->args[i].text : piece_in(r->np, r->args[i], BIND_SIGN));
  if (r->count > 2) text_putc(&t, ')');
  const char *out = arena_copy(&r->np->arena, text_string(&t), t.len);
  text_free(&t);
  return out;
}

Piece special_sprintf(const Request *r) {
  const char *s = formatted(r);
  return s ? piece_new(r->np, BIND_PRODUCT, value_retain(r->value), "%s", s) : NO_PIECE;
}

Piece special_printf(const Request *r) {
  if (r->count > 1 && *r->name == 'f' && special_number(r, 0) == 1) { /* to the screen */
    Request own = *r;
    own.args++, own.count--;
    return special_printf(&own);
  }
  const char *s = formatted(r);
  if (!s) return NO_PIECE;
  size_t len = strlen(s);
  if (r->count == 1 && len > 3 && strcmp(s + len - 3, "\\n\"") == 0)
    return MAKE(r, "print(%.*s\")", (int)(len - 3), s);
  return MAKE(r, "print(%s, end=\"\")", s);
}

Piece special_shown(const Request *r) {
  return r->count == 1 ? MAKE(r, "print(%s)", r->args[0].text) : NO_PIECE;
}

/* error('id:x', 'text %d', n): raise ValueError(...). */
Piece special_error(const Request *r) {
  Request own = *r;
  bool identifier = r->count > 1 && piece_known(r->args[0]) && value_is_text(r->args[0].value) &&
                    strchr(r->args[0].text, ':') && !strpbrk(r->args[0].text, " %");
  if (identifier) own.args++, own.count--;
  const char *s = formatted(&own);
  if (!s && own.count == 1) s = own.args[0].text;
  return s ? piece_new(r->np, BIND_LAMBDA, VALUE_NOTHING, "raise ValueError(%s)", s) : NO_PIECE;
}

/* struct('a', 1, 'b', 2): a dictionary. */
Piece special_struct(const Request *r) {
  if (r->value.kind != VALUE_RECORD && r->value.kind != VALUE_NONE) return NO_PIECE;
  Text t = TEXT_EMPTY;
  for (size_t i = 0; i + 1 < r->count; i += 2)
    text_printf(&t, "%s%s: %s", i ? ", " : "", r->args[i].text, r->args[i + 1].text);
  Piece p = MAKE(r, "{%s}", text_string(&t));
  text_free(&t);
  return p;
}

Piece special_strcat(const Request *r) {
  Text t = TEXT_EMPTY;
  bool texts = r->count > 0;
  for (size_t i = 0; i < r->count && texts; i++) {
    texts = piece_known(r->args[i]) && value_is_string(r->args[i].value);
    text_printf(&t, "%s%s", i ? " + " : "", piece_in(r->np, r->args[i], BIND_SUM));
  }
  Piece p =
      texts ? piece_new(r->np, BIND_SUM, value_retain(r->value), "%s", text_string(&t)) : NO_PIECE;
  text_free(&t);
  return p;
}

/* num2str shows five significant digits, and more for large numbers. */
Piece special_num2str(const Request *r) {
  double x = special_number(r, 0);
  if (r->count == 2 && special_is_word(r, 1, "%d")) return MAKE(r, "str(%s)", r->args[0].text);
  if (r->count == 1 && value_is_text(r->args[0].value)) return r->args[0];
  if (r->count == 1 && r->args[0].rank <= 0 && python_is_general(r->np))
    return python_is_integer(r->np, r->args[0].text) ? MAKE(r, "str(%s)", r->args[0].text)
                                                     : MAKE(r, "f\"{%s:.5g}\"", r->args[0].text);
  if (r->count != 1 || r->value.kind == VALUE_NONE || !isfinite(x)) return special_refuse(r);
  if (x == floor(x)) return MAKE(r, "str(%s)", r->args[0].text);
  double digits = floor(log10(fabs(x))) + 5;
  return MAKE(r, "f\"{%s:.%.0fg}\"", r->args[0].text, digits < 5 ? 5 : digits > 16 ? 16 : digits);
}

/* $1 there is \1. */
Piece special_regexprep(const Request *r) {
  if (r->count != 3 || !value_is_string(r->args[0].value)) return NO_PIECE;
  Text t = TEXT_EMPTY;
  for (const char *s = r->args[2].text; *s; s++) text_putc(&t, *s == '$' ? '\\' : *s);
  Piece p = MAKE(r, "re.sub(r%s, r%s, %s)", r->args[1].text, text_string(&t), r->args[0].text);
  text_free(&t);
  return p;
}

Piece special_feval(const Request *r) {
  if (r->count == 0 || r->args[0].value.kind != VALUE_FUNCTION) return NO_PIECE;
  Text t = TEXT_EMPTY;
  for (size_t i = 1; i < r->count; i++) text_printf(&t, "%s%s", i > 1 ? ", " : "", r->args[i].text);
  Piece p = MAKE(r, "%s(%s)", special_atom(r, 0), text_string(&t));
  text_free(&t);
  return p;
}
