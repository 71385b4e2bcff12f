/* parameters.c - the table of parameters.
 *
 * Each row says where a parameter applies, whether it may be given more than
 * once, which function reads its value, and what it is for: docs/queries.md
 * and /_problems/invalid-query show that. Reserved names are never filters: a
 * list that does not know one of them says so, rather than looking for a field
 * of that name. Names that only some lists know are fields on all the others,
 * since "url" and "count" are good names for fields. A row without a reader
 * keeps its name free for what it will mean. */
#include "query/parameters.h"

#include "base/array.h"
#include "base/nearest.h"
#include "query/brackets.h"
#include "query/operators.h"

#define FILTERS (ACCEPTS_LIST | ACCEPTS_STREAM | ACCEPTS_FEED)
#define PAGES   (ACCEPTS_LIST | ACCEPTS_FEED)

/* `count` is another name for `limit`: only one of the two may be given. */
static const struct parameter parameters[] = {
    {"q", FILTERS | ACCEPTS_SUGGEST | ACCEPTS_FILE, true, false,
     parameter_read_text,
     "Words to search for, \"a phrase\", -without, begin*, title:word; the "
     "best match comes first. Of a picture, how much of it is kept, from 30 to "
     "95."},
    {"q:mode", FILTERS, true, false, parameter_read_mode,
     "all: documents that have every word of q; any: those that have one."},
    {"prefix", FILTERS, true, false, parameter_read_prefix,
     "true takes the last word of q for the beginning of one: search as you "
     "type."},
    {"typos", FILTERS, true, false, parameter_read_typos,
     "false searches for the words of q as they are, even if no document has "
     "them."},
    {"sort", FILTERS, true, true, parameter_read_sort,
     "Fields to sort by, separated by commas, with a minus for descending "
     "order; or relevance, the default with q; or random."},
    {"seed", FILTERS, true, false, parameter_read_seed,
     "A number; sort=random gives the same order for the same number."},
    {"fields", ACCEPTS_SHAPE, true, true, parameter_read_fields,
     "The fields to show, separated by commas, with dots for those of objects; "
     "or, with a minus before each, the fields to leave out."},
    {"include", ACCEPTS_SHAPE, true, true, parameter_read_include,
     "What to show beyond the default, separated by commas; dots lead through "
     "up to three relations, * is every direct relation."},
    {"chunk_words", ACCEPTS_SHAPE, true, false, parameter_read_chunk_words,
     "How many words each piece of include=chunks has at most."},
    {"depth", ACCEPTS_DEPTH, false, false, parameter_read_depth,
     "How many levels of the tree are shown, from 1; all of them without it."},
    {"facets", ACCEPTS_LIST, true, true, parameter_read_facets,
     "Fields whose values are counted over the whole result, separated by "
     "commas."},
    {"exclude", ACCEPTS_RECENT, false, true, parameter_read_exclude,
     "Slugs of documents to leave out, separated by commas."},
    {"media_type", ACCEPTS_FILES, true, false, parameter_read_media_type,
     "The type of the files to list: all of it, image/png, or its first part, "
     "image."},
    {"v", ACCEPTS_FILE, false, false, parameter_read_fingerprint,
     "The hash of a file, as its ETag has it: the answer never changes, and "
     "may be kept for ever."},
    {"w", ACCEPTS_FILE, false, false, parameter_read_width,
     "The width of a picture in pixels, one of those that the server makes. It "
     "is never enlarged."},
    {"h", ACCEPTS_FILE, false, false, parameter_read_height,
     "The height of a picture in pixels: one of the widths, or of a usual "
     "proportion to w."},
    {"fit", ACCEPTS_FILE, false, false, parameter_read_fit,
     "How a picture gets to w and h: inside them as a whole; cover, cut to "
     "fill them; contain, with a margin."},
    {"format", ACCEPTS_FILE, false, false, parameter_read_format,
     "What a picture is made into: webp, avif, jpeg or png."},
    {"limit", FILTERS | ACCEPTS_SUGGEST | ACCEPTS_FILES | ACCEPTS_CHANGES, true,
     false, parameter_read_limit, "How many documents a page has, or all."},
    {"count", ACCEPTS_RECENT, false, false, parameter_read_limit,
     "Another name for limit."},
    {"page", PAGES | ACCEPTS_FILES | ACCEPTS_PAGE, true, false,
     parameter_read_page, "The number of the page, from 1."},
    {"cursor", PAGES | ACCEPTS_CHANGES, true, false, parameter_read_cursor,
     "A position in the list, as next_cursor or prev_cursor gave it; instead "
     "of page. Without a value it is the beginning."},
    {"since", ACCEPTS_CHANGES, false, false, parameter_read_since,
     "The rev of the site when the client last asked, as meta.rev had it; 0 if "
     "it has nothing yet."},
    {"urls", ACCEPTS_URLS, false, false, parameter_read_urls,
     "absolute makes the addresses in html absolute, as they are on the page "
     "of "
     "the document; relative leaves them as they are."},
    {"envelope", ACCEPTS_ENVELOPE, true, false, parameter_read_envelope,
     "false gives the bare data; meta and links are then in the headers."},
    {"pretty", ACCEPTS_PLAIN, true, false, parameter_read_pretty,
     "true indents the JSON."},
    {"lenient", ACCEPTS_SHAPE | ACCEPTS_FEED, true, false,
     parameter_read_lenient,
     "true drops the parts of the query that cannot be used and reports them "
     "in meta.warnings and X-Warnings, instead of answering 400."},
    {"content", ACCEPTS_FEED, false, false, parameter_read_content,
     "What a feed has of each document: full, its whole HTML, or excerpt."},
    {"url", ACCEPTS_RESOLVE, false, false, parameter_read_url,
     "The url of a page, such as /about."},
    {"section", ACCEPTS_SECTION, false, false, parameter_read_section,
     "The id of a heading, as toc has it: of one document, that section "
     "instead of the whole body."},
    {"front_matter", ACCEPTS_FRONT_MATTER, false, false,
     parameter_read_front_matter,
     "true puts the front matter of the document before its Markdown, as "
     "YAML."},
    {"status", ACCEPTS_VIEW | ACCEPTS_STATUS | ACCEPTS_DESCRIPTION, true, true,
     parameter_read_status,
     "Which documents to consider: published, draft, scheduled, expired, "
     "separated by commas, or all; more than published needs a token."},
    {"preview", ACCEPTS_VIEW | ACCEPTS_FILE, true, false,
     parameter_read_preview,
     "The end of a preview link: opens that one document, and its files."},
    {"locale", ACCEPTS_VIEW, true, true, parameter_read_locale,
     "Languages such as fr or pt-BR, separated by commas, the preferred one "
     "first, * for any: the first version that each document has."},
    {"version", ACCEPTS_DESCRIPTION, false, false, parameter_read_version,
     "Which OpenAPI a description is in: 3.1, or 3.0 for programs that do not "
     "know that one."},
};

