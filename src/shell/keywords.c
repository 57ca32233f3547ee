/* keywords.c -- what the words of the language mean.  */

#include "config.h"
#include "shell/keywords.h"
#include "screen/wrap.h"

#include <string.h>

typedef struct Keyword {
  const char *word, *written, *meaning;
} Keyword;

static const Keyword keywords[] = {
  { "if", "if x > 0, disp('up'), elseif x < 0, disp('down'), else, disp('flat'), end",
    "chooses by a condition: the first that holds" },
  { "else", "if x > 0, y = 1; else, y = 0; end",
    "what is done when no condition of the `if` holds" },
  { "elseif", "if x > 0, y = 1; elseif x < 0, y = -1; end", "a further condition of an `if`" },
  { "for", "for k = 1:3, disp(k^2), end",
    "repeats with k as each column of what stands behind = ; for numbers a row, as 1:3 is" },
  { "while", "while x > 1, x = x/2; end", "repeats as long as the condition holds" },
  { "do", "do, x = x/2; until x < 1", "repeats until the condition holds, at least once" },
  { "until", "do, x = x/2; until x < 1", "ends a `do` loop when its condition holds" },
  { "break", "for k = 1:9, if k^2 > 20, break, end, end", "leaves the innermost loop" },
  { "continue", "for k = 1:9, if mod(k, 2) == 0, continue, end, disp(k), end",
    "goes on with the next turn of the innermost loop" },
  { "switch", "switch name, case 'la', t = 1; case {'ca', 'st'}, t = 2; otherwise, t = 0; end",
    "chooses by a value, a number or a text" },
  { "case", "switch k, case 1, s = 'one'; case {2, 3}, s = 'few'; end",
    "one value of a `switch`, or several in curly brackets" },
  { "otherwise", "switch k, case 1, s = 'one'; otherwise, s = 'many'; end",
    "what is done when no `case` of the `switch` fits" },
  { "function", "function r = area(a, b), r = a*b; end",
    "defines a function; several results: function [s, p] = both(a, b)" },
  { "return", "function r = half(x), r = 0; if x == 0, return, end, r = x/2; end",
    "leaves the function; its results are what they are" },
  { "try", "try, A \\ b, catch err, disp(err.message), end",
    "goes on behind `catch` when something fails" },
  { "catch", "try, A \\ b, catch err, disp(err.message), end",
    "what is done after a failure; err.message says what happened" },
  { "unwind_protect", "unwind_protect, work(), unwind_protect_cleanup, disp('done'), end",
    "does the cleanup whatever happens before it" },
  { "end", "x(end), x(end-1), A(end, 1); for k = 1:3, k, end",
    "the last index inside ( ), and the end of a block; NumPy writes x[-1]" },
  { "global", "global rate; rate = 0.1", "one variable for all functions that declare it" },
  { "persistent", "function r = count(), persistent n = 0; n = n + 1; r = n; end",
    "a variable of a function that lives on between its calls" },
  { "ans", "2 + 3; ans*2", "the last value that was given no name" },
  { "@", "f = @(x) x.^2 + 1; f(3), g = @sin",
    "makes a function a value; Python writes lambda x: x**2 + 1" },
  { "varargin", "function r = most(varargin), r = max([varargin{:}]); end",
    "all further arguments of a function, as a cell" },
  { "varargout", "function varargout = both(), varargout = {1, 2}; end",
    "all further results of a function, as a cell" },
  { "format", "format long, format short, format rat",
    "how many digits are shown, or fractions; the numbers themselves stay what they are" },
  { "clear", "clear, clear x y", "forgets all variables, or those that are named" },
  { "who", "who", "lists the variables with their sizes" },
};

bool keyword_page(const char *word, const ScreenStyle *style, Text *out) {
  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
    const Keyword *k = &keywords[i];
    if (strcmp(k->word, word) != 0) continue;
    Text first = TEXT_EMPTY;
    text_puts(&first, "  ");
    style_put(style, TONE_CODE, k->word, &first);
    text_puts(&first, "  ");
    wrap_text(k->meaning, style->width, text_string(&first), "    ", out);
    text_puts(out, "\n  ");
    style_put(style, TONE_CODE, k->written, out);
    text_putc(out, '\n');
    text_free(&first);
    return true;
  }
  return false;
}
