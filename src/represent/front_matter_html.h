/* front_matter_html.h - Markdown of front matter as HTML: the same paths as in
 * the document, with HTML in place of the text (markdown_fields.h). Private to
 * this room. */
#ifndef REPRESENT_FRONT_MATTER_HTML_H
#define REPRESENT_FRONT_MATTER_HTML_H

#include "represent/member_writer.h"

/* The member, which is there only where it is included. */
#define FRONT_MATTER_HTML_NAME "front_matter_html"

void front_matter_html_write(const struct member_writer *writer,
                             const struct entry *entry,
                             const struct parts *parts);

#endif
