/* source.c - from a file's bytes to a source.
 *
 * The steps are a straight line: bytes, front matter, body. An error in any
 * step leaves a source that is broken but whole: it knows its path and what
 * is wrong, and the rest of the site is served without it. */
#include "document/source.h"

#include "base/collate.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "document/beneath.h"
#include "document/bytes.h"
#include "document/data.h"
#include "document/frontmatter.h"
#include "document/header.h"
#include "document/line.h"
#include "document/notion.h"
#include "document/org.h"
#include "document/path.h"
#include "document/syntax_error.h"
#include "document/toml.h"

#include <stdlib.h>

static const struct parse_options defaults = {
    /* The content is the operator's own. */
    .markdown = {.raw_html = RAW_HTML_KEEP},
    .max_bytes = SOURCE_MAX_BYTES,
};

bool parse_options_equal(const struct parse_options *a,
                         const struct parse_options *b)
{
    return slice_equal(a->prefix, b->prefix) &&
           a->markdown.raw_html == b->markdown.raw_html &&
           a->markdown.keeps_comments == b->markdown.keeps_comments &&
           a->markdown.extensions == b->markdown.extensions &&
           a->markdown.ids == b->markdown.ids &&
           a->markdown.smart == b->markdown.smart &&
           a->markdown.foreign == b->markdown.foreign &&
           a->comments.runs_templates == b->comments.runs_templates &&
           a->comments.is_vault == b->comments.is_vault &&
           a->comments.may_be_vault == b->comments.may_be_vault &&
           a->reads_json == b->reads_json && a->heads == b->heads &&
           a->max_bytes == b->max_bytes;
}

static struct slice path_key(struct arena *arena, struct slice path)
{
    struct str key = {0};
    collate_append_key(&key, path);
    struct slice kept = arena_copy(arena, str_slice(&key));
    str_release(&key);
    return kept;
}

static struct source *source_new(struct slice path)
{
    struct source *source = mem_alloc(1, sizeof *source);
    atomic_init(&source->reference_count, 1);
    source->path = arena_copy(&source->arena, path);
    source->path_key = path_key(&source->arena, source->path);
    source->diagnostics.arena = &source->arena;
    source->diagnostics.path = source->path;
    source->diagnostics.max_warnings = DIAGNOSTICS_MAX_PER_FILE;
    source->front_matter = (struct value){.kind = VALUE_OBJECT};
    if (!source_kind_of(path, &source->kind))
        source->kind = SOURCE_OTHER;
    return source;
}

struct source *source_ref(struct source *source)
{
    atomic_fetch_add_explicit(&source->reference_count, 1,
                              memory_order_relaxed);
    return source;
}

void source_unref(struct source *source)
{
    if (source == NULL || atomic_fetch_sub_explicit(&source->reference_count, 1,
                                                    memory_order_acq_rel) != 1)
        return;
    arena_release(&source->arena);
    free(source);
}

struct slice source_path_in_root(const struct source *source)
{
    return slice_from(source->path, source->prefix_size);
}

int source_compare(const struct source *a, const struct source *b)
{
    int order = slice_compare(a->path_key, b->path_key);
    return order != 0 ? order : slice_compare(a->path, b->path);
}

/* A body that is not UTF-8 is shown with U+FFFD for each invalid part. Returns
 * the body itself, or one in the arena. */
static struct slice readable_body(struct source *source, struct slice body,
                                  uint32_t first_line)
{
    size_t invalid = utf8_find_invalid(body);
    if (invalid == body.size)
        return body;

    diagnostics_add(&source->diagnostics, DIAGNOSTIC_BODY_ENCODING,
                    first_line + line_at(body, invalid).number, 0,
                    "save the file as UTF-8",
                    "the text is not valid UTF-8 here; it is shown with "
                    "replacement characters");
    return utf8_repair(&source->arena, body);
}

static bool parse_front_matter(struct source *source,
                               const struct frontmatter *parts)
{
    struct value root;
    if (!parts->is_present)
        return true;
    if (parts->is_toml)
        return toml_parse(parts->head, parts->head_line, &source->arena,
                          &source->diagnostics, &source->front_matter);
    if (parts->lines != 0)
        return header_parse(parts, &source->arena, &source->diagnostics,
                            &source->front_matter);
    if (parts->lacks_braces)
        return members_parse(parts->head, parts->head_line, &source->arena,
                             &source->diagnostics, &source->front_matter);
    if (parts->is_json)
        return data_parse(parts->head, &source->arena, &source->diagnostics,
                          &source->front_matter);
    if (!frontmatter_parse(parts->head, parts->head_line, &source->arena,
                           &source->diagnostics, &root))
        return false;
    if (root.kind == VALUE_NULL)
        return true; /* nothing between the markers */
    if (root.kind == VALUE_STRING) {
        /* Mostly the space after the colon of its only key is missing. */
        struct syntax_error error = {
            .text = parts->head,
            .first_line = parts->head_line,
            .problem = SLICE(PROBLEM_ONLY_TEXT),
            .context = SLICE_NONE,
        };
        return syntax_error_report(&error, &source->diagnostics);
    }
    if (root.kind != VALUE_OBJECT)
        return diagnostics_add(
            &source->diagnostics, DIAGNOSTIC_FRONT_MATTER_NOT_A_MAPPING,
            root.line, root.column, "write each field as 'name: value'",
            "the front matter is %s, not a mapping", value_kind_name(&root));
    source->front_matter = root;
    return true;
}

