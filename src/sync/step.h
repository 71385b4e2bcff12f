/* step.h - one publication that has changed something. Private to this room. */
#ifndef SYNC_STEP_H
#define SYNC_STEP_H

#include "sync/change.h"

struct step {
    char from[REV_SIZE + 1], rev[REV_SIZE + 1]; /* before it and after */
    struct change_list changes;
    struct arena arena; /* in which they are */
};

size_t step_bytes(const struct step *step); /* of memory */
void step_release(struct step *step);

#endif
