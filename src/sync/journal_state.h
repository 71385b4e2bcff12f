/* journal_state.h - a journal, for who follows (journal.c) and who reads
 * (journal_read.c). Private to this room. */
#ifndef SYNC_JOURNAL_STATE_H
#define SYNC_JOURNAL_STATE_H

#include "sync/journal.h"
#include "sync/journal_file.h"

#include <pthread.h>

struct journal {
    struct journal_options options;
    struct journal_file *file; /* NULL: there is none */
    pthread_mutex_t lock;      /* for what follows */
    char start[REV_SIZE + 1];  /* before the first step; "": nothing yet */
    struct step *steps;
    size_t count, capacity;
    uint64_t end; /* steps that there have ever been */
    size_t bytes;
};

#endif
