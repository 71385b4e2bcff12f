/* encoding.c - UTF-8, and what editors write instead.
 *
 * A file in UTF-16 is no front matter to whoever reads bytes: all of it would
 * be a body of garbage, and a draft would be published. Where the byte order
 * mark is missing the first letters tell, which are ASCII in whatever holds
 * keys: half of their bytes are NUL. Bytes of other encodings are found where
 * they stand, by who reads them. */
#include "document/encoding.h"

#define FIRST_BYTES 4
#define LEAST_NULS  2 /* among them */

static bool has_mark_of_utf16(struct slice bytes)
{
    return slice_starts(bytes, "\xFF\xFE") || slice_starts(bytes, "\xFE\xFF");
}

bool encoding_check(struct slice bytes, struct diagnostics *diagnostics)
{
    size_t nuls = 0;
    for (size_t i = 0; i < bytes.size && i < FIRST_BYTES; i++)
        nuls += bytes.data[i] == '\0' ? 1 : 0;
    if (!has_mark_of_utf16(bytes) && nuls < LEAST_NULS)
        return true;
    return diagnostics_add(diagnostics, DIAGNOSTIC_FILE_ENCODING, 1, 1,
                           "save the file as UTF-8",
                           "the file is UTF-16 or UTF-32, not UTF-8");
}

struct slice encoding_unify_lines(struct slice bytes, struct arena *arena)
{
    if (slice_find_char(bytes, 0, '\r') == bytes.size ||
        slice_find_char(bytes, 0, '\n') < bytes.size)
        return bytes;
    char *copy = arena_bytes(arena, bytes.size);
    for (size_t i = 0; i < bytes.size; i++)
        copy[i] = bytes.data[i] == '\r' ? '\n' : bytes.data[i];
    return (struct slice){copy, bytes.size};
}
