/* progress_tables.c -- progress for other programs, and as a picture.  */

#include "config.h"
#include "shell/lists.h"
#include "shell/progress_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ JSON */

/* JSON has no NaN. */
static void put_number(const char *key, double x, int decimals, Text *out) {
  if (isnan(x))
    text_printf(out, "\"%s\": null", key);
  else
    text_printf(out, "\"%s\": %.*f", key, decimals, x);
}

static void put_levels(const size_t levels[MASTERY_LEVELS],
                       const size_t standings[STANDING_FADING + 1], Text *out) {
  for (int i = MASTERY_ATTEMPTED; i < MASTERY_LEVELS; i++)
    text_printf(out, "\"%s\": %zu, ", mastery_name((MasteryLevel)i), levels[i]);
  for (int i = STANDING_GROWING; i <= STANDING_FADING; i++)
    text_printf(out, "\"%s\": %zu%s", standing_name((Standing)i), standings[i],
                i < STANDING_FADING ? ", " : "");
}

static void put_lesson(const ProgressLesson *l, Text *out) {
  const StoredLesson *k = &l->known;
  text_puts(out, "    { ");
  lists_json("track", l->track, out);
  lists_json("lesson", l->lesson, out);
  lists_json("title", l->title, out);
  lists_json("state", lists_state(k), out);
  Text day = TEXT_EMPTY;
  lists_day(k->last_opened, &day);
  lists_json("opened", text_string(&day), out);
  text_free(&day);
  text_printf(out,
              "\"step\": %lld, \"attempts\": %lld, \"right\": %lld, \"solved\": %lld, "
              "\"seconds\": %lld, \"exercises\": %zu, ",
              k->placed ? (long long)k->step + 1 : 0, (long long)k->attempts, (long long)k->right,
              (long long)k->solved, (long long)k->seconds, l->exercises);
  put_number("mastery", l->mastered, 4, out);
  text_puts(out, ", ");
  put_levels(l->levels, l->standings, out);
  text_puts(out, " }");
}

static void put_skill(const ProgressSkill *k, Text *out) {
  text_puts(out, "    { ");
  lists_json("skill", k->skill, out);
  lists_json("level", mastery_name(k->level), out);
  lists_json("standing", standing_name(k->standing), out);
  put_number("recall", k->recall, 4, out);
  text_puts(out, ", ");
  put_number("stability", k->stability, 2, out);
  text_puts(out, ", ");
  Text day = TEXT_EMPTY;
  lists_day(k->due, &day);
  lists_json("due", text_string(&day), out);
  text_free(&day);
  text_printf(out, "\"visits\": %lld, \"right\": %lld, \"milliseconds\": %lld }",
              (long long)k->visits, (long long)k->rights, (long long)k->milliseconds);
}

void progress_json(const Progress *p, Text *out) {
  text_puts(out, "{\n  \"lessons\": [\n");
  for (size_t i = 0; i < p->lesson_count; i++) {
    put_lesson(&p->lessons[i], out);
    text_puts(out, i + 1 < p->lesson_count ? ",\n" : "\n");
  }
  text_puts(out, "  ],\n  \"skills\": [\n");
  for (size_t i = 0; i < p->skill_count; i++) {
    put_skill(&p->skills[i], out);
    text_puts(out, i + 1 < p->skill_count ? ",\n" : "\n");
  }
  text_puts(out, "  ],\n  ");
  text_printf(out,
              "\"attempts\": %lld, \"right\": %lld, \"seconds\": %lld, \"exercises\": %zu, "
              "\"due\": %zu, ",
              (long long)p->attempts, (long long)p->right, (long long)p->seconds, p->exercises,
              p->due);
  put_levels(p->levels, p->standings, out);
  text_puts(out, "\n}\n");
}

/* ------------------------------------------------------------------ CSV */

void progress_csv(const Progress *p, Text *out) {
  text_puts(out, "track,lesson,title,state,opened,step,attempts,right,solved,seconds,exercises,"
                 "mastery,attempted,familiar,proficient,mastered,growing,solid,fading\n");
  for (size_t i = 0; i < p->lesson_count; i++) {
    const ProgressLesson *l = &p->lessons[i];
    const StoredLesson *k = &l->known;
    lists_csv(l->track, out);
    lists_csv(l->lesson, out);
    lists_csv(l->title, out);
    text_printf(out, "%s,", lists_state(k));
    lists_day(k->last_opened, out);
    text_printf(out, ",%lld,%lld,%lld,%lld,%lld,%zu,%.4f", k->placed ? (long long)k->step + 1 : 0,
                (long long)k->attempts, (long long)k->right, (long long)k->solved,
                (long long)k->seconds, l->exercises, l->mastered);
    for (int level = MASTERY_ATTEMPTED; level < MASTERY_LEVELS; level++)
      text_printf(out, ",%zu", l->levels[level]);
    for (int s = STANDING_GROWING; s <= STANDING_FADING; s++)
      text_printf(out, ",%zu", l->standings[s]);
    text_putc(out, '\n');
  }
}

/* ------------------------------------------------------------------ a picture */

/* A bar for each lesson: how many of its skills have reached which level. */
Figure *progress_figure(const Progress *p) {
  static const Style looks[MASTERY_LEVELS] = {
    [MASTERY_ATTEMPTED] = { .role = ROLE_WARM, .tint = 0.3 },
    [MASTERY_FAMILIAR] = { .role = ROLE_LIGHT },
    [MASTERY_PROFICIENT] = { .role = ROLE_MODEL },
    [MASTERY_MASTERED] = { .role = ROLE_GOOD },
  };
  size_t n = p->lesson_count;
  Figure *f = figure_new(1, 1);
  Panel *panel = figure_panel(f, 0, 0);
  double *buffer = mem_new(5 * (n + 1) * sizeof *buffer);
  double *at = buffer, *left = at + n + 1, *right = left + n + 1, *low = right + n + 1,
         *high = low + n + 1;
  const char **names = mem_new((n + 1) * sizeof *names);
  double most = 1;
  for (size_t i = 0; i < n; i++) {
    at[i] = (double)i + 1;
    low[i] = at[i] - 0.35;
    high[i] = at[i] + 0.35;
    names[i] = p->lessons[i].lesson;
    right[i] = 0;
    most = fmax(most, (double)p->lessons[i].exercises);
  }
  for (int level = MASTERY_MASTERED; level > MASTERY_NONE; level--) {
    for (size_t i = 0; i < n; i++) {
      left[i] = right[i];
      right[i] += (double)p->lessons[i].levels[level];
    }
    layer_name(panel_boxes(panel, left, right, low, high, n, looks[level]), "%s",
               mastery_name((MasteryLevel)level));
  }
  panel_title(panel, "Skills by lesson");
  panel_labels(panel, "skills", "");
  panel_ytics(panel, at, names, n);
  panel_yrange(panel, 0.3, (double)n + 0.7);
  panel_xrange(panel, 0, most);
  panel_down(panel);
  panel_legend(panel, LEGEND_CORNER);
  figure_words(f,
               "Skills by lesson: %zu mastered, %zu proficient, %zu familiar, %zu attempted, of "
               "%zu in %zu lesson%s; %zu solid, %zu fading.",
               p->levels[MASTERY_MASTERED], p->levels[MASTERY_PROFICIENT],
               p->levels[MASTERY_FAMILIAR], p->levels[MASTERY_ATTEMPTED], p->exercises, n,
               n == 1 ? "" : "s", p->standings[STANDING_SOLID], p->standings[STANDING_FADING]);
  free(buffer);
  free(names);
  return f;
}
