/* settings.h -- what the program remembers about itself between sessions: texts under names.  */

#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "base/text.h"
#include "store/store.h"

/* Appends the value to OUT.  *FOUND tells whether there is one; false only on failure. */
bool store_setting_get(Store *store, const char *key, Text *out, bool *found, Error *error);

/* A NULL value forgets the setting. */
bool store_setting_set(Store *store, const char *key, const char *value, Error *error);

#endif
