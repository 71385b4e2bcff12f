/* toml_limits.h - what must hold before the library sees a text. Private to
 * this room. */
#ifndef DOCUMENT_TOML_LIMITS_H
#define DOCUMENT_TOML_LIMITS_H

#include "base/err.h"
#include "document/diagnostic.h"

/* Returns false after adding an error: invalid UTF-8, too deep, too many
 * values. */
bool toml_check_limits(struct slice text, uint32_t first_line,
                       struct diagnostics *diagnostics) MUST_USE;

#endif
