/* generator.h - everything that is known about a generator. Private to this
 * room.
 *
 *     names at the top, habits of documents --> is it this one?
 *     settings, roots, what is read         --> where its content is
 *     place, url, terms, inherited fields   --> what its documents mean
 *
 * Each generator has a file of its own with one of these, and a row in
 * generators[] in generators.c; nothing outside its file knows it. Members may
 * be NULL only where it says so. */
#ifndef LAYOUT_GENERATOR_H
#define LAYOUT_GENERATOR_H

#include "document/frontmatter.h"
#include "layout/layout.h"
#include "layout/menu.h"
#include "layout/place.h"
#include "layout/tree.h"

struct menu_reading; /* layout/menu_reading.h */

/* A name at the top of a folder, or the path of a folder below it; a name that
 * ends with "." is a prefix. */
struct sign {
    const char *name;
    unsigned bits; /* or-ed; the generator's own, or of enum common_sign */
};

/* A file at the top that is a sign if a line of it starts with this word. */
struct text_sign {
    const char *name, *word;
    unsigned bits; /* the generator's own */
};

/* What names reveal, the same for all generators. */
enum common_sign {
    SIGN_PROJECT = 1 << 0, /* the program of a site */
    SIGN_CONTENT = 1 << 1, /* a content folder */
    SIGN_OWN = 1 << 2,     /* documents or posts at the top itself */
    SIGN_POSTS = 1 << 3,   /* _posts */
    SIGN_TOOLS = 1 << 4,   /* of a repository, or of any other program */
    SIGN_VAULT = 1 << 5,   /* of a vault of notes */
};

/* How certain it is that a folder was written for a generator. If the signs of
 * two are equally certain, the first in generators[] wins. */
enum certainty {
    UNLIKELY,
    LIKELY,
    SURE,
    CERTAIN, /* by documents only; overrides the names */
};

struct generator {
    const char *name; /* "Jekyll site" */

    /* Recognising it. */
    const struct sign *signs; /* ends with a row without a name; or NULL */
    const struct text_sign *text_signs; /* likewise */
    /* Judges by the signs that were found; never CERTAIN. NULL: any sign is
     * SURE. */
    enum certainty (*judge_signs)(unsigned own, unsigned common);
    bool is_editor; /* its names say how files are edited, not published */
    bool settings_ignore_case; /* their keys mean the same in any case */
    bool may_lack_own_root;    /* the folder of own_root need not exist */
    bool roots_lead_out;       /* next_root: beside the site, "../docs" */
    bool is_loose; /* what it reads is a habit: it has no rules for folders */
    bool is_final; /* the habits of documents cannot overrule its signs */
    /* Whether a document has a habit of this generator; NULL: it has none. */
    bool (*has_habit)(const struct tree *tree, const struct source *source);
    /* Judges by the number of published documents that do. NULL if has_habit
     * is. */
    enum certainty (*judge_habit)(const struct tree *tree, size_t count);

    /* Finding its content. */
    const struct content_root *roots; /* ends with NULL; NULL: the usual */
    const char *mark; /* if it is in one of these files, tree->has_mark; NULL */
    const char *const *marked_files; /* beside the content; ends with NULL */
    const char *const *second_roots; /* beside the content root; ends with NULL.
                                        Or NULL */
    const char *second_root_beside;  /* that one only, or NULL */
    const char *lone_folder; /* its only folder that is served alone, or NULL */
    /* NULL: reads everything that is not part of a program, nor about it. */
    bool (*reads)(const struct tree *tree, struct slice path, bool is_folder);
    struct markdown_dialect markdown;
    /* Changes the dialect as the settings say; or NULL. */
    void (*read_dialect)(const struct value *settings,
                         struct markdown_dialect *dialect);
    bool runs_templates;       /* bodies go through Liquid first */
    bool chooses_data;         /* `reads` says which data files are content */
    bool reads_toml;           /* its data may be TOML, not only its settings */
    bool reads_json;           /* its front matter may be JSON */
    bool ignores_are_settings; /* ignore_files are all its settings */
    unsigned heads;            /* enum head_form: other forms of front matter */
    /* Whether a data file is read only beside a document of its name; NULL:
     * none is. */
    bool (*data_needs_document)(struct slice path);

