/* tree.h - which generator a folder was written for, and what in it is content.
 *
 *     names at its top --> signs --> generator, and where its content may be
 *                                \-> what of it is read
 *
 * All functions are pure: the caller reads the disk. */
#ifndef LAYOUT_TREE_H
#define LAYOUT_TREE_H

#include "document/markdown.h"
#include "document/value.h"

struct cms;       /* layout/cms.h */
struct generator; /* Jekyll, Hugo ...: opaque, see src/layout/generator.h */

#define GENERATORS_MAX     32
#define SETTINGS_MAX_FILES 72 /* that a generator may have settings in */

/* What the Markdown of a generator is. */
struct markdown_dialect {
    unsigned extensions; /* enum markdown_extension */
    enum heading_ids ids;
    enum markdown_smart smart;
    unsigned foreign; /* enum foreign_form; MDX is a matter of each file */
};

/* Where the sources come from. */
struct tree {
    struct slice prefix;       /* of its paths in the site: "", "notes/" */
    struct slice folder;       /* DIR itself, an absolute path; or "" */
    struct slice folder_name;  /* of DIR itself: "content" in /srv/content */
    struct slice content_root; /* below DIR, "" or "content" or "src/content" */
    const struct generator *generator; /* if names reveal it, or NULL */
    struct slice reason; /* the names that reveal it: "hugo.toml"; or "" */
    struct slice collections_dir; /* where Jekyll's settings put collections */
    struct value publishing; /* settings that hold files back; null: unknown */
    const struct pattern_list *ignored; /* patterns among them, or NULL */
    const struct tree *project;   /* that has the content, if it is not DIR */
    struct slice inside;          /* where DIR is in that, "content"; or "" */
    struct slice project_path;    /* where that is in DIR, "docs"; or "" */
    const struct value *settings; /* of that project, or NULL */
    struct slice settings_path;   /* "../hugo.yaml", "docs/hugo.yaml" */
    const struct cms *cms; /* what a CMS says of the project in DIR, or NULL */
    struct markdown_dialect markdown;
    bool is_chosen;  /* the operator says so, and nothing overrules it */
    bool is_project; /* the program of the site is beside the content */
    bool has_tools;  /* so are files to build, deploy or version something */
    bool is_vault;   /* of notes, kept with Obsidian */
    bool has_mark;   /* the generator's mark is in one of its files */
    bool holds_all_back; /* the settings cannot be followed */
};

/* A file that may contain settings of a generator. Of the files of one layer
 * the first that exists counts, and its values replace those of the layers
 * before. */
struct settings_file {
    const char *path;
    const char *key; /* that the whole file is the value of, or NULL */
    bool is_layer;   /* whether it is the first of a layer */
};

/* Files that a generator publishes or applies, and that are not read here. */
struct unread_kind {
    const char *message, *hint; /* of a notice */
    bool needs_front_matter;    /* without, the file is copied unchanged */
    bool may_be_part; /* of a page, where it or a folder above has an index */
};

/* A setting that is computed by a program, and a warning of what may follow. */
struct unknown_setting {
    struct slice path; /* of its file */
    uint32_t line;
    const char *message, *hint;
};

/* Returns a copy that lies in the arena with all that a layout looks at, so
 * that what comes of it may point there: the walk that found the tree does not
 * live as long as a snapshot does. */
const struct tree *tree_copy(const struct tree *tree, struct arena *arena);

/* What the names at the top of a folder reveal; all zero before the first. */
struct tree_signs {
    unsigned common;                  /* the same for all generators */
    unsigned own[GENERATORS_MAX];     /* of each generator */
    uint64_t found[GENERATORS_MAX];   /* rows of its signs, a bit for each */
    unsigned asked[GENERATORS_MAX];   /* rows of its signs by text, likewise */
    uint64_t folders[GENERATORS_MAX]; /* and those in a folder that is there */
    const struct generator *chosen; /* by the operator; NULL: the names tell */
};

/* Returns the generator that a setting names by the first word of its name, in
 * any case: "hugo", "next.js". NULL if there is none. */
const struct generator *tree_find_generator(struct slice word);
/* These words, one by one from `index` 0, in the arena; SLICE_NONE after the
 * last. */
struct slice tree_generator_word(size_t index, struct arena *arena);

/* Whether a name at the top reveals anything. */
bool tree_name_is_sign(struct slice name);

void tree_signs_add(struct tree_signs *signs, struct slice name);

