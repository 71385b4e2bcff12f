/* background.h - a thread whose work can wait.
 *
 *     request   --#--#-----#--#-#----     runs at once
 *     reload    ==.==.=====.==.=.====     lets it, ten times a millisecond
 *
 * A request takes microseconds and somebody waits for it; a reload takes a
 * thousand times that, and nobody does. Priority alone is not enough: a thread
 * that has a core keeps it for its slice of a millisecond or more. So while the
 * thread works, a timer interrupts it and the rest of the program knows
 * nothing of it. */
#ifndef BASE_BACKGROUND_H
#define BASE_BACKGROUND_H

#include <stdbool.h>
#include <time.h>

struct background {
    timer_t timer;
    bool has_timer;
};

/* Makes the calling thread one of those; it does what it can, and where the
 * system refuses any of it the thread is a little less polite. Ended with
 * background_leave() by the same thread. */
void background_enter(struct background *background);
void background_leave(struct background *background);

/* Between these two the thread works; it should not be waiting. */
void background_start(const struct background *background);
void background_stop(const struct background *background);

#endif
