/* nested.c - which folders of a site are sites that are read by their own
 * rules.
 *
 * A folder is one if its marks say more than those of the site around it: it is
 * surely of a generator, and the site is either of none, or of another one that
 * mixes content with everything else. In a content folder, what lies there is
 * that generator's, whatever it was opened with: a vault of notes in Hugo's
 * content is how somebody edits it. What the site would not read, nothing in it
 * makes it read. */
#include "site/nested.h"

#include "base/unicode.h"
#include "site/content_root.h"
#include "site/settings.h"

#include <sys/stat.h>

static bool is_nearer(const struct walk *walk, struct slice folder)
{
    const struct tree *outer = &walk->tree;
    bool is_of_none = outer->generator == NULL && outer->project == NULL;
    bool is_content =
        !is_of_none && tree_has_rules(outer) && outer->content_root.size > 0;
    if (outer->is_chosen || is_content)
        return false;
    const struct tree_signs signs =
        folder_signs(walk_absolute((struct walk *)walk, folder));
    if (is_of_none)
        return tree_signs_show_generator(&signs);
    if (!tree_has_rules(outer))
        return tree_signs_show_site(&signs);
    return tree_signs_show_publisher(&signs) &&
           tree_signs_generator(&signs) != outer->generator;
}

bool nested_take(struct walk *walk, struct slice folder)
{
    struct arena arena = {0};
    struct stat status;
    bool is_composed = slice_equal(unicode_nfc(&arena, folder), folder);
    const char *settings = arena_printf(&arena, "%s/%.*s/" SETTINGS_FILE,
                                        walk->folder, SLICE_FMT(folder))
                               .data;
    /* It holds back what only headmatter itself would know there. */
    bool has_settings = lstat(settings, &status) == 0;
    arena_release(&arena);
    if (!is_composed || has_settings || walk->nested_count == WALK_MAX_PARTS ||
        !is_nearer(walk, folder))
        return false;
    walk->nested = arena_grow(&walk->arena, walk->nested, walk->nested_count,
                              &walk->nested_capacity, sizeof *walk->nested);
    walk->nested[walk->nested_count++] = folder;
    return true;
}
