/* step.c - the memory of a step. */
#include "sync/step.h"

size_t step_bytes(const struct step *step)
{
    return step->arena.reserved_bytes + sizeof *step;
}

void step_release(struct step *step)
{
    arena_release(&step->arena);
    *step = (struct step){0};
}
