/* maker.h - pixels: the one file that knows the library of pictures. Private
 * to this room, and a part of the program headmatter-pictures alone. */
#ifndef PICTURES_MAKER_H
#define PICTURES_MAKER_H

#include "pictures/job.h"

#include <stdbool.h>

/* Prepares the library; false if it cannot be used. It starts no thread. */
bool maker_start(const char *program);

/* Carries out a job, once in a process. */
struct job_answer maker_make(const struct job *job, int picture, int target);

#endif
