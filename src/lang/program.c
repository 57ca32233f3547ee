/* program.c -- the lifetime of parsed and compiled source.  */

#include "config.h"
#include "lang/program.h"
#include "lang/code.h"

#include <stdlib.h>

Source *source_new(const char *text, size_t len) {
  Source *s = mem_new(sizeof *s);
  *s = (Source){ .refs = 1, .text = mem_copy_bytes(text, len) };
  return s;
}

Source *source_retain(Source *s) {
  s->refs++;
  return s;
}

void source_release(Source *s) {
  if (!s || --s->refs > 0) return;
  free(s->text);
  free(s);
}

Program *program_new(Source *source) {
  Program *p = mem_new(sizeof *p);
  *p = (Program){ .refs = 1, .source = source_retain(source) };
  return p;
}

Program *program_retain(Program *p) {
  p->refs++;
  return p;
}

void program_clear(Program *p) {
  for (Code *code = p->codes; code; code = code->next)
    for (size_t i = 0; i < code->constant_count; i++) value_release(code->constants[i]);
  p->codes = NULL;
}

void program_release(Program *p) {
  if (!p || --p->refs > 0) return;
  program_clear(p);
  arena_free(&p->arena);
  source_release(p->source);
  free(p);
}
