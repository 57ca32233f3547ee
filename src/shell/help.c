/* help.c -- what the records of builtins and commands say, for people.  */

#include "config.h"
#include "shell/help.h"
#include "shell/conventions.h"
#include "base/dict.h"
#include "screen/markdown.h"
#include "screen/wrap.h"
#include "shell/commands.h"
#include "shell/keywords.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 10, COLUMN = 28 };

/* ------------------------------------------------------------------ one builtin */

static void put_label(const ScreenStyle *style, const char *label, const char *text, Text *out) {
  Text name = TEXT_EMPTY, heading = TEXT_EMPTY;
  text_printf(&name, "  %-*s", LABEL, label);
  style_put(style, TONE_MUTED, text_string(&name), &heading);
  wrap_text(text, style->width, text_string(&heading), "            ", out);
  text_free(&name);
  text_free(&heading);
}

static void gather(void *text, const char *printed) {
  text_puts(text, printed);
}

/* The example as it would run, in an interpreter of its own. */
static void put_example(const Registry *registry, const Example *example, const ScreenStyle *style,
                        Text *out) {
  Text shown = TEXT_EMPTY;
  Error error = { 0 };
  Interp *in = interp_new(registry, (Host){ .self = &shown, .print = gather });
  Scope *scope = scope_new();
  interp_show_options(in)->width = style->width;
  interp_set_limits(in, (Limits){ .steps = 1000000, .bytes = 64 << 20, .milliseconds = 500 });
  text_puts(out, "  ");
  style_put(style, TONE_PROMPT, "> ", out);
  style_put(style, TONE_CODE, example->input, out);
  text_putc(out, '\n');
  if (!interp_run(in, scope, example->input, RUN_ECHO, NULL, &error)) error_render(&error, &shown);
  const char *line = text_string(&shown);
  size_t end = shown.len;
  while (end > 1 && line[end - 1] == '\n' && line[end - 2] == '\n') end--;
  for (const char *stop = line + end; line < stop;) {
    size_t len = strcspn(line, "\n");
    if (len > 0) text_puts(out, "  ");
    text_append(out, line, len);
    text_putc(out, '\n');
    line += len + (line[len] == '\n');
  }
  scope_free(scope);
  interp_free(in);
  text_free(&shown);
}

void help_usage(const Builtin *b, Text *out) {
  const char *arrow = strstr(b->signature, "->");
  size_t len = arrow ? (size_t)(arrow - b->signature) : strlen(b->signature);
  while (len > 0 && b->signature[len - 1] == ' ') len--;
  text_printf(out, "%s(%.*s)", b->name, (int)len, b->signature);
  if (arrow) text_printf(out, " %s", arrow);
}

void help_builtin(const Registry *registry, const Entry *entry, const ScreenStyle *style,
                  Text *out) {
  const Builtin *b = entry->builtin;
  Text usage = TEXT_EMPTY, heading = TEXT_EMPTY;
  help_usage(b, &usage);
  style_put(style, TONE_HEADING, text_string(&usage), &heading);
  wrap_text(text_string(&heading), style->width, "", "    ", out);
  text_putc(out, '\n');
  wrap_text(b->summary, style->width, "  ", "  ", out);
  if (b->formula) {
    Text math = TEXT_EMPTY;
    text_printf(&math, "$$%s$$", b->formula);
    text_putc(out, '\n');
    markdown_render(text_string(&math), style, out);
    text_free(&math);
  }
  for (const Example *x = b->examples; x < b->examples + MAX_EXAMPLES && x->input; x++) {
    text_putc(out, '\n');
    put_example(registry, x, style, out);
  }
  text_putc(out, '\n');
  if (b->numpy) put_label(style, "NumPy", b->numpy, out);
  if (b->derivative) put_label(style, "derivative", b->derivative, out);
  if (b->warning) put_label(style, "beware", b->warning, out);
  if (b->see) put_label(style, "see also", b->see, out);
  put_label(style, "topic", entry->family->title, out);
  text_free(&usage);
  text_free(&heading);
}

/* ------------------------------------------------------------------ lists */

static void put_command(const ScreenStyle *style, const Command *c, Text *out) {
  Text first = TEXT_EMPTY, name = TEXT_EMPTY;
  text_printf(&name, "  %s%s%s", c->name, c->arguments[0] ? " " : "", c->arguments);
  size_t pad = name.len < COLUMN ? COLUMN - name.len : 1;
  style_put(style, TONE_CODE, text_string(&name), &first);
  text_repeat(&first, " ", pad);
  wrap_text(c->summary, style->width, text_string(&first), "                            ", out);
  text_free(&first);
  text_free(&name);
}