static bool is_mdx(const struct source *source)
{
    return slice_ends_nocase(source->path, ".mdx");
}

/* The body must live as long as the source. */
static bool render(struct source *source, struct slice body,
                   uint32_t first_line, const struct parse_options *options)
{
    struct markdown_options chosen = options->markdown;
    if (is_mdx(source)) /* in which braces mean something else */
        chosen.foreign = FOREIGN_MDX | FOREIGN_DIRECTIVES | FOREIGN_MATH;
    source->input = (struct markdown_input){body, first_line, chosen};
    return markdown_render(body, first_line, &chosen, &source->arena,
                           &source->diagnostics, &source->body);
}

/* The body with its comments emptied. It is kept where it differs from what
 * readers get. */
static struct slice keep_emptied(struct source *source, struct slice emptied)
{
    return slice_equal(emptied, source->markdown)
               ? source->markdown
               : arena_copy(&source->arena, emptied);
}

static void warn_of_unclosed(struct source *source, struct slice body,
                             uint32_t first_line, size_t unclosed)
{
    if (unclosed < body.size)
        diagnostics_add(&source->diagnostics, DIAGNOSTIC_COMMENT_UNCLOSED,
                        first_line + line_at(body, unclosed).number, 0,
                        "end it with {% endcomment %}",
                        "the comment is not closed, so that the rest of the "
                        "file is not shown");
}

/* Renders the body and keeps it for readers, both without comments. */
static bool take_body(struct source *source, struct slice body,
                      uint32_t first_line, const struct parse_options *options)
{
    struct comment_habits habits = options->comments;
    struct str emptied, shown;
    size_t unclosed;
    habits.is_mdx = is_mdx(source);
    if (options->markdown.keeps_comments ||
        !comments_take_out(body, habits, &emptied, &shown, &unclosed)) {
        source->markdown = arena_copy(&source->arena, body);
        return render(source, source->markdown, first_line, options);
    }
    source->markdown = arena_copy(&source->arena, str_slice(&shown));
    warn_of_unclosed(source, body, first_line, unclosed);
    bool ok = render(source, keep_emptied(source, str_slice(&emptied)),
                     first_line, options);
    str_release(&shown);
    str_release(&emptied);
    return ok;
}

/* A brace that starts neither a shortcode nor attributes. Whether JSON follows
 * is seen later: if it does not, the file is in error. */
static bool opens_object(struct slice bytes)
{
    struct slice others = SLICE("{%.#:");
    bytes = slice_trim(utf8_skip_mark(bytes));
    return bytes.size > 1 && bytes.data[0] == '{' &&
           slice_find_char(others, 0, bytes.data[1]) == others.size;
}

/* An index of a folder may hold back what is in it. In other documents JSON is
 * an error unless the generator reads it: most programs would show it. */
static bool has_json(const struct source *source, struct slice bytes,
                     const struct parse_options *options)
{
    struct slice stem = path_stem(source->path);
    struct slice name = slice_sub(stem, 0, slice_find_char(stem, 0, '.'));
    if (options != NULL && options->reads_json && opens_object(bytes))
        return true;
    return (slice_is(name, "_index") ||
            (slice_is(name, "index") && source->kind == SOURCE_OTHER)) &&
           frontmatter_is_json(bytes);
}

static bool split(struct source *source, struct slice bytes,
                  const struct parse_options *options,
                  struct frontmatter *ret_parts)
{
    if (options->heads != 0 &&
        frontmatter_split_other(bytes, options->heads, ret_parts))
        return ret_parts->head.size <= FRONTMATTER_MAX_BYTES ||
               frontmatter_report_size(ret_parts->head.size,
                                       &source->diagnostics);
    return has_json(source, bytes, options)
               ? frontmatter_split_json(bytes, &source->diagnostics, ret_parts)
               : frontmatter_split(bytes, &source->diagnostics, ret_parts);
}

/* What Notion has put below the title of a page. Returns whether there is
 * any; the body is then in *rest, to release. */
static bool take_properties(struct source *source,
                            const struct frontmatter *parts, struct str *rest)
{
    return !parts->is_present && notion_has_id(path_stem(source->path)) &&
           utf8_find_invalid(parts->body) == parts->body.size &&
           notion_parse(parts->body, parts->body_line, &source->arena,
                        &source->front_matter, rest);
}

static bool parse_document(struct source *source, struct slice bytes,
                           const struct parse_options *options)
{
    struct frontmatter parts;
    struct str rest = {0};
    if (!split(source, bytes, options, &parts) ||
        !parse_front_matter(source, &parts))
        return false;
    if (take_properties(source, &parts, &rest)) {
        bool ok = take_body(source, str_slice(&rest), parts.body_line, options);
        str_release(&rest);
        return ok;
    }
    return take_body(source, readable_body(source, parts.body, parts.body_line),
                     parts.body_line, options);
}

