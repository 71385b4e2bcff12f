/* serve.c - the settings of npm's `serve`: each address of its own, since its
 * patterns cannot say "what has no such file". It cannot take a field away
 * again either, so all text has the policy that bodies have. */
#include "export/rules.h"

#include "represent/write.h"

#include <string.h>

static void append_pair(struct str *out, const char *first, struct slice a,
                        const char *second, struct slice b)
{
    str_append_text(out, "{");
    write_plain_key(out, slice_of(first));
    write_string(out, a);
    write_plain_key(out, slice_of(second));
    write_string(out, b);
}

static void append_header(struct str *out, const char *name, struct slice value)
{
    if (value.size == 0)
        return;
    str_append_text(out, slice_ends(str_slice(out), "[") ? "" : ",");
    append_pair(out, "key", slice_of(name), "value", value);
    str_append_char(out, '}');
}

static void begin_headers(struct str *out, struct slice source)
{
    str_append_text(out, slice_ends(str_slice(out), "[") ? "" : ",");
    str_append_text(out, "{");
    write_plain_key(out, SLICE("source"));
    write_string(out, source);
    write_plain_key(out, SLICE("headers"));
    str_append_text(out, "[");
}

static void append_rule(struct str *out, const struct rules *rules,
                        const struct rule *rule)
{
    struct str source = {0};
    if (rule->name.data != NULL)
        str_appendf(&source, "%.*s", SLICE_FMT(rule->name));
    else if (rule->is_media)
        str_appendf(
            &source, "%.*s/_media/**/*.%.*s",
            SLICE_FMT(slice_from(rules->base, rules->base.size > 0 ? 1 : 0)),
            SLICE_FMT(rule->end));
    else
        str_appendf(&source, "**/*.%.*s", SLICE_FMT(rule->end));
    begin_headers(out, str_slice(&source));
    append_header(out, "Content-Type", rule->kind->type);
    append_header(out, "Content-Security-Policy", rule->kind->security);
    if (rule->is_media)
        append_header(out, "Cross-Origin-Resource-Policy", rules->media_field);
    str_append_text(out, "]}");
    str_release(&source);
}

static void append_headers(struct str *out, const struct rules *rules)
{
    begin_headers(out, SLICE("**"));
    for (size_t i = 0; i < rules->field_count; i++)
        append_header(out, rules->fields[i].name.data, rules->fields[i].value);
    str_append_text(out, "]}");
    for (int by_name = 0; by_name < 2; by_name++) {
        for (size_t i = 0; i < rules->count; i++) {
            const struct rule *rule = &rules->items[i];
            if ((rule->name.data != NULL) == (by_name == 1) &&
                rule->end.size > 0)
                append_rule(out, rules, rule);
        }
    }
}

/* What means something in a pattern of path-to-regexp. */
static void append_literal(struct str *out, struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        if (strchr("(){}[]:*+?!|^$\\", path.data[i]) != NULL)
            str_append_char(out, '\\');
        str_append_char(out, path.data[i]);
    }
}

/* {"source": where, "destination": to; the caller closes it. */
static void begin_way(struct str *out, struct slice from, struct slice to)
{
    struct str source = {0}, destination = {0};
    append_literal(&source, from);
    append_literal(&destination, to);
    str_append_text(out, slice_ends(str_slice(out), "[") ? "" : ",");
    append_pair(out, "source", str_slice(&source), "destination",
                str_slice(&destination));
    str_release(&source);
    str_release(&destination);
}

static void append_redirects(struct str *out, const struct rules *rules)
{
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        struct str source = {0};
        if (rules_append_moved(target, &source)) {
            begin_way(out, str_slice(&source), target->location);
            str_append_text(out, ",\"type\":308}");
        }
        str_release(&source);
    }
}

static void append_rewrites(struct str *out, const struct rules *rules)
{
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        struct str source = {0}, name = {0};
        if (rules_append_plain(target, &source)) {
            str_append_char(&name, '/');
            str_append(&name, target->name);
            begin_way(out, str_slice(&source), str_slice(&name));
            str_append_char(out, '}');
        }
        str_release(&source);
        str_release(&name);
    }
}

void rules_append_serve(const struct rules *rules, struct str *out)
{
    str_append_text(out, "{\"cleanUrls\":false,\"directoryListing\":false,"
                         "\"headers\":[");
    append_headers(out, rules);
    str_append_text(out, "],\"redirects\":[");
    append_redirects(out, rules);
    str_append_text(out, "],\"rewrites\":[");
    append_rewrites(out, rules);
    str_append_text(out, "]}\n");
}
