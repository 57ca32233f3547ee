/* scan.c -- sscanf, textscan, strread: values read out of a text by a template.  */

#include "config.h"
#include "base/memory.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "value/cell.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ templates */

typedef enum PieceKind { LITERAL, BLANKS, WHOLE, NUMBER, WORD, CHARACTERS, CLASS } PieceKind;

typedef struct Piece {
  PieceKind kind;
  bool dropped;     /* %*d: read, but not kept */
  size_t width;     /* at most so many bytes; 0: any number */
  int base;         /* of WHOLE; 0: as the prefix says */
  char literal;     /* of LITERAL */
  bool member[256]; /* of CLASS */
} Piece;

typedef struct Pieces {
  Piece *items;
  size_t count, cap;
  size_t conversions; /* that keep what they read */
  bool texts;         /* all of which are of characters */
} Pieces;

static void pieces_free(Pieces *p) {
  free(p->items);
  *p = (Pieces){ 0 };
}

/* What stands between [ and ], behind *S: "a-z", "^,". */
static bool read_class(const char **s, Piece *piece) {
  const char *p = *s;
  bool others = *p == '^';
  if (others) p++;
  memset(piece->member, others, sizeof piece->member);
  const char *first = p;
  for (; *p && (*p != ']' || p == first); p++) {
    unsigned char low = (unsigned char)*p, high = low;
    if (p[1] == '-' && p[2] && p[2] != ']') {
      high = (unsigned char)p[2];
      p += 2;
    }
    for (unsigned c = low; c <= high; c++) piece->member[c] = !others;
  }
  if (*p != ']') return false;
  *s = p + 1;
  return true;
}

/* The conversion behind the % at *S; false when there is none like that. */
static bool read_conversion(const char **s, Piece *piece) {
  const char *p = *s;
  if (*p == '*') piece->dropped = true, p++;
  while (isdigit((unsigned char)*p)) piece->width = piece->width * 10 + (size_t)(*p++ - '0');
  while (*p == 'l' || *p == 'h') p++;
  piece->base = 10;
  switch (*p++) {
  case 'd':
  case 'u': piece->kind = WHOLE; break;
  case 'i': piece->kind = WHOLE, piece->base = 0; break;
  case 'x':
  case 'X': piece->kind = WHOLE, piece->base = 16; break;
  case 'o': piece->kind = WHOLE, piece->base = 8; break;
  case 'f':
  case 'g':
  case 'e':
  case 'E':
  case 'G': piece->kind = NUMBER; break;
  case 's': piece->kind = WORD; break;
  case 'c': piece->kind = CHARACTERS; break;
  case '[':
    piece->kind = CLASS;
    if (!read_class(&p, piece)) return false;
    break;
  default: return false;
  }
  *s = p;
  return true;
}

/* Argument I as a template; false with the call failed. */
static bool read_template(Call *call, size_t i, const char *text, Pieces *p) {
  p->texts = true;
  for (const char *s = text; *s;) {
    Piece piece = { .kind = LITERAL };
    if (isspace((unsigned char)*s)) {
      piece.kind = BLANKS;
      while (isspace((unsigned char)*s)) s++;
    } else if (*s == '%' && s[1] != '%') {
      s++;
      if (!read_conversion(&s, &piece)) {
        pieces_free(p);
        call_fail_at(call, i, ERROR_DOMAIN, "%s: the template's %%%.1s is not known",
                     call->builtin->name, s);
        call_hint(call, "%%f reads a number, %%d a whole one, %%s a word, %%*s skips a word");
        return false;
      }
      p->conversions += !piece.dropped;
      p->texts &= piece.dropped || piece.kind >= WORD;
    } else {
      if (*s == '%') s++;
      piece.literal = *s++;
    }
    MEM_GROW(p->items, p->count, p->cap);
    p->items[p->count++] = piece;
  }
  p->texts &= p->conversions > 0;
  return true;
}

/* ------------------------------------------------------------------ reading */

static const char *skip_blanks(const char *s) {
  while (isspace((unsigned char)*s)) s++;
  return s;
}