/* Added by advertisers and by scripts that defeat caches. */
static const char *const ignored[] = {"gclid", "fbclid", "msclkid", "_"};

const char *query_parameter_name(size_t index)
{
    return index < ARRAY_COUNT(parameters) && parameters[index].read != NULL
               ? parameters[index].name
               : NULL;
}

const char *query_parameter_explanation(size_t index)
{
    return index < ARRAY_COUNT(parameters) ? parameters[index].explanation
                                           : NULL;
}

const struct parameter *parameter_find(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(parameters); i++) {
        if (slice_is(name, parameters[i].name))
            return &parameters[i];
    }
    return NULL;
}

const struct parameter *parameter_find_written(struct slice name)
{
    struct bracketed parts;
    if (!has_brackets(name))
        return parameter_find(name);
    if (!brackets_split(name, &parts) || parts.count != 1 ||
        !key_is_index(parts.keys[0]))
        return NULL;
    const struct parameter *parameter = parameter_find(parts.base);
    return parameter != NULL && parameter->may_repeat ? parameter : NULL;
}

bool parameter_is_ignored(struct slice name)
{
    if (slice_starts(name, "utm_"))
        return !name_has_operator(name, false);
    for (size_t i = 0; i < ARRAY_COUNT(ignored); i++) {
        if (slice_is(name, ignored[i]))
            return true;
    }
    return false;
}

bool query_hides_field(struct slice name)
{
    enum condition_kind kind;
    return parameter_find(name) != NULL || parameter_is_ignored(name) ||
           condition_kind_find(name, &kind);
}

/* Two rows with one reader are two names of one parameter. */
bool parameter_take(struct parser *p, const struct parameter *parameter)
{
    for (size_t i = 0; i < ARRAY_COUNT(parameters); i++) {
        if ((p->given & UINT64_C(1) << i) != 0 && !parameter->may_repeat &&
            parameters[i].read == parameter->read)
            return false;
    }
    p->given |= UINT64_C(1) << (parameter - parameters);
    return true;
}

struct slice query_nearest_parameter(struct slice name, unsigned accepts)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < ARRAY_COUNT(parameters); i++) {
        if ((parameters[i].accepts & accepts) != 0)
            nearest_consider(&nearest, slice_of(parameters[i].name));
    }
    return nearest.name;
}
