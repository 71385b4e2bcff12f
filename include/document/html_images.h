/* html_images.h - the <img> tags in HTML, one by one.
 *
 *     <p><img src="a.png" alt="A"></p> <script>"<img>"</script>
 *            '-tag_at                           is none
 *
 * HTML may come in parts, as the nodes of a body do: what one part leaves open,
 * a script or a comment, the next one goes on with. */
#ifndef DOCUMENT_HTML_IMAGES_H
#define DOCUMENT_HTML_IMAGES_H

#include "base/str.h"

/* Set `html`, zero the rest; for the next part set `html`, and `at` to 0. */
struct html_scan {
    struct slice html;
    size_t at;
    const char *inside; /* an element with text alone that is open; or NULL */
    bool is_in_comment;
    bool is_in_picture; /* <picture>, whose sources may have other sizes */
};

struct html_image {
    size_t tag_at;         /* after "<img" */
    struct slice src, alt; /* as they are written there; SLICE_NONE for none */
    bool has_size;         /* its writer says how large it is shown */
    bool has_loading, has_srcset;
    bool is_template; /* it has braces, which a program fills in */
};

/* False after the last whole tag. */
bool html_image_next(struct html_scan *scan, struct html_image *ret_image);

/* Appends the value of an attribute with its entities decoded, those that
 * renderers write, and numbers. */
void html_append_value(struct str *out, struct slice value);

#endif