/* Finds the files that are signs by what is in them, one by one from *cursor 0:
 * *ret_name is there, and a line of it has to start with *ret_word. If so, call
 * tree_signs_confirm() with the cursor. */
bool tree_signs_next_text(const struct tree_signs *signs, size_t *cursor,
                          const char **ret_name, const char **ret_word);
void tree_signs_confirm(struct tree_signs *signs, size_t cursor);

/* Adds a folder at the top, of which one below may be a sign. */
void tree_signs_add_folder(struct tree_signs *signs, struct slice name);
/* Finds the paths of those that have to be looked for, one by one from *cursor
 * 0; tree_signs_add() adds one that is there. */
bool tree_signs_next_folder(const struct tree_signs *signs, size_t *cursor,
                            const char **ret_path);

/* Returns the paths of folders that also are signs, one by one from `index` 0;
 * NULL after the last. */
const char *tree_folder_sign(size_t index);

/* NULL if the names reveal none. */
const struct generator *tree_signs_generator(const struct tree_signs *signs);
/* Which names revealed it, "hugo.toml and content"; "" if none did. */
struct slice tree_signs_reason(const struct tree_signs *signs,
                               struct arena *arena);
bool tree_signs_show_project(const struct tree_signs *signs);
bool tree_signs_show_tools(const struct tree_signs *signs);

/* Returns the generator of a content folder that is served alone, by the names
 * in its parent folder; NULL if `folder` is not the content of that
 * generator. */
const struct generator *tree_generator_around(const struct tree_signs *signs,
                                              struct slice folder);

/* Whether the tree may be no more than the content of a project: nothing at its
 * top reveals a generator but what may also be beside content. */
bool tree_may_be_inside(const struct tree *tree);

/* Returns the paths in DIR where a repository usually has the project of its
 * site, one by one from *cursor 0. None if DIR has documents itself, or is a
 * project that has content. NULL after the last. */
const char *tree_next_project(const struct tree_signs *signs, size_t *cursor);

/* Whether its generator has rules of its own for what it publishes. */
bool tree_has_rules(const struct tree *tree);

/* Whether a folder is surely of such a generator: there is a file of its
 * settings. */
bool tree_signs_show_site(const struct tree_signs *signs);

/* Whether names of its own show a generator, with rules or without. */
bool tree_signs_show_generator(const struct tree_signs *signs);
/* Whether a folder that is surely of a generator would be published by that,
 * where it is in a folder of another: a vault of notes may be how somebody
 * edits what the other one publishes. */
bool tree_signs_show_publisher(const struct tree_signs *signs);

/* "Hugo site", "plain folder". */
const char *tree_generator_name(const struct tree *tree);

/* Whether a folder of the tree is that of the documents that its generator also
 * has elsewhere. */
bool tree_is_lone_folder(const struct tree *tree, struct slice folder);

/* The content is in `root` if there is a folder `probe`. */
struct content_root {
    const char *probe, *root;
    bool unless_own; /* only if there are no documents at the top */
};

/* Returns the next place to look for content; start with *cursor = 0. NULL
 * after the last: then the folder itself is the content. */
const struct content_root *tree_next_root(const struct tree_signs *signs,
                                          size_t *cursor);

/* Returns the folders beside the content root that also contain content, one by
 * one from `index` 0; NULL after the last. */
const char *tree_second_root(const struct tree *tree, size_t index);

/* Returns the folders that the path of an image may start from, one by one from
 * `index` 0: "" for DIR itself, "public" and so on. NULL after the last. */
const char *tree_media_root(size_t index);

/* Returns the files beside the content root that may contain the generator's
 * settings, one by one from `rank` 0; NULL after the last. */
const struct settings_file *tree_settings(const struct tree *tree, size_t rank);

/* Returns the rank of a file among them, or -1. */
int tree_settings_rank(const struct tree *tree, struct slice path);

/* Whether their keys mean the same in any case. */
bool tree_settings_ignore_case(const struct tree *tree);

/* Adds the values of a file to those of the layers before it. The result shares
 * values with both. */
struct value tree_settings_add(const struct settings_file *file,
                               const struct value *before,
                               const struct value *values, struct arena *arena);

/* Returns the text that changes what the generator does if one of *ret_files
 * has it, which are beside the content; NULL if there is none. */
const char *tree_mark(const struct tree *tree, const char *const **ret_files);

/* The keys of the settings that are needed before any content is read, or NULL:
 * the timezone, and the folder of the collections. */
