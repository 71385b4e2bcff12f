/* sandbox.h - confines a server to its site. Private to this room. */
#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include "cli/options.h"

/* From now on only what is around DIR and its project, the tokens file and the
 * system can be read, and only the access log be written; see confine(). */
bool sandbox_enter(const struct options *options,
                   const struct settings *settings, struct err *err) MUST_USE;

#endif
