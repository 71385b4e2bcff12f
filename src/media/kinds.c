/* kinds.c - the table of what is served.
 *
 * A type is what browsers act on, and with "nosniff" it is all that they act
 * on. Those here are registered with IANA, but for a few that every browser
 * knows better under another name:
 *
 *     ico    image/x-icon: what favicons have always been called; the
 *            registered image/vnd.microsoft.icon says the same
 *     js     text/javascript: RFC 9239 makes it the one name again
 *     woff2  font/woff2 and its like: RFC 8081
 *     m4a    audio/mp4: RFC 4337; there is no audio/m4a
 *     flac   audio/flac: RFC 9639
 *     opus   audio/ogg: RFC 5334, it is a codec in a container
 *     md     not there: a document, or a paper of the project
 *
 * Text in a type without a charset is taken for Windows-1252 by browsers, so
 * those that are text have one; JSON is UTF-8 by definition (RFC 8259, 8.1).
 *
 * Not in the table, on purpose: php, cgi, py, rb and other programs; env, ini,
 * conf, pem, key; sqlite, db, sql, bak; ts, vue, scss, liquid and other
 * sources; yaml, yml, toml and md, which are content or settings. */
#include "media/kinds.h"

#include "base/array.h"

#define PLAIN_TEXT MEDIA_TEXT
#define WEB        (MEDIA_TEXT | MEDIA_PUBLIC_ONLY)

static const struct media_kind kinds[] = {
    /* Pictures. */
    {"jpg", "image/jpeg", MEDIA_PICTURE},
    {"jpeg", "image/jpeg", MEDIA_PICTURE},
    {"png", "image/png", MEDIA_PICTURE},
    {"gif", "image/gif", MEDIA_PICTURE},
    {"webp", "image/webp", MEDIA_PICTURE},
    {"avif", "image/avif", MEDIA_PICTURE},
    {"svg", "image/svg+xml", MEDIA_PICTURE | MEDIA_TEXT},
    {"bmp", "image/bmp", MEDIA_PICTURE},
    {"ico", "image/x-icon", MEDIA_PICTURE},
    {"tif", "image/tiff", MEDIA_PICTURE},
    {"tiff", "image/tiff", MEDIA_PICTURE},
    {"heic", "image/heic", MEDIA_PICTURE},
    {"apng", "image/apng", MEDIA_PICTURE},
    {"jxl", "image/jxl", MEDIA_PICTURE},
    /* Sounds and films, and the texts that go with them. */
    {"mp3", "audio/mpeg", 0},
    {"m4a", "audio/mp4", 0},
    {"aac", "audio/aac", 0},
    {"ogg", "audio/ogg", 0},
    {"oga", "audio/ogg", 0},
    {"opus", "audio/ogg", 0},
    {"wav", "audio/wav", 0},
    {"flac", "audio/flac", 0},
    {"mp4", "video/mp4", 0},
    {"m4v", "video/mp4", 0},
    {"webm", "video/webm", 0},
    {"ogv", "video/ogg", 0},
    {"mov", "video/quicktime", 0},
    {"vtt", "text/vtt; charset=utf-8", PLAIN_TEXT},
    {"srt", "application/x-subrip", PLAIN_TEXT},
    /* Documents to download. */
    {"pdf", "application/pdf", MEDIA_VIEWER},
    {"epub", "application/epub+zip", 0},
    {"doc", "application/msword", 0},
    {"docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     0},
    {"xls", "application/vnd.ms-excel", 0},
    {"xlsx",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 0},
    {"ppt", "application/vnd.ms-powerpoint", 0},
    {"pptx",
     "application/"
     "vnd.openxmlformats-officedocument.presentationml.presentation",
     0},
    {"odt", "application/vnd.oasis.opendocument.text", 0},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet", 0},
    {"odp", "application/vnd.oasis.opendocument.presentation", 0},
    {"ics", "text/calendar; charset=utf-8", PLAIN_TEXT},
    {"gpx", "application/gpx+xml", PLAIN_TEXT},
    {"kml", "application/vnd.google-earth.kml+xml", PLAIN_TEXT},
    {"geojson", "application/geo+json", PLAIN_TEXT},
    {"zip", "application/zip", MEDIA_ARCHIVE},
    {"gz", "application/gzip", MEDIA_ARCHIVE},
    {"tgz", "application/gzip", MEDIA_ARCHIVE},
    /* What a site is made of. */
    {"woff2", "font/woff2", 0},
    {"woff", "font/woff", 0},
    {"ttf", "font/ttf", 0},
    {"otf", "font/otf", 0},
    {"css", "text/css; charset=utf-8", WEB},
    {"js", "text/javascript; charset=utf-8", WEB},
    {"mjs", "text/javascript; charset=utf-8", WEB},
    {"wasm", "application/wasm", MEDIA_PUBLIC_ONLY},
    {"html", "text/html; charset=utf-8", WEB},
    {"htm", "text/html; charset=utf-8", WEB},
    {"txt", "text/plain; charset=utf-8", WEB},
    {"csv", "text/csv; charset=utf-8", WEB},
    {"json", "application/json", WEB},
    {"xml", "application/xml", WEB},
    {"xsl", "application/xslt+xml", WEB},
    {"webmanifest", "application/manifest+json", WEB},
};

/* What archives are packed into once more. */
static const char *const packed[] = {"tar", "svg", "csv",   "json", "xml",
                                     "txt", "pdf", "gpx",   "html", "css",
                                     "js",  "min", "bundle"};

const struct media_kind *media_kind_at(size_t index)
{
    return index < ARRAY_COUNT(kinds) ? &kinds[index] : NULL;
}

/* What follows the last dot; the name is then without both. */
static struct slice cut_extension(struct slice *name)
{
    size_t dot = name->size;
    while (dot > 0 && name->data[dot - 1] != '.' && name->data[dot - 1] != '/')
        dot--;
    if (dot < 2 || name->data[dot - 1] != '.' || name->data[dot - 2] == '/')
        return SLICE_NONE;
    struct slice extension = slice_from(*name, dot);
    *name = slice_sub(*name, 0, dot - 1);
    return extension;
}

static bool looks_like_extension(struct slice text)
{
    size_t i = 0;
    while (i < text.size && ((text.data[i] >= 'a' && text.data[i] <= 'z') ||
                             (text.data[i] >= 'A' && text.data[i] <= 'Z')))
        i++;
    return text.size > 0 && i == text.size;
}

/* "site.sql.gz", "users.db.zip": one compressed file has its own extension
 * before that of the archive. A number there is a version, "v1.2.zip". */
static bool hides_something(struct slice stem)
{
    struct slice inner = cut_extension(&stem);
    if (!looks_like_extension(inner))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(packed); i++) {
        if (slice_equal_nocase(inner, slice_of(packed[i])))
            return false;
    }
    return true;
}

const struct media_kind *media_kind_of(struct slice file_name)
{
    struct slice stem = file_name;
    struct slice extension = cut_extension(&stem);
    const struct media_kind *kind = NULL;
    for (size_t i = 0; i < ARRAY_COUNT(kinds) && kind == NULL; i++) {
        if (slice_equal_nocase(extension, slice_of(kinds[i].extension)))
            kind = &kinds[i];
    }
    if (kind == NULL || slice_starts(file_name, "."))
        return NULL;
    return (kind->traits & MEDIA_ARCHIVE) != 0 && hides_something(stem) ? NULL
                                                                        : kind;
}
