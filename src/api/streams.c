/* streams.c - any list as .ndjson or .csv.
 *
 *     /tags/go/posts.ndjson?sort=title&fields=slug,title
 *     {"slug":"a","title":"A"}
 *     {"slug":"b","title":"B"}
 *
 * A page of a list is made at once and has a length. A stream is for clients
 * that want the whole list, so it is made while it is sent, and only one batch
 * and the list of pointers are in memory. It has no envelope, hence no limit
 * except the end of the list, and warnings only in a header.
 *
 * The entity tag has to be known before the first byte. A list form is made of
 * the same inputs as its item, so for lists in their default form the revs
 * determine the bytes; where documents show other documents, the rev of the
 * site does. No rev covers the Markdown as it was written, which is hashed if
 * it is shown. Only for the Markdown of documents within documents, and for
 * front matter that a computed member hides, everything is made once just for
 * the tag.
 *
 * Documents within documents make a stream many times as long as the site, and
 * all of it is work. So such a stream has a limit, which is looked for before
 * the first byte is sent, and its batches are made by a few threads at a time
 * like any other long work. */
#include "api/streams.h"

#include "api/answer.h"
#include "api/cost.h"
#include "api/suffix.h"
#include "api/validate.h"
#include "base/map.h"
#include "search/search.h"

#define NO_REV_COVERS                                                          \
    (INCLUDE_MARKDOWN | INCLUDE_TEXT | INCLUDE_MDAST | INCLUDE_POSITIONS |     \
     INCLUDE_FRONT_MATTER | INCLUDE_CHUNKS | INCLUDE_IMAGES |                  \
     INCLUDE_FRONT_MATTER_HTML)

struct stream {
    const struct suffix *suffix;
    const struct csv *csv;     /* NULL: the suffix has no columns */
    bool has_begun;            /* their names have been appended */
    struct response *response; /* that holds a share; NULL: no limit */
    struct limiter *limiter;   /* of long work, or NULL */
    const struct snapshot *snapshot;
    struct entry **items;
    size_t count, next;
    bool is_default;             /* the list forms of the fragments */
    struct include_tree include; /* the query is gone when this is sent */
    struct shape shape;
};

static bool append_lines(struct stream *stream, struct str *batch)
{
    size_t enough = batch->size + RESPONSE_BATCH_BYTES;
    if (stream->csv != NULL && !stream->has_begun)
        csv_append_head(batch, stream->csv);
    stream->has_begun = true;
    while (stream->next < stream->count && batch->size < enough) {
        const struct entry *entry = stream->items[stream->next++];
        if (!stream->suffix->append(batch, stream->csv, stream->snapshot, entry,
                                    stream->is_default ? NULL : &stream->shape))
            return false;
    }
    return true;
}

/* A batch is much longer than usual if one line is. May wait for memory, so not
 * while others wait for this thread. */
static bool hold_batch(struct stream *stream, size_t bytes)
{
    if (stream->response == NULL || bytes <= 2 * RESPONSE_BATCH_BYTES)
        return true;
    struct share *share = &stream->response->share;
    return share->budget == NULL ||
           share_set(share, share->budget,
                     response_memory(stream->response) + bytes);
}

static bool append_batch(void *context, struct str *batch)
{
    struct stream *stream = context;
    if (stream->limiter != NULL && !limiter_enter(stream->limiter))
        return false;
    bool is_whole = append_lines(stream, batch);
    if (stream->limiter != NULL)
        limiter_leave(stream->limiter);
    return is_whole && hold_batch(stream, batch->capacity);
}

static unsigned include_named(struct slice name)
{
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if (slice_is(name, query_include_name(bit)))
            return 1U << bit;
    }
    return 0;
}

/* The members (enum include) that the names of a tree ask for. */
static unsigned named_in(const struct name_tree *names)
{
    unsigned members = 0;
    for (const struct name_tree *n = names; n != NULL; n = n->next)
        members |= include_named(n->name) | named_in(n->children);
    return members;
}

static unsigned included_in(const struct include_tree *include)
{
    unsigned members = include->members;
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        if (include->of[r] != NULL)
            members |= included_in(include->of[r]);
    }
    return members;
}

/* Whether the revs and the Markdown of the documents determine all that is
 * shown. */
static bool is_covered(const struct stream *stream)
{
    const struct include_tree *include = &stream->include;
    unsigned own = include->members, within = 0;
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        if (include->of[r] != NULL)
            within |= included_in(include->of[r]);
    }
    for (const struct name_tree *n = stream->shape.fields.names; n != NULL;
         n = n->next) {
        own |= include_named(n->name);
        within |= named_in(n->children);
    }
    return (own & (INCLUDE_FRONT_MATTER | INCLUDE_IMAGES |
                   INCLUDE_FRONT_MATTER_HTML)) == 0 &&
           (within & NO_REV_COVERS) == 0;
}

/* Makes all of it once: false if it cannot be made, or exceeds `max_bytes`. The
 * hash ends where the answer would end. */
static bool rehearse(struct stream *stream, size_t max_bytes,
                     uint64_t *ret_hash)
{
    struct str batch = {0};
    size_t bytes = 0;
    bool is_whole;
    *ret_hash = 0;
    do {
        str_clear(&batch);
        is_whole = append_lines(stream, &batch);
        *ret_hash = hash_bytes(str_slice(&batch), *ret_hash);
        bytes += batch.size;
    } while (is_whole && batch.size > 0 && bytes <= max_bytes);
    stream->next = 0;
    stream->has_begun = false;
    str_release(&batch);
    return is_whole && bytes <= max_bytes;
}

