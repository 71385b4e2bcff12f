/* faults.h - what to say of the content's faults from one snapshot to the
 * next: each once when it appears, and once when it is gone. */
#ifndef CLI_FAULTS_H
#define CLI_FAULTS_H

#include "base/arena.h"

#include <stdint.h>

struct snapshot;

/* The faults that have been told. `struct faults f = {0}` holds none. */
struct faults {
    struct arena arena;
    struct fault *items; /* sorted by key */
    size_t count, capacity;
};

void faults_release(struct faults *faults);

/* Takes those of the snapshot in the place of those before; adds a line to
 * *out for each that is new and each that is gone. `out` NULL tells nobody. */
void faults_update(struct faults *faults, const struct snapshot *snapshot,
                   struct str *out);

#endif