    /* Its settings files; ends with a row without a path. Or NULL. */
    const struct settings_file *settings;
    size_t own_settings; /* the number of those at the front that count without
                            a content folder, too; 0: all */
    const char *timezone_key, *collections_dir_key; /* or NULL */
    /* Switches in its settings that publish what is dated to come, and what has
     * expired; or NULL. The last list is of those that publish drafts, which
     * are not obeyed. */
    const char *future_key, *expired_key;
    const char *const *draft_keys;
    /* What of its settings the next three look at; or NULL. */
    const char *const *publishing_keys;
    /* Returns the folder of the content that they name, as written; SLICE_NONE
     * if they name none. Or NULL. */
    struct slice (*own_root)(const struct value *publishing);
    /* Other files at the top that hold files back; ends with NULL. Or NULL. */
    const char *const *ignore_files;
    const char *inner_ignore_file; /* one more, in the content root; or NULL */
    /* Returns what one of them adds to the settings; NULL if ignore_files
     * is. */
    struct value (*read_ignores)(struct slice path, struct slice text,
                                 const struct value *before,
                                 struct arena *arena);
    /* See tree_next_unknown(); or NULL. */
    bool (*next_unknown)(const struct value *publishing, size_t *cursor,
                         struct unknown_setting *ret_setting);
    /* Finds the regular expressions of files that are ignored, one by one from
     * *cursor 0. Or NULL. */
    bool (*next_ignored)(const struct value *publishing, size_t *cursor,
                         struct slice *ret_pattern);
    /* Returns the folders that they name as content, one by one from *cursor
     * 0, as written; SLICE_NONE after the last. Or NULL. */
    struct slice (*next_root)(const struct value *publishing, size_t *cursor);
    /* Whether it publishes nothing of a file or folder. It is asked where the
     * settings are known. NULL: it publishes what it reads. */
    bool (*holds_back)(const struct tree *tree, struct slice path,
                       bool is_folder);

    /* See tree_reads_index(); or NULL. */
    bool (*reads_index)(const struct tree *tree, struct slice path);
    /* See tree_find_unread(); or NULL. */
    const struct unread_kind *(*find_unread)(const struct tree *tree,
                                             struct slice path);