/* A number at *S, which moves behind it; false when none stands there. */
static bool read_number(const Piece *piece, const char **s, double *x) {
  enum { LONGEST = 400 };
  char text[LONGEST + 1], *end;
  size_t len = piece->width && piece->width < LONGEST ? piece->width : LONGEST;
  snprintf(text, sizeof text, "%.*s", (int)len, *s);
  const char *digits = text + (*text == '+' || *text == '-');
  if (isspace((unsigned char)*text)) return false;
  if (piece->kind == WHOLE) {
    *x = (double)strtoll(text, &end, piece->base);
  } else if (strncmp(digits, "NA", 2) == 0 && digits[2] != 'N') {
    *x = NAN;
    end = text + (digits - text) + 2;
  } else if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) {
    *x = 0; /* no hexadecimal fractions */
    end = text + (digits - text) + 1;
  } else {
    *x = strtod(text, &end);
  }
  if (end == text) return false;
  *s += end - text;
  return true;
}

/* The end of the characters at S that PIECE takes; S itself for none. */
static const char *text_end(const Piece *piece, const char *s, const char *end) {
  size_t most = piece->width ? piece->width : piece->kind == CHARACTERS ? 1 : (size_t)(end - s);
  const char *p = s;
  while (p < end && (size_t)(p - s) < most) {
    unsigned char c = (unsigned char)*p;
    if ((piece->kind == WORD && isspace(c)) || (piece->kind == CLASS && !piece->member[c])) break;
    p++;
  }
  return p;
}

/* ------------------------------------------------------------------ sscanf */

typedef struct Found {
  double *data;
  size_t count, cap, most;
  size_t conversions; /* that succeeded */
} Found;

static void found_add(Found *f, double x) {
  if (f->count == f->most) return;
  MEM_GROW(f->data, f->count, f->cap);
  f->data[f->count++] = x;
}

/* One piece at *S; false when the text says something else or ends. */
static bool scan_piece(const Piece *piece, const char **s, const char *end, Found *f) {
  double x;
  if (piece->kind == BLANKS) {
    *s = skip_blanks(*s);
    return true;
  }
  if (piece->kind != CHARACTERS && piece->kind != CLASS) *s = skip_blanks(*s);
  if (piece->kind == LITERAL) {
    if (*s >= end || **s != piece->literal) return false;
    (*s)++;
    return true;
  }
  if (piece->kind < WORD) {
    if (!read_number(piece, s, &x)) return false;
    if (!piece->dropped) found_add(f, x), f->conversions++;
    return true;
  }
  const char *stop = text_end(piece, *s, end);
  if (stop == *s) return false;
  for (; *s < stop; (*s)++)
    if (!piece->dropped) found_add(f, (unsigned char)**s);
  if (!piece->dropped) f->conversions++;
  return true;
}

static void scan_all(const Pieces *p, const char **s, const char *end, bool again, Found *f) {
  do
    for (size_t i = 0; i < p->count; i++) {
      if (f->count >= f->most) return;
      if (!scan_piece(&p->items[i], s, end, f)) return;
    }
  while (again && p->conversions > 0 && *s < end);
}

/* The shape asked for by argument 2: *ROWS of 0 is a plain list.  False with the call failed. */
static bool read_size(Call *call, size_t *rows, size_t *most) {
  *rows = 0;
  *most = (size_t)-1;
  if (!call_given(call, 2) || value_is_empty(call->args[2])) return true;
  View v;
  bool numbers = value_view(&call->args[2], &v) && !v.complex && v.count <= 2;
  for (size_t k = 0; numbers && k < v.count; k++)
    numbers = v.data[k] >= 0 && (isinf(v.data[k]) || v.data[k] < 1e9);
  if (!numbers || (v.count == 2 && !isfinite(v.data[0]))) {
    call_fail_at(call, 2, ERROR_DOMAIN,
                 "sscanf: the size is a number of values, Inf, or [rows columns]");
    call_hint(call, "for example sscanf('1 2 3 4', '%%f', [2 Inf])");
    return false;
  }
  double all = v.count == 2 ? v.data[0] * v.data[1] : v.data[0];
  if (isfinite(all)) *most = (size_t)all;
  if (v.count == 2) *rows = (size_t)v.data[0];
  return true;
}

