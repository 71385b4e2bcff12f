/* hosts.c - which files there are for servers, and the answer for what is not
 * there. */
#include "export/hosts.h"

#include "api/api.h"
#include "base/array.h"
#include "export/dist.h"
#include "export/rules.h"

/* The same for every address, so it names none. 404.html is where GitHub Pages,
 * Netlify and Cloudflare look for it; they send it as HTML. */
static bool keep_not_found(const struct hosts *hosts, struct err *err)
{
    struct response response = {0};
    struct str text = {0};
    api_refuse(hosts->snapshot, 404, "Nothing is published at this address.",
               &response);
    for (size_t i = 0; i < response.piece_count; i++)
        str_append(&text, response.pieces[i]);
    bool ok = hosts->keep(hosts->context, "404.json", str_slice(&text), err) &&
              hosts->keep(hosts->context, "404.html", str_slice(&text), err);
    str_release(&text);
    response_release(&response);
    return ok;
}

static const struct {
    const char *name;
    void (*append)(const struct rules *rules, struct str *out);
} files[] = {
    {"_headers", rules_append_headers},
    {"_redirects", rules_append_redirects},
    {DIST_OWN "/nginx.conf", rules_append_nginx},
    {DIST_OWN "/Caddyfile", rules_append_caddy},
    {DIST_OWN "/serve.json", rules_append_serve},
};

bool hosts_write(const struct hosts *hosts, struct err *err)
{
    struct arena arena = {0};
    struct rules rules;
    rules_build(hosts, &arena, &rules);
    bool ok = keep_not_found(hosts, err);
    for (size_t i = 0; ok && i < ARRAY_COUNT(files); i++) {
        struct str text = {0};
        files[i].append(&rules, &text);
        ok = hosts->keep(hosts->context, files[i].name, str_slice(&text), err);
        str_release(&text);
    }
    arena_release(&arena);
    return ok;
}
