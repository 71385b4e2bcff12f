/* links.c - where to go from a document: in the envelope and in the header. */
#include "represent/resource.h"

#include "query/view.h"

struct linker {
    struct str *out;
    const struct entry *entry;
    const struct query *query;
};

/* Addresses are percent-encoded: nothing in them is to be escaped. */
static void write_link(const struct linker *linker, struct slice start,
                       struct slice base, struct slice suffix)
{
    str_append(linker->out, start);
    str_append(linker->out, base);
    str_append(linker->out, suffix);
    query_append_view(linker->query, linker->entry, linker->out);
    str_append_char(linker->out, '"');
}

static void write_neighbour(const struct linker *linker, struct slice start,
                            const struct entry *entry)
{
    str_append(linker->out, start);
    if (entry == NULL) {
        str_append_text(linker->out, "null");
        return;
    }
    const struct linker to = {linker->out, entry, linker->query};
    write_link(&to, SLICE("\""), entry->href, SLICE(""));
}

void resource_write_links(struct str *out, const struct policy *policy,
                          const struct entry *entry, const struct query *query,
                          bool has_neighbours)
{
    const struct linker linker = {out, entry, query};
    struct slice self = entry->href;
    struct slice collection = slice_sub(
        self, 0, slice_find_char(self, policy->base_path.size + 1, '/'));

    write_link(&linker, SLICE("{\"self\":\""), self, SLICE(""));
    write_link(&linker, SLICE(",\"collection\":\""), collection, SLICE(""));
    if (entry_is_document(entry))
        write_link(&linker, SLICE(",\"markdown\":\""), self, SLICE(".md"));
    if (entry_is_person(entry) || entry_is_term(entry))
        write_link(&linker, SLICE(",\"posts\":\""), self, SLICE("/posts"));
    write_neighbour(&linker, SLICE(",\"previous\":"),
                    has_neighbours ? entry->previous : NULL);
    write_neighbour(&linker, SLICE(",\"next\":"),
                    has_neighbours ? entry->next : NULL);
    str_append_char(out, '}');
}

static void write_relation(struct str *out, const struct query *query,
                           const struct entry *target, const char *suffix,
                           struct slice relation)
{
    if (target == NULL)
        return;
    str_append(out, SLICE(", <"));
    str_append(out, target->href);
    str_append_text(out, suffix);
    query_append_view(query, target, out);
    str_append(out, relation);
}

void resource_write_link_header(struct str *out, const struct policy *policy,
                                const struct entry *entry,
                                const struct query *query)
{
    str_append(out, policy->service_link);
    if (entry_is_document(entry))
        write_relation(out, query, entry, ".md",
                       SLICE(">; rel=\"alternate\"; type=\"text/markdown\""));
    write_relation(out, query, entry->previous, "", SLICE(">; rel=\"prev\""));
    write_relation(out, query, entry->next, "", SLICE(">; rel=\"next\""));
}
