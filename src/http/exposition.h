/* exposition.h - Prometheus' text format, version 0.0.4.
 *
 *     # HELP headmatter_documents Documents that are published.
 *     # TYPE headmatter_documents gauge
 *     headmatter_documents 31
 */
#ifndef HTTP_EXPOSITION_H
#define HTTP_EXPOSITION_H

#include "base/str.h"

/* Nothing in these strings needs to be escaped. `labels` is `a="x",b="y"`, or
 * NULL. */
void exposition_begin(struct str *out, const char *name, const char *type,
                      const char *help);
void exposition_add(struct str *out, const char *name, const char *labels,
                    double value);

/* A value of a metric; those of one metric follow each other. */
struct metric {
    const char *name, *type, *help, *labels;
    double value;
};

void exposition_append(struct str *out, const struct metric *metrics,
                       size_t count);

#endif