void help_overview(Shell *s) {
  const ScreenStyle *style = &s->world.style;
  Text out = TEXT_EMPTY;
  Level level = shell_level(s);
  wrap_text(level == AT_MENU
                ? "Type mathematics to calculate, a number or a name from the list to "
                  "open a lesson, or a command:"
                : "Type an answer where one is asked for, mathematics to calculate, or "
                  "a command:",
            style->width, "", "", &out);
  text_putc(&out, '\n');
  for (const Command *c = commands; c->name; c++)
    if (c->where & level) put_command(style, c, &out);
  text_putc(&out, '\n');
  wrap_text("Where a variable has the name of a command, a colon helps: `:next`, or just `:n`. "
            "Tab completes, Alt-h explains the word at the cursor, Ctrl-C stops what is running.",
            style->width, "  ", "  ", &out);
  text_putc(&out, '\n');
  wrap_text(
      "Functions, by topic (`help TOPIC` lists them, `help dot` explains one, `apropos angle` "
      "searches, `help conventions` says what words mean here):",
      style->width, "  ", "  ", &out);
  Text titles = TEXT_EMPTY;
  const Family *last = NULL;
  for (size_t i = 0; i < registry_count(s->registry); i++) {
    const Family *f = registry_at(s->registry, i)->family;
    if (f != last) text_printf(&titles, "%s%s", last ? ", " : "", f->title);
    last = f;
  }
  wrap_text(text_string(&titles), style->width, "    ", "    ", &out);
  pager_text(&s->pager, text_string(&out));
  text_free(&titles);
  text_free(&out);
}

static void put_entry_line(const ScreenStyle *style, const Entry *e, Text *out) {
  Text first = TEXT_EMPTY;
  size_t len = strlen(e->builtin->name);
  text_puts(&first, "  ");
  style_put(style, TONE_CODE, e->builtin->name, &first);
  text_repeat(&first, " ", len < 14 ? 14 - len : 1);
  wrap_text(e->builtin->summary, style->width, text_string(&first), "                ", out);
  text_free(&first);
}

static bool same_letters(const char *a, const char *b) {
  for (; *a && *b; a++, b++)
    if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
  return *a == *b;
}

/* WORD somewhere in TEXT, whatever the case; where a word begins when SHORT of letters. */
static bool mentions(const char *text, const char *word) {
  size_t len = strlen(word);
  for (const char *p = text ? text : ""; *p; p++) {
    size_t i = 0;
    while (i < len && tolower((unsigned char)p[i]) == tolower((unsigned char)word[i])) i++;
    if (i == len && (len > 3 || p == text || !isalpha((unsigned char)p[-1]))) return true;
  }
  return false;
}

static void put_topic(const Registry *registry, const ScreenStyle *style, const char *title,
                      Text *out) {
  for (size_t i = 0; i < registry_count(registry); i++) {
    const Entry *e = registry_at(registry, i);
    if (same_letters(e->family->title, title)) put_entry_line(style, e, out);
  }
}

static void put_matches(const Registry *registry, const ScreenStyle *style, const char *word,
                        Text *out) {
  for (size_t i = 0; i < registry_count(registry); i++) {
    const Entry *e = registry_at(registry, i);
    const Builtin *b = e->builtin;
    if (mentions(b->name, word) || mentions(b->summary, word) || mentions(b->numpy, word) ||
        mentions(b->warning, word) || same_letters(e->family->title, word))
      put_entry_line(style, e, out);
  }
}

static bool show_topic(Shell *s, const char *title) {
  Text out = TEXT_EMPTY;
  if (same_letters(title, "conventions")) conventions_page(&s->world.style, &out);
  if (!keyword_page(title, &s->world.style, &out))
    put_topic(s->registry, &s->world.style, title, &out);
  bool found = out.len > 0;
  pager_text(&s->pager, text_string(&out));
  text_free(&out);
  return found;
}

void help_apropos(Shell *s, const char *word) {
  Text out = TEXT_EMPTY;
  if (!*word) {
    present_note(&s->presenter, "`apropos WORD` finds the functions that have to do with it.");
    return;
  }
  put_matches(s->registry, &s->world.style, word, &out);
  for (size_t i = 0; i < s->catalogue.lesson_count; i++) {
    const CatalogueLesson *l = &s->catalogue.lessons[i];
    bool found = mentions(l->title, word);
    for (size_t k = 0; k < l->skill_count && !found; k++) found = mentions(l->skills[k], word);
    if (found) text_printf(&out, "  lesson %s: %s\n", l->slug, l->title);
  }
  if (out.len == 0) present_note(&s->presenter, "Nothing is said about %s anywhere.", word);
  pager_text(&s->pager, text_string(&out));
  text_free(&out);
}

