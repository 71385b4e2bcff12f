/* process.h - what the system knows of this process, under the names that all
 * of Prometheus' clients use. */
#ifndef HTTP_PROCESS_H
#define HTTP_PROCESS_H

#include "base/str.h"

/* What cannot be read (there is no /proc) is left out. */
void process_append_metrics(struct str *out);

#endif