static Value found_value(const Found *f, const Pieces *p, size_t rows) {
  bool list = rows == 0, row = list && p->texts;
  if (list) rows = row ? 1 : f->count;
  size_t columns = row ? f->count : list ? 1 : (f->count + rows - 1) / rows;
  if (f->count == 0) rows = 0, columns = p->conversions > 0 && f->most > 0 && !p->texts;
  Array *a =
      array_new(2, (size_t[]){ rows, columns }, p->texts ? ELEMENT_CHAR : ELEMENT_REAL, false);
  for (size_t k = 0; a && k < a->count; k++) a->data[k] = k < f->count ? f->data[k] : 0;
  return value_array(a);
}

/* sscanf(text, template, 'C'): one result for each conversion. */
static Value scan_apart(Call *call, const Pieces *p, const char *s, const char *end) {
  Value first = VALUE_NOTHING;
  bool good = true;
  size_t n = 0;
  for (size_t i = 0; i < p->count; i++) {
    Found f = { .most = (size_t)-1 };
    good = good && scan_piece(&p->items[i], &s, end, &f);
    const Piece *piece = &p->items[i];
    if (piece->kind < WHOLE || piece->dropped) continue;
    Pieces one = { .texts = piece->kind >= WORD };
    Value v = found_value(&f, &one, 0);
    free(f.data);
    if (n == 0)
      first = v;
    else if (n < MAX_RESULTS)
      call_result(call, n, v);
    else
      value_release(v);
    n++;
  }
  return first.kind == VALUE_NONE ? value_array(array_new_matrix(0, 0)) : first;
}

static Value call_sscanf(Call *call) {
  Pieces p = { 0 };
  size_t rows;
  Found f = { 0 };
  bool apart = call_given(call, 2) && call_string_is(call, 2, "C");
  if (!apart && !read_size(call, &rows, &f.most)) return VALUE_FAILED;
  if (!read_template(call, 1, call_string(call, 1), &p)) return VALUE_FAILED;
  const char *text = call_string(call, 0), *s = text, *end = s + strlen(s);
  Value r = VALUE_FAILED;
  if (apart)
    r = scan_apart(call, &p, s, end);
  else if (call_step(call, (size_t)(end - s))) {
    scan_all(&p, &s, end, true, &f);
    r = found_value(&f, &p, rows);
    call_result(call, 1, value_scalar((double)f.conversions));
    call_result(call, 2, value_string(s < end ? "sscanf: format failed to match" : ""));
    call_result(call, 3, value_scalar((double)(s - text) + 1));
  }
  free(f.data);
  pieces_free(&p);
  return r;
}

/* ------------------------------------------------------------------ textscan, strread */

/* Of each kept conversion, what was read: numbers, or texts. */
typedef struct Column {
  bool texts;
  double *numbers;
  Value *words;
  size_t count, cap;
} Column;

typedef struct Table {
  Pieces pieces;
  Column *columns;
  const char *delimiters; /* "": blanks separate */
  const char *comment;    /* begins what is skipped up to the end of its line; "": nothing does */
  double empty;           /* stands for a number that is missing between delimiters */
  long header, most;      /* lines to skip; how often the template is used, negative: to the end */
} Table;

static const char *skip_line(const char *s) {
  s += strcspn(s, "\n");
  return *s ? s + 1 : s;
}

/* Behind blanks and comments; on the same line only, when LINE. */
static const char *skip_space(const Table *t, const char *s, bool line) {
  for (;; s++) {
    if (*t->comment && strncmp(s, t->comment, strlen(t->comment)) == 0) s += strcspn(s, "\n");
    bool blank = isspace((unsigned char)*s) && !(line && *s == '\n');
    if (!blank || (*t->delimiters && strchr(t->delimiters, *s))) return s;
  }
}

static void column_number(Column *c, double x) {
  MEM_GROW(c->numbers, c->count, c->cap);
  c->numbers[c->count++] = x;
}

static void column_word(Column *c, const char *s, size_t len) {
  MEM_GROW(c->words, c->count, c->cap);
  c->words[c->count++] = value_string_bytes(s, len);
}