/* ------------------------------------------------------------------ one name */

static void show_command(Shell *s, const Command *c) {
  Text out = TEXT_EMPTY;
  put_command(&s->world.style, c, &out);
  if (!(c->where & shell_level(s)))
    text_puts(&out, c->where & AT_LESSON ? "  (in a lesson)\n"
                    : c->where & AT_QUIZ ? "  (in a quiz)\n"
                                         : "  (outside of lessons)\n");
  pager_text(&s->pager, text_string(&out));
  text_free(&out);
}

static void show_lesson(Shell *s, const CatalogueLesson *l) {
  Text page = TEXT_EMPTY;
  text_printf(&page, "## %s\n\n", l->title);
  if (l->minutes > 0) text_printf(&page, "About %d minutes. ", l->minutes);
  for (size_t i = 0; i < l->need_count; i++)
    text_printf(&page, "%s`%s`%s", i == 0 ? "Builds on " : ", ", l->needs[i],
                i + 1 == l->need_count ? "." : "");
  text_puts(&page, "\n\n");
  for (size_t i = 0; i < l->skill_count; i++) text_printf(&page, "- %s\n", l->skills[i]);
  text_printf(&page, "\n`%s` opens it.\n", l->slug);
  present_markdown(&s->presenter, text_string(&page));
  text_free(&page);
}

/* dot( and dot(u, v) ask for dot. */
static char *bare_name(const char *name) {
  size_t len = strcspn(name, "(");
  while (len > 0 && isspace((unsigned char)name[len - 1])) len--;
  return mem_copy_bytes(name, len);
}

static void show_nearest(Shell *s, const char *name) {
  const char *near = registry_nearest(s->registry, name);
  if (!near) near = command_nearest(s, name);
  if (!near) near = catalogue_nearest(&s->catalogue, name);
  if (near)
    present_note(&s->presenter, "There is nothing called %s; did you mean `help %s`?", name, near);
  else
    present_note(&s->presenter, "There is nothing called %s; `apropos %s` looks into all texts.",
                 name, name);
}

void help_name(Shell *s, const char *given) {
  char *name = bare_name(given);
  const Entry *e = registry_find(s->registry, name, strlen(name));
  const Command *c = command_find(*name == ':' ? name + 1 : name, strlen(name) - (*name == ':'));
  const CatalogueLesson *l = catalogue_find(&s->catalogue, name);
  if (e) {
    Text out = TEXT_EMPTY;
    help_builtin(s->registry, e, &s->world.style, &out);
    pager_text(&s->pager, text_string(&out));
    text_free(&out);
  }
  if (c) show_command(s, c);
  if (l) show_lesson(s, l);
  if (!e && !c && !l && !show_topic(s, name)) show_nearest(s, name);
  free(name);
}

/* ------------------------------------------------------------------ from the command line */

/* What follows WORD in LINE, when LINE begins with it. */
static const char *behind_word(const char *line, const char *word) {
  size_t len = strlen(word);
  if (strncmp(line, word, len) != 0 || (line[len] && !isspace((unsigned char)line[len])))
    return NULL;
  line += len;
  return line + strspn(line, " \t");
}

bool help_line(const Registry *registry, const ScreenStyle *style, const char *line, Text *out) {
  line += strspn(line, " \t");
  const char *topic = behind_word(line, "help"), *word = behind_word(line, "apropos");
  if ((!topic && !word) || strpbrk(topic ? topic : word, "=\n;")) return false;
  if (topic && *topic) {
    char *name = bare_name(topic);
    const Entry *e = registry_find(registry, name, strlen(name));
    if (same_letters(name, "conventions"))
      conventions_page(style, out);
    else if (e)
      help_builtin(registry, e, style, out);
    else if (!keyword_page(name, style, out))
      put_topic(registry, style, name, out);
    const char *near = out->len == 0 ? registry_nearest(registry, name) : NULL;
    if (near) text_printf(out, "There is nothing called %s; did you mean help %s?\n", name, near);
    if (out->len == 0)
      text_printf(out, "There is nothing called %s; apropos %s looks into all texts.\n", name,
                  name);
    free(name);
  } else if (word && *word) {
    put_matches(registry, style, word, out);
    if (out->len == 0) text_printf(out, "Nothing is said about %s anywhere.\n", word);
  } else
    text_puts(out, "mathtutor -e 'help NAME' explains a function, mathtutor -e 'apropos WORD'\n"
                   "searches them; mathtutor alone opens the prompt, where help says more.\n");
  return true;
}
