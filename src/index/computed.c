/* computed.c - the members that the API computes.
 *
 * One row for each: which entries have it, its type, what it can be used for
 * and how its values are read. Rendered members (html, toc) and the front
 * matter as a whole are listed, so that a query for them is not mistaken for a
 * typo, but they have no values here. The long texts can be searched and
 * nothing else, since listing or sorting by them would copy whole documents. */
#include "index/computed.h"

#include "base/clock.h"

static bool visit_text(const struct datum_visitor *visitor, struct slice text)
{
    const struct datum datum = {.type = FIELD_TEXT, .as.text = text};
    return text.data != NULL && visitor->visit(visitor->context, &datum);
}

static bool visit_number(const struct datum_visitor *visitor, double number)
{
    const struct datum datum = {.type = FIELD_NUMBER,
                                .as.number = number_from_real(number)};
    return visitor->visit(visitor->context, &datum);
}

static bool visit_date(const struct datum_visitor *visitor,
                       const struct date *date)
{
    if (date == NULL)
        return false;
    const struct datum datum = {
        .type = FIELD_DATE,
        .as.date = {date->instant_ms, slice_of(date->text)},
    };
    return visitor->visit(visitor->context, &datum);
}

static bool visit_entry(const struct datum_visitor *visitor,
                        const struct entry *entry)
{
    const struct datum datum = {.type = FIELD_RELATION, .as.entry = entry};
    return visitor->visit(visitor->context, &datum);
}

static bool visit_list(const struct datum_visitor *visitor,
                       const struct list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (visit_entry(visitor, list->items[i]))
            return true;
    }
    return false;
}

static bool read_id(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->id);
}

static bool read_lang(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->lang);
}

static bool read_status(const struct entry *entry,
                        const struct datum_visitor *v)
{
    return visit_text(v, slice_of(status_name(entry->status)));
}

static bool read_collection(const struct entry *entry,
                            const struct datum_visitor *v)
{
    return visit_text(v, entry->collection->name);
}

static bool read_slug(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->slug);
}

static bool read_url(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->decoded_url);
}

static bool read_path(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->source->path);
}

static bool read_rev(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, slice_of(entry->rev));
}

static bool read_name(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->name);
}

static bool read_href(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->href);
}

static bool read_post_count(const struct entry *entry,
                            const struct datum_visitor *v)
{
    return visit_number(v, (double)entry->posts.count);
}

static bool read_title(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_text(v, entry->meta->title);
}

static bool read_date(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_date(v, entry->meta->date);
}

static bool read_day(const struct entry *entry, const struct datum_visitor *v)
{
    const struct date *date = entry->meta->date;
    if (date == NULL)
        return false;
    const struct datum datum = {
        .type = FIELD_DATE,
        .as.date = {date_day_ms(date), slice_of(date->day)},
    };
    return v->visit(v->context, &datum);
}

static bool read_updated(const struct entry *entry,
                         const struct datum_visitor *v)
{
    return visit_date(v, entry->meta->updated);
}

static bool read_excerpt(const struct entry *entry,
                         const struct datum_visitor *v)
{
    return visit_text(v, entry->meta->excerpt);
}

static bool read_word_count(const struct entry *entry,
                            const struct datum_visitor *v)
{
    return visit_number(v, entry->source->body.word_count);
}

static bool read_reading_time(const struct entry *entry,
                              const struct datum_visitor *v)
{
    return visit_number(v, entry->source->body.reading_time);
}

static bool read_author(const struct entry *entry,
                        const struct datum_visitor *v)
{
    return entry->author_count > 0 && visit_entry(v, entry->authors[0].person);
}

static bool read_authors(const struct entry *entry,
                         const struct datum_visitor *v)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        if (visit_entry(v, entry->authors[i].person))
            return true;
    }
    return false;
}

static bool read_tags(const struct entry *entry, const struct datum_visitor *v)
{
    return visit_list(v, &entry->tags);
}

static bool read_categories(const struct entry *entry,
                            const struct datum_visitor *v)
{
    return visit_list(v, &entry->categories);
}

static bool read_markdown(const struct entry *entry,
                          const struct datum_visitor *v)
{
    return visit_text(v, entry->source->markdown);
}

static bool read_text(const struct entry *entry, const struct datum_visitor *v)
{
    struct str text = {0};
    delta_append(&text, &entry->source->body.text);
    bool is_enough = visit_text(v, str_slice(&text));
    str_release(&text);
    return is_enough;
}

static bool read_nothing(const struct entry *entry,
                         const struct datum_visitor *v)
{
    (void)entry;
    (void)v;
    return false;
}

#define UNSORTED (USE_ALL & ~USE_SORT)
#define LONG     (USE_EXISTS | USE_TEXT)

