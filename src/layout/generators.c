/* generators.c - the list of all generators. */
#include "layout/generator.h"

#include "base/array.h"

/* To add a generator, write its file and add a row here. */
static const struct generator *const generators[] = {
    &zola_generator,     &hugo_generator,       &astro_generator,
    &nuxt_generator,     &vault_generator,      &eleventy_generator,
    &gatsby_generator,   &fumadocs_generator,   &nextra_generator,
    &next_generator,     &nikola_generator,     &pelican_generator,
    &hexo_generator,     &jekyll_generator,     &grav_generator,
    &statamic_generator, &notion_generator,     &medium_generator,
    &stackbit_generator, &docusaurus_generator, &vitepress_generator,
    &plain_generator,
};
_Static_assert(ARRAY_COUNT(generators) <= GENERATORS_MAX,
               "signs have room for each");

const size_t generator_count = ARRAY_COUNT(generators);

const struct generator *generator_at(size_t index)
{
    return index < ARRAY_COUNT(generators) ? generators[index] : NULL;
}
