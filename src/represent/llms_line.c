/* llms_line.c - what an index for language models is made of.
 *
 * Texts are escaped so that a reader of Markdown gets them as they were.
 * Brackets become entities, because programs that look for links by a pattern
 * stop at the first one, escaped or not. */
#include "represent/llms_line.h"

#include "base/ascii.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "document/source.h"
#include "query/leads.h"
#include "query/page.h"
#include "represent/links.h"
#include "represent/robots.h"

#include <string.h>

#define MAX_TEXT_CHARACTERS 300 /* of a title or an excerpt in a line */

size_t llms_count_characters(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

/* Whether it could mean something in Markdown where it stands. */
static bool is_marked(struct slice text, size_t at)
{
    char c = text.data[at];
    bool is_in_word = at > 0 && at + 1 < text.size &&
                      ascii_is_letter_or_digit(text.data[at - 1]) &&
                      ascii_is_letter_or_digit(text.data[at + 1]);
    return (c == '_' && !is_in_word) ||
           (c != '\0' && strchr("\\`*<&", c) != NULL);
}

static void append_character(struct str *out, struct slice text, size_t at)
{
    char c = text.data[at];
    if (c == '[')
        str_append(out, SLICE("&#91;"));
    else if (c == ']')
        str_append(out, SLICE("&#93;"));
    else if (is_marked(text, at))
        str_appendf(out, "\\%c", c);
    else
        str_append_char(out, c);
}

/* A text on one line, as Markdown, cut where it is very long. */
void llms_append_text(struct str *out, struct slice text)
{
    size_t characters = 0;
    bool is_gap = false;
    text = slice_trim(text);
    for (size_t i = 0; i < text.size; i++) {
        if (ascii_is_space(text.data[i])) {
            is_gap = true;
            continue;
        }
        if (is_gap)
            str_append_char(out, ' ');
        is_gap = false;
        if (((unsigned char)text.data[i] & 0xC0) != 0x80 &&
            ++characters > MAX_TEXT_CHARACTERS) {
            str_append(out, SLICE("\xE2\x80\xA6"));
            return;
        }
        append_character(out, text, i);
    }
}

bool llms_shows(const struct llms *llms, const struct entry *entry)
{
    return entry_is_document(entry) && query_wants(llms->query, entry) &&
           robots_may_index(entry);
}

/* The address of its Markdown; where that is empty, what it says is in its
 * front matter. */
void llms_append_address(struct str *out, const struct llms *llms,
                         const struct entry *entry)
{
    size_t start = out->size;
    str_append(out, llms->api);
    links_append_href(out, entry, ".md", llms->query);
    if (entry->source->body.word_count > 0)
        return;
    struct slice address = slice_from(str_slice(out), start);
    str_append_text(out, slice_find_char(address, 0, '?') < address.size
                             ? "&front_matter=true"
                             : "?front_matter=true");
}

void llms_append_line(struct str *out, const struct llms *llms,
                      const struct entry *entry)
{
    struct slice excerpt = slice_trim(entry->meta->excerpt);
    str_append(out, SLICE("- ["));
    llms_append_text(out, entry->meta->title);
    str_append(out, SLICE("]("));
    llms_append_address(out, llms, entry);
    str_append_char(out, ')');
    if (excerpt.size > 0) {
        str_append(out, SLICE(": "));
        llms_append_text(out, excerpt);
    }
    str_append_char(out, '\n');
}

/* "posts" -> "Posts". */
void llms_append_collection_name(struct str *out,
                                 const struct collection *collection)
{
    struct arena scratch = {0};
    struct slice name = unicode_readable(&scratch, collection->name);
    llms_append_text(out, name.size > 0 ? name : collection->name);
    arena_release(&scratch);
}

void llms_append_site_name(struct str *out, const struct site_info *site)
{
    if (slice_trim(site->title).size > 0)
        llms_append_text(out, site->title);
    else if (slice_trim(site->public_url).size > 0)
        llms_append_text(out, site->public_url);
    else
        str_append(out, SLICE("Documents"));
}

void llms_append_address_of(struct str *out, const struct llms *llms,
                            const char *path)
{
    str_append(out, llms->api);
    str_append(out, llms->snapshot->policy.base_path);
    str_append_text(out, path);
}

/* What has to follow an address for the same documents: "?locale=fr&page=2". */
void llms_append_query(struct str *out, const struct llms *llms, unsigned page)
{
    struct query same = *llms->query;
    same.limit = same.default_limit;
    query_append_canonical(&same, page, SLICE_NONE, out);
}

void llms_append_collection_address(struct str *out, const struct llms *llms,
                                    const struct collection *collection,
                                    unsigned page)
{
    struct str address = {0};
    str_append(&address, llms->snapshot->policy.base_path);
    str_append(&address, SLICE("/_llms/"));
    percent_append(&address, collection->name);
    str_append(&address, SLICE(".txt"));
    llms_append_query(&address, llms, page);
    leads_settle(llms->query->leads, ".txt", &address);
    str_append(out, llms->api);
    str_append(out, str_slice(&address));
    str_release(&address);
}

void llms_append_summary(struct str *out, const struct llms *llms)
{
    struct slice summary = llms->snapshot->site.description;
    if (slice_trim(summary).size == 0)
        return;
    str_append(out, SLICE("> "));
    llms_append_text(out, summary);
    str_append(out, SLICE("\n\n"));
}

void llms_append_heading(struct str *out, const struct collection *collection)
{
    str_append_text(out, slice_ends(str_slice(out), "\n\n") ? "## " : "\n## ");
    llms_append_collection_name(out, collection);
    str_append(out, SLICE("\n\n"));
}
