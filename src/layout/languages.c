/* languages.c - finds out which documents are translations of which.
 *
 *     posts/hello.md   posts/hello.fr.md        a suffix
 *     posts/hello.md   fr/posts/hello.md        a folder in front
 *     posts/en/a.md    posts/fr/a.md            a folder below the first
 *     lang: fr                                  front matter comes first
 *     content/french/a.md                       a folder that the settings name
 *
 * A folder "it" may contain articles about computers. So a path names a
 * language only if there is evidence: the same document without it, or in
 * another language. One such pair is evidence for all folders beside that
 * folder, and for that suffix everywhere. A site without such a pair, whose
 * front matter does not name two languages either, has one language, and
 * nothing in this file affects it. */
#include "layout/languages.h"

#include "base/array.h"
#include "document/path.h"
#include "layout/cms_meaning.h"
#include "layout/generator.h"
#include "layout/language_tag.h"
#include "layout/place.h"

#define PROVEN "." /* the proof of what needs none */

/* What a path may mean. */
struct guess {
    struct slice tag;
    struct slice word;  /* for it, as written */
    struct slice path;  /* without the language */
    struct slice name;  /* of the file, without it */
    struct slice proof; /* what one pair proves: ".fr", or "posts/" */
};

struct survey {
    struct arena *arena;
    const struct layout *layout;
    size_t count;
    const bool *is_in;
    struct guess *guesses;
    struct map paths;    /* as they are -> meta */
    struct map pathless; /* without a language -> the first guess of it */
    struct map proven;   /* proofs */
};

static bool is_document(const struct survey *survey, size_t i)
{
    return survey->is_in[i] &&
           survey->layout->metas[i]->kind == SOURCE_MARKDOWN;
}

/* Returns what follows the last dot of the name, not counting its extension. */
static struct slice suffix_of(const struct meta *meta)
{
    struct slice stem = path_stem(meta->path);
    size_t dot = stem.size;
    while (dot > 0 && stem.data[dot - 1] != '.')
        dot--;
    return dot > 1 ? slice_from(stem, dot) : SLICE_NONE;
}

static struct slice text_of_any(const struct meta *meta,
                                const char *const *keys)
{
    struct slice text = SLICE_NONE;
    for (; text.size == 0 && *keys != NULL; keys++)
        text = value_text(value_find(&meta->fields, *keys));
    return text;
}

static bool has_folder_of_language(struct slice path, struct arena *arena)
{
    struct slice folder;
    for (path = path_folder(path); slice_cut(&path, '/', &folder);) {
        if (language_tag(folder, arena).data != NULL)
            return true;
    }
    return false;
}

/* Translations whose files have different names share a key. */
void meta_read_language(struct meta *meta)
{
    static const char *const tags[] = {"lang", "locale", "language", NULL};
    static const char *const keys[] = {"translationKey",
                                       "translation_key",
                                       "lang-ref",
                                       "lang_ref",
                                       "page_id",
                                       "ref",
                                       NULL};
    if (meta->kind != SOURCE_MARKDOWN || meta->source->is_broken)
        return;
    struct slice key = text_of_any(meta, keys);
    meta->lang = language_tag(text_of_any(meta, tags), &meta->arena);
    meta->lang_of_name = language_tag(suffix_of(meta), &meta->arena);
    meta->may_have_lang = meta->lang.data != NULL ||
                          meta->lang_of_name.data != NULL ||
                          has_folder_of_language(meta->path, &meta->arena);
    if (key.size > 0)
        meta->translation = arena_printf(&meta->arena, "=%.*s", SLICE_FMT(key));
}

/* "a/hello.fr.md" -> "a/hello.md", "fr". Where the settings list the languages
 * there are no others. */