/* The field at *S for PIECE, into C (NULL: dropped).  False where the table ends. */
static bool read_field(const Table *t, const Piece *piece, const char **s, bool separated,
                       Column *c) {
  bool lines = *t->delimiters != '\0';
  *s = skip_space(t, *s, lines);
  const char *at = *s;
  if (!*at && !separated) return false;
  bool missing = !*at || *at == '\n' || (lines && strchr(t->delimiters, *at));
  if (piece->kind < WORD) {
    double x = t->empty;
    if (!missing && !read_number(piece, s, &x)) return false;
    if (c) column_number(c, x);
  } else {
    const char *end = at;
    if (piece->kind == WORD)
      while (*end && *end != '\n' &&
             !(lines ? strchr(t->delimiters, *end) != NULL : isspace((unsigned char)*end)) &&
             !(piece->width && (size_t)(end - at) == piece->width))
        end++;
    else
      end = text_end(piece, at, at + strlen(at));
    *s = end;
    while (end > at && isspace((unsigned char)end[-1])) end--;
    if (c) column_word(c, at, (size_t)(end - at));
  }
  *s = skip_space(t, *s, true);
  return true;
}

static void read_table(Table *t, const char *s) {
  for (long i = 0; i < t->header; i++) s = skip_line(s);
  bool separated = false;
  for (long turn = 0; t->most < 0 || turn < t->most; turn++) {
    size_t column = 0;
    s = skip_space(t, s, false);
    if (!*s) return;
    for (size_t i = 0; i < t->pieces.count; i++) {
      const Piece *piece = &t->pieces.items[i];
      if (piece->kind == BLANKS) continue;
      if (piece->kind == LITERAL) {
        s = skip_space(t, s, false);
        if (*s == piece->literal) s++;
        continue;
      }
      Column *c = piece->dropped ? NULL : &t->columns[column++];
      if (!read_field(t, piece, &s, separated, c)) return;
      separated = *s && *s != '\n' && strchr(t->delimiters, *s);
      if (separated) s++;
    }
  }
}

static Value column_value(Column *c) {
  if (!c->texts) return arguments_vector(c->numbers, c->count, false);
  Cell *cell = cell_new_matrix(c->count, 1);
  for (size_t k = 0; k < c->count; k++)
    if (cell)
      cell_set(cell, k, c->words[k]);
    else
      value_release(c->words[k]);
  return value_cell(cell);
}

/* The options behind the template: how often, then names and values.  False, with the call failed,
   for others. */
static bool read_options(Call *call, Table *t) {
  size_t i = 2;
  if (call_given(call, i) && !value_is_text(call->args[i])) {
    double most = call_scalar(call, i++);
    t->most = most >= 0 && most < 1e9 ? (long)most : -1;
  }
  for (; i + 1 < call->count; i += 2) {
    if (call_string_is(call, i, "delimiter"))
      t->delimiters = call_string(call, i + 1);
    else if (call_string_is(call, i, "commentstyle"))
      t->comment = call_string(call, i + 1);
    else if (call_string_is(call, i, "emptyvalue"))
      t->empty = call_scalar(call, i + 1);
    else if (call_string_is(call, i, "headerlines")) {
      if (!call_integer(call, i + 1, 0, 1e9, &t->header)) return false;
    } else
      break;
  }
  if (i >= call->count) return true;
  call_fail_at(call, i, ERROR_DOMAIN,
               "%s: the options are 'Delimiter', 'HeaderLines', 'CommentStyle' and 'EmptyValue', "
               "each with a value",
               call->builtin->name);
  call_hint(call, "for example %s('1,2', '%%f', 'Delimiter', ',')", call->builtin->name);
  return false;
}

