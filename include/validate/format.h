/* format.h - the formats of strings, for rooms that look for one. */
#ifndef VALIDATE_FORMAT_H
#define VALIDATE_FORMAT_H

#include "base/str.h"

/* Whether the text is what `format` asks for: "date", "date-time", "uri" ... A
 * format that is not known asks for nothing. */
bool format_fits(const char *format, struct slice text);

#endif
