/* example.h - files of settings to start from. Private to this room. */
#ifndef CLI_EXAMPLE_H
#define CLI_EXAMPLE_H

#include "site/settings.h"

/* Appends all settings with their defaults, or, if `settings` are given, those
 * that describe a site, with the values in effect: each in a comment that says
 * what it is. */
void example_append(struct str *out, const struct settings *settings);

#endif
