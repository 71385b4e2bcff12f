/* docs.c - Swagger UI as one page, with a policy of its own.
 *
 *     docs/page.html, page.css, start.js  --docs/page.cmake--> one HTML file
 *     swagger-ui-dist, by npm ------------'
 *
 * It is the page of represent/explore.c in another way: style and script stand
 * in it and are named by their hashes, so nothing else that this server answers
 * with can run there. docs/api-reference.md says why it is this viewer. */
#include "represent/docs.h"

#include <pthread.h>
#include <stdio.h>

/* Made by docs/page.cmake. */
extern const unsigned char docs_bytes[];
extern const size_t docs_size;
extern const char docs_script_hash[];
extern const char docs_style_hash[];

static char security[512];
static pthread_once_t security_once = PTHREAD_ONCE_INIT;

struct slice docs_page(void)
{
    return (struct slice){(const char *)docs_bytes, docs_size};
}

bool docs_are_answered(const struct policy *policy)
{
    return docs_page().size > 0 || policy->has_explorer;
}

static void make_security(void)
{
    (void)snprintf(security, sizeof security,
                   "default-src 'none'; script-src '%s'; style-src '%s'; "
                   "connect-src 'self'; img-src data:; base-uri 'none'; "
                   "form-action 'none'; frame-ancestors 'self'",
                   docs_script_hash, docs_style_hash);
}

const char *docs_security(void)
{
    (void)pthread_once(&security_once, make_security);
    return security;
}
