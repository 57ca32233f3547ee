/* conventions.c -- what words and signs mean here, where books and programs differ.  */

#include "config.h"
#include "shell/conventions.h"
#include "screen/wrap.h"

static const struct {
  const char *matter, *choice;
} conventions[] = {
  { "indices", "count from 1, `end` is the last; Python counts from 0" },
  { "* and .*", "the product of matrices, and the product entry by entry (NumPy's @ and *)" },
  { "vectors", "columns; where it does not matter, a row is as good" },
  { "sum, mean", "of a matrix go down its columns; NumPy takes all entries unless told otherwise" },
  { "var, std, cov", "divide by n - 1; var(x, 1) divides by n, as NumPy does" },
  { "log", "is the natural logarithm; log2 and log10 say so" },
  { "normal", "distributions have a mean and a standard deviation, exponential ones a mean" },
  { "conv2", "turns the kernel round; what networks call convolution does not" },
  { "derivative", "of a number by a number: diff(f), a function again" },
  { "gradient", "has the shape of the variable: of v'*w by w it is v, a column like w" },
  { "Jacobian", "has a row for each output and a column for each input: of A*x it is A, not A'" },
  { "Hessian", "is the Jacobian of the gradient" },
  { "matrices", "as variables have entries that count one by one, also when they are symmetric" },
  { "kinks",
    "abs and relu have the slope 0 at 0; in max(x, 0) and min(x, 0) the constant wins where "
    "both are equal; of two variables each has one half; norm has the slope unit(x), x/norm(x), "
    "and 0 at 0" },
  { "jumps", "floor, round, sign and comparisons have the slope 0 between their jumps" },
  { "domains", "a derivative is never given silently where the function has none: a note says "
               "`valid where x ~= 0`" },
  { "numbers", "0.1 in a formula is a tenth exactly, and stays a fraction in its derivative" },
};

void conventions_page(const ScreenStyle *style, Text *out) {
  for (size_t i = 0; i < sizeof conventions / sizeof *conventions; i++) {
    Text first = TEXT_EMPTY;
    size_t len = 0;
    while (conventions[i].matter[len]) len++;
    text_puts(&first, "  ");
    style_put(style, TONE_CODE, conventions[i].matter, &first);
    text_repeat(&first, " ", len < 14 ? 14 - len : 1);
    wrap_text(conventions[i].choice, style->width, text_string(&first), "                ", out);
    text_free(&first);
  }
}
