/* tree.c - recognises a generator by a few file names.
 *
 * The settings files at the top of the folder reveal the generator, and the
 * generator decides what other names mean: "_posts" contains dated posts in
 * Jekyll and is an ordinary folder in Next.js, "_drafts.md" is a page in Hugo
 * and private in Astro. Each generator lists its own names (generator.h); this
 * file has the names that mean the same for all of them, and chooses the
 * generator. If the content is mixed with the program of the site, files that
 * are not content are recognised by name. */
#include "layout/generator.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "document/path.h"
#include "layout/place.h"

#define SIGNS_MAX      64 /* of a generator, that are named as reasons */
#define TEXT_SIGNS_MAX 8  /* of a generator */
#define MAX_REASONS    2  /* that are shown */

static const struct sign common_signs[] = {
    {"_posts", SIGN_POSTS | SIGN_OWN},
    {"Gemfile", SIGN_PROJECT},
    {"package.json", SIGN_PROJECT},
    {"content", SIGN_CONTENT},
    {"posts", SIGN_OWN},
    {"post", SIGN_OWN},
    {"blog", SIGN_OWN},
    {"articles", SIGN_OWN},
    {"news", SIGN_OWN},
    {"thoughts", SIGN_OWN},
    {".git", SIGN_TOOLS},
    {".github", SIGN_TOOLS},
    {".gitlab-ci.yml", SIGN_TOOLS},
    {".hg", SIGN_TOOLS},
    {".svn", SIGN_TOOLS},
    {".obsidian", SIGN_VAULT},
    {"Cargo.toml", SIGN_TOOLS},
    {"Dockerfile", SIGN_TOOLS},
    {"Makefile", SIGN_TOOLS},
    {"ansible.cfg", SIGN_TOOLS},
    {"compose.", SIGN_TOOLS},
    {"composer.json", SIGN_TOOLS},
    {"docker-compose.", SIGN_TOOLS},
    {"go.mod", SIGN_TOOLS},
    {"mkdocs.yml", SIGN_TOOLS},
    {"pyproject.toml", SIGN_TOOLS},
    {"requirements.txt", SIGN_TOOLS},
    {"tsconfig.json", SIGN_TOOLS},
    {NULL, 0},
};

static const struct content_root usual_roots[] = {
    {"content", "content", false},
    {"src/content", "src/content", false},
    {"src/posts", "src", true},
    {"src/_posts", "src", true},
    {"src/blog", "src", true},
    {"src/data/blog", "src/data", true},
    {"docs/content", "docs/content", true},
    {"docs/src/content", "docs/src/content", true},
    {"site/content", "site/content", true},
    {"website/content", "website/content", true},
    {"www/content", "www/content", true},
    {NULL, NULL, false},
};

/* As in the roots. */
static const char *const nested_projects[] = {"docs", "site", "website", "www"};

static const char *const papers[] = {
    "readme",       "license", "licence",         "changelog",
    "contributing", "history", "code_of_conduct", "security",
};

static const char *const machinery[] = {
    "vendor", "public",    "dist",    "build",      "out",      "coverage",
    "_site",  "_includes", "_sass",   "_layouts",   "_plugins", "_assets",
    "static", "themes",    "layouts", "archetypes",
};

/* Folders of files that generators publish unchanged. */
static const char *const media_roots[] = {"", "public", "static", "assets",
                                          "src/assets"};

static bool is_one_of(struct slice name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal_nocase(name, slice_of(list[i])))
            return true;
    }
    return false;
}

static bool is_kind(struct slice name, enum source_kind wanted)
{
    enum source_kind kind;
    return source_kind_of(name, &kind) && kind == wanted;
}

bool is_data_file(struct slice name)
{
    return is_kind(name, SOURCE_DATA);
}

bool tree_is_paper(struct slice name)
{
    return is_one_of(path_stem(name), papers, ARRAY_COUNT(papers));
}

bool tree_is_loose_paper(struct slice name)
{
    struct slice stem = path_stem(name);
    bool is_in_capitals = stem.size > 0;
    for (size_t i = 0; i < stem.size; i++)
        is_in_capitals &=
            ascii_to_lower(stem.data[i]) != stem.data[i] || stem.data[i] == '_';
    return tree_is_paper(name) && is_kind(name, SOURCE_MARKDOWN) &&
           (is_in_capitals || slice_equal_nocase(stem, SLICE("readme")));
}

bool is_machinery(struct slice name)
{
    return is_one_of(name, machinery, ARRAY_COUNT(machinery));
}

bool is_at_top(struct slice path)
{
    return slice_find_char(path, 0, '/') == path.size;
}

