/* path.h - what a file's path says about it. Paths have "/" between their parts
 * and are relative to the site's folder; the results are parts of them. */
#ifndef DOCUMENT_PATH_H
#define DOCUMENT_PATH_H

#include "base/str.h"

enum source_kind {
    SOURCE_MARKDOWN, /* .md, .markdown, .mdx: has a body */
    SOURCE_DATA,     /* .json, .yaml, .yml, .toml: all front matter */
    SOURCE_OTHER,    /* any other: only its front matter is read, if any */
};

/* The kind of document that a file of this name is; false for all others. */
bool source_kind_of(struct slice file_name, enum source_kind *ret_kind);

/* Whether a file of this name is an image, a sound, a film or something to
 * download: what people make, and no generator. */
bool path_is_media(struct slice file_name);

struct slice path_stem(struct slice path);   /* "a/b.md" -> "b" */
struct slice path_folder(struct slice path); /* "a/b.md" -> "a"; "" at top */
struct slice path_name(struct slice path);   /* "a/b.md" -> "b.md" */
/* Whether it is `folder` or below it; everything is below "" and "/". */
bool path_is_within(struct slice path, struct slice folder);
/* "./a/../b//" -> "b", which replaces what is in *ret_path. False, with "", if
 * it leads out of the folder that it is relative to. */
bool path_clean(struct slice written, struct str *ret_path);
/* In a folder for drafts, at whatever depth, or named "x.draft". */
bool path_is_in_drafts(struct slice path);
struct slice path_without_draft(struct slice name); /* "x.draft" -> "x" */
bool path_is_index(struct slice stem);              /* "index", "_index" */

/* A name without the number that orders it: "10.static" -> "static". One that
 * is nothing but a version, "1.9" or "2.x", keeps its digits. */
struct slice path_without_number(struct slice name);
/* A name without the date it starts with, if there is more to it. */
struct slice path_without_date(struct slice name);

#endif
