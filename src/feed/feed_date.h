/* feed_date.h - dates as RSS has them. Private to this room. */
#ifndef FEED_FEED_DATE_H
#define FEED_FEED_DATE_H

#include "document/date.h"

#include "base/str.h"

/* "Wed, 01 May 2024 09:00:00 -0500": RFC 822, 5.1, in English whatever the
 * locale, with the year in four digits as RSS 2.0 has it, and at the offset
 * that the date was written with. */
void feed_date_append(struct str *out, const struct date *date);

#endif
