/* tex_tree.h -- a formula as a tree, and the commands that make it; inside of src/screen only.  */

#ifndef SCREEN_TEX_TREE_H
#define SCREEN_TEX_TREE_H

#include "base/memory.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

enum {
  TEX_LONGEST = 16384, /* bytes of source */
  TEX_DEEPEST = 64,    /* everything that nests counts */
  TEX_ATOMS = 4096,
  TEX_FENCES = 16, /* brackets in brackets without groups of their own */
  TEX_SIDE = 64,   /* rows and columns of a matrix */
};

/* How a thing keeps its neighbours at a distance. */
typedef enum TexClass {
  CLASS_ORD,
  CLASS_OP,    /* log */
  CLASS_LIMOP, /* max, which takes its limits below */
  CLASS_BIGOP, /* a sum or an integral */
  CLASS_BIN,
  CLASS_UNARY, /* a sign before what it belongs to */
  CLASS_REL,
  CLASS_OPEN,
  CLASS_CLOSE,
  CLASS_PUNCT,
  CLASS_BAR,    /* opens or closes, by its place */
  CLASS_FENCE,  /* a small bracket with its contents */
  CLASS_INNER,  /* a grown one */
  CLASS_MATRIX, /* drawn in two dimensions */
} TexClass;

typedef enum TexAttribute { ATTR_BOLD = 1, ATTR_ITALIC = 2, ATTR_ERROR = 4 } TexAttribute;

/* What a command does to the parser. */
typedef enum TexKind {
  KIND_ATOM, /* arg: its class */
  KIND_INT,
  KIND_FRAC, /* arg: 1 where small parts stay on the row */
  KIND_BINOM,
  KIND_SQRT,
  KIND_LEFT,
  KIND_RIGHT,
  KIND_MIDDLE,
  KIND_BIG,
  KIND_BEGIN,
  KIND_END,
  KIND_ACCENT, /* arg: which */
  KIND_BRACE,  /* arg: 1 above */
  KIND_TEXT,   /* arg: attribute */
  KIND_FONT,   /* arg: a TexFont */
  KIND_OPERATOR,
  KIND_CLASS, /* arg: the class given to an argument */
  KIND_STACK, /* arg: 1 above, 0 below */
  KIND_ARROW, /* a label above */
  KIND_BOXED,
  KIND_CANCEL,
  KIND_NOT,
  KIND_PHANTOM,
  KIND_SUBSTACK,
  KIND_SPACE,  /* arg: cells */
  KIND_PMOD,   /* arg: 0 in brackets, 1 not */
  KIND_LIMITS, /* arg: 1 on, 0 off */
  KIND_SKIP,   /* arg: arguments thrown away */
  KIND_TAG,    /* the same, with a warning */
  KIND_NEVER,
} TexKind;

typedef enum TexFont { FONT_PLAIN, FONT_BOLD, FONT_BLACKBOARD, FONT_SCRIPT, FONT_UPRIGHT } TexFont;

typedef struct TexSymbol {
  const char *name, *utf8, *ascii;
  uint8_t kind, arg;
} TexSymbol;

const TexSymbol *tex_symbol(const char *name, size_t len); /* by its command; NULL when unknown */
const TexSymbol *tex_symbol_sign(const char *utf8, size_t len); /* by what it prints */
const char *tex_symbol_nearest(const char *name); /* for "did you mean"; may be NULL */

typedef enum NodeType {
  NODE_ATOM,
  NODE_GROUP,  /* a: first item */
  NODE_SCRIPT, /* a: nucleus, b: below, c: above */
  NODE_FRAC,   /* a over b */
  NODE_BINOM,
  NODE_ROOT,  /* a, index b */
  NODE_FENCE, /* a between left and right */
  NODE_MIDDLE,
  NODE_TABLE,
  NODE_ACCENT,
  NODE_BRACE, /* a, label b */
  NODE_STACK, /* a with b above or c below */
  NODE_ARROW, /* label a */
  NODE_BOXED,
  NODE_PHANTOM,
  NODE_SPACE,
} NodeType;

