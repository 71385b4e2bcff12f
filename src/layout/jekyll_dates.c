/* jekyll_dates.c - dates that only Jekyll reads like this.
 *
 *     _posts/14-4-9-x.md           9 April 2014, and its name is "x"
 *     date: 2024-05-01 20:30:00    UTC, whatever the timezone of the site
 *     date: "2024-05-01 20:30:00"  in the timezone of the site
 *
 * (Jekyll::Document::DATE_FILENAME_MATCHER and Utils.parse_date in Jekyll 4.3)
 */
#include "layout/jekyll.h"

#include "document/date.h"
#include "document/path.h"
#include "layout/meta_fields.h"

/* Whether Jekyll looks for a date in the name: in posts, drafts and
 * collections, not in pages. */
static bool is_document(const struct layout *layout, const struct meta *meta)
{
    struct slice type = jekyll_type(layout, meta->source);
    return type.size > 0 && !slice_is(type, "pages");
}

static void read_short_name(struct meta *meta)
{
    struct date date;
    struct slice rest;
    if (!date_from_short_name(path_stem(meta->path), &date, &rest) ||
        rest.size == 0)
        return;
    meta_rename(meta, path_without_draft(rest));
    if (meta->date == NULL)
        meta->date = meta_keep_date(meta, &date);
}

/* Ruby's YAML reads 2024-05-01 20:30:00 as UTC. In quotes it is a string, which
 * Jekyll parses in the site's timezone, as it does other times without one. */
static void read_timestamp(struct meta *meta)
{
    const struct value *value = value_find(&meta->fields, "date");
    struct slice text = value_text(value);
    struct date date;
    if (date_is_zoneless_timestamp(text) && !value->is_quoted &&
        date_parse(arena_printf(&meta->arena, "%.*s +0000", SLICE_FMT(text)),
                   &date))
        meta->date = meta_keep_date(meta, &date);
}

void jekyll_reread(const struct layout *layout, struct meta *meta)
{
    if (is_document(layout, meta))
        read_short_name(meta);
    read_timestamp(meta);
}
