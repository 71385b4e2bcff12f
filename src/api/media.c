/* media.c - /_media/{path}: a file that is not a document.
 *
 *     path --index--> file --may it be seen?--> open --hash--> ETag, body
 *
 * The path is looked up and not put together: it is a key of the index, or the
 * answer is a 404. One that is relative to DIR, "public/images/a.png", is the
 * file's own; "images/a.png", as the site has it, leads to the same file. */
#include "api/media.h"

#include "api/answer.h"
#include "api/coding.h"
#include "api/endpoints.h"
#include "api/validate.h"
#include "media/file.h"
#include "store/media_links.h"
#include "store/media_use.h"

#include <unistd.h>

/* Text up to here is compressed when it is asked for, which takes a hundredth
 * of a second; a proxy or CDN does the rest better. */
#define CODED_MAX_BYTES (1024 * 1024)

static void set_headers(struct exchange *x, const struct media_file *file,
                        uint64_t hash)
{
    struct str href = {0};
    media_append_href(&href, &x->snapshot->policy, file);
    const struct media_body body = {
        .type = file->kind->type,
        .hash = hash,
        .source = hash,
        .location = arena_copy(x->arena, str_slice(&href)),
        .is_viewed = (file->kind->traits & MEDIA_VIEWER) != 0,
        .is_text = (file->kind->traits & MEDIA_TEXT) != 0,
    };
    media_set_headers(x, &body);
    str_release(&href);
}

/* Whether this answer will be compressed; a part of a file never is. */
static bool is_coded(const struct exchange *x, int64_t size)
{
    return !x->is_packed && !x->is_private && x->snapshot->policy.compresses &&
           size >= RESPONSE_MIN_CODED_BYTES && size <= CODED_MAX_BYTES &&
           x->request->range.data == NULL &&
           coding_choose(x->request->accept_encoding) != CODING_IDENTITY;
}

/* Takes over the descriptor. False if the file has changed. */
static bool set_body(struct exchange *x, const struct media_opened *opened)
{
    struct str text = {0};
    if (!is_coded(x, opened->stamp.size)) {
        response_set_file(x->response, opened->fd, opened->stamp.size);
        return true;
    }
    bool is_held = answer_hold(x, (size_t)opened->stamp.size);
    bool is_read = is_held && media_read(opened, &text);
    if (is_read)
        response_take(x->response, &text);
    str_release(&text);
    (void)close(opened->fd);
    return is_read || !is_held;
}

static void answer_file(struct exchange *x, const struct media_file *file,
                        const struct media_opened *opened)
{
    uint64_t hash;
    if (!media_find_hash(x, opened, &hash)) {
        (void)close(opened->fd);
        return;
    }
    set_headers(x, file, hash);
    if (!set_body(x, opened))
        media_answer_changing(x);
}

/* One that may not be seen hides no other that has the same address. */
static const struct media_file *find_shown(const struct exchange *x)
{
    const struct media_file *file = x->opened_file;
    size_t cursor = 0;
    if (file != NULL)
        return file;
    do {
        file = media_next_from_top(x->snapshot->media, x->rest, &cursor);
    } while (file != NULL && !media_use_shows(x->snapshot, file));
    return file;
}

/* What may not be seen is not there, and neither is what was removed since the
 * tree was last looked at. */
static bool respond_file(struct exchange *x)
{
    const struct media_file *file = find_shown(x);
    struct media_opened opened;
    if (file == NULL)
        return false;
    if (!exchange_read_query(x, ACCEPTS_FILE | ACCEPTS_STATUS, LIST_LIMIT,
                             NULL))
        return true;
    if (x->query.wants_picture && respond_picture(x, file))
        return true;
    if (!media_open(x->snapshot->media, file, &opened))
        return false;
    answer_file(x, file, &opened);
    return true;
}

bool respond_media(struct exchange *x)
{
    if (x->rest.size > 0)
        return respond_file(x);
    x->response->template = TEMPLATE_MEDIA_LIST;
    respond_media_list(x);
    return true;
}
