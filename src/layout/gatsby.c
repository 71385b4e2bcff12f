/* gatsby.c - what gatsby-source-filesystem reads.
 *
 *     path: `${__dirname}/src/pages`      src/pages/about/index.md    /about/
 *     path: `${__dirname}/content/blog`   content/blog/hello/index.md /hello/
 *
 * A site makes its pages by a program; by convention, their addresses are what
 * createFilePath() says: the path in the folder that the plugin reads, and a
 * slash. A key `path`, or a `slug` that begins with a slash, is the address
 * itself, as Gatsby's tutorials have it. What no plugin reads is unknown to the
 * site. The settings are a program that is not run; where no folder is written
 * out in them, those of the starters and of a CMS count.
 * (gatsby-source-filesystem 5, create-file-path.js) */
#include "layout/generator.h"

#include "base/array.h"
#include "layout/cms.h"
#include "layout/javascript.h"
#include "layout/plain.h"

#include <string.h>

#define MAX_FOLDERS 50

static const char *const files[] = {
    "gatsby-config.js",
    "gatsby-config.ts",
    "gatsby-config.mjs",
    NULL,
};

/* Where no folder is written out. */
static const char *const usual[] = {"src/pages", "content/blog",
                                    "content/posts", "content"};

/* The strings between two brackets, as the parts of one path. */
static void append_joined(struct str *path, struct slice text, size_t at)
{
    while (at < text.size && text.data[at] != ')' && text.data[at] != '\n') {
        struct slice part = script_take_string(text, &at);
        if (part.data == NULL)
            at++;
        else
            str_appendf(path, "/%.*s", SLICE_FMT(part));
    }
}

/* "${__dirname}/content/blog/" and "./content/blog" are "content/blog";
 * SLICE_NONE if it is computed or leads out of the site. */
static struct slice clean_folder(struct slice written, struct arena *arena)
{
    struct slice own = SLICE("${__dirname}");
    struct str clean = {0};
    struct slice folder = SLICE_NONE;
    if (slice_begins(written, own))
        written = slice_from(written, own.size);
    while (slice_starts(written, "/"))
        written = slice_from(written, 1);
    if (slice_find(written, 0, SLICE("${")) == written.size &&
        path_clean(written, &clean) && clean.size > 0)
        folder = arena_copy(arena, str_slice(&clean));
    str_release(&clean);
    return folder;
}

/* The folder that is written at `at`, after "path:". */
static struct slice folder_at(struct slice text, size_t at, struct arena *arena)
{
    static const char *const join[] = {"path", ".", "join", "(", NULL};
    static const char *const resolve[] = {"path", ".", "resolve", "(", NULL};
    struct slice written = script_take_string(text, &at);
    if (written.data != NULL)
        return clean_folder(written, arena);
    size_t inside = script_after(text, at, join);
    if (inside == 0)
        inside = script_after(text, at, resolve);
    if (inside == 0)
        return SLICE_NONE;
    struct str joined = {0};
    append_joined(&joined, text, inside);
    struct slice folder = clean_folder(str_slice(&joined), arena);
    str_release(&joined);
    return folder;
}

static struct value read_settings(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    static const char *const option[] = {"path", ":", NULL};
    struct value_list folders = {0};
    size_t token = script_skip_space(text, 0), last = token;
    (void)path;
    (void)before;
    while (token < text.size && folders.count < MAX_FOLDERS) {
        size_t at = script_after(text, token, option);
        struct slice folder = at > 0 ? folder_at(text, at, arena) : SLICE_NONE;
        size_t next = script_next(text, last, token);
        if (folder.data != NULL)
            value_list_add(&folders, value_of_text(folder), arena);
        last = token;
        token = next;
    }
    struct member *members = arena_alloc(arena, 1, sizeof *members);
    *members = (struct member){SLICE("folders"), value_list_array(&folders)};
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = 1};
}

/* A CMS writes where the site reads. Its folders follow those of the starters,
 * so that "src/pages/blog" is still a folder of the pages. */
