/* exposition.c - Prometheus' text format. */
#include "http/exposition.h"

#include <string.h>

void exposition_begin(struct str *out, const char *name, const char *type,
                      const char *help)
{
    str_appendf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void exposition_add(struct str *out, const char *name, const char *labels,
                    double value)
{
    bool has_labels = labels != NULL;
    str_appendf(out, "%s%s%s%s %.15g\n", name, has_labels ? "{" : "",
                has_labels ? labels : "", has_labels ? "}" : "", value);
}

void exposition_append(struct str *out, const struct metric *metrics,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct metric *metric = &metrics[i];
        if (i == 0 || strcmp(metric->name, metrics[i - 1].name) != 0)
            exposition_begin(out, metric->name, metric->type, metric->help);
        exposition_add(out, metric->name, metric->labels, metric->value);
    }
}
