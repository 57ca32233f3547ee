/* trap.c -- GSL's error handler, tamed.  */

#include "config.h"
#include "lang/trap.h"

#include <gsl/gsl_errno.h>
#include <stddef.h>

static TrapState caught;

static void remember(const char *reason, const char *file, int line, int number) {
  (void)file;
  (void)line;
  if (number == GSL_EUNDRFLW || caught.number != 0) return;
  caught = (TrapState){ number, reason };
}

void trap_install(void) {
  gsl_set_error_handler(remember);
}

TrapState trap_take(void) {
  TrapState state = caught;
  caught = (TrapState){ 0, NULL };
  return state;
}

void trap_restore(TrapState state) {
  caught = state;
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
