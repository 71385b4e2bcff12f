/* parts.h - fields=author.name: what `fields` leaves of a member or element.
 *
 *     fields=slug,badge.label,tags.0
 *
 *     slug    all of it             badge   of its members `label`
 *     tags    of its elements the first
 *
 * A value that has no parts - a string, a number - is not shown where only
 * parts of it are asked for; null is, since it may stand for an object. */
#ifndef REPRESENT_PARTS_H
#define REPRESENT_PARTS_H

#include "document/value.h"
#include "query/query.h"

/* `struct parts all = {0}` is all of a value. */
struct parts {
    const struct name_tree *names; /* NULL: all of it */
    bool leaves_out;               /* all but these names */
};

/* What becomes of one member or element. */
struct choice {
    bool is_shown;
    bool is_named;      /* asked for by this very name */
    struct parts parts; /* of it */
};

/* A key that holds dots is found by a path: "a.b" by fields=a.b. */
struct choice parts_choose_member(const struct parts *parts, struct slice key);

/* Of a list. A number in `fields` is the element of that index, from 0; every
 * other name means a member of each element, and where there are only numbers
 * the elements that they do not name are left out. */
struct choice parts_choose_element(const struct parts *parts, size_t index);

/* Whether a number is among the names. */
bool parts_name_elements(const struct parts *parts);

/* Whether the member or element is shown, now that its value is known. */
bool choice_shows(const struct choice *choice, const struct value *value);

/* Appends what is left of the value as JSON. Adds what was passed over, as
 * bytes, to *work, which may be NULL. */
void parts_write_value(struct str *out, const struct value *value,
                       const struct parts *parts, size_t *work);

#endif
