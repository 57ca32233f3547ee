/* transcript.c -- a lesson written down as Markdown while it goes on.  */

#include "config.h"
#include "learn/transcript.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_KEPT = 4 << 20 };

/* Where a picture stands: this byte, its number, a blank, its words and the byte again.  No text
   that is kept holds it. */
static const char picture_mark = '\001';

typedef enum Block { BLOCK_NONE, BLOCK_INPUT, BLOCK_OUTPUT } Block;

struct Transcript {
  Text text;
  Sink outer;
  Block block;
  Text pending; /* of the block at hand */
  Text reading;
  size_t pictures;
  bool full;
  bool listing; /* options came last */
};

/* ------------------------------------------------------------------ keeping */

static void put_clean(const char *text, Text *out) {
  size_t len = strlen(text), used;
  for (size_t i = 0; i < len; i += used) {
    uint32_t point = utf8_decode(text + i, len - i, &used);
    if (point == UTF8_BAD || utf8_unsafe(point))
      text_puts(out, "\xEF\xBF\xBD");
    else
      text_append(out, text + i, used);
  }
}

/* Room for LEN more bytes. */
static bool fits(Transcript *t, size_t len) {
  if (!t->full && t->text.len + t->pending.len + len <= MOST_KEPT) return true;
  if (!t->full) text_puts(&t->text, "\n(What follows was too long to be kept.)\n");
  t->full = true;
  return false;
}