static bool guess_by_suffix(const struct meta *meta,
                            const struct value *settings, struct arena *arena,
                            struct guess *ret_guess)
{
    struct slice tag = meta->lang_of_name;
    struct slice suffix = suffix_of(meta), name = meta->name;
    if (tag.data == NULL ||
        (settings != NULL && value_find_nocase(settings, suffix) == NULL))
        return false;
    size_t before = (size_t)(suffix.data - meta->path.data) - 1;
    struct slice extension = slice_from(meta->path, before + 1 + suffix.size);
    size_t rest = name.size - (suffix.size < name.size ? suffix.size : 0);
    if (slice_equal(slice_from(name, rest), suffix))
        name = slice_sub(name, 0, rest - 1);
    *ret_guess = (struct guess){
        .tag = tag,
        .word = suffix,
        .path = arena_printf(arena, "%.*s%.*s", (int)before, meta->path.data,
                             SLICE_FMT(extension)),
        .name = name,
        .proof = arena_printf(arena, ".%.*s", SLICE_FMT(tag)),
    };
    return true;
}

/* "posts/fr/hello.md" -> "posts/hello.md", "fr"; `parent` is "posts/". */
static bool guess_by_folder(const struct meta *meta, struct slice parent,
                            struct arena *arena, struct guess *ret_guess)
{
    struct slice rest = slice_from(meta->path, parent.size);
    struct slice folder = path_first_folder(rest);
    struct slice tag =
        folder.size > 0 ? language_tag(folder, arena) : SLICE_NONE;
    if (tag.data == NULL)
        return false;
    *ret_guess = (struct guess){
        .tag = tag,
        .word = folder,
        .path = arena_printf(arena, "%.*s%.*s", SLICE_FMT(parent),
                             SLICE_FMT(slice_from(rest, folder.size + 1))),
        .name = meta->name,
        .proof = parent,
    };
    return true;
}

static const struct value *settings_of(const struct layout *layout)
{
    const struct cms *cms = tree_cms(layout->tree);
    const struct value *own = layout->generator->languages != NULL
                                  ? layout->generator->languages(layout)
                                  : NULL;
    return own == NULL && cms != NULL && value_is_object(&cms->locales)
               ? &cms->locales
               : own;
}

static struct slice first_language(const struct layout *layout)
{
    const struct cms *cms = tree_cms(layout->tree);
    const struct value *settings = settings_of(layout);
    if (settings == NULL)
        return SLICE_NONE;
    return cms != NULL && settings == &cms->locales
               ? cms->default_locale
               : slice_of(layout->generator->default_language);
}

/* The settings may say which language a word is for. */
static struct slice tag_of_word(const struct layout *layout, struct slice word,
                                struct arena *arena)
{
    const struct value *settings = settings_of(layout);
    const struct value *lang =
        settings != NULL ? value_find(value_find_slice(settings, word), "lang")
                         : NULL;
    return language_tag(value_is_string(lang) ? value_text(lang) : word, arena);
}

/* "content/french/a.md" -> "content/a.md", "fr"; `proof` is the language. */
static bool guess_by_settings(const struct survey *survey,
                              const struct meta *meta, struct slice root,
                              struct guess *ret_guess)
{
    const struct value *settings = settings_of(survey->layout);
    for (size_t i = 0; settings != NULL && i < settings->size; i++) {
        const struct member *language = &settings->as.members[i];
        struct slice below = tree_path_below_setting(
            survey->layout->tree, meta->path,
            value_text(value_find(&language->value, "contentDir")));
        struct slice tag =
            tag_of_word(survey->layout, language->key, survey->arena);
        if (tag.data == NULL || below.data == NULL ||
            below.size + root.size >= meta->path.size)
            continue;
        *ret_guess = (struct guess){
            .tag = tag,
            .word = language->key,
            .path = arena_printf(survey->arena, "%.*s%.*s", SLICE_FMT(root),
                                 SLICE_FMT(below)),
            .name = meta->name,
            .proof = arena_printf(survey->arena, ".%.*s", SLICE_FMT(tag)),
        };
        return true;
    }
    return false;
}

