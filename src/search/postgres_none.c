/* postgres_none.c - a program that was built without PostgreSQL. */
#include "search/engine.h"

struct engine *postgres_engine(struct slice address, struct slice site,
                               const float weights[SEARCH_PART_COUNT])
{
    (void)address;
    (void)site;
    (void)weights;
    return NULL;
}
