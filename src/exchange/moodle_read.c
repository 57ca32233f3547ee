/* moodle_read.c -- question files in Moodle's XML, read with expat.  */

#include "config.h"
#include "exchange/bank.h"
#include "exchange/foreign.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_EXPAT
#include <expat.h>

enum { DEEPEST = 40 };

/* Where a <text> belongs. */
typedef enum Slot {
  SLOT_NONE,
  SLOT_NAME,
  SLOT_QUESTION,
  SLOT_SOLUTION,
  SLOT_HINT,
  SLOT_ANSWER,
  SLOT_FEEDBACK,
  SLOT_LEFT,
  SLOT_RIGHT,
  SLOT_CATEGORY,
  SLOT_COUNT
} Slot;

typedef struct Moodle {
  XML_Parser parser;
  Bank *bank;
  char type[32]; /* of the question in progress; "" outside */
  BankQuestion question;
  Text chars; /* since the last tag */
  const char *texts[SLOT_COUNT];
  char format[24];
  double credit;
  double tolerance;
  bool single, entities, has_picture, in_question;
  Slot path[DEEPEST];
  size_t depth;
} Moodle;

static const char *attribute(const char **pairs, const char *name) {
  for (; pairs[0]; pairs += 2)
    if (strcmp(pairs[0], name) == 0) return pairs[1];
  return NULL;
}

static Place here(const Moodle *m) {
  return (Place){ (uint32_t)XML_GetCurrentLineNumber(m->parser),
                  (uint32_t)XML_GetCurrentColumnNumber(m->parser) + 1 };
}

static const char *converted(Moodle *m, const char *format, bool *lost) {
  Text out = TEXT_EMPTY;
  const char *text = text_string(&m->chars);
  if (strcmp(format, "markdown") == 0)
    text_append(&out, text, m->chars.len);
  else if (strcmp(format, "html") == 0 || looks_like_html(text, m->chars.len))
    *lost |= markdown_from_html(text, m->chars.len, &out);
  else
    markdown_from_plain(text, m->chars.len, &out);
  const char *kept = arena_copy(&m->bank->arena, text_string(&out), out.len);
  text_free(&out);
  return kept;
}

/* ------------------------------------------------------------------ elements */

static Slot slot_of(const char *name) {
  static const struct {
    const char *name;
    Slot slot;
  } slots[] = {
    { "name", SLOT_NAME },         { "questiontext", SLOT_QUESTION },
    { "hint", SLOT_HINT },         { "generalfeedback", SLOT_SOLUTION },
    { "feedback", SLOT_FEEDBACK }, { "subquestion", SLOT_LEFT },
    { "category", SLOT_CATEGORY },
  };
  for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
    if (strcmp(slots[i].name, name) == 0) return slots[i].slot;
  return SLOT_NONE;
}

static void begin_question(Moodle *m, const char **attributes) {
  const char *type = attribute(attributes, "type");
  m->type[0] = '\0';
  strncat(m->type, type ? type : "", sizeof m->type - 1);
  m->question = (BankQuestion){ .name = "", .text = "", .place = here(m) };
  m->single = true;
  m->has_picture = false;
  m->in_question = true;
  memset(m->texts, 0, sizeof m->texts);
}

static void XMLCALL start(void *self, const char *name, const char **attributes) {
  Moodle *m = self;
  text_clear(&m->chars);
  if (m->depth >= DEEPEST) {
    XML_StopParser(m->parser, XML_FALSE);
    return;
  }
  Slot outer = m->depth > 0 ? m->path[m->depth - 1] : SLOT_NONE;
  Slot slot = slot_of(name);
  if (strcmp(name, "question") == 0) begin_question(m, attributes);
  if (strcmp(name, "answer") == 0) {
    const char *fraction = attribute(attributes, "fraction");
    slot = outer == SLOT_LEFT ? SLOT_RIGHT : SLOT_ANSWER;
    if (slot == SLOT_ANSWER) {
      m->credit = fraction ? strtod(fraction, NULL) / 100 : 0;
      m->tolerance = 0;
      m->texts[SLOT_ANSWER] = m->texts[SLOT_FEEDBACK] = NULL;
    }
  }
  if (slot == SLOT_LEFT) m->texts[SLOT_LEFT] = m->texts[SLOT_RIGHT] = NULL;
  if (strcmp(name, "file") == 0 && m->in_question) m->has_picture = true;
  const char *format = attribute(attributes, "format");
  if (slot != SLOT_NONE || format) {
    m->format[0] = '\0';
    strncat(m->format, format ? format : "", sizeof m->format - 1);
  }
  if (strcmp(name, "text") == 0 || strcmp(name, "tolerance") == 0) slot = outer;
  m->path[m->depth++] = slot;
}

