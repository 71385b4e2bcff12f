/* reading.h - what CivetWeb has read of a request, as a head. */
#ifndef HTTP_READING_H
#define HTTP_READING_H

#include "http/head.h"

struct mg_request_info; /* civetweb.h */

/* The head borrows from `info` and from *target, which is cleared first. Where
 * no request was read it is empty. */
void reading_take(const struct mg_request_info *info, struct str *target,
                  struct head *head);

/* Whether the library has read every line of it; see head_was_read_whole(). */
bool reading_is_whole(const struct mg_request_info *info);

#endif
