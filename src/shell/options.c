/* options.c -- the command line.  */

#include "config.h"
#include "shell/options.h"
#include "base/files.h"
#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE = 2 };

/* Long options without a letter; a mode is its own number behind MODE_OPTION. */
enum {
  OPTION_PLOT = 256,
  OPTION_FPS,
  OPTION_PLAIN,
  OPTION_COLOR,
  OPTION_WIDTH,
  OPTION_SEED,
  OPTION_LESSONS,
  OPTION_NO_PROGRESS,
  OPTION_COUNT,
  OPTION_MINUTES,
  OPTION_REPORT,
  OPTION_PASS,
  OPTION_FEEDBACK,
  OPTION_FORMAT,
  OPTION_STATS,
  OPTION_FORCE,
  OPTION_RETENTION,
  OPTION_LIMIT,
  OPTION_WEIGHTS,
  OPTION_PAPER,
  OPTION_KEY,
  OPTION_LEARNER,
  MODE_OPTION = 512
};

typedef struct ModeRecord {
  const char *name;            /* of the long option; NULL: reached otherwise */
  size_t least, most;          /* arguments */
  const char *missing, *extra; /* what is said when there are too few, too many */
} ModeRecord;

static const ModeRecord modes[MODE_COUNT] = {
  [MODE_LEARN] = { NULL, 0, 1, "", "one lesson at a time" },
  [MODE_EVALUATE] = { NULL, 1, SIZE_MAX, "-e needs an expression", "" },
  [MODE_SCRIPT] = { NULL, 1, 1, "", "one script at a time" },
  [MODE_QUIZ] = { "quiz", 0, SIZE_MAX, "", "" },
  [MODE_LIST] = { "list", 0, 1, "", "--list takes one track at most" },
  [MODE_PROGRESS] = { "progress", 0, 0, "", "--progress takes no arguments" },
  [MODE_CHECK] = { "check", 1, SIZE_MAX, "--check needs a lesson file, a folder or -", "" },
  [MODE_PREVIEW] = { "preview", 1, 1, "--preview needs a lesson file",
                     "--preview takes one lesson file" },
  [MODE_TRY] = { "try", 1, 1, "--try needs FILE#EXERCISE", "--try takes one FILE#EXERCISE" },
  [MODE_NEW] = { "new", 2, 2, "--new needs a kind (lesson, number, choice ...) and a file",
                 "--new takes a kind and one file" },
  [MODE_INSTALL] = { "install", 1, 1, "--install needs the folder or archive of a course",
                     "--install takes one course" },
  [MODE_JUDGE] = { "judge", 1, 1, "--judge needs a table of answers", "--judge takes one table" },
  [MODE_IMPORT] = { "import", 1, 1, "--import needs a GIFT or Moodle XML file",
                    "--import takes one file" },
  [MODE_EXPORT] = { "export", 2, SIZE_MAX,
                    "--export needs a format (gift, moodle, anki, html) and a lesson", "" },
  [MODE_PLACEMENT] = { "placement", 0, 1, "", "--placement takes one word, `full`" },
  [MODE_TESTOUT] = { "testout", 1, 1, "--testout needs a lesson", "--testout takes one lesson" },
  [MODE_GRADEBOOK] = { "gradebook", 1, SIZE_MAX, "--gradebook needs reports (.json)", "" },
  [MODE_REVIEW] = { "review", 0, 0, "", "--review takes no arguments" },
  [MODE_DUE] = { "due", 0, 0, "", "--due takes no arguments" },
  [MODE_FORECAST] = { "forecast", 0, 0, "", "--forecast takes no arguments" },
  [MODE_FORGET] = { "forget", 1, 1, "--forget needs a lesson, or all",
                    "--forget takes one lesson, or all" },
  [MODE_REFERENCE] = { "reference", 0, 0, "", "--reference takes no arguments" },
};