/* Returns the first of the signs that the name is, or NULL. */
static const struct sign *find_sign(const struct sign *signs, struct slice name)
{
    for (; signs != NULL && signs->name != NULL; signs++) {
        bool is_prefix = slice_ends(slice_of(signs->name), ".");
        if (is_prefix ? slice_starts(name, signs->name)
                      : slice_is(name, signs->name))
            return signs;
    }
    return NULL;
}

static unsigned rows_of_text(const struct text_sign *signs, struct slice name)
{
    unsigned rows = 0;
    for (unsigned row = 0;
         signs != NULL && row < TEXT_SIGNS_MAX && signs[row].name != NULL;
         row++)
        rows |= slice_is(name, signs[row].name) ? 1U << row : 0;
    return rows;
}

bool tree_signs_next_text(const struct tree_signs *signs, size_t *cursor,
                          const char **ret_name, const char **ret_word)
{
    for (; *cursor < generator_count * TEXT_SIGNS_MAX; ++*cursor) {
        size_t i = *cursor / TEXT_SIGNS_MAX, row = *cursor % TEXT_SIGNS_MAX;
        if ((signs->asked[i] >> row & 1) == 0)
            continue;
        *ret_name = generator_at(i)->text_signs[row].name;
        *ret_word = generator_at(i)->text_signs[row].word;
        ++*cursor;
        return true;
    }
    return false;
}

void tree_signs_confirm(struct tree_signs *signs, size_t cursor)
{
    size_t i = (cursor - 1) / TEXT_SIGNS_MAX,
           row = (cursor - 1) % TEXT_SIGNS_MAX;
    signs->own[i] |= generator_at(i)->text_signs[row].bits;
}

void tree_signs_add(struct tree_signs *signs, struct slice name)
{
    const struct sign *sign = find_sign(common_signs, name);
    const struct generator *generator;
    if (sign != NULL)
        signs->common |= sign->bits;
    if (is_kind(name, SOURCE_MARKDOWN) && !tree_is_paper(name))
        signs->common |= SIGN_OWN;
    for (size_t i = 0; (generator = generator_at(i)) != NULL; i++) {
        signs->asked[i] |= rows_of_text(generator->text_signs, name);
        sign = find_sign(generator->signs, name);
        if (sign == NULL)
            continue;
        size_t row = (size_t)(sign - generator->signs);
        signs->own[i] |= sign->bits;
        if (row < SIGNS_MAX)
            signs->found[i] |= UINT64_C(1) << row;
    }
}

static bool is_in_folder(const char *path, struct slice name)
{
    return path[0] == name.data[0] && slice_begins(slice_of(path), name) &&
           path[name.size] == '/';
}

void tree_signs_add_folder(struct tree_signs *signs, struct slice name)
{
    const struct generator *generator;
    for (size_t i = 0; (generator = generator_at(i)) != NULL; i++) {
        const struct sign *sign = generator->signs;
        for (size_t row = 0; sign != NULL && sign[row].name != NULL &&
                             row < SIGNS_MAX && name.size > 0;
             row++) {
            if (is_in_folder(sign[row].name, name))
                signs->folders[i] |= UINT64_C(1) << row;
        }
    }
}

bool tree_signs_next_folder(const struct tree_signs *signs, size_t *cursor,
                            const char **ret_path)
{
    for (; *cursor < generator_count * SIGNS_MAX; ++*cursor) {
        size_t i = *cursor / SIGNS_MAX, row = *cursor % SIGNS_MAX;
        if (signs->folders[i] == 0) {
            *cursor += SIGNS_MAX - row - 1;
            continue;
        }
        if ((signs->folders[i] >> row & 1) == 0)
            continue;
        *ret_path = generator_at(i)->signs[row].name;
        ++*cursor;
        return true;
    }
    return false;
}

const char *tree_folder_sign(size_t index)
{
    const struct generator *generator;
    for (size_t i = 0; (generator = generator_at(i)) != NULL; i++) {
        const struct sign *sign = generator->signs;
        for (; sign != NULL && sign->name != NULL; sign++) {
            if (!is_at_top(slice_of(sign->name)) && index-- == 0)
                return sign->name;
        }
    }
    return NULL;
}

bool tree_name_is_sign(struct slice name)
{
    struct tree_signs signs = {0};
    unsigned any;
    tree_signs_add(&signs, name);
    any = signs.common;
    for (size_t i = 0; i < GENERATORS_MAX; i++)
        any |= signs.own[i] | signs.asked[i];
    return any != 0;
}

