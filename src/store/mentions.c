/* mentions.c - finds names of files, however they are written.
 *
 *     {{< figure src="images/a.png" >}}     images/a.png
 *     import hero from '@/assets/b.jpg'     @/assets/b.jpg
 *     ![[My photo.webp]]                    photo.webp, and My photo.webp
 *
 * Whether a draft mentions a file decides who may see it, and templates, tags
 * and imports of all kinds name files. So the text is not parsed: whatever ends
 * like the name of a file is one. */
#include "store/mentions.h"

#include "base/ascii.h"
#include "media/kinds.h"

#include <string.h>

#define MAX_BYTES     1024 /* of a path */
#define MIN_EXTENSION 2    /* "js" */
#define MAX_EXTENSION 11   /* "webmanifest" */

static bool is_alphanumeric(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* Where a path certainly begins after. */
static bool is_border(char c)
{
    return (unsigned char)c < ' ' || strchr("\"'`()<>[]{}|=,;*", c) != NULL;
}

static size_t find_start(struct slice text, size_t from, size_t dot,
                         bool stops_at_blank)
{
    size_t at = dot;
    while (at > from && dot - at < MAX_BYTES && !is_border(text.data[at - 1]) &&
           !(stops_at_blank && text.data[at - 1] == ' '))
        at--;
    while (at < dot && text.data[at] == ' ')
        at++;
    return at;
}

void mentions_each(struct slice text,
                   void (*visit)(void *context, struct slice tight,
                                 struct slice loose),
                   void *context)
{
    size_t from = 0; /* nothing before it belongs to the next one */
    for (size_t dot = slice_find_char(text, 0, '.'); dot < text.size;
         dot = slice_find_char(text, dot + 1, '.')) {
        size_t end = dot + MIN_EXTENSION + 1;
        if (end > text.size || !is_alphanumeric(text.data[end - 1]))
            continue; /* the end of a sentence, mostly */
        end = dot + 1;
        while (end < text.size && end - dot <= MAX_EXTENSION &&
               is_alphanumeric(text.data[end]))
            end++;
        struct slice name = slice_sub(text, dot > 0 ? dot - 1 : 0, end);
        if (name.size < MIN_EXTENSION + 2 || media_kind_of(name) == NULL)
            continue;
        visit(context, slice_sub(text, find_start(text, from, dot, true), end),
              slice_sub(text, find_start(text, from, dot, false), end));
        from = end;
    }
}

void mentions_each_of_value(const struct value *value,
                            void (*visit)(void *context, struct slice tight,
                                          struct slice loose),
                            void *context)
{
    if (value_is_string(value)) {
        mentions_each(value_text(value), visit, context);
    } else if (value_is_array(value)) {
        for (size_t i = 0; i < value->size; i++)
            mentions_each_of_value(&value->as.items[i], visit, context);
    } else if (value_is_object(value)) {
        for (size_t i = 0; i < value->size; i++)
            mentions_each_of_value(&value->as.members[i].value, visit, context);
    }
}
