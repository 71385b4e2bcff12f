/* format_forms.h - the forms of strings that formats.c names. Private to this
 * room. */
#ifndef VALIDATE_FORMAT_FORMS_H
#define VALIDATE_FORMAT_FORMS_H

#include "base/str.h"

/* RFC 3339, 5.6: full-date, full-time and date-time; Appendix A: duration. */
bool is_full_date(struct slice text);
bool is_full_time(struct slice text);
bool is_date_time(struct slice text);
bool is_duration(struct slice text);

/* RFC 3986: URI, and URI-reference; RFC 3987: the same with any letters. */
bool is_uri(struct slice text);
bool is_uri_reference(struct slice text);
bool is_iri(struct slice text);
bool is_iri_reference(struct slice text);
bool is_uri_template(struct slice text); /* RFC 6570 */

bool is_hostname(struct slice text);  /* RFC 1123, 2.1 */
bool is_email(struct slice text);     /* RFC 5321, 4.1.2: Mailbox */
bool is_idn_email(struct slice text); /* RFC 6531 */
bool is_ipv4(struct slice text);
bool is_ipv6(struct slice text); /* RFC 4291, 2.2 */

bool is_uuid(struct slice text);         /* RFC 4122 */
bool is_json_pointer(struct slice text); /* RFC 6901 */
bool is_relative_json_pointer(struct slice text);

#endif
