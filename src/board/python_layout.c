/* python_layout.c -- blank lines and long lines, as Python's style asks (PEP 8).  */

#include "config.h"
#include "board/python.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 79, MAX_BRACKETS = 64 };

/* ------------------------------------------------------------------ long lines */

/* A line is broken in front of byte AT, a blank, and goes on in column INDENT. */
typedef struct Break {
  size_t at, indent;
} Break;

/* What stands between two parts of an expression, the loosest first. */
typedef enum Joint { JOINT_NONE, JOINT_COMMA, JOINT_LOGIC, JOINT_SUM, JOINT_PRODUCT, JOINTS } Joint;

static size_t string_length(const char *s) {
  size_t len = 1;
  while (s[len] && s[len] != *s) len += s[len] == '\\' && s[len + 1] ? 2 : 1;
  return len + (s[len] != '\0');
}

static size_t columns_of(const char *s, size_t bytes) {
  size_t columns = 0;
  for (size_t i = 0; i < bytes; i++) columns += ((unsigned char)s[i] & 0xC0) != 0x80;
  return columns;
}

static Joint joint_at(const char *s) {
  static const struct {
    const char *text;
    Joint joint;
  } joints[] = { { "if ", JOINT_LOGIC },   { "else ", JOINT_LOGIC }, { "and ", JOINT_LOGIC },
                 { "or ", JOINT_LOGIC },   { "< ", JOINT_LOGIC },    { "> ", JOINT_LOGIC },
                 { "== ", JOINT_LOGIC },   { "<= ", JOINT_LOGIC },   { ">= ", JOINT_LOGIC },
                 { "!= ", JOINT_LOGIC },   { "& ", JOINT_LOGIC },    { "| ", JOINT_LOGIC },
                 { "+ ", JOINT_SUM },      { "- ", JOINT_SUM },      { "* ", JOINT_PRODUCT },
                 { "/ ", JOINT_PRODUCT },  { "@ ", JOINT_PRODUCT },  { "% ", JOINT_PRODUCT },
                 { "// ", JOINT_PRODUCT }, { "for ", JOINT_LOGIC } };
  for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
    if (strncmp(s, joints[i].text, strlen(joints[i].text)) == 0) return joints[i].joint;
  return JOINT_NONE;
}

/* Operators outside of all brackets, in what is computed. */
static bool is_open_sum(const char *s) {
  size_t depth = 0;
  bool found = false;
  for (size_t i = 0; s[i]; i++) {
    if (strchr("'\"", s[i]))
      i += string_length(s + i) - 1;
    else if (strchr("([{", s[i]))
      depth++;
    else if (strchr(")]}", s[i]))
      depth -= depth > 0;
    else if (depth == 0 && (s[i] == ',' || s[i] == ':' ||
                            (s[i] == '=' && strchr(" =", s[i + 1]) &&
                             !strchr("=<>!", s[i - (i > 0)]) && s[i + 1] != '=')))
      return false;
    else if (depth == 0 && i > 0 && s[i] == ' ')
      found |= joint_at(s + i + 1) != JOINT_NONE;
  }
  return found;
}

/* The outermost and loosest place that leaves the line short enough, of these the last; the first
   one behind the margin if there is none. */
static bool next_break(const char *s, const Break *breaks, size_t count, Break *out) {
  size_t opened[MAX_BRACKETS], depth = 0, start = count > 0 ? breaks[count - 1].at + 1 : 0;
  size_t passed = 0, lowest = SIZE_MAX, column = 0, first = 0;
  for (size_t i = 0; s[i]; i++) {
    if (passed < count && i == breaks[passed].at) {
      column = breaks[passed].indent;
      first = i + 1;
      passed++;
      continue;
    }
    size_t here = columns_of(s + first, i - first) + column;
    if (here > WIDTH && lowest != SIZE_MAX) return true;
    if (strchr("'\"", s[i])) {
      i += string_length(s + i) - 1;
      continue;
    }
    if (strchr("([{", s[i])) {
      if (depth < MAX_BRACKETS) opened[depth] = here + 1;
      depth++;
    } else if (strchr(")]}", s[i]))
      depth -= depth > 0;
    if (s[i] != ' ' || i <= start || depth == 0 || depth > MAX_BRACKETS) continue;
    Joint joint = s[i - 1] == ',' ? JOINT_COMMA : joint_at(s + i + 1);
    size_t cost = depth * JOINTS + joint;
    if (joint == JOINT_NONE || cost > lowest || here <= opened[depth - 1]) continue;
    lowest = cost;
    *out = (Break){ i, opened[depth - 1] };
  }
  size_t end = strlen(s);
  return lowest != SIZE_MAX && columns_of(s + first, end - first) + column > WIDTH;
}

