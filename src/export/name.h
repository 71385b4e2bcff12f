/* name.h - the file that has the answer to a target. Private to this room.
 *
 *     /                        index.json
 *     /posts                   posts.json
 *     /posts/hello             posts/hello.json
 *     /posts/hello.md          posts/hello.md
 *     /posts?page=2            posts@page=2.json
 *     /posts.rss?page=2        posts.rss@page=2.rss
 *     /_media/a.jpg?w=640&format=webp    _media/a.jpg@w=640&format=webp.webp
 *
 * What names no form gets the ending of its type; "?" becomes "@", and what
 * follows stands as it was sent. The path is decoded, as servers look it up. */
#ifndef EXPORT_NAME_H
#define EXPORT_NAME_H

#include "api/response.h"
#include "base/err.h"

/* The name lies in `arena`. False for one that no file can have. */
bool name_of_answer(struct slice target, const struct response *response,
                    struct arena *arena, struct slice *ret_name,
                    struct err *err) MUST_USE;

#endif
