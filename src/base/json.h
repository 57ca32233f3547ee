/* json.h -- texts as JSON (RFC 8259) writes them.  */

#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

/* Append TEXT in quotes; what is not UTF-8 becomes U+FFFD, what could steer a terminal is escaped.
 */
void json_put_string(const char *text, size_t len, Text *out);

#endif
