/* docusaurus.h - shared by the files for Docusaurus. Private to this room. */
#ifndef LAYOUT_DOCUSAURUS_H
#define LAYOUT_DOCUSAURUS_H

#include "layout/generator.h"

enum docusaurus_kind { DOCUSAURUS_DOCS, DOCUSAURUS_BLOG, DOCUSAURUS_PAGES };

/* A folder that a plugin makes pages of. */
struct docusaurus_folder {
    enum docusaurus_kind kind;
    struct slice id;    /* "default" unless there are several of a kind */
    struct slice path;  /* below the site's folder: "docs" */
    struct slice route; /* without slashes around it: "docs", or "" */
    bool keeps_numbers; /* those in front of names are a part of them */
    const struct value *exclude; /* globs, or NULL for the usual ones */
    const struct value *options; /* as written, an object; or NULL */
};

/* Where a document is in one of them. */
struct docusaurus_spot {
    struct docusaurus_folder folder;
    struct slice inside;  /* the path below the folder */
    struct slice version; /* of docs, "current" for those at work */
};

/* The folders in the settings, one by one from *cursor 0. */
bool docusaurus_next_folder(const struct value *settings, size_t *cursor,
                            struct docusaurus_folder *ret_folder);

/* The path of the original of what may be a translation: "docs/a.md" for
 * "i18n/fr/docusaurus-plugin-content-docs/current/a.md", with "fr"; the path
 * itself, and SLICE_NONE, for what is none. */
struct slice docusaurus_original(const struct value *settings,
                                 struct slice path, struct slice *ret_language,
                                 struct arena *arena);

/* Finds the folder of a path below the site's, which is no translation. */
bool docusaurus_find(const struct value *settings, struct slice path,
                     struct docusaurus_spot *ret_spot);

/* Whether the version that it is in is published. */
bool docusaurus_has_version(const struct value *settings,
                            const struct docusaurus_spot *spot);

/* A number for the version, from 0; no other one of these docs has it. */
uint32_t docusaurus_version_number(const struct value *settings,
                                   const struct docusaurus_spot *spot);

/* Where the pages of a version are below the route: "", "next", "1.0". */
struct slice docusaurus_version_route(const struct value *settings,
                                      const struct docusaurus_spot *spot);

/* Whether a file is the page of its folder: "a/index.md", "a/README.md" and
 * "a/a.md". */
bool docusaurus_is_index(struct slice inside);

/* Each name of a path without the number that orders it. */
struct slice docusaurus_bare_path(const struct docusaurus_folder *folder,
                                  const struct meta *meta, struct slice path,
                                  struct arena *arena);

/* Returns the address of a document below that of its plugin, and of its
 * version: "guides/a", "guides/", or "" for the first page. */
struct slice docusaurus_route(const struct docusaurus_spot *spot,
                              const struct meta *meta, struct arena *arena);

/* Returns the date in the path of a post, "2024-05-01"; SLICE_NONE if there is
 * none. */
struct slice docusaurus_date(struct slice inside, struct arena *arena);

/* See struct generator. */
extern const char *const docusaurus_files[];
struct value docusaurus_read_settings(struct slice path, struct slice text,
                                      const struct value *before,
                                      struct arena *arena);
bool docusaurus_next_unknown(const struct value *publishing, size_t *cursor,
                             struct unknown_setting *ret_setting);

#endif
