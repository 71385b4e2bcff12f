/* public_url.h - answers that need to know where the site is. Private to this
 * room. */
#ifndef API_PUBLIC_URL_H
#define API_PUBLIC_URL_H

#include "api/exchange.h"
#include "represent/absolute.h"

/* Finds where the pages of the site are; false after a 400 that says that
 * "Feeds hold" absolute addresses, and which setting is missing. */
bool exchange_require_site(struct exchange *x, const char *what_holds,
                           struct site_base *ret_base) MUST_USE;

/* Adds an error to the query if it wants absolute addresses and there are
 * none. */
void exchange_check_urls(struct exchange *x);

#endif
