/* llms_pages.c - what is too much for one file, in pages.
 *
 * A page has as many parts as fit, from the first document on. A part is a line
 * of an index or the text of a document, and is never divided. */
#include "represent/llms.h"

#include "document/source.h"
#include "represent/front_matter.h"
#include "represent/llms_line.h"
#include "represent/robots.h"

/* Pages, while they are filled one after the other. */
struct pages {
    struct str *out;    /* of the wanted one */
    unsigned wanted;    /* from 1 */
    unsigned current;   /* that is being filled; 0: none has begun */
    size_t size, limit; /* of the current one */
};

/* Adds a part that is not divided. */
static void add_part(struct pages *pages, struct slice part, size_t size)
{
    if (pages->current == 0 || pages->size + size > pages->limit) {
        pages->current++;
        pages->size = 0;
    }
    pages->size += size;
    if (pages->current == pages->wanted)
        str_append(pages->out, part);
}

static void append_page_links(struct str *out, const struct llms *llms,
                              const struct collection *collection,
                              unsigned page, unsigned page_count)
{
    for (unsigned other = 1; other <= page_count; other++) {
        if (other + 1 != page && other != page + 1)
            continue;
        str_append(out, other < page ? SLICE("- [The page before this](")
                                     : SLICE("- [The next page]("));
        llms_append_collection_address(out, llms, collection, other);
        str_append(out, SLICE(")\n"));
    }
}

static void append_page(struct str *out, const struct llms *llms,
                        const struct collection *collection, unsigned page,
                        unsigned page_count, struct slice lines)
{
    str_append(out, SLICE("# "));
    llms_append_site_name(out, &llms->snapshot->site);
    str_append(out, SLICE(": "));
    llms_append_collection_name(out, collection);
    str_append(out, SLICE("\n\n"));
    llms_append_summary(out, llms);
    if (page_count > 1)
        str_appendf(out, "Page %u of %u.\n", page, page_count);
    if (lines.size > 0)
        llms_append_heading(out, collection);
    else
        str_append(out, SLICE("There are no documents here.\n"));
    str_append(out, lines);
    if (page_count == 1 || page > page_count + 1)
        return;
    str_append(out, SLICE("\n## More\n\n"));
    append_page_links(out, llms, collection, page, page_count);
}

/* What a page of an index has beside its lines, at most: a name and a summary
 * that are cut, every character of them escaped, and two links. */
#define PAGE_FRAME_CHARACTERS 6000

unsigned llms_write_collection(struct str *out, const struct llms *llms,
                               const struct collection *collection,
                               unsigned page)
{
    const struct list *list = &collection->by[ORDER_DEFAULT];
    struct str lines = {0}, line = {0};
    struct pages pages = {.out = &lines,
                          .wanted = page,
                          .limit = LLMS_MAX_CHARACTERS - PAGE_FRAME_CHARACTERS};
    for (size_t i = 0; i < list->count; i++) {
        if (!llms_shows(llms, list->items[i]))
            continue;
        str_clear(&line);
        llms_append_line(&line, llms, list->items[i]);
        add_part(&pages, str_slice(&line),
                 llms_count_characters(str_slice(&line)));
    }
    unsigned page_count = pages.current > 0 ? pages.current : 1;
    append_page(out, llms, collection, page, page_count, str_slice(&lines));
    str_release(&lines);
    str_release(&line);
    return page_count;
}

/* Backticks that no line of the text has as many of. */
static void append_fenced(struct str *out, struct slice text)
{
    size_t longest = 2, run = 0;
    for (size_t i = 0; i < text.size; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    str_append_repeat(out, '`', longest + 1);
    str_append(out, SLICE("yaml\n"));
    str_append(out, text);
    str_append_repeat(out, '`', longest + 1);
    str_append_char(out, '\n');
}

/* The page of the document where it is known, else its Markdown. */
static void append_source(struct str *out, const struct llms *llms,
                          const struct entry *entry)
{
    struct site_base base;
    str_append(out, SLICE("Source: "));
    if (entry->url.data != NULL && site_base_find(llms->snapshot, &base))
        absolute_append(out, &base, entry, entry->url);
    else
        llms_append_address(out, llms, entry);
    str_append(out, SLICE("\n\n"));
}

static void append_whole(struct str *out, const struct llms *llms,
                         const struct entry *entry)
{
    struct slice body = slice_trim(entry->source->markdown);
    str_append(out, SLICE("# "));
    llms_append_text(out, entry->meta->title);
    str_append(out, SLICE("\n\n"));
    append_source(out, llms, entry);
    if (entry->source->body.word_count > 0) {
        str_append(out, body);
        str_append_char(out, '\n');
    } else {
        struct str yaml = {0};
        front_matter_append_yaml(&yaml, entry);
        append_fenced(out, str_slice(&yaml));
        str_release(&yaml);
    }
}

static size_t whole_size(const struct entry *entry)
{
    return entry->source->markdown.size + entry->meta->title.size;
}

unsigned llms_write_full(struct str *out, const struct llms *llms,
                         unsigned page)
{
    const struct list *list = &llms->snapshot->everything;
    struct pages pages = {.out = out, .wanted = page, .limit = LLMS_MAX_BYTES};
    struct str text = {0};
    for (size_t i = 0; i < list->count; i++) {
        const struct entry *entry = list->items[i];
        if (!llms_shows(llms, entry))
            continue;
        add_part(&pages, SLICE(""), whole_size(entry));
        if (pages.current != page)
            continue;
        str_clear(&text);
        append_whole(&text, llms, entry);
        str_append(out, out->size > 0 ? SLICE("\n") : SLICE(""));
        str_append(out, str_slice(&text));
    }
    str_release(&text);
    return pages.current > 0 ? pages.current : 1;
}
