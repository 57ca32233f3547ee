/* main.c -- options and wiring; the only file that knows every floor.  */

#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static void print_help(void) {
  puts("Usage: mathtutor [OPTION]...\n"
       "Teaches the mathematics of machine learning in the terminal.\n\n"
       "  -h, --help     show this help\n"
       "      --version  show the version");
}

int main(int argc, char **argv) {
  static const struct option options[] = {
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { NULL, 0, NULL, 0 },
  };
  for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
    if (option == 'h') {
      print_help();
      return EXIT_SUCCESS;
    }
    if (option == 'V') {
      puts(PACKAGE " " VERSION);
      return EXIT_SUCCESS;
    }
    fputs("Try 'mathtutor --help'.\n", stderr);
    return 2;
  }
  print_help();
  return EXIT_SUCCESS;
}