const char *tree_timezone_key(const struct tree *tree);
const char *tree_collections_dir_key(const struct tree *tree);

/* Returns the path as Jekyll sees it: names that start with "_" in the folder
 * of the collections count as if they were at the top. */
struct slice tree_collections_path(const struct tree *tree, struct slice path);

/* The keys of the settings that decide which files are published at all; ends
 * with NULL, or NULL for none. */
const char *const *tree_publishing_keys(const struct tree *tree);

/* Other files that hold files back: those at the top, one by one from `index`
 * 0, NULL after the last; the one in the content root, or SLICE_NONE; and
 * whether a path is of one of them. */
const char *tree_ignore_file(const struct tree *tree, size_t index);
struct slice tree_inner_ignore_file(const struct tree *tree,
                                    struct arena *arena);
bool tree_is_ignore_file(const struct tree *tree, struct slice path);

/* What the text of one of them adds to the settings; the result lies in the
 * arena. */
struct value tree_read_ignores(const struct tree *tree, struct slice path,
                               struct slice text, const struct value *before,
                               struct arena *arena);

/* Finds the settings that are computed, one by one from *cursor 0. */
bool tree_next_unknown(const struct tree *tree, size_t *cursor,
                       struct unknown_setting *ret_setting);

/* Whether a folder that the settings name as that of the content need not
 * exist. */
bool tree_may_lack_own_root(const struct tree *tree);

/* Returns the folder of the content that the settings name, as written, or
 * SLICE_NONE. */
struct slice tree_own_root(const struct tree *tree,
                           const struct value *publishing);
/* Returns the folders that the settings name as content, one by one from
 * *cursor 0, as written; SLICE_NONE after the last. */
struct slice tree_next_own_root(const struct tree *tree, size_t *cursor);
/* Whether these are beside the folder of the site, "../docs", and are read
 * where that folder is below DIR. */
bool tree_roots_lead_out(const struct tree *tree);
/* Finds the regular expressions of files that are ignored, one by one from
 * *cursor 0. */
bool tree_next_ignored(const struct tree *tree, size_t *cursor,
                       struct slice *ret_pattern);

/* Returns what follows a folder that the settings name, "content/fr", in the
 * path of a document; SLICE_NONE if the document is not in that folder. */
struct slice tree_path_below_setting(const struct tree *tree, struct slice path,
                                     struct slice written);

/* What the settings of the project that the folder is in hold back, or of the
 * folder itself; an empty object if that is not known. */
const struct value *tree_publishing(const struct tree *tree);

/* Returns the path of a document as one in its project, if that is not DIR:
 * "../docs/a.md" for one beside it. It may lie in the arena. */
struct slice tree_path_in_project(const struct tree *tree, struct slice path,
                                  struct arena *arena);

/* Whether the generator would publish nothing of a file or folder that it would
 * read otherwise: its settings exclude it, or its name does. */
bool tree_holds_back(const struct tree *tree, struct slice path,
                     bool is_folder);

/* Whether a file that is neither Markdown nor data is read for what its front
 * matter says of its folder. */
bool tree_reads_index(const struct tree *tree, struct slice path);

/* Returns what a file is that is neither Markdown nor data; NULL if it is
 * nothing to the generator. */
const struct unread_kind *tree_find_unread(const struct tree *tree,
                                           struct slice path);

/* Whether the bodies are templates, which are run before they are read as
 * Markdown. */
bool tree_runs_templates(const struct tree *tree);

/* Whether front matter may be JSON. */
bool tree_reads_json(const struct tree *tree);

/* Which other forms it may have; enum head_form. */
unsigned tree_heads(const struct tree *tree);

/* What its Markdown is if the settings, an object or null, are these. */
struct markdown_dialect tree_read_markdown(const struct tree *tree,
                                           const struct value *settings);

/* Whether the file describes the repository: "README.md". */
bool tree_is_paper(struct slice name);

/* Whether a data file is content, other than what a setting names: in a content
 * or data folder, and beside a document, but not at the top of a project. */
bool tree_data_is_content(const struct tree *tree, struct slice path,
                          bool is_beside_document);

/* Whether a data file is only read if there is a document of the same name
 * beside it. */
bool tree_data_needs_document(const struct tree *tree, struct slice path);

/* Whether a file or folder of that path, relative to DIR, is content. */
bool tree_reads(const struct tree *tree, struct slice path, bool is_folder);

#endif