    /* Understanding its documents. */
    const struct key_name *keys; /* NULL: keys are read as they are written */
    /* Returns the languages in the settings, a mapping from their words in
     * paths to settings with an optional `contentDir`, and `lang` if the word
     * is no tag; NULL if there are none. Or NULL. */
    const struct value *(*languages)(const struct layout *layout);
    const char *default_language; /* where the settings have languages */
    bool
        languages_are_routed; /* there, `original` knows all of them, and what
                                 it calls a translation is routed by its path */
    bool shows_untranslated;  /* see layout_shows_untranslated() */
    /* Returns the path of the original, in the project, of what its path says
     * is a translation into *ret_language, as written; or the path and
     * SLICE_NONE. Or NULL. */
    struct slice (*original)(const struct layout *layout, struct slice path,
                             struct slice *ret_language, struct arena *arena);
    /* Fills layout->bundles and sections; or NULL. */
    void (*survey)(struct layout *layout, const struct layout_input *input);
    struct place (*place)(const struct layout *layout, const struct meta *meta,
                          struct arena *arena);
    /* Only called for documents that have a page. */
    struct slice (*url)(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena);
    bool urls_end_with_slash; /* those of folders do: "/fr/" */
    /* Looks at all sources for what `reread` needs to know, and adds it to
     * layout->facts; or NULL. */
    void (*prepare)(struct layout *layout, const struct layout_input *input);
    /* Changes what the generator reads in its own way, right after a meta was
     * read; or NULL. It may depend on one of the settings. */
    void (*reread)(const struct layout *layout, struct meta *meta);
    const char *reread_key; /* or NULL */
    /* See layout_link_id(); or NULL. */
    struct slice (*link_id)(const struct layout *layout,
                            const struct meta *meta, struct arena *arena);
    /* What links in bodies may start with; ends with NULL. Or NULL. */
    const struct link_prefix *link_prefixes;
    enum naming naming;
    bool takes_aliases; /* the key `aliases` names addresses only */
    bool takes_path; /* the key `path` is the address, of translations, too */
    bool takes_url;  /* the key `url` sets the address of a page */
    bool takes_site_paths;     /* `permalink` and `url` do, if they are "/a/" */
    bool names_people_by_type; /* data files do not list them */
    /* Finds the values to inherit; false if there are none. Warns about values
     * that cannot be read. Or NULL. */
    bool (*find_inherited)(struct layout *layout,
                           const struct layout_input *input,
                           struct arena *arena,
                           struct diagnostics *diagnostics);
    /* Returns what the source inherits, an object in the arena, empty for most.
     * This and the next are NULL if find_inherited is. */
    struct value (*inherited)(const struct layout *layout,
                              const struct source *source, struct arena *arena);
    struct value (*merge)(const struct value *under, const struct value *over,
                          struct arena *arena);
    /* Called when the fields of all documents are known; or NULL. */
    void (*finish)(struct layout *layout, const struct layout_input *input);
    /* Returns the page of the section that a document is in and whose status it
     * shares, or NULL. NULL itself for generators without sections. */
    const struct meta *(*section)(const struct layout *layout,
                                  const struct meta *meta);
    /* Returns the terms, for generators that read them in their own way; or
     * NULL for meta->tags and categories. */
    struct names (*tags)(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found);
    struct names (*categories)(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);
    /* Reads what one of its own files says of menus, and nothing of other
     * files; or NULL. */
    void (*read_menu)(struct menu_reading *reading);
    const struct menu_habits *menu_habits; /* NULL: none */
    /* See layout/menu.h; or NULL. */
    struct menu_spot (*menu_spot)(const struct layout *layout,
                                  const struct meta *meta);
    /* Returns what a tag of the document is called, for generators that know
     * more of tags than their names, from which their slugs are made all the
     * same; or NULL. */
    struct slice (*tag_label)(const struct layout *layout,
                              const struct meta *meta, struct slice name);
};

extern const struct generator plain_generator;
extern const struct generator next_generator;
extern const struct generator gatsby_generator;
extern const struct generator stackbit_generator;
extern const struct generator nikola_generator;
extern const struct generator pelican_generator;
extern const struct generator hexo_generator;
extern const struct generator jekyll_generator;
extern const struct generator zola_generator;
extern const struct generator hugo_generator;
extern const struct generator astro_generator;
extern const struct generator nuxt_generator;
extern const struct generator eleventy_generator;
extern const struct generator docusaurus_generator;
extern const struct generator vault_generator;
extern const struct generator grav_generator;
extern const struct generator statamic_generator;
extern const struct generator notion_generator;
extern const struct generator medium_generator;
extern const struct generator vitepress_generator;
extern const struct generator fumadocs_generator;
extern const struct generator nextra_generator;

/* Every generator, by the precedence of their signs; NULL from generator_count
 * on. */
extern const size_t generator_count;
const struct generator *generator_at(size_t index);

/* Returns the generator of the tree; plain_generator if its names reveal
 * none. */
const struct generator *tree_generator(const struct tree *tree);

/* Whether a file or folder at the top of a project is not content. */
bool tree_is_of_program(const struct tree *tree, struct slice path,
                        bool is_folder);
/* For generators to which a name that starts with "_" is not a document. */
bool tree_reads_public(const struct tree *tree, struct slice path,
                       bool is_folder);
/* Whether a file tells of a repository, wherever it is: "README.md", and in
 * capitals "CHANGELOG.md" and the like. */
bool tree_is_loose_paper(struct slice name);
/* Whether it is for building a site, or was built: "_includes", "public". */
bool is_machinery(struct slice name);
bool is_data_file(struct slice name);
bool is_markdown_file(struct slice name);
bool is_at_top(struct slice path);
/* Whether the path ends with one of the texts; the last is NULL. */
bool path_ends_with_one(struct slice path, const char *const *ends);
/* Whether the content is in a folder called "content". */
bool tree_has_content_folder(const struct tree *tree);

#endif
