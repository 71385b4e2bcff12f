/* read_view.c - reads the parameters that say which documents exist at all:
 * by status, by language, by a link to one of them; and which part of one. */
#include "query/parameters.h"

#include "base/ascii.h"
#include "base/nearest.h"
#include "query/view.h"

#define MAX_TAG_BYTES 35 /* RFC 5646, 4.4.1 */

static struct slice nearest_status(struct slice word)
{
    struct nearest nearest = nearest_to(word);
    nearest_consider(&nearest, SLICE("all"));
    for (unsigned i = STATUS_PUBLISHED; i < STATUS_COUNT; i++)
        nearest_consider(&nearest, slice_of(status_name((enum status)i)));
    return nearest.name;
}

static unsigned status_bits(struct slice word)
{
    for (unsigned i = STATUS_PUBLISHED; i < STATUS_COUNT; i++) {
        if (slice_is(word, status_name((enum status)i)))
            return 1U << i;
    }
    return slice_is(word, "all") ? (1U << STATUS_COUNT) - 1 : 0;
}

void parameter_read_status(struct parser *p, struct slice name,
                           struct slice value)
{
    struct slice word;
    bool is_any = false;
    while (parser_next_name(p, &value, &word)) {
        unsigned bits = status_bits(word);
        is_any = true;
        p->query->statuses |= bits;
        if (bits == 0)
            parser_error(p, name, "invalid-value",
                         arena_printf(p->arena,
                                      "Unknown status '%.*s'. Use published, "
                                      "draft, scheduled, expired or all.",
                                      SLICE_FMT(word)))
                ->suggestion = nearest_status(word);
    }
    if (!is_any && !parser_is_done(p))
        parser_error(p, name, "missing-value",
                     SLICE("Use published, draft, scheduled, expired or "
                           "all."));
}

void parameter_read_preview(struct parser *p, struct slice name,
                            struct slice value)
{
    if (value.size == 0)
        parser_error(p, name, "missing-value",
                     SLICE("Copy everything that follows preview= in the "
                           "preview link."));
    p->query->preview = value;
}

static bool is_range(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!ascii_is_letter(c) && (i == 0 || (!ascii_is_digit(c) && c != '-')))
            return slice_is(text, "*");
    }
    return text.size > 1 && text.size <= MAX_TAG_BYTES;
}

void parameter_read_locale(struct parser *p, struct slice name,
                           struct slice value)
{
    struct query *query = p->query;
    struct slice range;
    bool is_any = false;
    while (parser_next_name(p, &value, &range)) {
        is_any = true;
        if (!is_range(range))
            parser_error(p, name, "invalid-value",
                         arena_printf(p->arena,
                                      "'%.*s' is not a language. Use one such "
                                      "as fr or pt-BR, or * for any.",
                                      SLICE_FMT(range)));
        else if (query->locale_count == QUERY_MAX_LOCALES)
            parser_error_maximum(p, name, "too-many-names", QUERY_MAX_LOCALES);
        else
            query->locales[query->locale_count++] = range;
    }
    if (!is_any && !parser_is_done(p))
        parser_error(p, name, "missing-value",
                     SLICE("Use a language such as fr or pt-BR, or * for "
                           "any."));
}

void parameter_read_section(struct parser *p, struct slice name,
                            struct slice value)
{
    if (value.size == 0)
        parser_error(p, name, "missing-value",
                     SLICE("Use the id of a heading, as toc has it, such as "
                           "section=install."));
    else
        p->query->section = value;
}

void parameter_read_media_type(struct parser *p, struct slice name,
                               struct slice value)
{
    if (value.size == 0 || slice_ends(value, "/"))
        parser_error(p, name, "missing-value",
                     SLICE("Use a type, such as media_type=image or "
                           "media_type=image/png."));
    p->query->media_type = value;
}

/* One that is not right is the address of what was there before. */
void parameter_read_fingerprint(struct parser *p, struct slice name,
                                struct slice value)
{
    (void)name;
    p->query->fingerprint = value;
}

void parameter_read_url(struct parser *p, struct slice name, struct slice value)
{
    if (value.size == 0)
        parser_error(p, name, "missing-value",
                     SLICE("Use the url of a page, such as url=/about."));
    p->query->url = value;
}

/* With or without the last number: 3.1.0 is the same as 3.1 here. */
void parameter_read_version(struct parser *p, struct slice name,
                            struct slice value)
{
    bool is_30 = slice_is(value, "3.0") || slice_starts(value, "3.0.");
    if (!is_30 && !slice_is(value, "3.1") && !slice_starts(value, "3.1."))
        parser_error(p, name, "invalid-value",
                     arena_printf(p->arena, "Use 3.1 or 3.0, not '%.*s'.",
                                  SLICE_FMT(value)));
    p->query->wants_openapi_30 = is_30;
}