/* What it says is for others to read. */
static bool keep_program(struct source *source, struct slice text)
{
    if (text.size > FRONTMATTER_MAX_BYTES)
        return frontmatter_report_size(text.size, &source->diagnostics);
    const struct member member = {
        SLICE(SCRIPT_KEY),
        value_of_text(arena_copy(
            &source->arena, readable_body(source, utf8_skip_mark(text), 1)))};
    source->front_matter = value_of_members(&member, 1, &source->arena);
    return true;
}

/* Without a mark of front matter, the file is nothing but a body. */
static bool parse_other(struct source *source, struct slice bytes,
                        const struct parse_options *options)
{
    struct frontmatter parts;
    struct slice start = slice_trim(utf8_skip_mark(slice_trim(bytes)));
    if ((options->heads & HEAD_SCRIPT) != 0)
        return keep_program(source, bytes);
    if (slice_ends_nocase(source->path, ".org") && slice_starts(start, "#+")) {
        source->front_matter = org_parse(start, &source->arena);
        return true;
    }
    bool is_header = (options->heads & HEAD_NIKOLA) != 0 &&
                     slice_ends(source->path, ".meta");
    if (!is_header && !slice_starts(start, "---") &&
        !slice_starts(start, "+++") && !has_json(source, bytes, options))
        return true;
    return split(source, bytes, options, &parts) &&
           parse_front_matter(source, &parts);
}

static bool parse_data(struct source *source, struct slice bytes)
{
    if (slice_ends_nocase(source->path, ".json"))
        return data_parse(bytes, &source->arena, &source->diagnostics,
                          &source->front_matter);
    if (slice_ends_nocase(source->path, ".toml"))
        return toml_parse(bytes, 1, &source->arena, &source->diagnostics,
                          &source->front_matter);
    return frontmatter_parse(bytes, 1, &source->arena, &source->diagnostics,
                             &source->front_matter);
}

static bool parse_kind(struct source *source, struct slice text,
                       const struct parse_options *options)
{
    switch (source->kind) {
    case SOURCE_MARKDOWN:
        return parse_document(source, text, options);
    case SOURCE_DATA:
        return parse_data(source, text);
    case SOURCE_OTHER:
        break;
    }
    return parse_other(source, text, options);
}

static bool parse_text(struct source *source, struct slice bytes,
                       const struct parse_options *options)
{
    struct arena copy = {0};
    struct slice text = bytes_unify_lines(bytes, &copy);
    bool ok = bytes_check_encoding(bytes, &source->diagnostics) &&
              parse_kind(source, text, options);
    arena_release(&copy);
    return ok;
}

/* Of `bytes` only the body is kept, in a copy. */
struct source *source_parse(struct slice path, struct slice bytes,
                            const struct parse_options *options)
{
    struct source *source = source_new(path);
    source->file_bytes = bytes.size;
    source->file_hash = hash_bytes(bytes, 0);
    options = options != NULL ? options : &defaults;
    source->prefix_size = options->prefix.size;
    source->input.options = options->markdown;
    bool ok = parse_text(source, bytes, options);
    source->is_broken = !ok || source->diagnostics.error_count > 0;
    return source;
}

static struct source *source_unread(struct slice path, const struct err *reason)
{
    struct source *source = source_new(path);
    source->is_broken = true;
    source->is_unread = reason->code == ERR_AGAIN;
    source->file_hash = hash_bytes(slice_of(reason->text), 0);
    diagnostics_add(&source->diagnostics,
                    reason->code == ERR_LIMIT ? DIAGNOSTIC_FILE_TOO_LARGE
                                              : DIAGNOSTIC_FILE_UNREADABLE,
                    0, 0, reason->hint, "%s", reason->text);
    return source;
}

struct source *source_load_changed(const char *root, struct slice top,
                                   struct slice path,
                                   const struct parse_options *options,
                                   const struct source *before)
{
    struct source *source = NULL;
    struct arena read = {0};
    struct slice bytes, whole = path;
    struct err err;

    if (options == NULL)
        options = &defaults;
    if (options->prefix.size > 0)
        whole = arena_printf(&read, "%.*s%.*s", SLICE_FMT(options->prefix),
                             SLICE_FMT(path));
    if (!bytes_read_open(beneath_open(root, top, path, BYTES_OPEN_FLAGS),
                         options->max_bytes, &read, &bytes, &err)) {
        source = source_unread(whole, &err);
        source->prefix_size = options->prefix.size;
    } else if (before == NULL || before->file_bytes != bytes.size ||
               before->file_hash != hash_bytes(bytes, 0)) {
        source = source_parse(whole, bytes, options);
    }
    arena_release(&read);
    return source;
}

struct source *source_load(const char *root, struct slice path,
                           const struct parse_options *options)
{
    return source_load_changed(root, SLICE(""), path, options, NULL);
}
