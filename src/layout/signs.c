/* signs.c - which generator the names at the top of a folder show, and where
 * its content may be.
 *
 * Each generator lists its own names (generator.h); this file has the names
 * that mean the same for all of them, and chooses the generator. The first in
 * generators[] that is sure wins, unless the operator has said which it is. */
#include "layout/generator.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/path.h"

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

/* Of the names in a folder nearly none is a sign, and the first letter tells.
 */
static bool may_be(struct slice name, const char *sign)
{
    return name.size > 0 && name.data[0] == sign[0];
}

/* Returns the first of the signs that the name is, or NULL. */
static const struct sign *find_sign(const struct sign *signs, struct slice name)
{
    for (; signs != NULL && signs->name != NULL; signs++) {
        if (!may_be(name, signs->name))
            continue;
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
        rows |= may_be(name, signs[row].name) && slice_is(name, signs[row].name)
                    ? 1U << row
                    : 0;
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
    if (is_markdown_file(name) && !tree_is_paper(name))
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

static bool has_rules(const struct generator *generator)
{
    return generator->reads != NULL && !generator->is_loose;
}

bool tree_has_rules(const struct tree *tree)
{
    return has_rules(tree_generator(tree));
}

bool tree_signs_show_generator(const struct tree_signs *signs)
{
    const struct generator *generator = tree_signs_generator(signs);
    return generator != NULL && signs->own[index_of(generator)] != 0;
}

bool tree_signs_show_site(const struct tree_signs *signs)
{
    const struct generator *generator = tree_signs_generator(signs);
    return generator != NULL && has_rules(generator) &&
           signs->own[index_of(generator)] != 0;
}

bool tree_signs_show_publisher(const struct tree_signs *signs)
{
    return tree_signs_show_site(signs) &&
           !tree_signs_generator(signs)->is_editor;
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