static void XMLCALL chars(void *self, const char *text, int len) {
  Moodle *m = self;
  if (m->chars.len + (size_t)len <= BANK_LIMIT) text_append(&m->chars, text, (size_t)len);
}

static void add_answer(Moodle *m, Slot slot) {
  BankAnswer *a = bank_answer(m->bank, &m->question);
  if (!a) return;
  if (slot == SLOT_LEFT) {
    a->text = m->texts[SLOT_LEFT] ? m->texts[SLOT_LEFT] : "";
    a->partner = m->texts[SLOT_RIGHT] ? m->texts[SLOT_RIGHT] : "";
    a->credit = 1;
    return;
  }
  a->text = m->texts[SLOT_ANSWER] ? m->texts[SLOT_ANSWER] : "";
  a->credit = m->credit;
  const char *feedback = m->texts[SLOT_FEEDBACK];
  a->feedback = feedback && *feedback ? feedback : NULL;
  a->value = strtod(a->text, NULL);
  a->low = a->value - m->tolerance;
  a->high = a->value + m->tolerance;
}

static void keep_hint(Moodle *m) {
  BankQuestion *q = &m->question;
  const char *hint = m->texts[SLOT_HINT];
  if (!hint || !*hint || q->hint_count >= 8) return;
  const char **more = arena_new(&m->bank->arena, (q->hint_count + 1) * sizeof *more);
  if (q->hint_count > 0) memcpy(more, q->hints, q->hint_count * sizeof *more);
  more[q->hint_count++] = hint;
  q->hints = more;
}

static void end_question(Moodle *m);

static void XMLCALL end(void *self, const char *name) {
  Moodle *m = self;
  if (m->depth == 0) return;
  Slot slot = m->path[--m->depth];
  bool lost = false;
  if (strcmp(name, "text") == 0 && slot != SLOT_NONE)
    m->texts[slot] =
        converted(m, slot == SLOT_NAME || slot == SLOT_CATEGORY ? "plain" : m->format, &lost);
  else if (strcmp(name, "answer") == 0 && slot == SLOT_ANSWER) {
    if (!m->texts[SLOT_ANSWER]) m->texts[SLOT_ANSWER] = converted(m, m->format, &lost);
    add_answer(m, slot);
  } else if (strcmp(name, "subquestion") == 0)
    add_answer(m, SLOT_LEFT);
  else if (strcmp(name, "tolerance") == 0)
    m->tolerance = fabs(strtod(text_string(&m->chars), NULL));
  else if (strcmp(name, "single") == 0)
    m->single = strstr(text_string(&m->chars), "true") || strstr(text_string(&m->chars), "1");
  else if (strcmp(name, "shuffleanswers") == 0)
    m->question.keep_order =
        strchr(text_string(&m->chars), '0') || strstr(text_string(&m->chars), "false");
  else if (strcmp(name, "hint") == 0)
    keep_hint(m);
  else if (strcmp(name, "question") == 0)
    end_question(m);
  if (lost) m->has_picture = true;
  text_clear(&m->chars);
}

/* ------------------------------------------------------------------ questions */

static bool kind_of(const Moodle *m, BankKind *kind) {
  static const struct {
    const char *type;
    BankKind kind;
  } kinds[] = { { "numerical", BANK_NUMBER },
                { "multichoice", BANK_CHOICE },
                { "truefalse", BANK_CHOICE },
                { "shortanswer", BANK_SHORT },
                { "matching", BANK_MATCHING } };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].type, m->type) == 0) {
      *kind = kinds[i].kind;
      return true;
    }
  return false;
}

