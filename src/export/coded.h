/* coded.h - what servers send in place of a file to those who take it coded.
 * Private to this room. */
#ifndef EXPORT_CODED_H
#define EXPORT_CODED_H

#include "export/dist.h"

/* Writes "a.json.gz" and "a.json.br" beside a file that was written in this run
 * and has that time of change, which they get too; those that have it already
 * are kept. */
bool coded_keep(struct dist *dist, struct slice name,
                const struct timespec *time, struct err *err) MUST_USE;

#endif
