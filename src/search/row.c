/* row.c - what is searched of a document.
 *
 *     title     headings   terms              excerpt      body   prose
 *     its name  of the     tags, categories,  if written   text   sentences of
 *               body       authors            by hand             front matter
 *
 * A document is one row, not one for each section: all words of a query have to
 * be in the same document, though one may be in the title and another one far
 * below, and a title repeated in each section would be most of the index. Which
 * section a word is in is found in the text of the few documents that are shown
 * (snippet.c). */
#include "search/row.h"

#include "base/map.h"
#include "base/unicode.h"

#define PROSE_MAX_DEPTH 16
#define PROSE_MAX_BYTES (256 * 1024) /* of one document */

bool row_is_wanted(const struct entry *entry)
{
    return entry->is_listed || entry->is_route;
}

/* A part whose texts are apart by line breaks. */
static void add_text(struct str *part, struct slice text)
{
    if (text.size == 0)
        return;
    if (part->size > 0)
        str_append_char(part, '\n');
    str_append(part, text);
}

static void add_names(struct str *part, const struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        add_text(part, list->items[i]->name);
}

static void add_terms(struct str *part, const struct entry *entry)
{
    add_names(part, &entry->tags);
    add_names(part, &entry->categories);
    for (size_t i = 0; i < entry->author_count; i++) {
        const struct author *author = &entry->authors[i];
        if (author->person != NULL)
            add_text(part, author->person->name);
    }
}

#define MIN_CHARACTERS 4 /* of a sentence, where they are no letters */

static bool is_written_without_spaces(struct slice text)
{
    size_t characters = 0, at = 0;
    while (at < text.size && characters < MIN_CHARACTERS)
        characters += unicode_is_cjk(utf8_next(text, &at)) ? 1 : 0;
    return characters == MIN_CHARACTERS;
}

/* Two words or more, and no address: what a person wrote to be read. */
static bool is_prose(struct slice text)
{
    struct slice trimmed = slice_trim(text);
    if (is_written_without_spaces(trimmed))
        return true;
    return slice_find_char(trimmed, 0, ' ') < trimmed.size &&
           slice_find(trimmed, 0, SLICE("://")) >
               slice_find_char(trimmed, 0, ' ');
}

/* One that the writer gave; one that was taken from the body is in it. */
static struct slice written_excerpt(const struct entry *entry)
{
    if (entry->source == NULL ||
        slice_equal(entry->meta->excerpt, entry->source->body.excerpt))
        return SLICE_NONE;
    return entry->meta->excerpt;
}

static bool has_name(const struct list *list, struct slice text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (slice_equal(list->items[i]->name, text))
            return true;
    }
    return false;
}

/* Whether another part has it. */
static bool is_known(const struct entry *entry, struct slice text)
{
    bool is_it = slice_equal(text, entry->name) ||
                 slice_equal(text, written_excerpt(entry)) ||
                 has_name(&entry->tags, text) ||
                 has_name(&entry->categories, text);
    for (size_t i = 0; !is_it && i < entry->author_count; i++) {
        const struct author *author = &entry->authors[i];
        is_it =
            author->person != NULL && slice_equal(author->person->name, text);
    }
    return is_it;
}

static void add_prose(struct str *part, const struct value *value,
                      const struct entry *entry, unsigned depth)
{
    if (depth == 0 || part->size > PROSE_MAX_BYTES)
        return;
    if (value_is_string(value)) {
        struct slice text = value_text(value);
        if (is_prose(text) && !is_known(entry, text))
            add_text(part, text);
    } else if (value_is_array(value)) {
        for (size_t i = 0; i < value->size; i++)
            add_prose(part, &value->as.items[i], entry, depth - 1);
    } else if (value_is_object(value)) {
        for (size_t i = 0; i < value->size; i++)
            add_prose(part, &value->as.members[i].value, entry, depth - 1);
    }
}

static uint64_t add_hash(uint64_t hash, struct slice text)
{
    return hash_bytes(text, hash + text.size);
}

static uint64_t add_number(uint64_t hash, uint64_t number)
{
    return hash_bytes((struct slice){(const char *)&number, sizeof number},
                      hash);
}

static uint64_t hash_names(uint64_t hash, const struct list *list)
{
    hash = add_number(hash, list->count);
    for (size_t i = 0; i < list->count; i++)
        hash = add_hash(hash, list->items[i]->name);
    return hash;
}

/* How the text of a body is made of it. */
static uint64_t hash_reading(uint64_t hash, const struct markdown_options *how)
{
    hash = add_number(hash, (uint64_t)how->raw_html << 32 | how->foreign);
    hash = add_number(hash, (uint64_t)how->extensions << 32 |
                                (uint64_t)how->smart << 1 |
                                (how->keeps_comments ? 1 : 0));
    return hash;
}

uint64_t row_key(const struct entry *entry, struct slice lang)
{
    uint64_t hash = add_hash(add_hash(0, entry->id), lang);
    hash = add_hash(hash, entry->name);
    hash = hash_names(hash_names(hash, &entry->tags), &entry->categories);
    for (size_t i = 0; i < entry->author_count; i++) {
        if (entry->authors[i].person != NULL)
            hash = add_hash(hash, entry->authors[i].person->name);
    }
    if (entry->source != NULL) {
        hash = add_number(hash, entry->source->file_hash);
        hash = add_number(hash, entry->meta->rule);
        hash = hash_reading(hash, &entry->source->input.options);
    } else if (entry->as_written != NULL) {
        hash = value_hash(entry->as_written, hash);
    }
    return hash;
}

static struct slice take(struct arena *arena, struct str *part)
{
    struct slice text = arena_copy(arena, str_slice(part));
    str_release(part);
    return text;
}

void row_read(const struct entry *entry, uint64_t key, struct slice lang,
              struct arena *arena, struct row_text *ret_text)
{
    struct str headings = {0}, terms = {0}, prose = {0};
    const struct source *source = entry->source;
    struct slice excerpt = written_excerpt(entry);

    *ret_text = (struct row_text){.key = key, .lang = lang};
    ret_text->parts[PART_TITLE] = entry->name;
    for (size_t i = 0; source != NULL && i < source->body.heading_count; i++)
        add_text(&headings, source->body.headings[i].text);
    ret_text->parts[PART_HEADINGS] = take(arena, &headings);
    add_terms(&terms, entry);
    ret_text->parts[PART_TERMS] = take(arena, &terms);
    ret_text->parts[PART_EXCERPT] = excerpt;
    if (source != NULL)
        ret_text->parts[PART_BODY] = delta_string(&source->body.text, arena);
    const struct value *root = entry_own_root(entry);
    if (root != NULL)
        add_prose(&prose, root, entry, PROSE_MAX_DEPTH);
    ret_text->parts[PART_PROSE] = take(arena, &prose);
}
