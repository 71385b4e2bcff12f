/* admit.c - what a request may see.
 *
 *     nothing is asked for beyond what is published    the snapshot
 *     status=draft ..., and a token                    its preview
 *     preview=..., signed for this very document       of its preview that
 *                                                      document alone
 *
 * It is decided here, before any endpoint runs, by which snapshot the endpoint
 * is given; none of them can let out what its snapshot does not hold. Answers
 * from a preview are for who asked and for nobody's cache, and so is a refusal:
 * with the right token the same address answers something else. */
#include "api/answer.h"
#include "api/suffix.h"
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
    size_t blank = slice_find_char(authorization, 0, ' ');
    return slice_equal_nocase(slice_sub(authorization, 0, blank),
                              SLICE("Bearer"))
               ? slice_trim(slice_from(authorization, blank))
               : SLICE_NONE;
}

/* RFC 6750, 3: whoever showed nothing is told no error. */
static void challenge(struct exchange *x, struct slice token)
{
    refuse(x, PROBLEM_UNAUTHORIZED,
           token.size > 0
               ? "The token is none that this server knows; a changed file of "
                 "tokens holds within a second or two."
               : "This is for those who have a token; send it in the field "
                 "'Authorization: Bearer TOKEN'.");
    response_set_header(x->response, "WWW-Authenticate",
                        token.size > 0 ? SLICE("Bearer realm=\"headmatter\", "
                                               "error=\"invalid_token\"")
                                       : SLICE("Bearer realm=\"headmatter\""));
}

static bool refuse_all(struct exchange *x)
{
    refuse(x, PROBLEM_FORBIDDEN,
           "This server shows nothing but what is published: it was given no "
           "file of tokens.");
    return false;
}

bool exchange_admit_holder(struct exchange *x)
{
    const struct policy *policy = &x->snapshot->policy;
    struct slice token = bearer_token(x->request->authorization);
    if (x->snapshot->preview == NULL)
        return x->snapshot->published != NULL || refuse_all(x);
    if (!x->request->is_trusted &&
        (token.size == 0 || !policy_knows_token(policy, token))) {
        challenge(x, token);
        return false;
    }
    x->snapshot = x->snapshot->preview;
    x->is_private = true;
    return true;
}

/* The document of "/posts/hello" or "/posts/hello.md", if there is one in the
 * preview: "hello.md" may be a slug as well. */
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

static bool admit_link(struct exchange *x, struct slice signature)
{
    static const char *const details[] = {
        [PREVIEW_MALFORMED] =
            "The preview link is not whole: copy all that is behind preview=.",
        [PREVIEW_FORGED] = "The preview link is for another document, or for "
                           "a token that is known no more.",
        [PREVIEW_ENDED] = "The preview link has ended; whoever made it can "
                          "make another.",
    };
    if (x->snapshot->preview == NULL)
        return refuse_all(x);
    const struct entry *entry = document_at(x, x->snapshot->preview);
    enum preview_verdict verdict = preview_verify(
        &x->snapshot->policy, id_of(x, entry), signature, x->request->now_ms);
    if (verdict != PREVIEW_GRANTED) {
        refuse(x, PROBLEM_FORBIDDEN, details[verdict]);
        return false;
    }
    x->is_private = true;
    if (entry == NULL)
        return true; /* and it is not found among what is published */
    x->surroundings = x->snapshot;
    x->snapshot = x->snapshot->preview;
    return true;
}

bool exchange_admit(struct exchange *x)
{
    struct query asked;
    query_peek_view(&x->arguments, x->arena, &asked);
    x->query.statuses = asked.statuses; /* for a 404 before all of it is read */
    if (asked.preview.size > 0)
        return admit_link(x, asked.preview);
    return asked.statuses == 0 || exchange_admit_holder(x);
}