/* "i18n/fr/.../a.md" -> "docs/a.md", "fr": the generator knows. */
static bool guess_by_generator(const struct survey *survey,
                               const struct meta *meta, struct slice root,
                               struct guess *ret_guess)
{
    const struct layout *layout = survey->layout;
    struct slice word = SLICE_NONE, path;
    struct str clean = {0};
    if (layout->generator->original == NULL)
        return false;
    path =
        layout->generator->original(layout, meta->path, &word, survey->arena);
    if (word.data == NULL)
        return false;
    path = arena_printf(survey->arena, "%.*s%.*s", SLICE_FMT(root),
                        SLICE_FMT(path));
    if (path_clean(path, &clean)) /* "website/../docs" */
        path = arena_copy(survey->arena, str_slice(&clean));
    str_release(&clean);
    *ret_guess = (struct guess){
        .tag = tag_of_word(layout, word, survey->arena),
        .word = word,
        .path = path,
        .name = meta->name,
        .proof = SLICE(PROVEN),
    };
    return true;
}

/* "posts/fr/a.md" -> "posts/a.md", "fr": the CMS has put it there. */
static bool guess_by_cms(const struct survey *survey, const struct meta *meta,
                         struct guess *ret_guess)
{
    struct slice word = SLICE_NONE;
    struct slice path =
        cms_original(survey->layout, meta->path, &word, survey->arena);
    if (path.data == NULL)
        return false;
    *ret_guess = (struct guess){
        .tag = language_tag(word, survey->arena),
        .word = word,
        .path = path,
        .name = meta->name,
        .proof = SLICE(PROVEN),
    };
    return ret_guess->tag.data != NULL;
}

/* What the settings say needs no other evidence. */
static void prove_settings(struct survey *survey)
{
    const struct value *settings = settings_of(survey->layout);
    map_put(&survey->proven, SLICE(PROVEN), survey);
    for (size_t i = 0; settings != NULL && i < settings->size; i++) {
        struct slice tag = tag_of_word(
            survey->layout, settings->as.members[i].key, survey->arena);
        if (tag.data != NULL)
            map_put(&survey->proven,
                    arena_printf(survey->arena, ".%.*s", SLICE_FMT(tag)),
                    survey);
    }
}

static bool are_routed(const struct layout *layout)
{
    return layout->generator->languages_are_routed &&
           settings_of(layout) != NULL;
}

static bool make_guess(const struct survey *survey, const struct meta *meta,
                       struct guess *ret_guess)
{
    struct arena *arena = survey->arena;
    struct slice below = path_below_root(survey->layout->tree, meta->path);
    struct slice root = slice_sub(meta->path, 0, meta->path.size - below.size);
    struct slice first = path_first_folder(below);
    struct slice parent = slice_sub(meta->path, 0, root.size + first.size + 1);
    if (are_routed(survey->layout))
        return guess_by_generator(survey, meta, root, ret_guess);
    return guess_by_generator(survey, meta, root, ret_guess) ||
           guess_by_settings(survey, meta, root, ret_guess) ||
           guess_by_cms(survey, meta, ret_guess) ||
           guess_by_suffix(meta, settings_of(survey->layout), arena,
                           ret_guess) ||
           guess_by_folder(meta, root, arena, ret_guess) ||
           (first.size > 0 && guess_by_folder(meta, parent, arena, ret_guess));
}

/* Returns the number of guesses: on most sites there are none. */
static size_t gather(struct survey *survey)
{
    size_t count = 0;
    survey->guesses =
        arena_alloc(survey->arena, survey->count, sizeof *survey->guesses);
    for (size_t i = 0; i < survey->count; i++) {
        if (is_document(survey, i) &&
            make_guess(survey, survey->layout->metas[i], &survey->guesses[i]))
            count++;
    }
    return count;
}

static void map_paths(struct survey *survey)
{
    map_reserve(&survey->paths, survey->count);
    for (size_t i = 0; i < survey->count; i++) {
        struct guess *guess = &survey->guesses[i];
        if (is_document(survey, i))
            map_put(&survey->paths, survey->layout->metas[i]->path,
                    survey->layout->metas[i]);
        if (guess->tag.data != NULL &&
            map_find(&survey->pathless, guess->path) == NULL)
            map_put(&survey->pathless, guess->path, guess);
    }
}

/* "it/_index.md" is the page of that folder, whatever the folder is about;
 * there is an index beside it on every site. */
