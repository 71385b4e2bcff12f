/* admit.c - decides what a request may see.
 *
 *     nothing beyond what is published is asked for    the snapshot
 *     status=draft ..., and a token                    its preview
 *     preview=..., signed for this document            this document alone, of
 *                                                      the preview
 *                  for one that shows this file        this file alone
 *
 * The decision is which snapshot the endpoint gets, and it is made before any
 * endpoint runs; no endpoint can reveal what its snapshot does not hold.
 * Answers from a preview must not be cached, and neither must refusals: with
 * the right token the same address has another answer. */
#include "api/answer.h"
#include "api/api.h"
#include "api/suffix.h"
#include "store/media_use.h"
#include "store/preview.h"

static void refuse(struct exchange *x, enum problem_kind kind,
                   const char *detail)
{
    const struct problem problem = {.kind = kind, .detail = slice_of(detail)};
    x->is_private = true;
    answer_problem(x, &problem);
}

/* "Bearer TOKEN": RFC 6750, 2.1; SLICE_NONE for anything else. */
static struct slice bearer_token(struct slice authorization)
{
    size_t space = slice_find_char(authorization, 0, ' ');
    return slice_equal_nocase(slice_sub(authorization, 0, space),
                              SLICE("Bearer"))
               ? slice_trim(slice_from(authorization, space))
               : SLICE_NONE;
}

struct slice api_holder(const struct snapshot *snapshot,
                        const struct request *request)
{
    struct slice sent = bearer_token(request->authorization);
    const struct token *token =
        sent.size > 0 ? policy_recognise_token(&snapshot->policy, sent) : NULL;
    return token != NULL ? token->name : SLICE_NONE;
}

/* RFC 6750, 3: without a token the challenge names no error. */
static void challenge(struct exchange *x, struct slice token)
{
    refuse(
        x, PROBLEM_UNAUTHORIZED,
        token.size > 0
            ? "Unknown token. Changes to the token file take effect within a "
              "second or two."
            : "This requires a token; send it in the header "
              "'Authorization: Bearer TOKEN'.");
    response_set_header(x->response, "WWW-Authenticate",
                        token.size > 0 ? SLICE("Bearer realm=\"headmatter\", "
                                               "error=\"invalid_token\"")
                                       : SLICE("Bearer realm=\"headmatter\""));
}

static bool refuse_all(struct exchange *x)
{
    refuse(x, PROBLEM_FORBIDDEN,
           "This server shows only what is published: it has no token file.");
    return false;
}

bool exchange_admit_holder(struct exchange *x)
{
    const struct policy *policy = &x->snapshot->policy;
    struct slice token = bearer_token(x->request->authorization);
    if (x->request->is_operators) {
        if (x->snapshot->preview != NULL)
            x->snapshot = x->snapshot->preview;
        x->is_private = true;
        return true;
    }
    if (x->snapshot->preview == NULL)
        return x->snapshot->published != NULL || refuse_all(x);
    if (!x->request->is_trusted &&
        (token.size == 0 || policy_recognise_token(policy, token) == NULL)) {
        challenge(x, token);
        return false;
    }
    x->snapshot = x->snapshot->preview;
    x->is_private = true;
    return true;
}

/* The document of "/posts/hello" or "/posts/hello.md", if the preview has one:
 * "hello.md" may be a slug as well. */
static const struct entry *document_at(const struct exchange *x,
                                       const struct snapshot *preview)
{
    struct slice stem;
    const struct collection *collection =
        snapshot_find_collection(preview, x->first);
    if (collection == NULL)
        return NULL;
    const struct entry *entry = map_find(&collection->slugs, x->rest);
    return entry == NULL &&
                   suffix_find(x->rest, SUFFIX_OF_DOCUMENT, &stem) != NULL
               ? map_find(&collection->slugs, stem)
               : entry;
}

static struct slice id_of(struct exchange *x, const struct entry *entry)
{
    return entry != NULL
               ? entry->id
               : arena_printf(x->arena, "%.*s/%.*s", SLICE_FMT(x->first),
                              SLICE_FMT(x->rest));
}

/* Documents that show one file, of which a link may be for any. */
#define MAX_USERS 1000

struct link_search {
    const struct exchange *x;
    struct slice signature;
    enum preview_verdict verdict;
    size_t count;
};

static bool is_signed_for(void *context, const struct entry *entry)
{
    struct link_search *search = context;
    if (search->count == MAX_USERS)
        return true;
    search->count++;
    enum preview_verdict verdict =
        preview_verify(&search->x->snapshot->policy, entry->id,
                       search->signature, search->x->request->now_ms);
    if (verdict != PREVIEW_FORGED)
        search->verdict = verdict;
    return verdict != PREVIEW_FORGED;
}

/* A link does not say for which document it is, so it is tried for each that
 * shows the file. Where there is no such file, it is for another document, as
 * where the file is not one of the document. */
static enum preview_verdict verify_for_file(struct exchange *x,
                                            struct slice signature)
{
    const struct snapshot *preview = x->snapshot->preview;
    struct link_search search = {.x = x,
                                 .signature = signature,
                                 .verdict = preview_verify(&x->snapshot->policy,
                                                           SLICE(""), signature,
                                                           x->request->now_ms)};
    const struct media_file *file;
    size_t cursor = 0;
    while (search.verdict == PREVIEW_FORGED &&
           (file = media_next_from_top(preview->media, x->rest, &cursor)) !=
               NULL) {
        if (media_use_any(preview, file, is_signed_for, &search) &&
            search.verdict == PREVIEW_GRANTED)
            x->opened_file = file;
    }
    return search.verdict;
}

static enum preview_verdict verify(struct exchange *x, struct slice signature,
                                   const struct entry *entry)
{
    if (slice_is(x->first, "_media") && x->rest.size > 0)
        return verify_for_file(x, signature);
    return preview_verify(&x->snapshot->policy, id_of(x, entry), signature,
                          x->request->now_ms);
}

static bool admit_link(struct exchange *x, struct slice signature)
{
    static const char *const details[] = {
        [PREVIEW_MALFORMED] =
            "The preview link is incomplete: copy everything after preview=.",
        [PREVIEW_FORGED] = "The preview link is for another document, or its "
                           "token was removed.",
        [PREVIEW_ENDED] = "The preview link has expired; ask its author for a "
                          "new one.",
        [PREVIEW_TOO_LONG] = "The preview link is valid for more than 366 "
                             "days; ask its author for one that ends sooner.",
    };
    if (x->snapshot->preview == NULL)
        return refuse_all(x);
    const struct entry *entry = document_at(x, x->snapshot->preview);
    enum preview_verdict verdict = verify(x, signature, entry);
    if (verdict != PREVIEW_GRANTED) {
        refuse(x, PROBLEM_FORBIDDEN, details[verdict]);
        return false;
    }
    x->is_private = true;
    if (entry == NULL)
        return true; /* the published snapshot answers 404 */
    x->surroundings = x->snapshot;
    x->snapshot = x->snapshot->preview;
    return true;
}

bool exchange_admit(struct exchange *x)
{
    struct query asked;
    query_peek_view(&x->arguments, x->arena, &asked);
    x->query.statuses = asked.statuses; /* for a 404 before it is parsed */
    if (asked.preview.size > 0)
        return admit_link(x, asked.preview);
    return asked.statuses == 0 || exchange_admit_holder(x);
}
