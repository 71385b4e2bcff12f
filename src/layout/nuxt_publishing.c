/* nuxt_publishing.c - files that Nuxt Content publishes.
 *
 *     content.config.ts   version 3: those in collections, and no others
 *     nuxt.config.ts      version 2: all but those that it ignores
 *
 *     content: { ignores: ['/hidden/', '\\\\.bak$'] }
 *
 * The ignores are regular expressions, looked for anywhere in "/content/a.md"
 * (src/runtime/utils/config.ts of version 2). Where they are not written out,
 * nothing is published: what they stand for would be. */
#include "layout/nuxt.h"

#include "base/patterns.h"
#include "layout/javascript.h"
#include "layout/javascript_items.h"

const char *const nuxt_publishing_files[] = {
    "content.config.js",
    "content.config.ts",
    "content.config.mjs",
    "content.config.cjs",
    "content.config.mts",
    "content.config.cts",
    "nuxt.config.js",
    "nuxt.config.ts",
    "nuxt.config.mjs",
    "nuxt.config.cjs",
    "nuxt.config.mts",
    "nuxt.config.cts",
    NULL,
};

static bool is_readable(struct slice pattern)
{
    struct pattern_list *list = patterns_new();
    struct err err;
    bool is_read = patterns_add(list, pattern, &err);
    patterns_free(list);
    return is_read;
}

/* Adds a pattern if it is one string that nothing is computed in. */
static bool add_pattern(struct nuxt_file *file, struct value_list *patterns,
                        struct slice item)
{
    size_t end = 0;
    struct slice written = script_take_string(item, &end);
    struct str pattern = {0};
    bool is_whole = written.data != NULL &&
                    script_skip_space(item, end) == item.size &&
                    script_append(&pattern, written) == written.size;
    bool is_empty = is_whole && pattern.size == 0; /* counts for nothing */
    bool is_read = is_whole && !is_empty && is_readable(str_slice(&pattern));
    if (is_read)
        value_list_add(
            patterns,
            value_of_text(arena_copy(file->arena, str_slice(&pattern))),
            file->arena);
    str_release(&pattern);
    return is_read || is_empty;
}

static void read_patterns(struct nuxt_file *file, struct value_list *patterns,
                          struct slice value)
{
    struct slice item;
    size_t at = 1;
    bool is_known = slice_starts(value, "[");
    while (is_known && script_next_item(value, &at, &item))
        is_known = add_pattern(file, patterns, item);
    if (!is_known || script_skip_space(value, at + 1) < value.size)
        nuxt_note_unknown(file, value);
}

/* Reads the object whose brace is before `at`. */
static void read_module(struct nuxt_file *file, struct value_list *patterns,
                        size_t at)
{
    struct slice item, key, value;
    while (script_next_item(file->text, &at, &item)) {
        script_split_member(item, &key, &value);
        if (slice_is(key, "ignores"))
            read_patterns(file, patterns, value);
        else if (slice_starts(item, "ignores") || slice_starts(item, "..."))
            nuxt_note_unknown(file, item);
    }
}

/* Also in what is only for development or production. */
static struct value read_ignores(struct slice path, struct slice text,
                                 struct arena *arena)
{
    static const char *const module[] = {"content", ":", "{", NULL};
    struct nuxt_file file = {arena, path, text, {0}};
    struct value_list patterns = {0};
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t inside = script_after(text, at, module);
        size_t quoted = at;
        if (slice_is(script_take_string(text, &quoted), "content"))
            inside =
                script_after(text, script_skip_space(text, quoted), module + 1);
        next = script_next(text, last, at);
        if (inside > 0)
            read_module(&file, &patterns, inside);
    }
    return nuxt_publishing(&file, "ignores", &patterns);
}

struct value nuxt_read_publishing(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    if (before->size > 0) /* of a file of higher precedence */
        return *before;
    return slice_starts(path, "content.")
               ? nuxt_read_collections(path, text, arena)
               : read_ignores(path, text, arena);
}

bool nuxt_next_unknown(const struct value *publishing, size_t *cursor,
                       struct unknown_setting *ret_setting)
{
    const struct value *unknown = value_find(publishing, "unknown");
    if (unknown == NULL || *cursor >= unknown->size)
        return false;
    const struct value *at = &unknown->as.items[(*cursor)++];
    *ret_setting = (struct unknown_setting){
        .path = value_text(at),
        .line = at->line,
        .message = "what is published here is not known, because it is not "
                   "written as a string, or depends on a condition: the files "
                   "of this source are not served",
        .hint = "write the globs of the source as strings, in a collection "
                "that is always defined",
    };
    if (value_find(publishing, "ignores") != NULL) {
        ret_setting->message =
            "no content is served: what Nuxt Content ignores here is not known";
        ret_setting->hint = "write out the list of content.ignores, in "
                            "regular expressions without look-ahead";
    }
    return true;
}

bool nuxt_next_ignored(const struct value *publishing, size_t *cursor,
                       struct slice *ret_pattern)
{
    const struct value *ignores = value_find(publishing, "ignores");
    if (ignores == NULL || *cursor >= ignores->size)
        return false;
    *ret_pattern = value_text(&ignores->as.items[(*cursor)++]);
    return true;
}

/* Version 2 has the name of the source in front; who writes "^/" does not. */
static bool is_ignored(const struct tree *tree, struct slice path)
{
    struct str in_source = {0};
    str_append_text(&in_source, "/content/");
    str_append(&in_source, path_below_root(tree, path));
    struct slice whole = str_slice(&in_source);
    bool is_match = patterns_match(tree->ignored, whole) ||
                    patterns_match(tree->ignored,
                                   slice_from(whole, SLICE("/content").size));
    str_release(&in_source);
    return is_match;
}

bool nuxt_holds_back(const struct tree *tree, struct slice path, bool is_folder)
{
    const struct value *settings = &tree->publishing;
    const struct value *sources = value_find(settings, "sources");
    const struct value *unknown = value_find(settings, "unknown");
    if (is_folder || unknown == NULL)
        return false;
    if (sources != NULL)
        return !nuxt_is_in_collection(sources, path);
    return path_is_within(path, tree->content_root) &&
           (unknown->size > 0 || is_ignored(tree, path));
}