static struct slice folder_of_cms(const struct tree *tree, size_t index)
{
    const struct cms *cms = tree_cms(tree);
    for (size_t i = 0; cms != NULL && i < cms->count; i++) {
        struct slice folder = cms->collections[i].folder;
        if (folder.size > 0 && index-- == 0)
            return folder;
    }
    return SLICE_NONE;
}

/* Returns the folders that are read, one by one from `index` 0; SLICE_NONE
 * after the last. */
static struct slice folder_of(const struct tree *tree, size_t index)
{
    const struct value *folders = value_find(&tree->publishing, "folders");
    if (folders != NULL && folders->size > 0)
        return index < folders->size ? value_text(&folders->as.items[index])
                                     : SLICE_NONE;
    return index < ARRAY_COUNT(usual)
               ? slice_of(usual[index])
               : folder_of_cms(tree, index - ARRAY_COUNT(usual));
}

/* The first folder that the path is in; SLICE_NONE for none. */
static struct slice folder_around(const struct tree *tree, struct slice path)
{
    struct slice folder;
    for (size_t i = 0; (folder = folder_of(tree, i)).data != NULL; i++) {
        if (path.size > folder.size && path_is_within(path, folder))
            return folder;
    }
    return SLICE_NONE;
}

/* Whether a folder is on the way to another. */
static bool leads_to(struct slice folder, struct slice inner)
{
    return path_is_within(inner, folder);
}

/* "_a.mdx" and "template-a.mdx" are for other pages. (gatsby-page-utils 3,
 * validate-path.js) */
static bool is_part(struct slice folder, struct slice path)
{
    struct slice name = path_name(path);
    return slice_is(folder, "src/pages") &&
           (slice_starts(name, "_") || slice_starts(name, "template-"));
}

static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice root = folder_around(tree, path);
    if (root.data != NULL)
        return is_folder || !is_part(root, path);
    for (size_t i = 0; is_folder && (root = folder_of(tree, i)).data != NULL;
         i++) {
        if (leads_to(path, root))
            return true;
    }
    return false;
}

/* "content/blog/hello/index.md" -> "blog/hello/index.md": a folder that says
 * what is in it stays. */
static struct slice below_folder(const struct layout *layout,
                                 const struct meta *meta)
{
    struct slice folder = folder_around(layout->tree, meta->path);
    struct slice inside =
        slice_from(meta->path, folder.size > 0 ? folder.size + 1 : 0);
    struct slice name = path_name(folder);
    return slice_is(name, "content") || folder.size == 0
               ? inside
               : slice_from(meta->path, folder.size - name.size);
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    return plain_place(layout, meta, below_folder(layout, meta), arena);
}

/* An address in front matter, or SLICE_NONE. */
static struct slice written_url(const struct meta *meta, struct arena *arena)
{
    struct slice path = value_text(value_find(&meta->fields, "path"));
    if (!slice_starts(path, "/"))
        path = meta->slug;
    return slice_starts(path, "/") ? url_from_permalink(path, arena)
                                   : SLICE_NONE;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice written = written_url(meta, arena);
    struct slice folder = folder_around(layout->tree, meta->path);
    struct slice inside = path_without_extension(
        slice_from(meta->path, folder.size > 0 ? folder.size + 1 : 0));
    (void)place;
    if (written.data != NULL)
        return written;
    if (slice_is(path_name(inside), "index"))
        inside = path_folder(inside);
    return url_with_slash(
        inside.size > 0 ? url_from_path(path_readable(arena, inside), arena)
                        : SLICE("/"),
        arena);
}

enum { SIGN_GATSBY = 1 << 0 };

static const struct sign signs[] = {
    {"gatsby-config.", SIGN_GATSBY},
    {NULL, 0},
};

/* Its content is in several folders. */
static const struct content_root no_roots[] = {{NULL, NULL, false}};

const struct generator gatsby_generator = {
    .name = "Gatsby site",
    .markdown = {MARKDOWN_GFM, HEADING_IDS_SLUGGER, MARKDOWN_NOT_SMART,
                 FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .roots = no_roots,
    .reads = reads,
    .chooses_data = true,
    .ignore_files = files,
    .read_ignores = read_settings,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
};
