/* links.c - where to go from a document: in the envelope and in the header.
 *
 * Addresses are percent-encoded, so JSON has nothing to escape in them. */
#include "represent/links.h"

#include "base/percent.h"
#include "represent/write.h"

void links_append_href(struct str *out, const struct entry *entry,
                       const char *suffix, const struct query *query)
{
    str_append(out, entry->href);
    str_append_text(out, suffix);
    query_append_view(query, entry, out);
}

struct slice links_collection_href(const struct snapshot *snapshot,
                                   const struct collection *collection,
                                   struct arena *arena)
{
    struct slice base = snapshot->policy.base_path;
    return percent_encode(arena_printf(arena, "%.*s/%.*s", SLICE_FMT(base),
                                       SLICE_FMT(collection->name)),
                          arena);
}

static void write_link(struct str *out, const char *name,
                       const struct entry *entry, const char *suffix,
                       const struct query *query)
{
    write_plain_key(out, slice_of(name));
    if (entry == NULL) {
        str_append(out, SLICE("null"));
        return;
    }
    str_append_char(out, '"');
    links_append_href(out, entry, suffix, query);
    str_append_char(out, '"');
}

/* The address of the entry up to the slash before its slug. */
static void write_collection_link(struct str *out, const struct policy *policy,
                                  const struct entry *entry,
                                  const struct query *query)
{
    size_t end = slice_find_char(entry->href, policy->base_path.size + 1, '/');
    write_plain_key(out, SLICE("collection"));
    str_append_char(out, '"');
    str_append(out, slice_sub(entry->href, 0, end));
    query_append_view(query, entry, out);
    str_append_char(out, '"');
}

void links_write(struct str *out, const struct policy *policy,
                 const struct entry *entry, const struct query *query,
                 bool has_neighbours)
{
    const struct entry *previous = has_neighbours ? entry->previous : NULL;
    const struct entry *next = has_neighbours ? entry->next : NULL;

    str_append_char(out, '{');
    write_link(out, "self", entry, "", query);
    write_collection_link(out, policy, entry, query);
    if (entry_is_document(entry))
        write_link(out, "markdown", entry, ".md", query);
    if (entry_is_person(entry) || entry_is_term(entry))
        write_link(out, "posts", entry, "/posts", query);
    write_link(out, "previous", previous, "", query);
    write_link(out, "next", next, "", query);
    str_append_char(out, '}');
}

/* Many clients take a Link header apart at every comma and semicolon, got's
 * pagination among them, though RFC 8288 allows both within "<>". Percent-
 * encoded they mean the same to us. */
void links_append_to_header(struct str *out, struct slice href,
                            const char *relation)
{
    str_append(out, SLICE(", <"));
    for (size_t i = 0; i < href.size; i++) {
        char c = href.data[i];
        if (c == ',' || c == ';')
            percent_append(out, slice_sub(href, i, i + 1));
        else
            str_append_char(out, c);
    }
    str_append(out, SLICE(">; rel=\""));
    str_append_text(out, relation);
    str_append_char(out, '"');
}

static void append_entry(struct str *out, const struct entry *entry,
                         const char *suffix, const char *relation,
                         const struct query *query)
{
    struct str href = {0};
    links_append_href(&href, entry, suffix, query);
    links_append_to_header(out, str_slice(&href), relation);
    str_release(&href);
}

void links_write_header(struct str *out, const struct policy *policy,
                        const struct entry *entry, const struct query *query)
{
    str_append(out, policy->service_link);
    if (entry_is_document(entry)) {
        append_entry(out, entry, ".md", "alternate", query);
        str_append(out, SLICE("; type=\"text/markdown\""));
    }
    if (entry->previous != NULL)
        append_entry(out, entry->previous, "", "prev", query);
    if (entry->next != NULL)
        append_entry(out, entry->next, "", "next", query);
}