/* A fence longer than any in it. */
static void close_block(Transcript *t) {
  size_t longest = 2, run = 0;
  if (t->block == BLOCK_NONE) return;
  const char *inside = text_string(&t->pending);
  for (const char *p = inside; *p; p++) {
    run = *p == '`' ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  text_repeat(&t->text, "`", longest + 1);
  text_puts(&t->text, t->block == BLOCK_INPUT ? "octave\n" : "text\n");
  text_puts(&t->text, inside);
  if (t->pending.len > 0 && t->pending.data[t->pending.len - 1] != '\n') text_putc(&t->text, '\n');
  text_repeat(&t->text, "`", longest + 1);
  text_puts(&t->text, "\n\n");
  text_clear(&t->pending);
  t->block = BLOCK_NONE;
}

static void add_block(Transcript *t, Block block, const char *text) {
  if (t->block != block) close_block(t);
  if (!fits(t, strlen(text))) return;
  t->block = block;
  put_clean(text, &t->pending);
  if (block == BLOCK_INPUT) text_putc(&t->pending, '\n');
}

/* A paragraph; BEHIND ends it. */
static void add(Transcript *t, const char *before, const char *text, const char *behind) {
  Text own = TEXT_EMPTY;
  close_block(t);
  if (!fits(t, strlen(text))) return;
  if (t->listing && strncmp(before, "- ", 2) != 0) text_putc(&t->text, '\n');
  t->listing = strncmp(before, "- ", 2) == 0;
  put_clean(text + strspn(text, "\n"), &own);
  while (own.len > 0 && own.data[own.len - 1] == '\n') text_truncate(&own, own.len - 1);
  text_printf(&t->text, "%s%s%s", before, text_string(&own), behind);
  text_free(&own);
}

static void put_code(const char *text, Text *out) {
  size_t longest = 0, run = 0;
  for (const char *p = text; *p; p++) {
    run = *p == '`' ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  text_repeat(out, "`", longest + 1);
  text_puts(out, longest > 0 || !*text ? " " : "");
  for (const char *p = text; *p; p++) text_putc(out, *p == '\n' ? ' ' : *p);
  text_puts(out, longest > 0 ? " " : "");
  text_repeat(out, "`", longest + 1);
}

static void add_option(Transcript *t, const Saying *s) {
  Text line = TEXT_EMPTY;
  if (s->total > 0)
    text_printf(&line, "- %c) ", (char)('a' + s->number % 26));
  else
    text_printf(&line, "- %zu) ", s->number + 1);
  add(t, text_string(&line), s->text, "\n");
  text_free(&line);
}

static void add_verdict(Transcript *t, const Saying *s) {
  static const char *const words[] = {
    [VERDICT_RIGHT] = "right",   [VERDICT_FORM] = "right, but not in this form",
    [VERDICT_CLOSE] = "close",   [VERDICT_SLIP] = "not yet",
    [VERDICT_WRONG] = "not yet", [VERDICT_UNGRADABLE] = "not counted",
  };
  Text line = TEXT_EMPTY;
  text_printf(&line, "→ **%s**", words[s->verdict]);
  if (t->reading.len > 0) {
    text_puts(&line, ", read as ");
    put_code(text_string(&t->reading), &line);
  }
  if (s->text && *s->text) text_printf(&line, ": %s", s->text);
  add(t, "", text_string(&line), "\n\n");
  text_clear(&t->reading);
  text_free(&line);
}

static void add_title(Transcript *t, const Saying *s) {
  Text line = TEXT_EMPTY;
  text_puts(&line, "---\n\n*");
  if (s->total > 0) text_printf(&line, "%zu/%zu ", s->number, s->total);
  add(t, text_string(&line), s->text, "*\n\n");
  text_free(&line);
}

static void keep(Transcript *t, const Saying *s) {
  const char *text = s->text ? s->text : "";
  switch (s->kind) {
  case SAY_TITLE: add_title(t, s); break;
  case SAY_INPUT: add_block(t, BLOCK_INPUT, text); break;
  case SAY_OUTPUT:
  case SAY_ERROR:
  case SAY_WHY: add_block(t, BLOCK_OUTPUT, text); break;
  case SAY_CAPTION: add(t, "*", text, "*\n\n"); break;
  case SAY_OPTION: add_option(t, s); break;
  case SAY_READING:
    text_clear(&t->reading);
    put_clean(text, &t->reading);
    break;
  case SAY_VERDICT: add_verdict(t, s); break;
  case SAY_HINT: add(t, "Hint: ", text, "\n\n"); break;
  case SAY_SOLUTION: add(t, "**Solution.** ", text, "\n\n"); break;
  case SAY_PROSE:
  case SAY_ASK:
  case SAY_NOTE:
  case SAY_END: add(t, "", text, "\n\n"); break;
  }
}

static void say(void *self, const Saying *saying) {
  Transcript *t = self;
  t->outer.say(t->outer.self, saying); /* shows the picture before it, if one waits */
  keep(t, saying);
}

/* ------------------------------------------------------------------ from outside */

Transcript *transcript_new(const char *title) {
  Transcript *t = mem_new(sizeof *t);
  add(t, "# ", title, "\n\n");
  return t;
}

void transcript_free(Transcript *t) {
  if (!t) return;
  text_free(&t->text);
  text_free(&t->pending);
  text_free(&t->reading);
  free(t);
}

Sink transcript_sink(Transcript *t, Sink outer) {
  t->outer = outer;
  return (Sink){ t, say };
}

void transcript_typed(Transcript *t, const char *prompt, const char *line) {
  Text out = TEXT_EMPTY;
  text_puts(&out, "**");
  text_puts(&out, prompt);
  while (out.len > 2 && out.data[out.len - 1] == ' ') text_truncate(&out, out.len - 1);
  text_puts(&out, "** ");
  put_code(*line ? line : "Enter", &out);
  add(t, "", text_string(&out), "\n\n");
  text_free(&out);
}

size_t transcript_picture(Transcript *t, const char *words) {
  Text clean = TEXT_EMPTY;
  close_block(t);
  put_clean(words, &clean);
  for (size_t i = 0; i < clean.len; i++)
    if (clean.data[i] == '\n') clean.data[i] = ' ';
  if (fits(t, clean.len))
    text_printf(&t->text, "%c%zu %s%c\n\n", picture_mark, t->pictures, text_string(&clean),
                picture_mark);
  text_free(&clean);
  return t->pictures++;
}

size_t transcript_pictures(const Transcript *t) {
  return t->pictures;
}

/* In the brackets of a link brackets are escaped. */
static void put_words(const char *words, size_t len, Text *out) {
  for (size_t i = 0; i < len; i++) {
    if (strchr("[]\\*_`<", words[i])) text_putc(out, '\\');
    text_putc(out, words[i]);
  }
}

/* Blanks and brackets would end an address. */
static void put_address(const char *file, Text *out) {
  for (; *file; file++)
    if (strchr(" ()<>%", *file))
      text_printf(out, "%%%02X", (unsigned char)*file);
    else
      text_putc(out, *file);
}

void transcript_put(const Transcript *t, const char *const *files, Text *out) {
  Transcript copy = { .block = t->block };
  const char *at;
  text_puts(&copy.text, text_string(&t->text));
  text_puts(&copy.pending, text_string(&t->pending));
  close_block(&copy);
  for (at = text_string(&copy.text); *at;) {
    size_t len = strcspn(at, "\001");
    text_append(out, at, len);
    at += len;
    if (*at != picture_mark) continue;
    char *words;
    size_t number = strtoul(at + 1, &words, 10);
    words += *words == ' ';
    len = strcspn(words, "\001");
    if (number < t->pictures && files && files[number]) {
      text_puts(out, "![");
      put_words(words, len, out);
      text_puts(out, "](");
      put_address(files[number], out);
      text_puts(out, ")\n\n");
    } else
      text_puts(out, "Picture: ");
    put_words(words, len, out);
    at = words + len + (words[len] == picture_mark);
  }
  text_free(&copy.text);
  text_free(&copy.pending);
}