static bool is_page_of_its_folder(const struct guess *guess)
{
    bool is_by_folder = slice_ends(guess->proof, "/") || guess->proof.size == 0;
    struct slice rest = slice_from(guess->path, guess->proof.size);
    return is_by_folder &&
           (slice_is(guess->name, "_index") ||
            (slice_is(guess->name, "index") && is_at_top(rest)));
}

/* Whether the same document exists without a language, or in another one. */
static bool has_pair(const struct survey *survey, const struct guess *guess)
{
    const struct guess *first = map_find(&survey->pathless, guess->path);
    return map_find(&survey->paths, guess->path) != NULL ||
           (first != NULL && !slice_equal(first->tag, guess->tag));
}

static void prove(struct survey *survey)
{
    for (size_t i = 0; i < survey->count; i++) {
        struct guess *guess = &survey->guesses[i];
        if (guess->tag.data == NULL || is_page_of_its_folder(guess) ||
            !has_pair(survey, guess))
            continue;
        struct guess *first = map_find(&survey->pathless, guess->path);
        map_put(&survey->proven, guess->proof, guess);
        map_put(&survey->proven, first->proof, first);
    }
}

static struct language_mark mark_of(const struct survey *survey, size_t i)
{
    const struct meta *meta = survey->layout->metas[i];
    const struct guess *guess = &survey->guesses[i];
    struct language_mark mark = {.tag = meta->lang, .group = meta->translation};
    if (guess->tag.data != NULL &&
        map_find(&survey->proven, guess->proof) != NULL) {
        mark.word = guess->word;
        mark.path = guess->path;
        mark.name = guess->name;
        if (mark.tag.data == NULL)
            mark.tag = guess->tag;
    }
    if (mark.group.data == NULL)
        mark.group = mark.path.data != NULL ? mark.path : meta->path;
    return mark;
}

/* From the operator's settings, otherwise from the generator's. */
static struct slice language_of_site(const struct layout *layout,
                                     struct slice said, struct arena *arena)
{
    static const char *const keys[] = {"defaultContentLanguage", "default_lang",
                                       "lang", "languageCode",
                                       "default_language"};
    for (size_t i = 0;
         said.size == 0 && layout->config != NULL && i < ARRAY_COUNT(keys); i++)
        said = value_text(value_find(layout->config, keys[i]));
    if (said.size == 0)
        said = first_language(layout);
    return said.size > 0 ? language_tag(said, arena) : SLICE_NONE;
}

/* Whether the documents are in more than one language. */
static bool are_several(const struct survey *survey,
                        const struct languages *languages)
{
    struct slice first = SLICE_NONE;
    for (size_t i = 0; i < survey->count; i++) {
        if (!is_document(survey, i))
            continue;
        struct slice tag = languages->marks[i].tag;
        if (languages->marks[i].path.data != NULL)
            return true;
        if (tag.data == NULL)
            tag = languages->of_site;
        if (first.data == NULL)
            first = tag;
        else if (tag.data != NULL && !slice_equal(first, tag))
            return true;
    }
    return false;
}

bool languages_are_possible(const struct layout *layout, size_t count)
{
    if (settings_of(layout) != NULL)
        return true;
    for (size_t i = 0; i < count; i++) {
        if (layout->metas[i]->may_have_lang)
            return true;
    }
    return false;
}

struct languages languages_find(const struct layout *layout, size_t count,
                                const bool *is_in, struct slice of_site,
                                struct arena *arena)
{
    struct survey survey = {
        .arena = arena, .layout = layout, .count = count, .is_in = is_in};
    struct languages languages = {
        .are_routed = are_routed(layout),
        .of_site = language_of_site(layout, of_site, arena),
        .marks = arena_alloc(arena, count, sizeof *languages.marks),
    };
    if (gather(&survey) > 0) {
        map_paths(&survey);
        prove(&survey);
        prove_settings(&survey);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_document(&survey, i))
            languages.marks[i] = mark_of(&survey, i);
    }
    languages.are_several = are_several(&survey, &languages);
    map_release(&survey.paths);
    map_release(&survey.pathless);
    map_release(&survey.proven);
    return languages;
}
