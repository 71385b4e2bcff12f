/* suffix.c - a row for each form beside JSON: what its address ends with, its
 * media type, and how it is made. */
#include "api/suffix.h"

#include "base/array.h"
#include "document/section.h"
#include "represent/html.h"
#include "represent/resource.h"
#include "store/link.h"

static struct slice render_markdown(const struct entry *entry,
                                    const struct body_section *section,
                                    const struct snapshot *surroundings,
                                    struct arena *arena)
{
    (void)surroundings;
    (void)arena;
    return section != NULL ? section->markdown : entry->source->markdown;
}

static struct slice render_html(const struct entry *entry,
                                const struct body_section *section,
                                const struct snapshot *surroundings,
                                struct arena *arena)
{
    struct str buffer = {0};
    html_render(section != NULL ? &section->body : &entry->source->body,
                surroundings != NULL ? hrefs_among(surroundings, entry, arena)
                                     : entry->hrefs,
                &buffer);
    struct slice html = arena_copy(arena, str_slice(&buffer));
    str_release(&buffer);
    return html;
}

static struct slice render_text(const struct entry *entry,
                                const struct body_section *section,
                                const struct snapshot *surroundings,
                                struct arena *arena)
{
    (void)surroundings;
    return delta_string(section != NULL ? &section->body.text
                                        : &entry->source->body.text,
                        arena);
}

/* Each line has a limit of its own. */
static bool append_line(struct str *out, const struct csv *csv,
                        const struct snapshot *snapshot,
                        const struct entry *entry, const struct shape *shape)
{
    struct str line = {0};
    (void)csv;
    if (shape == NULL) {
        str_append(out, entry->fragments->list);
        str_append_char(out, '\n');
        return true;
    }
    *shape->work = 0;
    resource_write(&line, snapshot, entry, shape);
    bool is_whole = !shape_is_too_large(shape, &line);
    if (is_whole) {
        str_append(out, str_slice(&line));
        str_append_char(out, '\n');
    }
    str_release(&line);
    return is_whole;
}

const struct suffix suffixes[] = {
    {.text = ".md",
     .subject = SUFFIX_OF_DOCUMENT,
     .media_type = "text/markdown; charset=utf-8",
     .accepts = ACCEPTS_FRONT_MATTER,
     .render = render_markdown},
    {.text = ".html",
     .subject = SUFFIX_OF_DOCUMENT,
     .media_type = "text/html; charset=utf-8",
     .accepts = ACCEPTS_URLS,
     .render = render_html},
    {.text = ".txt",
     .subject = SUFFIX_OF_DOCUMENT,
     .media_type = "text/plain; charset=utf-8",
     .render = render_text},
    {.text = ".ndjson",
     .subject = SUFFIX_OF_LIST,
     .media_type = "application/x-ndjson",
     .append = append_line},
    {.text = ".csv",
     .subject = SUFFIX_OF_LIST,
     .media_type = "text/csv; charset=utf-8; header=present", /* RFC 4180 */
     .append = csv_append_record,
     .has_columns = true},
    {.text = ".rss",
     .subject = SUFFIX_OF_LIST,
     .media_type = "application/rss+xml; charset=utf-8",
     .is_feed = true,
     .feed = FEED_RSS},
    {.text = ".atom",
     .subject = SUFFIX_OF_LIST,
     .media_type = "application/atom+xml; charset=utf-8",
     .is_feed = true,
     .feed = FEED_ATOM},
    {.text = ".jsonfeed",
     .subject = SUFFIX_OF_LIST,
     .media_type = "application/feed+json",
     .is_feed = true,
     .feed = FEED_JSON},
};
const size_t suffix_count = ARRAY_COUNT(suffixes);

const struct suffix *suffix_find(struct slice path, enum suffix_subject subject,
                                 struct slice *ret_stem)
{
    for (size_t i = 0; i < suffix_count; i++) {
        struct slice text = slice_of(suffixes[i].text);
        if (suffixes[i].subject != subject || !slice_ends(path, text.data))
            continue;
        *ret_stem = slice_sub(path, 0, path.size - text.size);
        return &suffixes[i];
    }
    return NULL;
}
