/* llms.c - the index of a whole site.
 *
 * It is measured before it is written: how many lines of each collection fit is
 * the same number for all of them, the largest with which the file stays below
 * its limit. Measuring ends for a collection once its lines alone would fill
 * the file, so a large site costs no more than a small one. */
#include "represent/llms_line.h"

static void append_beginning(struct str *out, const struct llms *llms)
{
    str_append(out, SLICE("# "));
    llms_append_site_name(out, &llms->snapshot->site);
    str_append(out, SLICE("\n\n"));
    llms_append_summary(out, llms);
    str_append(out, SLICE("Each link leads to a document in Markdown. With "
                          "`?front_matter=true` its front matter comes first, "
                          "as YAML. All of the text is at "));
    llms_append_address_of(out, llms, "/llms-full.txt");
    llms_append_query(out, llms, 1);
    str_append(out, SLICE(", in pages.\n"));
}

/* The documents of one collection, measured. */
struct llms_section {
    const struct collection *collection;
    size_t total;       /* documents */
    size_t *sizes;      /* of the first so many lines together, from 0 */
    size_t measured;    /* how many lines that is known of */
    size_t fixed, more; /* of the heading; of the link to all of them */
};

static void append_more(struct str *out, const struct llms *llms,
                        const struct llms_section *section)
{
    str_appendf(out, "- [All %zu of ", section->total);
    llms_append_collection_name(out, section->collection);
    str_append(out, SLICE("]("));
    llms_append_collection_address(out, llms, section->collection, 1);
    str_append(out, SLICE("): an index of its own\n"));
}

static void measure_section(struct llms_section *section,
                            const struct llms *llms, struct arena *arena)
{
    const struct list *list = &section->collection->by[ORDER_DEFAULT];
    struct str line = {0};
    size_t capacity = 0, size = 0;
    llms_append_heading(&line, section->collection);
    section->fixed = llms_count_characters(str_slice(&line));
    for (size_t i = 0; i < list->count; i++) {
        if (!llms_shows(llms, list->items[i]))
            continue;
        section->total++;
        if (size > LLMS_MAX_CHARACTERS)
            continue;
        section->sizes = arena_grow(arena, section->sizes, section->measured,
                                    &capacity, sizeof *section->sizes);
        section->sizes[section->measured++] = size;
        str_clear(&line);
        llms_append_line(&line, llms, list->items[i]);
        size += llms_count_characters(str_slice(&line));
    }
    section->sizes = arena_grow(arena, section->sizes, section->measured,
                                &capacity, sizeof *section->sizes);
    section->sizes[section->measured] = size;
    str_clear(&line);
    append_more(&line, llms, section);
    section->more = llms_count_characters(str_slice(&line));
    str_release(&line);
}

/* With at most so many documents. */
static size_t section_size(const struct llms_section *section, size_t count)
{
    if (section->total == 0)
        return 0;
    if (count >= section->total && section->measured == section->total)
        return section->fixed + section->sizes[section->total];
    if (count > section->measured)
        count = section->measured;
    return section->fixed + section->sizes[count] + section->more;
}

static size_t sections_size(const struct llms_section *sections,
                            size_t section_count, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < section_count; i++)
        size += section_size(&sections[i], count);
    return size;
}

/* The most documents of each collection with which the file fits. */
static size_t count_that_fits(const struct llms_section *sections,
                              size_t section_count, size_t room)
{
    size_t fits = 0, beyond = 1;
    for (size_t i = 0; i < section_count; i++) {
        if (sections[i].total >= beyond)
            beyond = sections[i].total + 1;
    }
    while (beyond - fits > 1) {
        size_t middle = fits + (beyond - fits) / 2;
        if (sections_size(sections, section_count, middle) <= room)
            fits = middle;
        else
            beyond = middle;
    }
    return fits;
}

static void append_section(struct str *out, const struct llms *llms,
                           const struct llms_section *section, size_t count)
{
    const struct list *list = &section->collection->by[ORDER_DEFAULT];
    if (section->total == 0)
        return;
    llms_append_heading(out, section->collection);
    for (size_t i = 0, shown = 0; i < list->count && shown < count; i++) {
        if (!llms_shows(llms, list->items[i]))
            continue;
        llms_append_line(out, llms, list->items[i]);
        shown++;
    }
    if (count < section->total)
        append_more(out, llms, section);
}

void llms_write_index(struct str *out, const struct llms *llms)
{
    const struct snapshot *snapshot = llms->snapshot;
    struct arena arena = {0};
    size_t start = out->size;
    struct llms_section *sections =
        arena_alloc(&arena, snapshot->collection_count, sizeof *sections);
    append_beginning(out, llms);
    size_t used = llms_count_characters(slice_from(str_slice(out), start));
    size_t room = used < LLMS_MAX_CHARACTERS ? LLMS_MAX_CHARACTERS - used : 0;
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        sections[i].collection = snapshot->collections[i];
        measure_section(&sections[i], llms, &arena);
    }
    size_t count = count_that_fits(sections, snapshot->collection_count, room);
    for (size_t i = 0; i < snapshot->collection_count; i++)
        append_section(out, llms, &sections[i], count);
    arena_release(&arena);
}
