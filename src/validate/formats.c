/* formats.c - the table of formats.
 *
 * JSON Schema leaves it to a program whether `format` is a rule or a note.
 * Editors take it for a rule, and a writer who is told of a wrong address is
 * better off. A format that is not known is a note. */
#include "validate/formats.h"

#include "base/array.h"
#include "base/nearest.h"
#include "validate/format.h"
#include "validate/format_forms.h"
#include "validate/pattern.h"

static const struct string_format formats[] = {
    {"date", "a date", "2025-06-30", is_full_date},
    {"time", "a time with an offset", "09:30:00Z", is_full_time},
    {"date-time", "a date and time with an offset", "2025-06-30T09:30:00Z",
     is_date_time},
    {"duration", "a duration", "P3DT12H", is_duration},
    {"email", "an email address", "ana@example.org", is_email},
    {"idn-email", "an email address", "ana@example.org", is_idn_email},
    {"hostname", "a host name", "www.example.org", is_hostname},
    {"ipv4", "an IPv4 address", "192.0.2.1", is_ipv4},
    {"ipv6", "an IPv6 address", "2001:db8::1", is_ipv6},
    {"uri", "a URL with its scheme", "https://example.org/a", is_uri},
    {"uri-reference", "a URL or a path", "/a/b?c=d", is_uri_reference},
    {"iri", "a URL with its scheme", "https://example.org/a", is_iri},
    {"iri-reference", "a URL or a path", "/a/b?c=d", is_iri_reference},
    {"uri-template", "a URL template", "/posts/{slug}", is_uri_template},
    {"uuid", "a UUID", "123e4567-e89b-12d3-a456-426614174000", is_uuid},
    {"json-pointer", "a JSON Pointer", "/a/0", is_json_pointer},
    {"relative-json-pointer", "a relative JSON Pointer", "1/a",
     is_relative_json_pointer},
    {"regex", "a regular expression", "^[a-z]+$", pattern_is_valid},
};

const struct string_format *format_find(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(formats); i++) {
        if (slice_is(name, formats[i].name))
            return &formats[i];
    }
    return NULL;
}

struct slice format_meant(struct slice name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < ARRAY_COUNT(formats); i++)
        (void)nearest_consider(&nearest, slice_of(formats[i].name));
    return nearest.name;
}

bool format_fits(const char *format, struct slice text)
{
    const struct string_format *found = format_find(slice_of(format));
    return found == NULL || found->fits(text);
}
