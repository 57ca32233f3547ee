/* test-foreign.c -- plain text and HTML into Markdown, Markdown into HTML.  */

#include "config.h"
#include "exchange/foreign.h"
#include "exchange/html.h"
#include "tests/tap.h"

#include <string.h>

static const struct {
  const char *plain, *markdown;
} plain[] = {
  { "two words", "two words" },
  { "a * b _c_ `d`", "a \\* b \\_c\\_ \\`d\\`" },
  { "# no heading", "\\# no heading" },
  { "- no list", "\\- no list" },
  { "12. no list", "12\\. no list" },
  { "3.14", "3.14" },
  { "x - y", "x - y" },
  { "costs $5", "costs \\$5" },
  { "@{exit}", "@{exit}" },
  { "the root \\(\\sqrt{2}\\) of", "the root $\\sqrt{2}$ of" },
  { "\\[x^2\\]", "$$x^2$$" },
  { "$$ y $$", "$$y$$" },
  { "\\(@{x}\\)", "$@{x}$" },
  { "open \\( only", "open \\\\( only" },
  { "one\nline\n\nanother", "one line\n\nanother" },
  { "a < b", "a \\< b" },
  { "a\x01\x1b[31mb", "a\\[31mb" },
};

static const struct {
  const char *html, *markdown;
  bool lost;
} html[] = {
  { "<p>Some <b>bold</b> and <i>slanted</i> text</p>", "Some **bold** and *slanted* text", false },
  { "a<br/>b", "a\n\nb", false },
  { "x<sup>2</sup> and y<sub>i</sub>", "x$^{2}$ and y$_{i}$", false },
  { "3 &lt; 4 &amp; 5 &#62; 2 &#x3b1; &pi;", "3 \\< 4 & 5 > 2 \xCE\xB1 \xCF\x80", false },
  { "<ul><li>one</li><li>two</li></ul>after", "- one\n- two\n\nafter", false },
  { "use <code>a*b</code> here", "use `a*b` here", false },
  { "<p>\\(a_1\\)</p>", "$a_1$", false },
  { "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
    "|a |b |\n|---|---|\n|1 |2 |", false },
  { "<img src=\"x.png\" alt=\"a bell\"> here", "(picture: a bell) here", true },
  { "<script>alert(1)</script>", "alert(1)", true },
  { "<!-- hidden -->shown", "shown", false },
  { "5 < 6 and 7 > 2", "5 \\< 6 and 7 > 2", false },
  { "&unknown; &#0; &#xD800;", "&unknown; \xEF\xBF\xBD \xEF\xBF\xBD", false },
  { "", "", false },
};

static const struct {
  const char *markdown, *html;
} written[] = {
  { "Some **bold** text", "<p>Some <strong>bold</strong> text</p>\n" },
  { "`a<b`", "<p><code>a&lt;b</code></p>\n" },
  { "$x_1$", "<p>\\(x_1\\)</p>\n" },
  { "# Head", "<h3>Head</h3>\n" },
  { "- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n" },
  { "[here](https://example.org/a?b=1&c)",
    "<p><a href=\"https://example.org/a?b=1&amp;c\">here</a></p>\n" },
  { "[there](javascript:alert(1))", "<p><a>there</a></p>\n" },
  { "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
  { "|a|b|\n|---|--:|\n|1|2|",
    "<table>\n<tr><th>a</th><th style=\"text-align:right\">b</th></tr>\n"
    "<tr><td>1</td><td style=\"text-align:right\">2</td></tr>\n</table>\n" },
};

int main(void) {
  Text out = TEXT_EMPTY;
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
    text_clear(&out);
    markdown_from_plain(plain[i].plain, strlen(plain[i].plain), &out);
    tap_text(text_string(&out), plain[i].markdown, "plain: %s", plain[i].plain);
  }
  for (size_t i = 0; i < sizeof html / sizeof *html; i++) {
    text_clear(&out);
    bool lost = markdown_from_html(html[i].html, strlen(html[i].html), &out);
    tap_text(text_string(&out), html[i].markdown, "HTML: %s", html[i].html);
    tap_ok(lost == html[i].lost, "... %s", html[i].lost ? "loses something" : "loses nothing");
  }
  for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
    text_clear(&out);
    html_from_markdown(written[i].markdown, HTML_TEX, 3, &out);
    tap_text(text_string(&out), written[i].html, "to HTML: %s", written[i].markdown);
  }
  text_free(&out);
  return tap_done();
}
