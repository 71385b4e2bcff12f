/* kind.c - what an entry is, and what there is in a list. */
#include "index/kind.h"

unsigned entry_kinds(const struct entry *entry)
{
    unsigned kinds = 0;
    if (entry->source != NULL)
        kinds |=
            KIND_FILE | (entry_is_document(entry) ? KIND_DOCUMENT : KIND_DATA);
    if (entry_is_person(entry))
        kinds |= KIND_PERSON;
    if (entry_is_term(entry))
        kinds |= KIND_TERM;
    if (entry->status != STATUS_UNSAID)
        kinds |= KIND_PREVIEWED;
    if (entry->has_lang)
        kinds |= KIND_SPOKEN;
    return kinds;
}

/* Removing the last post must not make queries for its fields invalid. */
static const unsigned kinds_of_none[] = {
    [COLLECTION_DOCUMENTS] = KIND_DOCUMENT | KIND_DATA | KIND_FILE,
    [COLLECTION_PEOPLE] = KIND_PERSON,
    [COLLECTION_TERMS] = KIND_TERM,
};

unsigned list_kinds(const struct list *list, enum collection_kind kind)
{
    unsigned kinds = 0;
    for (size_t i = 0; i < list->count; i++)
        kinds |= entry_kinds(list->items[i]);
    return list->count > 0 ? kinds : kinds_of_none[kind];
}
