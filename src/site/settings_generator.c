/* settings_generator.c - values that come from the generator's settings.
 *
 * A snapshot takes the site's title and the like from the generator's settings,
 * long after headmatter's own were read. To show all values in effect, they are
 * read here without any content. */
#include "site/settings.h"

#include "base/clock.h"
#include "document/source.h"
#include "layout/layout.h"
#include "site/generator.h"
#include "site/walk.h"

#include <stdlib.h>

static void take(struct settings *settings, const char *key, struct slice text)
{
    const struct setting *setting = setting_find(slice_of(key));
    struct slice *place = (struct slice *)((char *)settings + setting->offset);
    if (place->size > 0 || text.size == 0)
        return;
    *place = arena_copy(&settings->arena, text);
    settings->origins[setting_row(setting)].kind = FROM_GENERATOR;
}

static void take_all(struct settings *settings, const struct walk *walk,
                     const struct source *source)
{
    struct site_facts site =
        layout_site_facts(&source->front_matter, &settings->arena);
    struct slice zone = walk->generator.timezone;
    struct err err;

    settings->generator_file = arena_copy(&settings->arena, source->path);
    take(settings, "site.title", site.title);
    take(settings, "site.description", site.description);
    take(settings, "site.public_url", site.public_url);
    take(settings, "site.language", site.language);
    if (zone.size > 0 && timezone_check(zone.data, &err))
        take(settings, "site.timezone", zone);
}

void settings_add_generator(struct settings *settings, const char *folder)
{
    struct walk walk;
    struct stat status;
    struct err err;

    if (!walk_start(folder, NULL, &walk, &err))
        return; /* serving it reports the reason */
    const struct walk *project = walk.project != NULL ? walk.project : &walk;
    struct slice path =
        generator_settings(project->folder, &project->tree, &status);
    if (path.size > 0) {
        struct source *source = source_load(project->folder, path, NULL);
        if (!source->is_broken)
            take_all(settings, &walk, source);
        source_unref(source);
    }
    walk_release(&walk);
}

char *site_project_around(const char *folder)
{
    struct walk walk;
    struct err err;
    if (!walk_start(folder, NULL, &walk, &err))
        return NULL;
    char *found =
        walk.project != NULL ? realpath(walk.project->folder, NULL) : NULL;
    walk_release(&walk);
    return found;
}