const struct computed computed_fields[COMPUTED_COUNT] = {
    [COMPUTED_ID] = {"id", KIND_ANY, FIELD_TEXT, USE_ALL, ONE, NULL, read_id},
    [COMPUTED_COLLECTION] = {"collection", KIND_ANY, FIELD_TEXT, USE_ALL, ONE,
                             NULL, read_collection},
    [COMPUTED_SLUG] = {"slug", KIND_ANY, FIELD_TEXT, USE_ALL, ONE, NULL,
                       read_slug},
    [COMPUTED_URL] = {"url", KIND_DOCUMENT, FIELD_TEXT, USE_ALL, ONE_ADDRESS,
                      NULL, read_url},
    [COMPUTED_PATH] = {"path", KIND_FILE, FIELD_TEXT, USE_ALL, ONE, NULL,
                       read_path},
    [COMPUTED_REV] = {"rev", KIND_DOCUMENT, FIELD_TEXT, UNSORTED, ONE, NULL,
                      read_rev},
    [COMPUTED_LANG] = {"lang", KIND_SPOKEN, FIELD_TEXT, USE_ALL, ONE, NULL,
                       read_lang},
    [COMPUTED_STATUS] = {"status", KIND_PREVIEWED, FIELD_TEXT, USE_ALL, ONE,
                         NULL, read_status},
    [COMPUTED_NAME] = {"name", KIND_NAMED, FIELD_TEXT, USE_ALL, ONE, NULL,
                       read_name},
    [COMPUTED_HREF] = {"href", KIND_NAMED, FIELD_TEXT, USE_ALL, ONE, NULL,
                       read_href},
    [COMPUTED_POST_COUNT] = {"post_count", KIND_NAMED, FIELD_NUMBER, USE_ALL,
                             ONE, NULL, read_post_count},
    [COMPUTED_TITLE] = {"title", KIND_DOCUMENT, FIELD_TEXT, USE_ALL, ONE, NULL,
                        read_title},
    [COMPUTED_DATE] = {"date", KIND_DOCUMENT, FIELD_DATE, USE_ALL, ONE, NULL,
                       read_date},
    [COMPUTED_DAY] = {"day", KIND_DOCUMENT, FIELD_DATE, USE_ALL, ONE_DAY, NULL,
                      read_day},
    [COMPUTED_UPDATED] = {"updated", KIND_DOCUMENT, FIELD_DATE, USE_ALL, ONE,
                          NULL, read_updated},
    [COMPUTED_EXCERPT] = {"excerpt", KIND_DOCUMENT, FIELD_TEXT, USE_ALL, ONE,
                          NULL, read_excerpt},
    [COMPUTED_WORD_COUNT] = {"word_count", KIND_DOCUMENT, FIELD_NUMBER, USE_ALL,
                             ONE, NULL, read_word_count},
    [COMPUTED_READING_TIME] = {"reading_time", KIND_DOCUMENT, FIELD_NUMBER,
                               USE_ALL, ONE, NULL, read_reading_time},
    [COMPUTED_AUTHOR] = {"author", KIND_DOCUMENT, FIELD_RELATION, USE_ALL, ONE,
                         "authors", read_author},
    [COMPUTED_AUTHORS] = {"authors", KIND_DOCUMENT, FIELD_RELATION, USE_ALL,
                          MANY, "authors", read_authors},
    [COMPUTED_TAGS] = {"tags", KIND_DOCUMENT, FIELD_RELATION, USE_ALL, MANY,
                       "tags", read_tags},
    [COMPUTED_CATEGORIES] = {"categories", KIND_DOCUMENT, FIELD_RELATION,
                             USE_ALL, MANY, "categories", read_categories},
    [COMPUTED_TRANSLATIONS] = {"translations", KIND_SPOKEN, FIELD_OBJECT, 0,
                               MANY, NULL, read_nothing},
    [COMPUTED_HTML] = {"html", KIND_DOCUMENT, FIELD_TEXT, 0, ONE, NULL,
                       read_nothing},
    [COMPUTED_TOC] = {"toc", KIND_DOCUMENT, FIELD_OBJECT, 0, ONE, NULL,
                      read_nothing},
    [COMPUTED_MARKDOWN] = {"markdown", KIND_DOCUMENT, FIELD_TEXT, LONG, ONE,
                           NULL, read_markdown},
    [COMPUTED_TEXT] = {"text", KIND_DOCUMENT, FIELD_TEXT, LONG, ONE, NULL,
                       read_text},
    [COMPUTED_MDAST] = {"mdast", KIND_DOCUMENT, FIELD_OBJECT, 0, ONE, NULL,
                        read_nothing},
    [COMPUTED_CHUNKS] = {"chunks", KIND_DOCUMENT, FIELD_OBJECT, 0, MANY, NULL,
                         read_nothing},
    [COMPUTED_FRONT_MATTER] = {"front_matter", KIND_FILE, FIELD_OBJECT, 0, ONE,
                               NULL, read_nothing},
};
