/* state.c - the lock of an index, and what its thread says. */
#include "search/state.h"

#include <stdio.h>
#include <string.h>

void search_lock(struct search *search)
{
    (void)pthread_mutex_lock(&search->mutex);
}

void search_unlock(struct search *search)
{
    (void)pthread_mutex_unlock(&search->mutex);
}

void search_report(struct search *search, const char *format, ...)
{
    char text[MAX_REASON];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (search->options.report == NULL || strcmp(text, search->reported) == 0)
        return;
    memcpy(search->reported, text, sizeof text);
    search->options.report(text);
}

unsigned search_generation(struct search *search)
{
    return atomic_load(&search->generation);
}

unsigned search_era(struct search *search)
{
    return atomic_load(&search->era);
}