static void print_help(void) {
  puts("Usage: mathtutor [OPTION]... [LESSON | FILE.m | -]\n"
       "  or:  mathtutor -e EXPR...\n"
       "  or:  mathtutor --quiz [TOPIC]...\n"
       "  or:  mathtutor --check PATH...\n"
       "Learn the mathematics of machine learning in the terminal.\n"
       "\n"
       "Without arguments the tutor takes up where you stopped.  LESSON is a name from\n"
       "--list, such as la-dot, or a lesson file.\n"
       "\n"
       "To learn:\n"
       "      --list [TRACK]       show tracks, lessons and progress\n"
       "      --progress           show what was worked on, what is solid and what fades;\n"
       "                           with --plot WHERE as a picture, too; see --format\n"
       "        --export FOLDER    write it all to FOLDER, for another machine\n"
       "        --import FOLDER    add what such a FOLDER holds to what is here\n"
       "      --review             exercises that are due today, with other numbers\n"
       "        --count N          N of them, whatever the daily limit\n"
       "      --due, --forecast    what is due; how many are in the next 30 days\n"
       "        --retention R      from now on, wait until the chance to know it is R\n"
       "                           (0.7 to 0.97; 0.9)\n"
       "        --limit N          from now on, at most N reviews a day (20)\n"
       "        --weights LIST     from now on, weights of an FSRS optimiser; `usual'\n"
       "      --forget LESSON      forget what is recorded of a lesson, or `all' of it;\n"
       "                           asks first, unless --force is given\n"
       "      --quiz [TOPIC]...    test yourself on tracks or lessons (all without TOPIC),\n"
       "                           or on one of `week:1' to `week:9', `final'\n"
       "        --count N          ask N questions (10)\n"
       "        --minutes M        stop after M minutes\n"
       "        --feedback WHEN    say what was right `now' or at the `end' (end)\n"
       "        --report FILE      write the result to FILE (.md, .json, .csv, .xapi.jsonl)\n"
       "        --pass PERCENT     exit with status 1 below PERCENT\n"
       "        --paper FILE.md    print the questions and their key instead (- here)\n"
       "        --learner NAME     the name in the report\n"
       "        --key FILE         seal the report with the key in FILE\n"
       "      --placement [full]   find out where to start, by 25 questions at most\n"
       "      --testout LESSON     show that you can leave a lesson out\n"
       "      --gradebook REPORT...\n"
       "                           print .json reports as one table, and what was edited\n"
       "\n"
       "To calculate:\n"
       "  -e, --eval EXPR          evaluate EXPR, print the result and exit\n"
       "  FILE.m, -                run a script or standard input\n"
       "\n"
       "To write lessons:\n"
       "      --check PATH...      prove lesson files, folders or - (standard input) right;\n"
       "                           --format gcc and json are for editors and programs\n"
       "        --stats            instead, say what was answered wrong most often\n"
       "      --preview FILE       show a lesson, again whenever it is saved\n"
       "      --try FILE#EXERCISE  open one exercise; nothing is recorded\n"
       "      --new KIND FILE      begin a `lesson', or an exercise of a kind such as\n"
       "                           `number' or `choice', in a new FILE\n"
       "      --install COURSE     take a course, a folder or an archive, into --list\n"
       "        --force            replace the one that is there\n"
       "      --import FILE        print a lesson made of a GIFT or Moodle XML file\n"
       "      --export FORMAT LESSON...\n"
       "                           print exercises as gift, moodle or anki (--count N\n"
       "                           variants of each), or a lesson as an html page\n"
       "      --judge FILE         judge the answers of a table, one verdict a line\n"
       "      --reference          print the reference of all functions as Markdown\n"
       "\n"
       "Everywhere:\n"
       "      --plot WHERE         auto, kitty, sixel, iterm, qt, wxt, x11, text, dumb,\n"
       "                           png:FOLDER, svg:FOLDER or none (auto)\n"
       "      --fps N              play animations with N frames a second\n"
       "      --plain              plain text: no colour, no drawing, no redrawing\n"
       "      --color WHEN         auto, always or never (auto)\n"
       "      --width N            use N columns\n"
       "      --seed S             draw the same numbers each time\n"
       "      --lessons DIR        look for lessons in DIR first\n"
       "      --no-progress        read and record nothing about the learner\n"
       "      --format FORM        text, json or csv, for --progress and --list; text, json\n"
       "                           or gcc for --check (text)\n"
       "  -q, --quiet              say less\n"
       "  -h, --help               show this help and exit\n"
       "  -V, --version            show the version and exit\n"
       "\n"
       "Exit status: 0 done; 1 a check or a script failed, a file cannot be read or\n"
       "written, or a quiz is below --pass or unfinished; 2 the command line was not\n"
       "understood.");
}

static int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
static int complain(const char *format, ...) {
  va_list args;
  va_start(args, format);
  fputs("mathtutor: ", stderr);
  vfprintf(stderr, format, args);
  fputs("\nTry 'mathtutor --help'.\n", stderr);
  va_end(args);
  return USAGE;
}

/* A whole number; false after a complaint. */
static bool read_number(const char *name, const char *text, uint64_t low, uint64_t high,
                        uint64_t *out) {
  char *end;
  errno = 0;
  unsigned long long n = strtoull(text, &end, 10);
  if (*text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && n >= low && n <= high) {
    *out = n;
    return true;
  }
  if (high == UINT64_MAX)
    complain("--%s needs a whole number, not '%s'", name, text);
  else
    complain("--%s needs a whole number from %llu to %llu, not '%s'", name, (unsigned long long)low,
             (unsigned long long)high, text);
  return false;
}

