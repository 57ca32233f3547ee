/* host.c -- what the language asks of the world.  */
#include "config.h"
typedef int nothing_yet;
