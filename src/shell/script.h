/* script.h -- programs run from the command line: -e EXPR, FILE.m, standard input.  */

#ifndef SHELL_SCRIPT_H
#define SHELL_SCRIPT_H

#include "shell/options.h"

/* The exit status.  Needs neither store nor lessons nor readline, so that it starts fast. */
int script_main(const Options *options);

#endif