static bool read_small(const char *name, const char *text, unsigned low, unsigned high,
                       unsigned *out) {
  uint64_t n;
  if (!read_number(name, text, low, high, &n)) return false;
  *out = (unsigned)n;
  return true;
}

/* One of the words of a list that ends with NULL; false after a complaint. */
static bool read_word(const char *name, const char *text, const char *const *words, int *out) {
  Text list = TEXT_EMPTY;
  for (int i = 0; words[i]; i++) {
    if (strcmp(text, words[i]) == 0) {
      *out = i;
      text_free(&list);
      return true;
    }
    text_printf(&list, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
  }
  complain("--%s is %s, not '%s'", name, text_string(&list), text);
  text_free(&list);
  return false;
}

static bool read_percent(const char *text, double *out) {
  char *end;
  double x = strtod(text, &end);
  if (*end == '%') end++;
  *out = x;
  if (end != text && *end == '\0' && x >= 0 && x <= 100) return true;
  complain("--pass needs a percentage from 0 to 100, not '%s'", text);
  return false;
}

static bool read_retention(const char *text, double *out) {
  char *end;
  double x = strtod(text, &end);
  if (*end == '%') {
    end++;
    x /= 100;
  }
  *out = x;
  if (end != text && *end == '\0' && x >= 0.7 && x <= 0.97) return true;
  complain("--retention needs a chance from 0.7 to 0.97, not '%s'", text);
  return false;
}

static void add_argument(Options *o, const char *text, size_t *cap) {
  MEM_GROW(o->arguments, o->argument_count, *cap);
  o->arguments[o->argument_count++] = text;
}

static bool ends_with(const char *text, const char *end) {
  size_t n = strlen(text), m = strlen(end);
  return n >= m && strcmp(text + n - m, end) == 0;
}

static const struct option long_options[] = {
  { "eval", required_argument, NULL, 'e' },
  { "quiet", no_argument, NULL, 'q' },
  { "help", no_argument, NULL, 'h' },
  { "version", no_argument, NULL, 'V' },
  { "plot", required_argument, NULL, OPTION_PLOT },
  { "fps", required_argument, NULL, OPTION_FPS },
  { "plain", no_argument, NULL, OPTION_PLAIN },
  { "color", required_argument, NULL, OPTION_COLOR },
  { "colour", required_argument, NULL, OPTION_COLOR },
  { "width", required_argument, NULL, OPTION_WIDTH },
  { "seed", required_argument, NULL, OPTION_SEED },
  { "lessons", required_argument, NULL, OPTION_LESSONS },
  { "no-progress", no_argument, NULL, OPTION_NO_PROGRESS },
  { "count", required_argument, NULL, OPTION_COUNT },
  { "minutes", required_argument, NULL, OPTION_MINUTES },
  { "report", required_argument, NULL, OPTION_REPORT },
  { "pass", required_argument, NULL, OPTION_PASS },
  { "feedback", required_argument, NULL, OPTION_FEEDBACK },
  { "format", required_argument, NULL, OPTION_FORMAT },
  { "stats", no_argument, NULL, OPTION_STATS },
  { "force", no_argument, NULL, OPTION_FORCE },
  { "quiz", no_argument, NULL, MODE_OPTION + MODE_QUIZ },
  { "list", no_argument, NULL, MODE_OPTION + MODE_LIST },
  { "progress", no_argument, NULL, MODE_OPTION + MODE_PROGRESS },
  { "check", no_argument, NULL, MODE_OPTION + MODE_CHECK },
  { "preview", no_argument, NULL, MODE_OPTION + MODE_PREVIEW },
  { "try", no_argument, NULL, MODE_OPTION + MODE_TRY },
  { "new", no_argument, NULL, MODE_OPTION + MODE_NEW },
  { "install", no_argument, NULL, MODE_OPTION + MODE_INSTALL },
  { "judge", no_argument, NULL, MODE_OPTION + MODE_JUDGE },
  { "import", no_argument, NULL, MODE_OPTION + MODE_IMPORT },
  { "export", no_argument, NULL, MODE_OPTION + MODE_EXPORT },
  { "paper", required_argument, NULL, OPTION_PAPER },
  { "key", required_argument, NULL, OPTION_KEY },
  { "learner", required_argument, NULL, OPTION_LEARNER },
  { "placement", no_argument, NULL, MODE_OPTION + MODE_PLACEMENT },
  { "testout", no_argument, NULL, MODE_OPTION + MODE_TESTOUT },
  { "gradebook", no_argument, NULL, MODE_OPTION + MODE_GRADEBOOK },
  { "review", no_argument, NULL, MODE_OPTION + MODE_REVIEW },
  { "due", no_argument, NULL, MODE_OPTION + MODE_DUE },
  { "forecast", no_argument, NULL, MODE_OPTION + MODE_FORECAST },
  { "forget", no_argument, NULL, MODE_OPTION + MODE_FORGET },
  { "retention", required_argument, NULL, OPTION_RETENTION },
  { "limit", required_argument, NULL, OPTION_LIMIT },
  { "weights", required_argument, NULL, OPTION_WEIGHTS },
  { "reference", no_argument, NULL, MODE_OPTION + MODE_REFERENCE },
  { NULL, 0, NULL, 0 },
};

/* One option with a value; false after a complaint. */
static bool take_value(Options *o, int option, const char *value) {
  static const char *const when[] = { "auto", "always", "never", NULL };
  static const char *const feedback[] = { "end", "now", NULL };
  static const char *const formats[] = { "text", "json", "csv", "gcc", NULL };
  int word = 0;
  switch (option) {
  case OPTION_PLOT: o->plot = value; return true;
  case OPTION_FPS: {
    char *end;
    o->fps = strtod(value, &end);
    if (*value != '\0' && *end == '\0' && o->fps > 0 && o->fps <= 60) return true;
    complain("--fps needs a number above 0 and up to 60, not '%s'", value);
    return false;
  }
  case OPTION_LESSONS:
    o->lessons = value;
    if (file_is_folder(value)) return true;
    complain("--lessons needs a folder, and '%s' is none", value);
    return false;
  case OPTION_REPORT:
    o->report = value;
    if (ends_with(value, ".md") || ends_with(value, ".json") || ends_with(value, ".csv") ||
        ends_with(value, ".xapi.jsonl"))
      return true;
    complain("--report needs a name that ends in .md, .json, .csv or .xapi.jsonl, not '%s'", value);
    return false;
  case OPTION_PAPER:
    o->paper = value;
    if (ends_with(value, ".md") || strcmp(value, "-") == 0) return true;
    complain("--paper needs a name that ends in .md, or -, not '%s'", value);
    return false;
  case OPTION_KEY: o->key = value; return true;
  case OPTION_LEARNER: o->learner = value; return true;
  case OPTION_COLOR:
    if (!read_word("color", value, when, &word)) return false;
    o->color = (ColorWhen)word;
    return true;
  case OPTION_FEEDBACK:
    if (!read_word("feedback", value, feedback, &word)) return false;
    o->feedback_now = word == 1;
    return true;
  case OPTION_FORMAT:
    if (!read_word("format", value, formats, &word)) return false;
    o->format = (ListFormat)word;
    return true;
  case OPTION_RETENTION: return read_retention(value, &o->retention);
  case OPTION_LIMIT: return read_small("limit", value, 1, 500, &o->limit);
  case OPTION_WEIGHTS: o->weights = value; return true;
  case OPTION_WIDTH: return read_small("width", value, 20, 1000, &o->width);
  case OPTION_COUNT: return read_small("count", value, 1, 500, &o->count);
  case OPTION_MINUTES: return read_small("minutes", value, 1, 1440, &o->minutes);
  case OPTION_PASS: return read_percent(value, &o->pass);
  case OPTION_SEED: o->seeded = true; return read_number("seed", value, 0, UINT64_MAX, &o->seed);
  default: return true;
  }
}

/* The name of an option that means something in a quiz only, or NULL. */
static const char *quiz_option(int option) {
  switch (option) {
  case OPTION_COUNT: return "count";
  case OPTION_MINUTES: return "minutes";
  case OPTION_REPORT: return "report";
  case OPTION_PASS: return "pass";
  case OPTION_FEEDBACK: return "feedback";
  default: return NULL;
  }
}

/* What stands behind the options; -1 or an exit status. */
static int take_arguments(Options *o, int argc, char **argv, size_t *cap) {
  for (int i = optind; i < argc; i++) add_argument(o, argv[i], cap);
  if (o->mode == MODE_LEARN && o->argument_count > 0) {
    const char *first = o->arguments[0];
    if (strcmp(first, "-") == 0 || ends_with(first, ".m")) o->mode = MODE_SCRIPT;
  }
  const ModeRecord *m = &modes[o->mode];
  if (o->transfer != TRANSFER_NONE) {
    bool out = o->transfer == TRANSFER_OUT;
    return o->argument_count == 1
               ? -1
               : complain("--progress --%s needs one folder", out ? "export" : "import");
  }
  if (o->argument_count < m->least) return complain("%s", m->missing);
  if (o->argument_count > m->most)
    return complain("%s; '%s' is too much", m->extra, o->arguments[m->most]);
  return -1;
}

/* Options that belong to a mode stand there only; false after a complaint. */
static bool is_consistent(const Options *o) {
  if (o->stats && o->mode != MODE_CHECK)
    complain("--stats belongs to --check");
  else if (o->force && o->mode != MODE_INSTALL && o->mode != MODE_FORGET &&
           o->transfer != TRANSFER_OUT)
    complain("--force belongs to --install, --forget and --progress --export");
  else if ((o->retention > 0 || o->limit > 0 || o->weights) && o->mode != MODE_REVIEW &&
           o->mode != MODE_DUE && o->mode != MODE_FORECAST)
    complain("--retention, --limit and --weights belong to --review, --due and --forecast");
  else if (o->paper && (o->mode != MODE_QUIZ || o->report))
    complain("--paper belongs to --quiz, and stands without --report");
  else if ((o->key || o->learner) && o->mode != MODE_QUIZ && o->mode != MODE_TESTOUT &&
           o->mode != MODE_PLACEMENT && (o->learner || o->mode != MODE_GRADEBOOK))
    complain("--key belongs to a quiz and --gradebook, --learner to a quiz");
  else if (o->format == FORMAT_GCC && o->mode != MODE_CHECK)
    complain("--format gcc belongs to --check");
  else if (o->format == FORMAT_CSV && o->mode == MODE_CHECK)
    complain("--format of --check is text, json or gcc, not csv");
  else
    return true;
  return false;
}

/* --progress and --export, in any order, are one mode. */
static bool take_transfer(Options *o, Mode *mode) {
  Mode other = *mode == MODE_PROGRESS ? o->mode : *mode;
  bool both = *mode == MODE_PROGRESS || o->mode == MODE_PROGRESS;
  if (!both || (other != MODE_EXPORT && other != MODE_IMPORT)) return false;
  o->transfer = other == MODE_EXPORT ? TRANSFER_OUT : TRANSFER_IN;
  o->mode = MODE_PROGRESS;
  return true;
}

int options_parse(Options *o, int argc, char **argv) {
  size_t cap = 0;
  const char *of_quiz = NULL;
  *o = (Options){ .pass = -1 };
  for (int option; (option = getopt_long(argc, argv, "e:qhV", long_options, NULL)) != -1;) {
    Mode mode = option == 'e' ? MODE_EVALUATE : MODE_LEARN;
    if (option >= MODE_OPTION) mode = (Mode)(option - MODE_OPTION);
    if (take_transfer(o, &mode)) continue;
    if (mode != MODE_LEARN && o->mode != MODE_LEARN && mode != o->mode)
      return complain("--%s and --%s cannot be combined",
                      modes[o->mode].name ? modes[o->mode].name : "eval",
                      modes[mode].name ? modes[mode].name : "eval");
    if (mode != MODE_LEARN) o->mode = mode;
    switch (option) {
    case 'e': add_argument(o, optarg, &cap); break;
    case 'q': o->quiet = true; break;
    case OPTION_PLAIN: o->plain = true; break;
    case OPTION_NO_PROGRESS: o->no_progress = true; break;
    case OPTION_STATS: o->stats = true; break;
    case OPTION_FORCE: o->force = true; break;
    case 'h': print_help(); return EXIT_SUCCESS;
    case 'V': puts(PACKAGE " " VERSION); return EXIT_SUCCESS;
    case '?': fputs("Try 'mathtutor --help'.\n", stderr); return USAGE;
    default:
      if (!take_value(o, option, optarg)) return USAGE;
      if (!of_quiz) of_quiz = quiz_option(option);
    }
  }
  bool elsewhere = of_quiz && strcmp(of_quiz, "count") == 0 &&
                   (o->mode == MODE_EXPORT || o->mode == MODE_REVIEW);
  elsewhere |= of_quiz && (o->mode == MODE_TESTOUT ||
                           (o->mode == MODE_PLACEMENT && strcmp(of_quiz, "report") == 0));
  if (of_quiz && o->mode != MODE_QUIZ && !elsewhere)
    return complain("--%s belongs to --quiz", of_quiz);
  if (!is_consistent(o)) return USAGE;
  return take_arguments(o, argc, argv, &cap);
}

void options_free(Options *o) {
  free(o->arguments);
  *o = (Options){ 0 };
}