/* The table that the call describes, read; false with the call failed. */
static bool table_of(Call *call, Table *t) {
  *t = (Table){ .delimiters = "", .comment = "", .empty = NAN, .most = -1 };
  const char *template = call_given(call, 1) ? call_string(call, 1) : "";
  Text delimiters = TEXT_EMPTY;
  if (!read_options(call, t) || !read_template(call, 1, *template ? template : "%f", &t->pieces))
    return false;
  if (t->pieces.conversions == 0 || t->pieces.conversions > 64) {
    pieces_free(&t->pieces);
    call_fail_at(call, 1, ERROR_DOMAIN, "%s: the template must hold 1 to 64 conversions",
                 call->builtin->name);
    call_hint(call, "for example '%%s %%f' for a word and a number");
    return false;
  }
  t->columns = mem_new(t->pieces.conversions * sizeof *t->columns);
  for (size_t i = 0, n = 0; i < t->pieces.count; i++)
    if (t->pieces.items[i].kind >= WHOLE && !t->pieces.items[i].dropped)
      t->columns[n++].texts = t->pieces.items[i].kind >= WORD;
  text_puts(&delimiters, "");
  for (const char *d = t->delimiters; *d; d++) /* '\t' stands for a tab */
    text_putc(&delimiters, d[0] == '\\' && d[1] == 't' ? (d++, '\t') : *d);
  t->delimiters = text_string(&delimiters);
  const char *text = call_string(call, 0);
  bool good = call_step(call, strlen(text));
  if (good) read_table(t, text);
  text_free(&delimiters);
  return good;
}

static void table_free(Table *t) {
  for (size_t i = 0; t->columns && i < t->pieces.conversions; i++) {
    free(t->columns[i].numbers);
    free(t->columns[i].words);
  }
  free(t->columns);
  pieces_free(&t->pieces);
}

static Value call_textscan(Call *call) {
  Table t;
  if (!table_of(call, &t)) return VALUE_FAILED;
  Cell *cell = cell_new_matrix(1, t.pieces.conversions);
  for (size_t i = 0; i < t.pieces.conversions; i++) {
    Value v = column_value(&t.columns[i]);
    if (cell)
      cell_set(cell, i, v);
    else
      value_release(v);
  }
  table_free(&t);
  return value_cell(cell);
}

static Value call_strread(Call *call) {
  Table t;
  if (!table_of(call, &t)) return VALUE_FAILED;
  Value first = column_value(&t.columns[0]);
  for (size_t i = 1; i < t.pieces.conversions; i++) {
    Value v = column_value(&t.columns[i]);
    if (i < MAX_RESULTS)
      call_result(call, i, v);
    else
      value_release(v);
  }
  table_free(&t);
  return first;
}

const Builtin scan_family[] = {
  { .name = "sscanf",
    .signature = "text: string, template: string, size?: any -> x: any, count: scalar, "
                 "message: string, next: scalar",
    .call = call_sscanf,
    .summary = "The numbers that stand in a text, as a column: %d reads a whole number, %f any, %s "
               "a word, %*s skips one; the template is used again to the end of the text. A size "
               "such as [2 Inf] makes a matrix; 'C' gives each conversion a result of its own.",
    .numpy = "np.array([float(t) for t in re.findall(r'[-+.\\w]+', text)])  # by the pattern",
    .see = "textscan str2double strsplit sprintf",
    .examples = { { "sscanf('3 4.5 6', '%f')", "[3; 4.5; 6]" },
                  { "sscanf('10:20', '%d:%d')", "[10; 20]" },
                  { "sscanf('1 2 3 4', '%f', [2 Inf])", "[1 3; 2 4]" } } },
  { .name = "textscan",
    .signature = "text: string, template?: string, options?: any... -> cell",
    .call = call_textscan,
    .summary = "The columns of a table that stands in a text, in a cell: %f reads numbers, %s "
               "words, %*f skips. Then perhaps how many rows, and 'Delimiter', 'HeaderLines', "
               "'CommentStyle', 'EmptyValue' with values.",
    .numpy = "np.genfromtxt(io.StringIO(text), delimiter=',')  # for numbers",
    .see = "strread sscanf strsplit readcsv",
    .examples = { { "c = textscan('1,2;3,4', '%f %f', 'Delimiter', ',;'); c{2}", "[2; 4]" } } },
  { .name = "strread",
    .signature = "text: string, template?: string, options?: any... -> a: any, b: any, c: any, "
                 "d: any, e: any, f: any, g: any, h: any",
    .call = call_strread,
    .summary = "The columns of a table that stands in a text, each a result: as textscan.",
    .numpy = "np.genfromtxt(io.StringIO(text))  # for numbers",
    .see = "textscan sscanf strsplit",
    .examples = { { "[a, b] = strread('x 1 y 2', '%s %f'); b", "[1; 2]" } } },
  { 0 }
};
