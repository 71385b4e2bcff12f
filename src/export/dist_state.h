/* dist_state.h - the folder of an export, for who opens it (dist_open.c) and
 * who fills it (dist.c). Private to this room. */
#ifndef EXPORT_DIST_STATE_H
#define EXPORT_DIST_STATE_H

#include "export/dist.h"
#include "export/dist_names.h"

#include <pthread.h>

#define DIST_NEXT        DIST_OWN "/next"
#define DIST_FOLDER_MODE 0777
#define DIST_FILE_MODE   0666

struct dist {
    const char *path;
    int fd;   /* of DIST; -1: it is not there, and not to be made */
    int next; /* of next/; -1 likewise */
    int lock;
    bool is_dry;
    void (*report)(const char *change, const char *name);
    struct names_list before; /* what was headmatter's; sorted */
    pthread_mutex_t mutex;    /* of what follows */
    struct names_list now;
    struct dist_counts counts;
};

/* "cannot WHAT 'DIST/NAME': ...", by errno. Returns false. */
bool dist_fail(struct err *err, const struct dist *dist, const char *what,
               const char *name);
void dist_close_fd(int fd); /* accepts -1 */

#endif