const struct generator *tree_signs_generator(const struct tree_signs *signs)
{
    const struct generator *generator, *likely = NULL;
    if (signs->chosen != NULL)
        return signs->chosen;
    for (size_t i = 0; (generator = generator_at(i)) != NULL; i++) {
        enum certainty certainty = signs->own[i] != 0 ? SURE : UNLIKELY;
        if (generator->judge_signs != NULL)
            certainty = generator->judge_signs(signs->own[i], signs->common);
        if (certainty == SURE)
            return generator;
        if (certainty == LIKELY && likely == NULL)
            likely = generator;
    }
    return likely;
}

static size_t index_of(const struct generator *generator)
{
    size_t i = 0;
    while (generator_at(i) != generator)
        i++;
    return i;
}

/* "next.config." is shown as "next.config.*". */
static void append_sign(struct str *out, const struct sign *sign)
{
    str_append_text(out, out->size > 0 ? " and " : "");
    str_append_text(out, sign->name);
    if (slice_ends(slice_of(sign->name), "."))
        str_append_char(out, '*');
}

struct slice tree_signs_reason(const struct tree_signs *signs,
                               struct arena *arena)
{
    const struct generator *generator = tree_signs_generator(signs);
    uint64_t found = generator != NULL ? signs->found[index_of(generator)] : 0;
    struct str text = {0};
    size_t count = 0;
    for (size_t row = 0; row < SIGNS_MAX && count < MAX_REASONS; row++) {
        if ((found >> row & 1) == 0)
            continue;
        append_sign(&text, &generator->signs[row]);
        count++;
    }
    struct slice reason = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return reason;
}

/* "Next.js site" -> "next.js". */
static struct slice word_of(const struct generator *generator)
{
    struct slice name = slice_of(generator->name);
    return slice_sub(name, 0, slice_find_char(name, 0, ' '));
}

const struct generator *tree_find_generator(struct slice word)
{
    const struct generator *generator;
    size_t i = 0;
    while ((generator = generator_at(i)) != NULL &&
           !slice_equal_nocase(word_of(generator), word))
        i++;
    return generator;
}

struct slice tree_generator_word(size_t index, struct arena *arena)
{
    const struct generator *generator = generator_at(index);
    return generator != NULL ? unicode_casefold(arena, word_of(generator))
                             : SLICE_NONE;
}

bool tree_signs_show_project(const struct tree_signs *signs)
{
    return (signs->common & SIGN_PROJECT) != 0 ||
           tree_signs_generator(signs) != NULL;
}

bool tree_signs_show_tools(const struct tree_signs *signs)
{
    return (signs->common & SIGN_TOOLS) != 0 || tree_signs_show_project(signs);
}

const struct generator *tree_generator_around(const struct tree_signs *signs,
                                              struct slice folder)
{
    const struct generator *generator = tree_signs_generator(signs);
    const char *lone = generator != NULL ? generator->lone_folder : NULL;
    return lone == NULL || slice_is(path_name(folder), lone) ? generator : NULL;
}

bool tree_may_be_inside(const struct tree *tree)
{
    return tree->generator == NULL ||
           tree->generator->inner_ignore_file != NULL;
}

bool tree_is_lone_folder(const struct tree *tree, struct slice folder)
{
    const char *lone = tree_generator(tree)->lone_folder;
    return lone != NULL && slice_is(path_name(folder), lone);
}

const struct generator *tree_generator(const struct tree *tree)
{
    return tree->generator != NULL ? tree->generator : &plain_generator;
}

const struct content_root *tree_next_root(const struct tree_signs *signs,
                                          size_t *cursor)
{
    const struct generator *generator = tree_signs_generator(signs);
    const struct content_root *roots =
        generator != NULL ? generator->roots : NULL;
    if (roots == NULL)
        roots = usual_roots;
    while (roots[*cursor].probe != NULL) {
        const struct content_root *root = &roots[(*cursor)++];
        if (!root->unless_own || (signs->common & SIGN_OWN) == 0)
            return root;
    }
    return NULL;
}

const char *tree_next_project(const struct tree_signs *signs, size_t *cursor)
{
    bool has_content = (signs->common & (SIGN_OWN | SIGN_CONTENT)) != 0;
    return !has_content && *cursor < ARRAY_COUNT(nested_projects)
               ? nested_projects[(*cursor)++]
               : NULL;
}

static bool has_rules(const struct generator *generator)
{
    return generator->reads != NULL && !generator->is_loose;
}

bool tree_has_rules(const struct tree *tree)
{
    return has_rules(tree_generator(tree));
}

bool tree_signs_show_site(const struct tree_signs *signs)
{
    const struct generator *generator = tree_signs_generator(signs);
    return generator != NULL && has_rules(generator) &&
           signs->own[index_of(generator)] != 0;
}

