/* address.h - the address of a database: whether it can be one, and what of it
 * may be shown.
 *
 *     postgresql://blog:secret@db.example.com/blog
 *     postgresql://blog:***@db.example.com/blog       to logs and `config`
 *
 * Either a URL or a list of parameters ("host=... password=..."), as libpq
 * takes them (its manual, 34.1.1, Connection Strings). Known also to a program
 * that was built without libpq, since its settings are shown as well. */
#ifndef SEARCH_ADDRESS_H
#define SEARCH_ADDRESS_H

#include "base/arena.h"
#include "base/err.h"

#define ADDRESS_HINT                                                           \
    "write postgresql://USER@HOST:PORT/DATABASE, and '@' as %40, '/' as %2F, " \
    "'?' as %3F and '%' as %25 in a user name or password"

/* Whether it begins as the URL of one does. */
bool address_is_url(struct slice text);

/* Whether the address of a database may be in a text, also a mistyped one, and
 * with it a password: such a text of the settings is not quoted. */
bool address_may_be_in(struct slice text);

/* False if libpq would read it otherwise than it is meant, as where a password
 * has an "@" that is not "%40"; the error quotes nothing of it. */
bool address_check(struct slice address, struct err *err) MUST_USE;

/* A copy in which every password is "***". What cannot be read is shown up to
 * "://" at most. */
struct slice address_mask(struct slice address, struct arena *arena);

#endif
