/* nuxt_file.c - what is kept of a program that says what Nuxt publishes.
 *
 *     { sources: [...], unknown: ["content.config.ts", ...] }
 *
 * The lists are values, because settings are. What is unknown has the path of
 * the file and its own line. */
#include "layout/nuxt.h"

#define MAX_UNKNOWN 20 /* warnings */

void nuxt_note_unknown(struct nuxt_file *file, struct slice at)
{
    if (file->unknown.count == MAX_UNKNOWN)
        return;
    struct value value = value_of_text(arena_copy(file->arena, file->path));
    size_t offset = (size_t)(at.data - file->text.data);
    value.line =
        1 + (uint32_t)slice_count_char(slice_sub(file->text, 0, offset), '\n');
    value_list_add(&file->unknown, value, file->arena);
}

struct value nuxt_publishing(const struct nuxt_file *file, const char *name,
                             const struct value_list *list)
{
    struct member *object = arena_alloc(file->arena, 2, sizeof *object);
    object[0] = (struct member){slice_of(name), value_list_array(list)};
    object[1] =
        (struct member){SLICE("unknown"), value_list_array(&file->unknown)};
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = object, .size = 2};
}