const char *tree_second_root(const struct tree *tree, size_t index)
{
    const struct generator *generator = tree_generator(tree);
    const char *const *name = generator->second_roots;
    const char *beside = generator->second_root_beside;
    bool has_one = tree->content_root.size > 0 &&
                   (beside == NULL || slice_is(tree->content_root, beside));
    while (name != NULL && *name != NULL && index > 0) {
        index--;
        name++;
    }
    return has_one && name != NULL ? *name : NULL;
}

const char *tree_media_root(size_t index)
{
    return index < ARRAY_COUNT(media_roots) ? media_roots[index] : NULL;
}

bool tree_reads_index(const struct tree *tree, struct slice path)
{
    const struct generator *generator = tree_generator(tree);
    return generator->reads_index != NULL && generator->reads_index(tree, path);
}

const struct unread_kind *tree_find_unread(const struct tree *tree,
                                           struct slice path)
{
    const struct generator *generator = tree_generator(tree);
    return generator->find_unread != NULL ? generator->find_unread(tree, path)
                                          : NULL;
}

bool path_ends_with_one(struct slice path, const char *const *ends)
{
    while (*ends != NULL && !slice_ends(path, *ends))
        ends++;
    return *ends != NULL;
}

struct slice tree_collections_path(const struct tree *tree, struct slice path)
{
    struct slice dir = tree->collections_dir;
    path = path_below_root(tree, path);
    bool is_inside = dir.size > 0 && path.size > dir.size + 1 &&
                     path.data[dir.size] == '/' && slice_begins(path, dir);
    struct slice inside = slice_from(path, is_inside ? dir.size + 1 : 0);
    return slice_starts(inside, "_") ? inside : path;
}

bool tree_reads_json(const struct tree *tree)
{
    return tree_generator(tree)->reads_json;
}

unsigned tree_heads(const struct tree *tree)
{
    return tree_generator(tree)->heads;
}

bool tree_runs_templates(const struct tree *tree)
{
    return tree_generator(tree)->runs_templates;
}

const char *tree_generator_name(const struct tree *tree)
{
    return tree_generator(tree)->name;
}

struct markdown_dialect tree_read_markdown(const struct tree *tree,
                                           const struct value *settings)
{
    const struct generator *generator = tree_generator(tree);
    struct markdown_dialect dialect = generator->markdown;
    if (generator->ignore_files != NULL)
        settings = &tree->publishing; /* all that is read of them */
    if (generator->read_dialect != NULL && value_is_object(settings))
        generator->read_dialect(settings, &dialect);
    return dialect;
}

bool tree_has_content_folder(const struct tree *tree)
{
    struct slice folder = tree->content_root.size > 0
                              ? path_name(tree->content_root)
                              : tree->folder_name;
    return slice_is(folder, "content");
}

/* Whether everything in the folder is content, or the generator says what is.
 */
static bool has_only_content(const struct tree *tree)
{
    return tree->content_root.size > 0 || tree_has_content_folder(tree) ||
           folder_collection(tree->folder_name) != NULL ||
           tree_generator(tree)->chooses_data;
}

static bool is_in_data_folder(struct slice path)
{
    struct slice folder, rest = path_folder(path);
    while (slice_cut(&rest, '/', &folder)) {
        if (slice_is(slice_of(folder_collection(folder)), "data"))
            return true;
    }
    return false;
}

bool tree_data_is_content(const struct tree *tree, struct slice path,
                          bool is_beside_document)
{
    struct slice folder = path_first_folder(path);
    const char *known = folder_collection(folder);
    return has_only_content(tree) || slice_is(path_stem(path), "authors") ||
           (known != NULL && !slice_is(slice_of(known), "pages")) ||
           is_in_data_folder(path) ||
           (is_beside_document && (folder.size > 0 || !tree->has_tools));
}

bool tree_data_needs_document(const struct tree *tree, struct slice path)
{
    const struct generator *generator = tree_generator(tree);
    return generator->data_needs_document != NULL &&
           generator->data_needs_document(path);
}

bool tree_is_of_program(const struct tree *tree, struct slice path,
                        bool is_folder)
{
    bool is_mixed = tree->is_project && tree->content_root.size == 0;
    if (!is_mixed || !is_at_top(path))
        return false;
    return is_folder ? is_machinery(path)
                     : is_data_file(path) || tree_is_paper(path);
}

bool tree_reads_public(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    return !tree_is_of_program(tree, path, is_folder) &&
           !slice_starts(path_name(path), "_");
}
