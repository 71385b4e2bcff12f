/* sort_value.c - one order for values of all kinds.
 *
 * The operator's order for a collection uses these values too, so that a
 * position in it can be found again from the values in a cursor. */
#include "index/sort_value.h"

#include "base/collate.h"

#include "base/unicode.h"

/* Folding can change the length of a string: the ligature "ff" becomes two
 * letters. */
#define FOLDED_BYTES (4 * SORT_MAX_BYTES)

struct sort_value sort_value_of_number(struct number number)
{
    return (struct sort_value){.kind = SORT_KIND_NUMBER, .as.number = number};
}

struct sort_value sort_value_of_folded(struct slice text)
{
    return (struct sort_value){
        .kind = SORT_KIND_TEXT,
        .as.text = utf8_truncate(text, SORT_MAX_BYTES),
    };
}

struct sort_value sort_value_of_text(struct slice text, struct arena *arena)
{
    return sort_value_of_folded(
        unicode_casefold(arena, utf8_truncate(text, FOLDED_BYTES)));
}

static struct sort_value date_value(const struct entry *entry)
{
    const struct date *date = entry->source != NULL ? entry->meta->date : NULL;
    if (date == NULL)
        return (struct sort_value){.kind = SORT_KIND_MISSING};
    return (struct sort_value){
        .kind = SORT_KIND_DATE,
        .as.ms = date->instant_ms,
    };
}

struct sort_value sort_value_of_entry(const struct entry *entry,
                                      enum sort_field field)
{
    switch (field) {
    case SORT_DATE:
        return date_value(entry);
    case SORT_TITLE:
        return sort_value_of_folded(entry->sort_name);
    case SORT_POST_COUNT:
        return sort_value_of_number(
            number_from_integer((int64_t)entry->posts.count));
    case SORT_FIELD:
        break;
    }
    return (struct sort_value){.kind = SORT_KIND_MISSING};
}

static int compare_upwards(const struct sort_value *a,
                           const struct sort_value *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    switch (a->kind) {
    case SORT_KIND_BOOLEAN:
    case SORT_KIND_NUMBER:
        return number_compare(a->as.number, b->as.number);
    case SORT_KIND_DATE:
        return (a->as.ms > b->as.ms) - (a->as.ms < b->as.ms);
    case SORT_KIND_HASH:
        return (a->as.hash > b->as.hash) - (a->as.hash < b->as.hash);
    case SORT_KIND_TEXT:
        return collate(a->as.text, b->as.text);
    case SORT_KIND_MISSING:
        break;
    }
    return 0;
}

int sort_value_compare(const struct sort_value *a, const struct sort_value *b,
                       bool is_down)
{
    int order = compare_upwards(a, b);
    bool is_missing =
        a->kind == SORT_KIND_MISSING || b->kind == SORT_KIND_MISSING;
    return is_down && !is_missing ? -order : order;
}

static struct sort_value value_of_key(const struct entry *entry,
                                      struct slice key, struct arena *arena)
{
    const struct value *root =
        entry->source != NULL ? &entry->meta->front_matter : entry->as_written;
    const struct value *value = value_find_slice(root, key);
    if (value_is_string(value))
        return sort_value_of_text(value_text(value), arena);
    if (value != NULL && value->kind == VALUE_INTEGER)
        return sort_value_of_number(number_from_integer(value->as.integer));
    if (value != NULL && value->kind == VALUE_FLOAT)
        return sort_value_of_number(number_from_real(value->as.real));
    if (value != NULL && value->kind == VALUE_BOOLEAN)
        return (struct sort_value){
            .kind = SORT_KIND_BOOLEAN,
            .as.number = number_from_real(value->as.boolean ? 1 : 0)};
    return (struct sort_value){.kind = SORT_KIND_MISSING};
}

void sort_values_of_rule(const struct entry *entry, struct arena *arena,
                         struct sort_value *ret_values)
{
    const struct collection *collection = entry->collection;
    for (size_t i = 0; i < collection->sort_count; i++) {
        struct slice name = collection->sort[i].field;
        enum sort_field field = sort_field_find(name);
        ret_values[i] = field != SORT_FIELD ? sort_value_of_entry(entry, field)
                                            : value_of_key(entry, name, arena);
    }
}
