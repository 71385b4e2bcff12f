/* media.h - the list of files. Private to this room. */
#ifndef API_MEDIA_H
#define API_MEDIA_H

#include "api/exchange.h"

void respond_media_list(struct exchange *x);

#endif
