/* kinds_test.c - what is served, and what never is. */
#include "test.h"

#include "document/path.h"
#include "media/kinds.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void types_follow_from_extensions(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type;
    } rows[] = {
        {"a.png", "image/png"},
        {"A.JPG", "image/jpeg"},
        {"a.b.webp", "image/webp"},
        {"a.svg", "image/svg+xml"},
        {"site.css", "text/css; charset=utf-8"},
        {"config.php.jpg", "image/jpeg"}, /* nothing runs it here */
        {"v1.2.zip", "application/zip"},
        {"site.tar.gz", "application/gzip"},
        {"points.csv.gz", "application/gzip"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(media_kind_of(slice_of(rows[i].name))->type,
                            rows[i].type);
}

static void everything_else_is_never_served(void **state)
{
    (void)state;
    static const char *const names[] = {
        ".env",  "x.env",       ".png",        ".hidden.png", "a",
        "",      ".",           "..",          "a.",          "png",
        "a.php", "a.phtml",     "a.cgi",       "a.py",        "a.ts",
        "a.vue", "a.scss",      "a.liquid",    "a.sql",       "a.sqlite",
        "a.db",  "a.bak",       "a.png~",      "a.png.bak",   "a.swp",
        "a.pem", "a.key",       "id_rsa",      "a.yaml",      "a.toml",
        "a.md",  "dump.sql.gz", "site.db.zip", "x.env.zip",   "a.exe",
        "a.sh",  "a.jpg/",      "Makefile",    "a.htaccess",  "a.conf",
    };
    for (size_t i = 0; i < COUNT(names); i++)
        assert_null(media_kind_of(slice_of(names[i])));
    assert_null(media_kind_of(SLICE("a.php\0.png.x")));
}

/* What lint and layout take for a file to be shown is one. */
static void all_that_documents_name_has_a_kind(void **state)
{
    (void)state;
    const struct media_kind *kind;
    char name[32];
    static const char *const named[] = {
        "png", "jpg", "jpeg", "gif",  "webp", "avif", "svg",  "bmp",
        "ico", "tif", "tiff", "heic", "mp3",  "ogg",  "wav",  "flac",
        "m4a", "mp4", "webm", "mov",  "pdf",  "epub", "zip",  "gz",
        "tgz", "doc", "docx", "xls",  "xlsx", "ppt",  "pptx", "odt",
    };
    for (size_t i = 0; i < COUNT(named); i++) {
        (void)snprintf(name, sizeof name, "a.%s", named[i]);
        assert_true(path_is_media(slice_of(name)));
        assert_non_null(media_kind_of(slice_of(name)));
    }
    for (size_t i = 0; (kind = media_kind_at(i)) != NULL; i++) {
        (void)snprintf(name, sizeof name, "a.%s", kind->extension);
        assert_ptr_equal(media_kind_of(slice_of(name)), kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_follow_from_extensions),
        cmocka_unit_test(everything_else_is_never_served),
        cmocka_unit_test(all_that_documents_name_has_a_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
