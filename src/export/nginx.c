/* nginx.c - a server block, with the maps that it needs.
 *
 *     location /   $uri@$args.json, else $uri@$args and its own ending, else
 *                  $uri.json, $uri: the first that is a file (try_files)
 *
 * A target with a query that was not exported is a 404: the list without the
 * query would be another answer. Under /_media it is the file, since nothing
 * but the size of a picture is asked for there; `v` is left out, which only
 * says which version is meant.
 *
 * `add_header` of one block replaces those of the blocks around it, so all are
 * at the server, and what differs from file to file is in a map. */
#include "export/rules.h"

#include "base/array.h"

/* Inside of double quotes (ngx_conf_read_token()), where "$" begins a
 * variable, which a map has none of in its keys. */
static void append_quoted(struct str *out, struct slice text, bool is_value)
{
    str_append_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"' || c == '\\')
            str_append_char(out, '\\');
        if (c == '$' && is_value)
            str_append_text(out, "%24");
        else
            str_append_char(out, c);
    }
    str_append_char(out, '"');
}

static void append_path(struct str *out, struct slice name)
{
    struct str path = {0};
    str_append_char(&path, '/');
    str_append(&path, name);
    append_quoted(out, str_slice(&path), false);
    str_release(&path);
}

static void append_types(struct str *out, const struct rules *rules,
                         bool among_media, const char *indent)
{
    str_appendf(out, "%stypes {\n", indent);
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        if (rule->is_media != among_media || rule->name.data != NULL ||
            rule->end.size == 0)
            continue;
        str_appendf(out, "%s    ", indent);
        append_quoted(out, rule->kind->type, false);
        str_append_char(out, ' ');
        append_quoted(out, rule->end, false);
        str_append_text(out, ";\n");
    }
    str_appendf(out, "%s}\n", indent);
}

/* Exact names come first in a map, then patterns in their order. */
static void append_security(struct str *out, const struct rules *rules)
{
    str_append_text(out, "map $uri $headmatter_security {\n"
                         "    default \"\";\n");
    for (int by_name = 1; by_name >= 0; by_name--) {
        for (size_t i = 0; i < rules->count; i++) {
            const struct rule *rule = &rules->items[i];
            if ((rule->name.data != NULL) != (by_name == 1) ||
                (by_name == 0 && rule->kind->security.size == 0))
                continue;
            str_append_text(out, "    ");
            if (by_name == 1)
                append_path(out, rule->name);
            else
                str_appendf(out, "\"~^%.*s/%s.*\\.%.*s$\"",
                            SLICE_FMT(rules->base),
                            rule->is_media ? "_media/" : "(?!_media/)",
                            SLICE_FMT(rule->end));
            str_append_char(out, ' ');
            append_quoted(out, rule->kind->security, false);
            str_append_text(out, ";\n");
        }
    }
    str_append_text(out, "}\n\n");
}

/* Tables of strings have to be told how long they are, where there are more or
 * longer ones than usual, and before the first of them: a key and its value are
 * in one bucket of 64 bytes. */
static void append_sizes(struct str *out, size_t count, size_t longest)
{
    size_t bucket = 64, size = 2048;
    while (bucket < longest + 32)
        bucket *= 2;
    while (size < count * 2)
        size *= 2;
    if (bucket > 64)
        str_appendf(out, "map_hash_bucket_size %zu;\n", bucket);
    if (size > 2048)
        str_appendf(out, "map_hash_max_size %zu;\n", size);
}

static size_t longest_name(const struct rules *rules)
{
    size_t longest = 0;
    for (size_t i = 0; i < rules->count; i++) {
        if (rules->items[i].name.size > longest)
            longest = rules->items[i].name.size;
    }
    return longest;
}

/* Appends the lines of a table to *lines, and what it needs to *out. */
static void append_moved(struct str *out, struct str *lines,
                         const struct rules *rules)
{
    size_t count = 0, longest = longest_name(rules);
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        struct str path = {0};
        if (rules_append_moved(target, &path)) {
            count++;
            longest = path.size > longest ? path.size : longest;
            str_append_text(lines, "    ");
            append_quoted(lines, str_slice(&path), false);
            str_append_char(lines, ' ');
            append_quoted(lines, target->location, true);
            str_append_text(lines, ";\n");
        }
        str_release(&path);
    }
    append_sizes(out, count, longest);
}

