/* media.c - /_media/{path}: a file that is not a document.
 *
 *     path --index--> file --may it be seen?--> open --hash--> ETag, body
 *
 * The path is looked up and not put together: it is a key of the index, or the
 * answer is a 404. One that is relative to DIR, "public/images/a.png", is the
 * file's own; "images/a.png", as the site has it, leads to the same file.
 *
 * Whoever can put a file among the content must not gain more by it than a
 * file: a page or a picture with a script in it would run at the API's origin,
 * with what the browser keeps for that. So browsers are told to take every file
 * for what its name says, and to run nothing in it. */
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

/* How much is hashed in a unit of exchange_begin_work(). */
#define HASHED_BYTES 50

/* Nothing that it loads is shown but what belongs to pictures and films
 * themselves; and in a sandbox without any right, nothing runs (CSP Level 3,
 * 6.3.2). The viewer that browsers have for PDF does not work in one. */
#define POLICY                                                                 \
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "    \
    "media-src 'self'; font-src data:"
#define POLICY_SANDBOX POLICY "; sandbox"
#define POLICY_VIEWER  POLICY "; object-src 'self'"

static void set_headers(struct exchange *x, const struct media_file *file,
                        uint64_t hash)
{
    struct response *response = x->response;
    bool is_viewed = (file->kind->traits & MEDIA_VIEWER) != 0;
    struct slice etag = etag_of_hash(hash, x->arena);
    struct slice opaque = slice_sub(etag, 1, etag.size - 1);
    struct str href = {0};
    response->status = 200;
    response_set_header(response, "Content-Type", slice_of(file->kind->type));
    response_set_header(response, "ETag", etag);
    response_set_header(response, "Content-Security-Policy",
                        is_viewed ? SLICE(POLICY_VIEWER)
                                  : SLICE(POLICY_SANDBOX));
    if (policy_is_open(&x->snapshot->policy))
        response_set_header(response, "Cross-Origin-Resource-Policy",
                            SLICE("cross-origin"));
    media_append_href(&href, &x->snapshot->policy, file);
    response_set_header(response, "Content-Location",
                        arena_copy(x->arena, str_slice(&href)));
    str_release(&href);
    x->is_file = true;
    x->is_packed = (file->kind->traits & MEDIA_TEXT) == 0;
    x->is_immutable = slice_equal(x->query.fingerprint, opaque);
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

static void answer_changing(struct exchange *x)
{
    answer_unavailable(
        x, SLICE("The file is being written. Try again in a moment."), 1);
}

static void answer_file(struct exchange *x, const struct media_file *file,
                        const struct media_opened *opened)
{
    uint64_t hash;
    bool is_known = media_known_hash(opened, &hash);
    if (!is_known &&
        !exchange_begin_work(x, (size_t)opened->stamp.size / HASHED_BYTES)) {
        (void)close(opened->fd);
        return;
    }
    if (!is_known && !media_hash(opened, &hash)) {
        (void)close(opened->fd);
        answer_changing(x);
        return;
    }
    set_headers(x, file, hash);
    if (!set_body(x, opened))
        answer_changing(x);
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