typedef struct Delimiter {
  const char *utf8, *ascii;
} Delimiter;

typedef enum TableLook { TABLE_MATRIX, TABLE_CASES, TABLE_ALIGNED, TABLE_LINES } TableLook;

typedef struct TexTable {
  TableLook look;
  Delimiter left, right;
  bool determinant;
  bool bare; /* the bracket round it is somebody else's */
  size_t rows, columns;
  struct Node **row[TEX_SIDE]; /* TEX_SIDE cells each, a group or NULL */
  char align[TEX_SIDE + 1];
  bool rule[TEX_SIDE + 1];  /* a line left of the column */
  bool hline[TEX_SIDE + 1]; /* a line above the row */
} TexTable;

typedef struct Node {
  uint8_t type, class, attributes;
  uint8_t arg;   /* primes of a script, the accent, one row fraction, above, cells of a space */
  bool number;   /* an atom of digits */
  bool word;     /* an atom of several letters that belong together */
  bool integral; /* draws hooks */
  bool sized;    /* a fence made by \left */
  const char *utf8, *ascii;
  Delimiter left, right;
  struct Node *next, *a, *b, *c;
  TexTable *table;
  struct Box *boxes[3]; /* laid out, by style */
} Node;

typedef struct TexParser {
  const char *s;
  size_t len, at;
  Arena *arena;
  unsigned depth, atoms, repairs;
  unsigned braces, lefts, tables; /* open now */
  uint8_t attributes;
  TexFont font;
  bool raised; /* inside a superscript */
  void (*found)(void *self, size_t offset, const char *message);
  void *self;
} TexParser;

typedef enum TexStop { STOP_END, STOP_BRACE, STOP_BRACKET, STOP_RIGHT, STOP_CELL } TexStop;

Node *tex_parse(TexParser *p); /* a group */

/* Between the files of the parser. */
Node *tex_parse_list(TexParser *p, TexStop stop);
Node *tex_parse_argument(TexParser *p);
Node *tex_parse_command(TexParser *p); /* NULL when it left nothing */
Node *tex_parse_table(TexParser *p, size_t start);
Node *tex_parse_lines(TexParser *p); /* of \substack */
void tex_finish_list(TexParser *p, Node *group);
Node *tex_node(TexParser *p, NodeType type);
Node *tex_atom(TexParser *p, const char *utf8, const char *ascii, TexClass class);
Node *tex_group_of(TexParser *p, Node *items);
void tex_report(TexParser *p, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void tex_repair(TexParser *p, size_t offset, const char *message);
void tex_skip_blanks(TexParser *p);
bool tex_at_command(const TexParser *p, const char *name);
/* The bytes of a {group}, untouched; false when there is none. */
bool tex_raw_argument(TexParser *p, const char **start, size_t *len);

/* Script characters; 0 where there is none. */
uint32_t tex_superscript(uint32_t point);
uint32_t tex_subscript(uint32_t point);
/* The sign a script character stands for, 0 for others. */
uint32_t tex_unscript(uint32_t point, bool *above);
/* A letter and a mark as one, or 0. */
uint32_t tex_compose(uint32_t letter, uint32_t mark);

typedef struct TexAccent {
  const char *name;  /* x_name in ASCII */
  uint32_t mark;     /* combining; 0: none that fonts have */
  const char *above; /* over more than one letter; NULL: a rule */
  const char *above_ascii;
} TexAccent;
extern const TexAccent tex_accents[];

enum {
  ACCENT_HAT,
  ACCENT_BAR,
  ACCENT_TILDE,
  ACCENT_DOT,
  ACCENT_DDOT,
  ACCENT_VEC,
  ACCENT_CHECK,
  ACCENT_BREVE,
  ACCENT_RING
};

#endif
