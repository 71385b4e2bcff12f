/* hugo_dates.c - `frontmatter:` in Hugo's settings.
 *
 *     frontmatter:
 *       date: [":filename", written, ":default"]
 *       expiryDate: [bestBefore, ":default"]
 *
 * It says which keys a date is taken from; the first that has one wins.
 * ":default" are the keys that have been read already. Dates of files and of
 * commits are not known here: they differ between replicas. */
#include "layout/hugo.h"
#include "layout/meta_fields.h"

static const struct value *list_of(const struct layout *layout,
                                   const char *date)
{
    return value_find_nocase(
        value_find_nocase(layout->config, SLICE("frontmatter")),
        slice_of(date));
}

/* Returns the first date of the list, or `usual` if it comes before; NULL for
 * neither. */
static const struct date *find_date(const struct layout *layout,
                                    struct meta *meta, const char *name,
                                    const struct date *usual)
{
    const struct value *list = list_of(layout, name);
    struct slice from, rest;
    size_t cursor = 0;
    while (hugo_next_text(list, &cursor, &from)) {
        struct date date;
        if (slice_is(from, ":default") && usual != NULL)
            return usual;
        struct slice text = value_text(value_find_nocase(&meta->fields, from));
        if (slice_is(from, ":filename")
                ? date_from_file_name(path_stem(meta->path), &date, &rest)
                : date_parse(text, &date))
            return meta_keep_date(meta, &date);
    }
    return usual;
}

/* A document that one of the dates holds back is held back, whichever of them
 * Hugo would look at. */
void hugo_reread(const struct layout *layout, struct meta *meta)
{
    if (meta->kind != SOURCE_MARKDOWN ||
        value_find_nocase(layout->config, SLICE("frontmatter")) == NULL)
        return;
    meta_note_limit(meta, find_date(layout, meta, "publishDate", NULL), false);
    meta_note_limit(meta, find_date(layout, meta, "expiryDate", NULL), true);
    meta->date = find_date(layout, meta, "date", meta->date);
    meta->updated = find_date(layout, meta, "lastmod", meta->updated);
}

bool hugo_dates_files(const struct layout *layout)
{
    const struct value *list = list_of(layout, "date");
    struct slice from;
    size_t cursor = 0;
    while (hugo_next_text(list, &cursor, &from)) {
        if (slice_is(from, ":filename"))
            return true;
    }
    return false;
}
