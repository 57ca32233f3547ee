/* print.c -- showing values and filled templates.  */

#include "config.h"
#include "lib/arguments.h"
#include "lib/families.h"
#include "lib/template.h"

#include <string.h>

/* Print OUT and give nothing, or give it as a text. */
static Value print_text(Call *call, Text *out) {
  for (size_t k = 0; k < out->len; k++)
    if (!out->data[k]) out->data[k] = ' '; /* what is printed ends at a NUL */
  call_print(call, text_string(out));
  text_free(out);
  return VALUE_NOTHING;
}

static Value text_result(Text *t) {
  Value v = value_string_bytes(text_string(t), t->len);
  text_free(t);
  return v;
}

static Value call_sprintf(Call *call) {
  Text out = TEXT_EMPTY;
  if (template_fill(call, 0, &out)) {
    if (out.len == 0) {
      text_free(&out);
      return value_array(array_new(2, (size_t[]){ 1, 0 }, ELEMENT_CHAR, false));
    }
    return text_result(&out);
  }
  text_free(&out);
  return VALUE_FAILED;
}

static Value call_printf(Call *call) {
  Text out = TEXT_EMPTY;
  size_t first = 0;
  /* fprintf(1, template, ...) names the output first */
  if (strcmp(call->builtin->name, "fprintf") == 0 && call->count > 0 &&
      !value_is_text(call->args[0]))
    first = 1;
  if (first >= call->count) return call_fail(call, ERROR_TYPE, "there is no template");
  bool good = template_fill(call, first, &out);
  if (good) return print_text(call, &out);
  text_free(&out);
  return VALUE_FAILED;
}

static Value call_puts(Call *call) {
  Text out = TEXT_EMPTY;
  size_t i = call->count - 1;
  if (!value_is_text(call->args[i]))
    return call_fail_at(call, i, ERROR_TYPE, "%s prints a text", call->builtin->name);
  value_append_text(call->args[i], &out);
  return print_text(call, &out);
}

static Value call_disp(Call *call) {
  Text out = TEXT_EMPTY;
  show_value(call->args[0], call_show(call), &out);
  return call->wanted > 0 ? text_result(&out) : print_text(call, &out);
}

/* As a statement without a semicolon would: under its name, where it has one. */
static Value call_display(Call *call) {
  Text out = TEXT_EMPTY, typed = TEXT_EMPTY;
  bool named = call_typed(call, 0, &typed) && typed.len > 0 &&
               strspn(text_string(&typed), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                           "0123456789") == typed.len &&
               !strchr("0123456789", typed.data[0]);
  if (named)
    show_variable(text_string(&typed), call->args[0], call_show(call), &out);
  else
    show_value(call->args[0], call_show(call), &out);
  text_free(&typed);
  return print_text(call, &out);
}

static Value call_fdisp(Call *call) {
  Text out = TEXT_EMPTY;
  show_value(call->args[1], call_show(call), &out);
  return print_text(call, &out);
}

static Value call_stream(Call *call) {
  return value_scalar(strcmp(call->builtin->name, "stdout") == 0 ? 1 : 2);
}
static Value call_fflush(Call *call) {
  (void)call;
  return VALUE_NOTHING;
}

const Builtin print_family[] = {
  { .name = "disp",
    .signature = "x: any -> string",
    .call = call_disp,
    .summary = "Shows a value without its name; s = disp(x) gives the text instead.",
    .numpy = "print(x)",
    .see = "printf display num2str",
    .examples = { { "s = disp(5); s", "\"5\\n\"" } } },
  { .name = "display",
    .signature = "x: any -> any",
    .call = call_display,
    .summary = "Shows a variable with its name, and any other value as disp does.",
    .numpy = "print(f'{x = }')",
    .see = "disp",
    .examples = { { "display(5); 1", "1" } } },
  { .name = "fdisp",
    .signature = "stream: any, x: any -> any",
    .call = call_fdisp,
    .summary = "Shows a value without its name; a stream such as stdout comes first.",
    .numpy = "print(x)",
    .see = "disp",
    .examples = { { "fdisp(stdout, 5); 1", "1" } } },
  { .name = "printf",
    .signature = "template: string, values?: any... -> any",
    .call = call_printf,
    .summary = "Prints the template with values in place of %d, %f, %g and %s; used again until "
               "all values are printed.",
    .numpy = "print(f'...')",
    .see = "sprintf fprintf disp",
    .warning = "a line ends only where the template says \\n",
    .examples = { { "printf('%d\\n', 1:2); 1", "1" },
                  { "printf('%999999999d', 1)", "error: printf: a width or precision" } } },
  { .name = "fprintf",
    .signature = "template: any, values?: any... -> any",
    .call = call_printf,
    .summary = "Prints the template as printf does; a stream such as stdout may come first.",
    .numpy = "print(f'...')",
    .see = "printf sprintf",
    .examples = { { "fprintf('%5.2f\\n', pi); 1", "1" } } },
  { .name = "sprintf",
    .signature = "template: string, values?: any... -> string",
    .call = call_sprintf,
    .summary = "The filled template as a text; see printf.",
    .numpy = "f'...'",
    .see = "printf num2str mat2str",
    .examples = { { "sprintf('%d of %d', 3, 4)", "'3 of 4'" },
                  { "sprintf('%d,', [1 2; 3 4])", "'1,3,2,4,'" },
                  { "sprintf('%d', 1.5)", "'1.5'" } } },
  { .name = "puts",
    .signature = "s: string -> any",
    .call = call_puts,
    .summary = "Prints a text as it is.",
    .numpy = "print(s, end='')",
    .see = "printf disp",
    .examples = { { "puts(\"hello\\n\"); 1", "1" } } },
  { .name = "fputs",
    .signature = "stream: any, s?: string -> any",
    .call = call_puts,
    .summary = "Prints a text as it is; a stream such as stdout comes first.",
    .numpy = "print(s, end='')",
    .see = "puts",
    .examples = { { "fputs(stdout, \"hello\\n\"); 1", "1" } } },
  { .name = "stdout",
    .signature = "-> scalar",
    .call = call_stream,
    .summary = "The number of the normal output, for fprintf and fputs.",
    .numpy = "sys.stdout",
    .see = "fprintf",
    .examples = { { "stdout", "1" } } },
  { .name = "stderr",
    .signature = "-> scalar",
    .call = call_stream,
    .summary = "The number of the output for complaints; it is the same screen.",
    .numpy = "sys.stderr",
    .see = "fprintf",
    .examples = { { "stderr", "2" } } },
  { .name = "fflush",
    .signature = "stream?: any -> any",
    .call = call_fflush,
    .summary = "Does nothing: output appears at once here.",
    .numpy = "sys.stdout.flush()",
    .see = "printf",
    .examples = { { "fflush(stdout); 1", "1" } } },
  { 0 }
};
