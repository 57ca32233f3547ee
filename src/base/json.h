/* json.h -- JSON (RFC 8259), read whole.  Whoever writes it uses json_put_string.  */

#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

typedef enum JsonKind {
  JSON_NULL,
  JSON_FALSE,
  JSON_TRUE,
  JSON_NUMBER,
  JSON_STRING,
  JSON_ARRAY,
  JSON_OBJECT
} JsonKind;

typedef struct Json {
  JsonKind kind;
  const char *name; /* as a member of an object; else NULL */
  const char *text; /* of a string, and a number as written; a NUL inside becomes U+FFFD */
  double number;
  const struct Json *first; /* of an array or object */
  const struct Json *next;  /* its neighbour */
} Json;

/* Everything lives in ARENA.  NULL with an ERROR that names the line. */
const Json *json_read(const char *text, size_t len, Arena *arena, Error *error);

/* A member, or NULL; OBJECT may be NULL or something else. */
const Json *json_member(const Json *object, const char *name);
/* The text of a string member, or "". */
const char *json_text(const Json *object, const char *name);
/* A number member, or 0. */
double json_number(const Json *object, const char *name);
size_t json_count(const Json *list);

/* Append TEXT in quotes; what is not UTF-8 becomes U+FFFD, what could steer a terminal is escaped.
 */
void json_put_string(const char *text, size_t len, Text *out);

#endif
