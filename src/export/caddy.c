/* caddy.c - a site block for Caddy.
 *
 * Its directives have an order of their own, in which fields are set before an
 * address is rewritten; in a `route` they are as they stand, so that the types
 * are those of files. A plus in front of a field's name would add to it; here
 * each later one replaces the one before. */
#include "export/rules.h"

/* Between backquotes, where nothing else is special. */
static bool append_quoted(struct str *out, struct slice text)
{
    if (slice_find_char(text, 0, '`') < text.size ||
        slice_find_char(text, 0, '{') < text.size)
        return false; /* "{" begins a placeholder wherever it stands */
    str_append_char(out, '`');
    str_append(out, text);
    str_append_char(out, '`');
    return true;
}

static void append_field(struct str *out, const char *matcher, size_t index,
                         const char *name, struct slice value)
{
    if (value.size > 0)
        str_appendf(out, "\t\theader @%s%zu %s `%.*s`\n", matcher, index, name,
                    SLICE_FMT(value));
}

static void append_rule(struct str *out, const struct rules *rules,
                        size_t index)
{
    const struct rule *rule = &rules->items[index];
    struct str path = {0};
    bool is_pattern = rule->name.data == NULL && rule->is_media;
    if (rule->name.data != NULL)
        str_appendf(&path, "/%.*s", SLICE_FMT(rule->name));
    else if (is_pattern) /* "*" would not match a slash inside of a path */
        str_appendf(&path, "^%.*s/_media/.*\\.%.*s$", SLICE_FMT(rules->base),
                    SLICE_FMT(rule->end));
    else
        str_appendf(&path, "*.%.*s", SLICE_FMT(rule->end));
    size_t start = out->size;
    str_appendf(out, "\t\t@type%zu %s ", index,
                is_pattern ? "path_regexp" : "path");
    if (append_quoted(out, str_slice(&path))) {
        str_append_char(out, '\n');
        append_field(out, "type", index, "Content-Type", rule->kind->type);
        if (rule->kind->security.size > 0)
            append_field(out, "type", index, "Content-Security-Policy",
                         rule->kind->security);
        else
            str_appendf(out, "\t\theader @type%zu -Content-Security-Policy\n",
                        index);
    } else {
        out->size = start;
    }
    str_release(&path);
}

/* What is below /_media comes after all else that has the same ending. */
static void append_rules(struct str *out, const struct rules *rules)
{
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = 0; i < rules->count; i++) {
            const struct rule *rule = &rules->items[i];
            int own = rule->name.data != NULL ? 2 : rule->is_media ? 1 : 0;
            if (own == pass && rule->end.size > 0)
                append_rule(out, rules, i);
        }
    }
}

static void append_moved(struct str *out, const struct rules *rules)
{
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        struct str path = {0};
        size_t start = out->size;
        if (rules_append_moved(target, &path)) {
            str_append_text(out, "\tredir ");
            if (append_quoted(out, str_slice(&path)))
                str_appendf(out, " %.*s 308\n", SLICE_FMT(target->location));
            else
                out->size = start;
        }
        str_release(&path);
    }
}

static void append_fields(struct str *out, const struct rules *rules)
{
    for (size_t i = 0; i < rules->field_count; i++)
        str_appendf(out, "\theader %.*s `%.*s`\n",
                    SLICE_FMT(rules->fields[i].name),
                    SLICE_FMT(rules->fields[i].value));
    if (rules->media_field.size > 0)
        str_appendf(out,
                    "\theader %.*s/_media/* Cross-Origin-Resource-Policy "
                    "`%.*s`\n",
                    SLICE_FMT(rules->base), SLICE_FMT(rules->media_field));
}

void rules_append_caddy(const struct rules *rules, struct str *out)
{
    const struct slice base = rules->base;
    str_append_text(
        out,
        "# Made by headmatter export: import it into a Caddyfile, or copy\n"
        "# what you need. Each export writes it anew.\n\n"
        ":80 {\n\troot * ");
    str_appendf(out, "`%.*s`\n", SLICE_FMT(rules->root));
    append_fields(out, rules);
    append_moved(out, rules);
    str_append_text(
        out, "\t@own path /.headmatter/* /_headers /_redirects /404.html\n"
             "\n\troute {\n\t\terror @own 404\n");
    str_appendf(
        out, "\t\t@root path %.*s/ %.*s\n\t\trewrite @root %.*s/index.json\n",
        SLICE_FMT(base), SLICE_FMT(base.size > 0 ? base : SLICE("/")),
        SLICE_FMT(base));
    str_append_text(
        out,
        "\t\t@slash path_regexp slash ^(/.*[^/])/+$\n"
        "\t\trewrite @slash {re.slash.1}\n"
        "\t\t@asked expression `{query} != \"\"`\n"
        "\t\thandle @asked {\n"
        "\t\t\t@file file {\n"
        "\t\t\t\ttry_files {path}@{query}.json {path}@{query}.webp "
        "{path}@{query}.avif {path}@{query}.jpg {path}@{query}.png "
        "{path}@{query}.txt {path}@{query}.xml {path}@{query}.rss "
        "{path}@{query}.atom {path}@{query}.jsonfeed {path}@{query}.ndjson "
        "{path}@{query}.csv {path}@{query}.md {path}@{query}.html "
        "{path}@{query}.yaml\n"
        "\t\t\t}\n"
        "\t\t\trewrite @file {file_match.relative}\n");
    str_appendf(out,
                "\t\t\t@unknown {\n\t\t\t\tnot path *@*\n"
                "\t\t\t\tnot path %.*s/_media/*\n\t\t\t}\n"
                "\t\t\terror @unknown 404\n\t\t}\n",
                SLICE_FMT(base));
    str_append_text(out, "\t\t@plain expression `{query} == \"\"`\n"
                         "\t\thandle @plain {\n"
                         "\t\t\ttry_files {path}.json {path} {path}.html\n"
                         "\t\t}\n");
    append_rules(out, rules);
    str_append_text(out, "\t\tfile_server {\n\t\t\tindex index.json\n"
                         "\t\t\tprecompressed br gzip\n\t\t}\n\t}\n\n"
                         "\thandle_errors {\n"
                         "\t\t@missing expression `{err.status_code} == 404`\n"
                         "\t\thandle @missing {\n\t\t\trewrite * /404.json\n"
                         "\t\t\theader Content-Type application/problem+json\n"
                         "\t\t\tfile_server\n\t\t}\n\t}\n}\n");
}