#define SAMPLES 64

/* Whether it is so much too large that a few lines from all over it show it,
 * without the work of making more. */
static bool is_clearly_too_large(struct stream *stream, size_t max_bytes)
{
    size_t step = stream->count / SAMPLES + 1, lines = 0, bytes = 0;
    struct str line = {0};
    bool is_whole = true;
    for (size_t i = 0; i < stream->count && is_whole; i += step, lines++) {
        str_clear(&line);
        is_whole = stream->suffix->append(
            &line, stream->csv, stream->snapshot, stream->items[i],
            stream->is_default ? NULL : &stream->shape);
        bytes += line.size;
    }
    str_release(&line);
    return !is_whole ||
           (lines > 0 && bytes / lines * stream->count / 2 > max_bytes);
}

/* The Markdown as it is shown, and as it was read. */
static uint64_t hash_source(const struct source *source, uint64_t hash)
{
    hash = hash_bytes(source->markdown, hash);
    return source->input.body.data != source->markdown.data
               ? hash_bytes(source->input.body, hash)
               : hash;
}

/* What a result shows follows from the documents, the text and these. */
static uint64_t hash_found(const struct query *query,
                           struct entry *const *items, size_t count,
                           uint64_t hash)
{
    const struct search_found *found = query->found;
    hash = hash_bytes(found->corrected, hash + found->behind);
    for (size_t i = 0; i < count; i++) {
        float score = search_score(found, query->searched, items[i]);
        hash = hash_bytes((struct slice){(const char *)&score, sizeof score},
                          hash);
    }
    return hash;
}

/* Everything that revs do not cover is made of the Markdown. */
static uint64_t hash_of_revs(const struct exchange *x,
                             const struct stream *stream)
{
    bool shows_body =
        x->query.found != NULL || ((included_in(&stream->include) |
                                    named_in(stream->shape.fields.names)) &
                                   NO_REV_COVERS) != 0;
    struct str shape = {0};
    query_append_canonical(&x->query, 1, SLICE_NONE, &shape);
    if (stream->csv != NULL) /* their order, and fields of other documents */
        csv_append_head(&shape, stream->csv);
    uint64_t hash = hash_bytes(str_slice(&shape), stream->count);
    str_release(&shape);
    if (!stream->is_default)
        hash = hash_bytes(slice_of(stream->snapshot->rev), hash);
    if (stream->shape.has_absolute_urls)
        hash = hash_bytes(stream->snapshot->site.public_url, hash);
    for (size_t i = 0; i < stream->count; i++) {
        const struct entry *entry = stream->items[i];
        hash = etag_add_list_form(hash, entry);
        if (shows_body && entry->source != NULL)
            hash = hash_source(entry->source, hash);
    }
    return x->query.found != NULL
               ? hash_found(&x->query, stream->items, stream->count, hash)
               : hash;
}

/* Finds the entity tag; false after refusing a stream that is too large. */
static bool prepare(struct exchange *x, struct stream *stream,
                    uint64_t *ret_tag)
{
    const struct cost cost =
        cost_of_shape(&x->query, stream->items, stream->count);
    bool is_covered_by_revs = is_covered(stream);
    if (!stream->is_default && !exchange_begin_work(x, cost.effort))
        return false;
    if (cost.has_relations || cost.has_parsing || cost.has_marks)
        stream->limiter = x->request->limiter;
    if (cost.has_relations) {
        if (is_clearly_too_large(stream, STREAM_MAX_RELATED_BYTES) ||
            !rehearse(stream, STREAM_MAX_RELATED_BYTES, ret_tag)) {
            answer_too_large(x, "include", STREAM_MAX_RELATED_BYTES);
            return false;
        }
    } else if (!is_covered_by_revs) {
        (void)rehearse(stream, SIZE_MAX, ret_tag);
    }
    if (is_covered_by_revs)
        *ret_tag = hash_of_revs(x, stream);
    return true;
}

void stream_answer(struct exchange *x, const struct list *selected)
{
    uint64_t tag;
    struct stream *stream = arena_alloc(x->arena, 1, sizeof *stream);
    size_t count = selected->count;
    *stream = (struct stream){
        .suffix = x->suffix,
        .response = x->request->budget != NULL ? x->response : NULL,
        .snapshot = x->snapshot,
        .items = selected->items,
        .count = count < x->query.limit ? count : x->query.limit,
        .is_default = shape_is_default(&x->query),
        .include = x->query.include,
        .shape = shape_of_query(&x->query, FORM_LIST, x->arena),
    };
    stream->shape.include = &stream->include;
    /* Its validator is made of all of it before it is sent, so that has to be
     * the same then, however long it takes to look at pictures. */
    stream->shape.looks = NULL;
    if (x->suffix->has_columns) {
        stream->csv = csv_of_query(&x->query, x->snapshot, x->arena);
        stream->shape.fields.names = csv_fields(stream->csv);
    }
    if (!prepare(x, stream, &tag))
        return;
    answer_bytes(x, x->suffix->media_type, SLICE_NONE);
    x->response->next = append_batch;
    x->response->context = stream;
    response_set_header(x->response, "ETag", etag_of_hash(tag, x->arena));
    answer_set_languages(x, stream->items, stream->count);
    response_set_header(x->response, "X-Total-Count",
                        arena_printf(x->arena, "%zu", count));
}
