/* launcher.h - the process that makes pictures. Private to this room.
 *
 *     server --socket--> launcher, which only waits --exec-->
 * headmatter-pictures
 *
 * The launcher is forked before the server gives up its right to start
 * programs. It reads nothing and costs next to nothing; with the first job it
 * starts the program, which takes the job from the socket, and again with the
 * first one after that has ended. Any thread may call launcher_run(). */
#ifndef PICTURES_LAUNCHER_H
#define PICTURES_LAUNCHER_H

#include "base/str.h"
#include "pictures/job.h"

#include <sys/types.h>

struct launcher {
    int socket; /* -1: there is none */
    pid_t pid;
};

/* False if the system has no room for it. */
bool launcher_start(const char *program, struct launcher *ret_launcher);
/* Ends it and what it has started. */
void launcher_stop(struct launcher *launcher);

/* Has the job carried out. False if the process ended without an answer. */
bool launcher_run(const struct launcher *launcher, const struct job *job,
                  int picture, int target, struct job_answer *ret_answer);

#endif
