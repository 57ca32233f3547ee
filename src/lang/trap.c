/* trap.c -- GSL's error handler, tamed.  */

#include "config.h"
#include "lang/trap.h"

#include <gsl/gsl_errno.h>
#include <stddef.h>

TrapState trap_caught;

static void remember(const char *reason, const char *file, int line, int number) {
  (void)file;
  (void)line;
  if (number == GSL_EUNDRFLW || trap_caught.number != 0) return;
  trap_caught = (TrapState){ number, reason };
}

void trap_install(void) {
  gsl_set_error_handler(remember);
}

ErrorKind trap_kind(int number) {
  switch (number) {
  case GSL_EDOM:
  case GSL_ERANGE:
  case GSL_EZERODIV:
  case GSL_EINVAL: return ERROR_DOMAIN;
  case GSL_EBADLEN:
  case GSL_ENOTSQR: return ERROR_SHAPE;
  case GSL_ENOMEM: return ERROR_LIMIT;
  default: return ERROR_NUMERIC;
  }
}
