/* sort.h - what entries are sorted by. Private to this room. */
#ifndef QUERY_SORT_H
#define QUERY_SORT_H

#include "index/sort_value.h"
#include "query/query.h"

/* By default the collection, and then weight and date, or the order that the
 * operator has set. */
#define SORT_DEFAULT_KEYS 3
#define SORT_MAX_DEFAULTS (1 + POLICY_MAX_SORT_FIELDS)
#define SORT_MAX_KEYS     (1 + SORT_MAX_DEFAULTS) /* after the score */

/* Whether documents are sorted by how well they match the text, and those that
 * match equally well in the default order. */
bool sorts_by_relevance(const struct query *query);
/* Whether they are in the default order of the list. */
bool sorts_by_default(const struct query *query);

/* How well the document matches the text that was searched for; 0: it does
 * not, or nothing was. */
float sort_score(const struct query *query, const struct entry *entry);

/* How many values an entry has in the order of this query. */
size_t sort_value_count(const struct query *query);

/* Those values, in ret_values. Strings lie in the snapshot or in `arena`. */
void sort_values(const struct query *query, const struct entry *entry,
                 struct arena *arena, struct sort_value *ret_values);

/* Compares from the value `first` on: 0 if documents lie collection by
 * collection, 1 if the default order is that of one list. The values `a` are of
 * an entry of that collection. */
int sort_values_compare(const struct query *query,
                        const struct collection *collection, size_t first,
                        const struct sort_value *a, const struct sort_value *b);

/* Sorts the entries as the query says, ties by path. */
void sort_entries(const struct query *query, size_t first, struct list *list);
/* Sorts entries that were found, the best first; equal ones stay in order. */
void sort_by_score(const struct query *query, struct list *list);

#endif
