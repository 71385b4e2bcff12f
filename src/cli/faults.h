/* faults.h - reports the content's faults from one snapshot to the next: each
 * once when it appears, and once when it is gone. */
#ifndef CLI_FAULTS_H
#define CLI_FAULTS_H

#include "base/arena.h"

#include <stdint.h>

struct snapshot;

/* The faults reported so far. `struct faults f = {0}` holds none. */
struct faults {
    struct arena arena;
    struct known_fault *items; /* sorted by key */
    size_t count, capacity;
};

void faults_release(struct faults *faults);

/* Replaces the faults by those of the snapshot; appends a line to *out for each
 * that is new and each that is gone, unless `out` is NULL. */
void faults_update(struct faults *faults, const struct snapshot *snapshot,
                   struct str *out);

#endif
