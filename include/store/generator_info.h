/* generator_info.h - what the settings of Jekyll and Hugo say of the site. */
#ifndef STORE_GENERATOR_INFO_H
#define STORE_GENERATOR_INFO_H

#include "store/snapshot.h"

/* Sets title, description, language and public_url; SLICE_NONE or "" where they
 * say nothing. Texts lie in `settings` or in the arena. */
void read_generator_info(const struct value *settings, struct arena *arena,
                         struct site_info *ret_site);

#endif
