/* project.h - the project that has the content, if it is not the folder that is
 * served. Private to this room. */
#ifndef SITE_PROJECT_H
#define SITE_PROJECT_H

#include "site/walk.h"

/* Visits a folder in which settings may appear, and those in it that are signs
 * themselves. */
void project_visit_level(struct walk *walk, struct slice folder);

/* Visits the folders of the project's settings, and those that links lead to.
 */
void project_visit_settings(struct walk *walk, const struct walk *project);

/* Whether `folder`, in the project, is its content, all of it. */
bool project_has_content(const struct walk *project,
                         struct slice folder) MUST_USE;

/* Makes it the project of the walk, which then owns it; it may be NULL. Takes
 * over what decides which files are read. */
void project_take(struct walk *walk, struct walk *project);

/* Takes over the rest, after the settings of walk->folder were read. Does
 * nothing without a project. */
void project_take_settings(struct walk *walk);

/* The path of a file or folder as one in the project; SLICE_NONE if it is not
 * in that. A path that begins with "/" is absolute. */
struct slice project_path_of(const struct walk *walk, struct slice path);

#endif