static void append_named(struct str *out, const struct rules *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        if (rule->name.data == NULL)
            continue;
        str_append_text(out, "    location = ");
        append_path(out, rule->name);
        str_append_text(out, " {\n        types {}\n        default_type ");
        append_quoted(out, rule->kind->type, false);
        str_append_text(
            out, ";\n        try_files $uri$headmatter_query$headmatter_end "
                 "=404;\n    }\n");
    }
}

static void append_server(struct str *out, const struct rules *rules)
{
    str_append_text(out, "server {\n    listen 80;\n    root ");
    append_quoted(out, rules->root, false);
    str_append_text(out, ";\n    absolute_redirect off;\n"
                         "    gzip_static on;\n    gzip_vary on;\n"
                         "    # brotli_static on;   # with ngx_brotli\n"
                         "    charset off;\n"
                         "    default_type application/octet-stream;\n");
    append_types(out, rules, false, "    ");
    for (size_t i = 0; i < rules->field_count; i++)
        str_appendf(out, "    add_header %.*s \"%.*s\" always;\n",
                    SLICE_FMT(rules->fields[i].name),
                    SLICE_FMT(rules->fields[i].value));
    str_append_text(
        out, "    add_header Content-Security-Policy $headmatter_security;\n"
             "    add_header Cross-Origin-Resource-Policy $headmatter_media;\n"
             "    error_page 404 /404.json;\n\n"
             "    if ($headmatter_moved) {\n"
             "        return 308 $headmatter_moved$is_args$args;\n    }\n"
             "    rewrite ^(/.*[^/])/+$ $1;\n\n");
}

static void append_locations(struct str *out, const struct rules *rules)
{
    append_named(out, rules);
    str_appendf(out,
                "    location ~ ^%.*s/?$ {\n"
                "        try_files %.*s/index$headmatter_query.json =404;\n"
                "    }\n",
                SLICE_FMT(rules->base), SLICE_FMT(rules->base));
    str_appendf(out, "    location ^~ %.*s/_media/ {\n",
                SLICE_FMT(rules->base));
    append_types(out, rules, true, "        ");
    str_append_text(
        out,
        "        try_files $uri$headmatter_query$headmatter_end\n"
        "            $uri$headmatter_query.webp $uri$headmatter_query.avif\n"
        "            $uri$headmatter_query.jpg $uri$headmatter_query.png\n"
        "            $uri$headmatter_query $uri =404;\n    }\n"
        "    location / {\n"
        "        try_files $uri$headmatter_query.json\n"
        "            $uri$headmatter_query$headmatter_end\n"
        "            $uri$headmatter_query.html =404;\n    }\n"
        "    location = /404.json {\n        internal;\n"
        "        types {}\n"
        "        default_type application/problem+json;\n    }\n"
        "    location ~ ^/(\\.headmatter|_headers$|_redirects$|404\\.html$) {\n"
        "        return 404;\n    }\n}\n");
}

void rules_append_nginx(const struct rules *rules, struct str *out)
{
    struct str moved = {0};
    str_append_text(
        out,
        "# Made by headmatter export: include it in http {}, or copy what you\n"
        "# need. Each export writes it anew.\n\n");
    append_moved(out, &moved, rules);
    str_append_text(
        out, "map $args $headmatter_query {\n    default @$args;\n"
             "    \"\" \"\";\n"
             "    \"~^v=[0-9a-f]+$\" \"\";\n"
             "    \"~^(?<headmatter_sizes>w=.*)&v=[0-9a-f]+$\" "
             "@$headmatter_sizes;\n}\n"
             "map $headmatter_query:$uri $headmatter_end {\n"
             "    default \"\";\n"
             "    \"~^@.*(?<headmatter_own>\\.[^./]+)$\" $headmatter_own;\n}\n"
             "map $uri $headmatter_media {\n    default \"\";\n");
    if (rules->media_field.size > 0)
        str_appendf(out, "    \"~^%.*s/_media/\" \"%.*s\";\n",
                    SLICE_FMT(rules->base), SLICE_FMT(rules->media_field));
    str_append_text(out, "}\nmap $uri $headmatter_moved {\n"
                         "    default \"\";\n");
    str_append(out, str_slice(&moved));
    str_append_text(out, "}\n");
    append_security(out, rules);
    append_server(out, rules);
    append_locations(out, rules);
    str_release(&moved);
}
