/* target_list.c - a list that only grows, of pointers that stay where they are
 * while threads work on them. */
#include "export/target_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void target_list_release(struct target_list *list)
{
    map_release(&list->known);
    arena_release(&list->arena);
    *list = (struct target_list){0};
}

void target_list_add(struct target_list *list, struct slice asked,
                     unsigned line)
{
    struct export_target *known = map_find(&list->known, asked);
    if (known != NULL) {
        known->line = known->line == 0 ? line : known->line;
        return;
    }
    struct export_target *target = arena_alloc(&list->arena, 1, sizeof *target);
    target->asked = arena_copy(&list->arena, asked);
    target->line = line;
    map_put(&list->known, target->asked, target);
    list->items = arena_grow(&list->arena, list->items, list->count,
                             &list->capacity, sizeof(struct export_target *));
    list->items[list->count++] = target;
}

static bool add_lines(struct target_list *list, const char *path,
                      struct slice text, struct err *err)
{
    struct slice line;
    unsigned number = 0;
    while (slice_cut(&text, '\n', &line)) {
        number++;
        line = slice_trim(line);
        if (line.size == 0 || slice_starts(line, "#"))
            continue;
        if (!slice_starts(line, "/")) {
            err_set(err, ERR_INVALID, "%s:%u: '%.*s' is not an address", path,
                    number, SLICE_FMT(slice_sub(line, 0, 80)));
            return err_set_hint(err, "it begins with '/': /posts?tags=go");
        }
        target_list_add(list, line, number);
    }
    return true;
}

bool target_list_read(struct target_list *list, const char *path,
                      struct err *err)
{
    struct str text = {0};
    char bytes[16 * 1024];
    size_t got;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return err_set(err, ERR_IO, "cannot read '%s': %s", path,
                       strerror(errno));
    while ((got = fread(bytes, 1, sizeof bytes, file)) > 0 &&
           text.size <= TARGETS_MAX_FILE_BYTES)
        str_append(&text, (struct slice){bytes, got});
    bool is_read = ferror(file) == 0;
    (void)fclose(file);
    bool ok = false;
    if (!is_read)
        err_set(err, ERR_IO, "cannot read '%s'", path);
    else if (text.size > TARGETS_MAX_FILE_BYTES)
        err_set(err, ERR_LIMIT, "'%s' has more than %d bytes", path,
                TARGETS_MAX_FILE_BYTES);
    else
        ok = add_lines(list, path, str_slice(&text), err);
    str_release(&text);
    return ok;
}
