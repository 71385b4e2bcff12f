/* pages.c - checks whether a page should exist.
 *
 *     /blog/a  /blog/b  /blog/c        /blog/gone    missing
 *     /about                           /team         who knows
 *                                      /blog/page/2  who knows
 *
 * Only the front end knows all its routes: it has other pages besides those of
 * documents. A wrong warning is worse than none, so an address is reported as
 * missing only if several documents have their addresses in the same folder,
 * and never at the top. The usual pages for lists of posts are never
 * reported. Where a page that is not translated is shown in another language,
 * at the address of its translation, "/fr/a" is there if "/a" or "/en/a" is. */
#include "lint/pages.h"

#include "document/path.h"

#define MIN_PAGES 3 /* for a folder to belong to documents */

/* Pages that front ends have besides those of documents. */
static const char *const made[] = {
    "archive",    "archives", "all",   "author", "authors",
    "categories", "category", "draft", "drafts", "feed",
    "index",      "latest",   "page",  "rss",    "search",
    "series",     "tag",      "tags",  "topics",
};

void page_folders_release(struct page_folders *folders)
{
    map_release(&folders->counts);
    map_release(&folders->tails);
    arena_release(&folders->arena);
}

static void count_page(struct page_folders *folders, struct slice url)
{
    struct slice folder = path_folder(url);
    size_t *count = map_find(&folders->counts, folder);
    if (count == NULL) {
        count = arena_alloc(&folders->arena, 1, sizeof *count);
        map_put(&folders->counts, folder, count);
    }
    ++*count;
}

/* "/fr/a" -> "/a" */
static struct slice tail_of(struct slice url)
{
    return slice_from(url, slice_find_char(url, 1, '/'));
}

static void note_tails(struct page_folders *folders, const struct entry *entry)
{
    (void)map_add(&folders->tails, entry->decoded_url, (void *)entry);
    (void)map_add(&folders->tails, tail_of(entry->decoded_url), (void *)entry);
}

static void make(struct page_folders *folders, const struct snapshot *snapshot)
{
    bool has_tails = snapshot->has_languages && snapshot->shows_untranslated;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (!entry->is_listed || entry->decoded_url.size <= 1)
            continue;
        count_page(folders, entry->decoded_url);
        if (has_tails)
            note_tails(folders, entry);
    }
    folders->is_made = true;
}

/* "2" or "2024": a page of a list, or the posts of a year. */
static bool is_number(struct slice name)
{
    return name.size == 0 || slice_is_digits(name);
}

static bool is_made_by_others(struct slice name)
{
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
        if (slice_equal_nocase(name, slice_of(made[i])))
            return true;
    }
    return is_number(name) || slice_find_char(name, 0, '.') < name.size;
}

bool page_is_missing(struct page_folders *folders,
                     const struct snapshot *snapshot, struct slice url)
{
    while (url.size > 1 && url.data[url.size - 1] == '/')
        url = slice_sub(url, 0, url.size - 1);
    if (!folders->is_made)
        make(folders, snapshot);
    const size_t *count = map_find(&folders->counts, path_folder(url));
    return path_folder(url).size > 0 && count != NULL && *count >= MIN_PAGES &&
           map_find(&folders->counts, url) == NULL &&
           map_find(&folders->tails, tail_of(url)) == NULL &&
           !is_made_by_others(path_name(url));
}
