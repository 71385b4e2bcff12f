/* beside.c - _headers and _redirects, as Netlify and Cloudflare read them.
 *
 * Both know by themselves what .json, .html, .txt and .xml are, and both add up
 * the fields of all rules that match; so a type is given once for each file,
 * and only where they would say another. Cloudflare takes 100 rules of headers
 * and 2,000 redirects, and stops there; what is most wanted comes first, and
 * the rest is left out. Its redirects are followed also where there is a file,
 * so none may be for a pattern: each address has a line. */
#include "export/rules.h"

#include "base/array.h"
#include "base/percent.h"

#define MAX_HEADER_RULES 100
#define MAX_REDIRECTS    2000
#define MAX_LINE         1000

struct headers {
    const struct rules *rules;
    struct str *out;
    size_t count;
};

static const struct {
    const char *end, *type;
} usual[] = {
    {"json", "application/json"},
    {"html", "text/html"},
    {"txt", "text/plain"},
    {"xml", "application/xml"},
};

/* Whether a host gives a file with this ending a type by itself; and whether it
 * is that one. */
static bool is_usual_end(struct slice end)
{
    for (size_t i = 0; i < ARRAY_COUNT(usual); i++) {
        if (slice_is(end, usual[i].end))
            return true;
    }
    return false;
}

static bool is_usual(const struct rule *rule)
{
    struct slice type = slice_sub(rule->kind->type, 0,
                                  slice_find_char(rule->kind->type, 0, ';'));
    for (size_t i = 0; i < ARRAY_COUNT(usual); i++) {
        if (slice_is(rule->end, usual[i].end))
            return slice_is(type, usual[i].type);
    }
    return false;
}

static bool begin(struct headers *headers, struct slice path)
{
    if (headers->count == MAX_HEADER_RULES)
        return false;
    headers->count++;
    str_append(headers->out, path);
    str_append_char(headers->out, '\n');
    return true;
}

static void add(struct headers *headers, struct slice name, struct slice value)
{
    if (value.size > 0)
        str_appendf(headers->out, "  %.*s: %.*s\n", SLICE_FMT(name),
                    SLICE_FMT(value));
}

static void append_type(struct headers *headers, const char *format,
                        const struct rule *rule, struct slice what)
{
    struct str path = {0};
    if (rule->name.data == NULL)
        str_append(&path, headers->rules->base);
    str_appendf(&path, format, SLICE_FMT(what));
    if (begin(headers, str_slice(&path)))
        add(headers, SLICE("Content-Type"), rule->kind->type);
    str_release(&path);
}

/* Types of one ending, or of single files where a host would give another:
 * below _schemas all files have one type. */
static void append_types(struct headers *headers)
{
    const struct rules *rules = headers->rules;
    bool has_schemas = false;
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        bool is_ending = rule->name.data == NULL && !is_usual_end(rule->end);
        bool is_schema = slice_is(rule->kind->type, "application/schema+json");
        if (rule->is_media || rule->end.size == 0)
            continue;
        if (is_schema && !has_schemas)
            append_type(headers, "%.*s", &(struct rule){.kind = rule->kind},
                        SLICE("/_schemas/*"));
        has_schemas = has_schemas || is_schema;
        if (is_schema)
            continue;
        if (is_ending)
            append_type(headers, "/*.%.*s", rule, rule->end);
        else if (rule->name.data != NULL && is_usual_end(rule->end) &&
                 !is_usual(rule))
            append_type(headers, "/%.*s", rule, rule->name);
    }
}

/* Of a group whose commonest type is not the usual one, such as feed.xml where
 * there is no sitemap, each file is named. */
static void append_unusual(struct headers *headers)
{
    const struct rules *rules = headers->rules;
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        for (size_t r = 0; target->name.data != NULL && r < rules->count; r++) {
            const struct rule *rule = &rules->items[r];
            if (rule->name.data == NULL && !rule->is_media &&
                rule->kind == target->kind && is_usual_end(rule->end) &&
                !is_usual(rule) && slice_ends(target->name, rule->end.data) &&
                !slice_is(rule->kind->type, "application/schema+json"))
                append_type(
                    headers, "/%.*s",
                    &(struct rule){.name = target->name, .kind = rule->kind},
                    target->name);
        }
    }
}

/* One policy for all bodies and one for media: two at once are both obeyed. */
static void append_security(struct headers *headers)
{
    const struct rules *rules = headers->rules;
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        struct str path = {0};
        if (rule->name.data != NULL || rule->is_media ||
            !slice_is(rule->end, "html") || rule->kind->security.size == 0)
            continue;
        str_appendf(&path, "%.*s/*.html", SLICE_FMT(rules->base));
        if (begin(headers, str_slice(&path)))
            add(headers, SLICE("Content-Security-Policy"),
                rule->kind->security);
        str_release(&path);
    }
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *rule = &rules->items[i];
        struct str path = {0};
        if (!rule->is_media || rule->name.data != NULL)
            continue;
        str_appendf(&path, "%.*s/_media/*", SLICE_FMT(rules->base));
        if (begin(headers, str_slice(&path))) {
            add(headers, SLICE("Content-Security-Policy"),
                rule->kind->security);
            add(headers, SLICE("Cross-Origin-Resource-Policy"),
                rules->media_field);
        }
        str_release(&path);
        return;
    }
}

void rules_append_headers(const struct rules *rules, struct str *out)
{
    struct headers headers = {rules, out, 0};
    str_append_text(out, "# Made by headmatter export.\n");
    if (begin(&headers, SLICE("/*"))) {
        for (size_t i = 0; i < rules->field_count; i++)
            add(&headers, rules->fields[i].name, rules->fields[i].value);
    }
    append_security(&headers);
    append_types(&headers);
    append_unusual(&headers);
}

static void append_line(struct str *out, size_t *count, struct slice from,
                        struct slice to, int status)
{
    struct str line = {0};
    percent_append(&line, from);
    str_append_char(&line, ' ');
    str_append(&line, to);
    str_appendf(&line, " %d\n", status);
    if (*count < MAX_REDIRECTS && line.size <= MAX_LINE) {
        str_append(out, str_slice(&line));
        (*count)++;
    }
    str_release(&line);
}

void rules_append_redirects(const struct rules *rules, struct str *out)
{
    size_t count = 0;
    str_append_text(out, "# Made by headmatter export.\n");
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        struct str path = {0};
        if (rules_append_moved(target, &path))
            append_line(out, &count, str_slice(&path), target->location, 308);
        str_release(&path);
    }
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        struct str path = {0}, file = {0};
        if (rules_append_plain(target, &path)) {
            str_append_char(&file, '/');
            percent_append(&file, target->name);
            append_line(out, &count, str_slice(&path), str_slice(&file), 200);
        }
        str_release(&path);
        str_release(&file);
    }
}