static void put_blanks(size_t count, Text *out) {
  for (size_t i = 0; i < count; i++) text_putc(out, ' ');
}

static bool begins(const char *s, const char *const *words) {
  for (; *words; words++)
    if (strncmp(s, *words, strlen(*words)) == 0) return true;
  return false;
}

/* Where the expression of the line starts that brackets may be put round; 0: there is none. */
static const char *expression_of(const char *line) {
  static const char *const words[] = { "if ",   "elif ",  "while ",  "for ",    "def ", "del ",
                                       "with ", "raise ", "import ", "global ", "from", NULL };
  const char *s = line + strspn(line, " "), *sign = strstr(s, " = ");
  if (begins(s, words)) return NULL;
  if (strncmp(s, "return ", 7) == 0) return s + 7;
  return sign && strcspn(s, "({'\"") > (size_t)(sign - s) ? sign + 3 : s;
}

static void put_code(const char *line, Text *out) {
  enum { MAX_BREAKS = 100 };
  Break breaks[MAX_BREAKS];
  size_t count = 0;
  Text whole = TEXT_EMPTY;
  const char *inside = expression_of(line);
  if (inside && is_open_sum(inside))
    text_printf(&whole, "%.*s(%s)", (int)(inside - line), line, inside);
  else
    text_puts(&whole, line);
  const char *s = text_string(&whole);
  while (count < MAX_BREAKS && next_break(s, breaks, count, &breaks[count])) count++;
  size_t from = 0;
  for (size_t i = 0; i < count; i++) {
    text_printf(out, "%.*s\n", (int)(breaks[i].at - from), s + from);
    put_blanks(breaks[i].indent, out);
    from = breaks[i].at + 1;
  }
  text_printf(out, "%s\n", s + from);
  text_free(&whole);
}

static void put_comment(const char *line, Text *out) {
  size_t blanks = strspn(line, " "), column = 0;
  for (const char *s = line + blanks + 1; *s;) {
    s += strspn(s, " ");
    size_t len = strcspn(s, " "), wide = columns_of(s, len);
    if (len == 0) break;
    if (column == 0 || column + 1 + wide > WIDTH) {
      if (column > 0) text_putc(out, '\n');
      put_blanks(blanks, out);
      text_putc(out, '#');
      column = blanks + 1;
    }
    text_printf(out, " %.*s", (int)len, s);
    column += 1 + wide;
    s += len;
  }
  text_putc(out, '\n');
}

/* A comment behind code; NULL without one. */
static char *trailing_comment(char *line) {
  for (size_t i = 0; line[i]; i++) {
    if (strchr("'\"", line[i]))
      i += string_length(line + i) - 1;
    else if (strncmp(line + i, "  # ", 4) == 0)
      return line + i;
  }
  return NULL;
}

static void put_line(const char *s, size_t len, Text *out) {
  if (columns_of(s, len) <= WIDTH) {
    text_printf(out, "%.*s\n", (int)len, s);
    return;
  }
  char *line = mem_copy_bytes(s, len);
  size_t blanks = strspn(line, " ");
  char *comment = line[blanks] == '#' ? NULL : trailing_comment(line + blanks);
  if (comment) { /* there is room above */
    Text above = TEXT_EMPTY;
    put_blanks(blanks, &above);
    text_puts(&above, comment + 2);
    put_comment(text_string(&above), out);
    text_free(&above);
    *comment = '\0';
  }
  if (line[blanks] == '#')
    put_comment(line, out);
  else
    put_code(line, out);
  free(line);
}

/* ------------------------------------------------------------------ blank lines */

/* A function, or the comment above one. */
static bool starts_function(const char *s) {
  while (*s == '#') {
    s += strcspn(s, "\n");
    s += *s == '\n';
  }
  return strncmp(s, "def ", 4) == 0;
}

void python_lay_out(const char *imports, const char *comments, const char *lines, Text *out) {
  text_puts(out, imports);
  if (*imports && *comments) text_putc(out, '\n');
  text_puts(out, comments);
  bool first = true, inside = false, above = false;
  if (*imports || *comments)
    text_puts(out, starts_function(lines) ? "\n\n" : *comments ? "" : "\n");
  for (const char *s = lines; *s;) {
    size_t len = strcspn(s, "\n");
    bool top = len > 0 && *s != ' ', starts = top && starts_function(s);
    if (top && !first && !above && (starts || inside)) text_puts(out, "\n\n");
    if (top) inside = starts;
    above = starts && *s == '#';
    put_line(s, len, out);
    first = false;
    s += len + (s[len] == '\n');
  }
}
