/* cms_parse.c - where settings of a CMS are kept, and which CMS reads them. */
#include "base/array.h"
#include "base/map.h"
#include "document/source.h"
#include "layout/cms_reading.h"
#include "layout/generator.h"
#include "layout/javascript_value.h"

/* Where generators publish files as they are, the page of Decap is in a folder
 * `admin` (its documentation, "Install Decap CMS"). TinaCMS writes what its
 * program says into the lock; the program is read where there is none. */
static const char *const files[] = {
    "tina/tina-lock.json",
    "tina/__generated__/_schema.json",
    ".tina/__generated__/_schema.json",
    "tina/config.ts",
    "tina/config.tsx",
    "tina/config.js",
    "tina/config.jsx",
    ".tina/config.ts",
    ".tina/config.tsx",
    ".tina/config.js",
    ".tina/config.jsx",
    ".tina/schema.ts",
    ".tina/schema.js",
    "static/admin/config.yml",
    "public/admin/config.yml",
    "admin/config.yml",
    "src/static/admin/config.yml",
    "src/public/admin/config.yml",
    "src/admin/config.yml",
    "source/admin/config.yml",
    "site/admin/config.yml",
    "content/admin/config.yml",
    "assets/admin/config.yml",
    "docs/public/admin/config.yml",
    "docs/.vuepress/public/admin/config.yml",
    ".vuepress/public/admin/config.yml",
};

const char *cms_file(size_t index)
{
    return index < ARRAY_COUNT(files) ? files[index] : NULL;
}

static bool is_script(struct slice path)
{
    static const char *const ends[] = {".ts", ".tsx", ".js", ".jsx", NULL};
    return path_ends_with_one(path, ends);
}

static bool is_of_tina(struct slice path)
{
    return slice_is(path_first_folder(path), "tina") ||
           slice_is(path_first_folder(path), ".tina");
}

static void read(struct cms_reading *reading, struct slice path,
                 const struct value *settings)
{
    if (is_of_tina(path))
        cms_read_tina(reading, settings);
    else
        cms_read_decap(reading, settings);
}

bool cms_parse(struct slice path, struct slice text, struct slice above,
               struct arena *arena, struct diagnostics *faults,
               struct cms *ret_cms)
{
    struct cms cms = {
        .path = arena_copy(arena, path),
        .hash = hash_bytes(above, hash_bytes(text, hash_bytes(path, 0))),
    };
    struct cms_reading reading = {.arena = arena, .above = above, .cms = &cms};
    if (is_script(path)) {
        struct value settings = script_default_export(text, arena);
        read(&reading, path, &settings);
    } else {
        struct source *source = source_parse(path, text, NULL);
        if (!source->is_broken)
            read(&reading, path, &source->front_matter);
        for (size_t i = 0; source->is_broken && i < source->diagnostics.count;
             i++)
            diagnostics_copy(faults, &source->diagnostics.items[i]);
        source_unref(source);
    }
    if (cms.count == 0)
        return false;
    *ret_cms = cms;
    return true;
}
