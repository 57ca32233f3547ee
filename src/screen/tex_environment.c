/* tex_environment.c -- \begin{...} to \end{...}: matrices, cases, alignments.  */

#include "config.h"
#include "screen/tex_tree.h"

#include <string.h>

static const struct {
  const char *name, *left, *right;
  TableLook look;
} environments[] = {
  { "matrix", "", "", TABLE_MATRIX },    { "smallmatrix", "", "", TABLE_MATRIX },
  { "bmatrix", "[", "]", TABLE_MATRIX }, { "pmatrix", "(", ")", TABLE_MATRIX },
  { "Bmatrix", "{", "}", TABLE_MATRIX }, { "vmatrix", "|", "|", TABLE_MATRIX },
  { "Vmatrix", "‖", "‖", TABLE_MATRIX }, { "array", "", "", TABLE_MATRIX },
  { "cases", "{", "", TABLE_CASES },     { "aligned", "", "", TABLE_ALIGNED },
  { "align", "", "", TABLE_ALIGNED },    { "align*", "", "", TABLE_ALIGNED },
  { "alignat", "", "", TABLE_ALIGNED },  { "split", "", "", TABLE_ALIGNED },
  { "eqnarray", "", "", TABLE_ALIGNED }, { "eqnarray*", "", "", TABLE_ALIGNED },
  { "gather", "", "", TABLE_LINES },     { "gather*", "", "", TABLE_LINES },
  { "gathered", "", "", TABLE_LINES },   { "multline", "", "", TABLE_LINES },
  { "multline*", "", "", TABLE_LINES },  { "equation", "", "", TABLE_LINES },
  { "equation*", "", "", TABLE_LINES },  { "displaymath", "", "", TABLE_LINES },
};

static void describe(TexParser *p, TexTable *t, const char *name, size_t len, size_t start) {
  for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
    if (strlen(environments[i].name) != len || memcmp(environments[i].name, name, len) != 0)
      continue;
    const char *left = environments[i].left, *right = environments[i].right;
    t->look = environments[i].look;
    t->left = (Delimiter){ left, strcmp(left, "‖") == 0 ? "||" : left };
    t->right = (Delimiter){ right, strcmp(right, "‖") == 0 ? "||" : right };
    t->determinant = strcmp(left, "|") == 0;
    return;
  }
  t->look = TABLE_LINES;
  p->repairs++;
  tex_report(p, start, "unknown environment");
}

static void read_columns(TexParser *p, TexTable *t) {
  const char *s;
  size_t len, column = 0;
  if (!tex_raw_argument(p, &s, &len)) return;
  for (size_t i = 0; i < len; i++) {
    if (s[i] == '|') t->rule[column] = true;
    if (strchr("lcr", s[i]) && s[i] && column < TEX_SIDE) t->align[column++] = s[i];
  }
}

/* Whether what is next only starts a row: lines across, or the end. */
static void read_lines(TexParser *p, TexTable *t) {
  for (tex_skip_blanks(p);; tex_skip_blanks(p)) {
    if (tex_at_command(p, "hline"))
      p->at += 6;
    else if (tex_at_command(p, "cline")) {
      const char *s;
      size_t len;
      p->at += 6;
      tex_raw_argument(p, &s, &len);
    } else
      return;
    t->hline[t->rows < TEX_SIDE ? t->rows : TEX_SIDE] = true;
  }
}

static void end_table(TexParser *p, size_t start, const char *name, size_t len) {
  const char *s;
  size_t end_len;
  if (!tex_at_command(p, "end")) {
    tex_repair(p, start, "\\begin without its \\end");
    return;
  }
  size_t offset = p->at;
  p->at += 4;
  if (!tex_raw_argument(p, &s, &end_len) || end_len != len || memcmp(s, name, len) != 0)
    tex_repair(p, offset, "\\end names another environment than \\begin");
}

static void put_cell(TexParser *p, TexTable *t, size_t column, Node *cell) {
  if (!t->row[t->rows]) t->row[t->rows] = arena_new(p->arena, TEX_SIDE * sizeof(Node *));
  t->row[t->rows][column] = cell;
  if (column >= t->columns) t->columns = column + 1;
}

/* [3pt] after the end of a row. */
static void skip_row_space(TexParser *p) {
  if (p->at >= p->len || p->s[p->at] != '[') return;
  const char *close = memchr(p->s + p->at, ']', p->len - p->at);
  if (!close) return;
  for (const char *c = p->s + p->at + 1; c < close; c++)
    if (!*c || !strchr("0123456789.-ptemxc ", *c)) return;
  p->at = (size_t)(close - p->s) + 1;
}

static void read_cells(TexParser *p, TexTable *t) {
  bool cut = false;
  p->tables++;
  for (size_t column = 0;;) {
    if (column == 0) read_lines(p, t);
    size_t at = p->at;
    Node *cell = tex_parse_list(p, STOP_CELL);
    /* In the second column of an alignment a sign stands between two things. */
    if (t->look == TABLE_ALIGNED && column % 2 == 1 && cell->a && cell->a->class == CLASS_UNARY)
      cell->a->class = CLASS_BIN;
    bool more = p->at < p->len && (p->s[p->at] == '&' || tex_at_command(p, "\\"));
    bool any = cell->a || column > 0 || more, room = column < TEX_SIDE && t->rows < TEX_SIDE;
    if (any && room) put_cell(p, t, column, cell);
    if (any && !room && !cut) {
      cut = true;
      tex_report(p, at, "more than %d rows or columns; the rest is left out", TEX_SIDE);
    }
    bool same_row = more && p->s[p->at] == '&';
    if (any && !same_row && t->rows < TEX_SIDE) t->rows++;
    if (!more) break;
    p->at += same_row ? 1 : 2;
    column = same_row ? column + 1 : 0;
    if (!same_row) skip_row_space(p);
  }
  p->tables--;
  if (cut && t->rows > 0 && t->columns > 0) {
    t->rows--;
    put_cell(p, t, t->columns - 1, tex_group_of(p, tex_atom(p, "⋱", "...", CLASS_ORD)));
    t->rows++;
  }
}

Node *tex_parse_table(TexParser *p, size_t start) {
  const char *name = "";
  size_t len = 0;
  Node *n = tex_node(p, NODE_TABLE);
  TexTable *t = n->table = arena_new(p->arena, sizeof *t);
  tex_raw_argument(p, &name, &len);
  describe(p, t, name, len, start);
  if (len == 5 && memcmp(name, "array", 5) == 0) read_columns(p, t);
  if (len == 7 && memcmp(name, "alignat", 7) == 0) read_columns(p, t);
  read_cells(p, t);
  end_table(p, start, name, len);
  return n;
}

Node *tex_parse_lines(TexParser *p) {
  tex_skip_blanks(p);
  if (p->at >= p->len || p->s[p->at] != '{') return tex_parse_argument(p);
  size_t start = p->at++;
  Node *n = tex_node(p, NODE_TABLE);
  n->table = arena_new(p->arena, sizeof *n->table);
  n->table->look = TABLE_LINES;
  p->braces++;
  read_cells(p, n->table);
  p->braces--;
  if (p->at < p->len && p->s[p->at] == '}')
    p->at++;
  else
    tex_repair(p, start, "a { without its }");
  return n;
}