/* Moodle's path "$course$/top/Vectors" ends with what people call the category. */
static void keep_category(Moodle *m) {
  const char *path = m->texts[SLOT_CATEGORY];
  if (!path || *m->bank->title) return;
  const char *slash = strrchr(path, '/');
  m->bank->title = slash ? slash + 1 : path;
}

static void end_question(Moodle *m) {
  BankQuestion q = m->question;
  m->in_question = false;
  m->question = (BankQuestion){ .name = "" };
  q.name = m->texts[SLOT_NAME] ? m->texts[SLOT_NAME] : "";
  q.text = m->texts[SLOT_QUESTION] ? m->texts[SLOT_QUESTION] : "";
  q.solution = m->texts[SLOT_SOLUTION] && *m->texts[SLOT_SOLUTION] ? m->texts[SLOT_SOLUTION] : NULL;
  BankQuestion *kept = NULL;
  if (strcmp(m->type, "category") == 0)
    keep_category(m);
  else if (!kind_of(m, &q.kind))
    bank_lose(m->bank, q.place, q.name, "a question of the type %s; nothing here corresponds to it",
              *m->type ? m->type : "(none)");
  else if (q.answer_count == 0)
    bank_lose(m->bank, q.place, q.name, "there is no answer in it; add one in Moodle");
  else
    kept = bank_add(m->bank, q.kind, q.place);
  if (kept) {
    *kept = q;
    size_t right = 0;
    for (size_t i = 0; i < q.answer_count; i++) right += q.answers[i].credit > 0;
    if (q.kind == BANK_CHOICE && (!m->single || right > 1)) {
      kept->kind = BANK_CHOICES;
      for (size_t i = 0; i < q.answer_count; i++)
        if (q.answers[i].credit > 0) q.answers[i].credit = 1;
    }
    if (m->has_picture)
      bank_lose(m->bank, q.place, q.name, "a picture or another medium is left out");
  } else
    free(q.answers);
}

/* Entities of the file's own could grow without bounds. */
static void XMLCALL declared(void *self, const XML_Char *name, int parameter, const XML_Char *value,
                             int length, const XML_Char *base, const XML_Char *system,
                             const XML_Char *public_id, const XML_Char *notation) {
  Moodle *m = self;
  (void)name, (void)parameter, (void)value, (void)length, (void)base;
  (void)system, (void)public_id, (void)notation;
  m->entities = true;
  XML_StopParser(m->parser, XML_FALSE);
}

bool moodle_readable(void) {
  return true;
}

bool moodle_read(const char *text, size_t len, Bank *bank, Error *error) {
  Moodle m = { .parser = XML_ParserCreate("UTF-8"), .bank = bank };
  if (!m.parser) return error_set(error, ERROR_FILE, (Span){ 0, 0 }, "there is no memory left");
  bank->title = "";
  XML_SetUserData(m.parser, &m);
  XML_SetElementHandler(m.parser, start, end);
  XML_SetCharacterDataHandler(m.parser, chars);
  XML_SetEntityDeclHandler(m.parser, declared);
  bool good = len <= BANK_LIMIT && XML_Parse(m.parser, text, (int)len, 1) != XML_STATUS_ERROR;
  if (!good) {
    Place place = here(&m);
    findings_add(&bank->lost, place, FINDING_ERROR, "[xml] %s",
                 m.entities
                     ? "the file declares entities of its own; write the characters themselves"
                 : m.depth >= DEEPEST ? "elements are nested too deeply; this is no question file"
                                      : XML_ErrorString(XML_GetErrorCode(m.parser)));
  }
  free(m.question.answers);
  text_free(&m.chars);
  XML_ParserFree(m.parser);
  return bank->count > 0;
}

#else

bool moodle_readable(void) {
  return false;
}

bool moodle_read(const char *text, size_t len, Bank *bank, Error *error) {
  (void)text, (void)len, (void)bank;
  return error_set(error, ERROR_FILE, (Span){ 0, 0 },
                   "this mathtutor was built without expat, which reads XML; export the questions "
                   "as GIFT instead, or build it again with expat installed");
}

#endif
