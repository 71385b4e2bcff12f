/* xml.h - text as it stands in XML. Private to this room.
 *
 * XML 1.0 forbids some characters, however they are written (2.2, "Char"):
 * U+0000 to U+001F but tab, line feed and carriage return, and U+FFFE and
 * U+FFFF; and no feed with one of them can be read. Content may hold them all
 * the same, as what was pasted from a terminal does. Each becomes U+FFFD, the
 * replacement character, which shows that something was there. */
#ifndef FEED_XML_H
#define FEED_XML_H

#include "base/str.h"

/* Appends valid UTF-8 as the text of an element. */
void xml_append(struct str *out, struct slice text);

/* <name>text</name> and a line break; nothing for SLICE_NONE. */
void xml_element(struct str *out, const char *name, struct slice text);

/* The start of a tag, its attributes, and its end:
 *
 *     <link rel="self" href="..."/>
 *
 * An attribute that is SLICE_NONE is left out. */
void xml_begin(struct str *out, const char *name);
void xml_attribute(struct str *out, const char *name, struct slice value);
void xml_end(struct str *out);

#endif
