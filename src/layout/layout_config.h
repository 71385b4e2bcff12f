/* layout_config.h - the settings of a generator. Private to this room. */
#ifndef LAYOUT_LAYOUT_CONFIG_H
#define LAYOUT_LAYOUT_CONFIG_H

#include "layout/generator.h"

/* Fills layout->config from the sources that are settings. */
void layout_find_config(struct layout *layout,
                        const struct layout_input *input);

/* Whether the file of that path may contain settings. */
bool layout_is_config(const struct layout *layout, struct slice path);

#endif
