/* picture_test.c - which picture it is, and how large it is shown.
 *
 * The files of cases/pictures were made by libvips, libavif, libheif and by
 * hand; Chromium lays each out with the size below where that is certain. */
#include "test.h"

#include "media/picture.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct expected {
    const char *name;
    enum picture_format format;
    uint32_t width, height;
    uint8_t orientation;
    bool is_animated, is_uncertain;
};

static const struct expected files[] = {
    {"plain.png", PICTURE_PNG, 3, 2, 1, false, false},
    {"animated.png", PICTURE_PNG, 30, 20, 1, true, false},
    {"one-frame.png", PICTURE_PNG, 30, 20, 1, false, false},
    {"turned.png", PICTURE_PNG, 40, 60, 6, false, false},
    {"turned-late.png", PICTURE_PNG, 30, 20, 1, false, false},
    {"plain.jpg", PICTURE_JPEG, 3, 2, 1, false, false},
    {"progressive.jpg", PICTURE_JPEG, 3, 2, 1, false, false},
    {"turned.jpg", PICTURE_JPEG, 40, 60, 6, false, false},
    {"turned-late.jpg", PICTURE_JPEG, 40, 60, 6, false, false},
    {"plain.gif", PICTURE_GIF, 3, 2, 1, false, false},
    {"animated.gif", PICTURE_GIF, 30, 20, 1, true, false},
    {"no-screen.gif", PICTURE_GIF, 3, 2, 1, false, false},
    {"off-screen.gif", PICTURE_GIF, 8, 4, 1, false, false},
    {"lossy.webp", PICTURE_WEBP, 3, 2, 1, false, false},
    {"lossless.webp", PICTURE_WEBP, 3, 2, 1, false, false},
    {"alpha.webp", PICTURE_WEBP, 3, 2, 1, false, false},
    {"animated.webp", PICTURE_WEBP, 30, 20, 1, true, false},
    {"turned.webp", PICTURE_WEBP, 40, 60, 6, false, true},
    {"plain.avif", PICTURE_AVIF, 3, 2, 1, false, false},
    {"animated.avif", PICTURE_AVIF, 70, 50, 1, true, false},
    {"turned.avif", PICTURE_AVIF, 40, 60, 1, false, false},
    {"rotated.avif", PICTURE_AVIF, 50, 70, 1, false, false},
    {"cropped.avif", PICTURE_AVIF, 40, 30, 1, false, true},
    {"plain.heic", PICTURE_HEIF, 70, 50, 1, false, false},
    {"plain.svg", PICTURE_SVG, 120, 60, 1, false, false},
    {"doctype.svg", PICTURE_SVG, 96, 96, 1, false, false},
    {"script.svg", PICTURE_SVG, 44, 22, 1, false, false},
    {"one-side.svg", PICTURE_SVG, 50, 25, 1, false, false},
    {"proportion.svg", PICTURE_SVG, 64, 32, 1, false, true},
};

static int open_case(const char *name)
{
    char path[256];
    (void)snprintf(path, sizeof path, "cases/pictures/%s", name);
    return open(path, O_RDONLY);
}

static void sizes_of_files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(files); i++) {
        struct picture picture;
        int fd = open_case(files[i].name);
        assert_true(fd >= 0);
        if (!picture_parse_file(fd, &picture))
            fail_msg("%s is no picture", files[i].name);
        close(fd);
        if (picture.format != files[i].format ||
            picture.width != files[i].width ||
            picture.height != files[i].height ||
            picture.orientation != files[i].orientation ||
            picture.is_animated != files[i].is_animated ||
            picture.is_certain == files[i].is_uncertain)
            fail_msg("%s: %s %ux%u, orientation %u%s%s", files[i].name,
                     picture_format_name(picture.format), picture.width,
                     picture.height, picture.orientation,
                     picture.is_animated ? ", animated" : "",
                     picture.is_certain ? "" : ", uncertain");
    }
}

struct drawing {
    const char *tag; /* SVG without the part that all have */
    uint32_t width, height;
    bool is_certain;
};

static const struct drawing drawings[] = {
    {"width='210mm' height='297mm'", 794, 1123, true},
    {"width='72pt' height='6pc'", 96, 96, true},
    {"width='101.6Q' height='1IN'", 96, 96, true},
    {"width='1.2e2' height='+.5e2'", 120, 50, true},
    {"width = \"33\"\n height\n=\n'22' ", 33, 22, true},
    {"width='100.6' height='0.2'", 101, 1, true},
    {"height='50' viewBox='-3 -3 64 32'", 100, 50, true},
    {"width='100%' height='100%' viewBox='0,0 640,320'", 640, 320, false},
    {"width='1em' height='1ex' viewBox='0 0 16 16'", 16, 16, false},
    {"width='auto' viewBox=' 0 0 30 20 '", 30, 20, false},
    {"style='width:40px' width='9' height='9' viewBox='0 0 64 32'", 64, 32,
     false},
    {"style='color:red' width='9' height='9'", 9, 9, true},
    {"", 0, 0, false},
    {"width='40'", 0, 0, false},
    {"width='0' height='3'", 0, 0, false},
    {"width='-3' height='3' viewBox='0 0 9 9'", 0, 0, false},
    {"width='&w;' height='3' viewBox='0 0 9 9'", 0, 0, false},
    {"width='40' viewBox='0 0 0 32'", 0, 0, false},
    {"width='40' viewBox='0 0 32'", 0, 0, false},
    {"width='40' viewBox='0 0 9 9' preserveAspectRatio='none'", 0, 0, false},
    {"width='1e99' height='1e99'", 0, 0, false},
    {"width='4' height=4", 0, 0, false},
};

static void check_drawing(struct slice text, const struct drawing *expected)
{
    struct picture picture;
    if (!picture_parse_bytes(text, &picture))
        picture.width = picture.height = picture.is_certain = 0;
    if (picture.width != expected->width ||
        picture.height != expected->height ||
        picture.is_certain != expected->is_certain)
        fail_msg("%.*s: %ux%u", SLICE_FMT(text), picture.width, picture.height);
}

static void drawings_have_css_pixels(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(drawings); i++) {
        struct str text = {0};
        str_appendf(&text, "<svg xmlns='http://www.w3.org/2000/svg' %s/>",
                    drawings[i].tag);
        check_drawing(str_slice(&text), &drawings[i]);
        str_release(&text);
    }
}

static void only_drawings_that_browsers_show_count(void **state)
{
    (void)state;
    static const struct drawing shown = {"", 4, 2, true}, none = {"", 0, 0, 0};
    check_drawing(SLICE("\xEF\xBB\xBF<?xml version='1.0'?><!-- <svg> -->\n"
                        "<!DOCTYPE svg [ <!ENTITY a '>'> <!-- ' --> ]>"
                        "<s:svg xmlns:s='http://www.w3.org/2000/svg' "
                        "width='4' height='2'>"),
                  &shown);
    check_drawing(SLICE("<svg width='4' height='2'/>"), &none);
    check_drawing(SLICE("<svg xmlns='urn:x' width='4' height='2'/>"), &none);
    check_drawing(SLICE("<html><svg xmlns='http://www.w3.org/2000/svg' "
                        "width='4' height='2'/></html>"),
                  &none);
    check_drawing(SLICE("# Text"), &none);
    check_drawing(SLICE(""), &none);
}

/* Bytes of a file at an offset, and how often they were asked for. */
struct counted {
    struct slice bytes;
    unsigned segments; /* in front of them, after the first two */
    unsigned reads;
};

static size_t read_counted(void *context, uint64_t offset, void *buffer,
                           size_t size)
{
    struct counted *counted = context;
    uint8_t *out = buffer;
    counted->reads++;
    for (size_t i = 0; i < size; i++) {
        if (offset + i >= counted->bytes.size)
            return i;
        out[i] = (uint8_t)counted->bytes.data[offset + i];
    }
    return size;
}

/* 700 segments of 64 kB each before the size are skipped, and cost a piece
 * each; so the size after the 256th is not found, in a bounded time. */
static size_t read_segments(void *context, uint64_t offset, void *buffer,
                            size_t size)
{
    struct counted *counted = context;
    uint8_t *out = buffer;
    uint64_t end = 2 + (uint64_t)counted->segments * 0x10001;
    counted->reads++;
    for (size_t i = 0; i < size; i++) {
        static const uint8_t head[] = {0xFF, 0xE5, 0xFF, 0xFF};
        uint64_t at = offset + i, within = at < 2 ? at : (at - 2) % 0x10001;
        if (at >= end) {
            if (at - end + 2 >= counted->bytes.size)
                return i;
            out[i] = (uint8_t)counted->bytes.data[at - end + 2];
        } else if (at < 2) {
            out[i] = (uint8_t)counted->bytes.data[at];
        } else {
            out[i] = within < sizeof head ? head[within] : 0;
        }
    }
    return size;
}

static void a_size_after_large_segments_is_found(void **state)
{
    (void)state;
    char bytes[4096];
    int fd = open_case("turned.jpg");
    ssize_t size = read(fd, bytes, sizeof bytes);
    assert_true(size > 0);
    close(fd);
    for (unsigned segments = 0; segments < 700; segments += 90) {
        struct counted counted = {{bytes, (size_t)size}, segments, 0};
        const struct picture_source source = {read_segments, &counted};
        struct picture picture;
        bool is_found = picture_parse(&source, &picture);
        assert_int_equal(is_found, segments < PICTURE_MAX_PIECES);
        assert_true(counted.reads <= PICTURE_MAX_PIECES);
        if (is_found)
            assert_int_equal(picture.height, 60);
    }
}

/* What is read of a picture does not depend on the size that it claims. */
static void a_bomb_costs_one_piece(void **state)
{
    (void)state;
    static const char bomb[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\xEA\x60"
                               "\0\0\xEA\x60\x08\0\0\0\0\0\0\0\0"
                               "\0\0\0\x01IDATxcccc\0\0\0\0IEND";
    struct counted counted = {{bomb, sizeof bomb - 1}, 0, 0};
    const struct picture_source source = {read_counted, &counted};
    struct picture picture;
    assert_true(picture_parse(&source, &picture));
    assert_int_equal(picture.width, 60000);
    assert_int_equal(picture.height, 60000);
    assert_int_equal(counted.reads, 1);
}

/* Every file, cut at every byte: never a crash, and no size that it does not
 * have. */
static void cut_files_are_no_other_pictures(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(files); i++) {
        static char bytes[8192];
        int fd = open_case(files[i].name);
        ssize_t size = read(fd, bytes, sizeof bytes);
        close(fd);
        for (ssize_t cut = 0; cut < size; cut++) {
            /* Its own block, so that sanitizers see the end. */
            char *copy = malloc((size_t)cut + 1);
            struct picture picture;
            memcpy(copy, bytes, (size_t)cut);
            if (picture_parse_bytes((struct slice){copy, (size_t)cut},
                                    &picture)) {
                assert_int_equal(picture.format, files[i].format);
                assert_int_equal(picture.width + picture.height,
                                 files[i].width + files[i].height);
            }
            free(copy);
        }
    }
}

/* A frame too large to be walked over: the loop decides. */
static size_t read_endless_gif(void *context, uint64_t offset, void *buffer,
                               size_t size)
{
    static const char head[] = "GIF89a\x09\0\x08\0\0\0\0"
                               "!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0"
                               ",\0\0\0\0\x09\0\x08\0\0\x08";
    unsigned *reads = context;
    uint8_t *out = buffer;
    ++*reads;
    for (size_t i = 0; i < size; i++) {
        uint64_t at = offset + i;
        out[i] = at < sizeof head - 1 ? (uint8_t)head[at] : 0xFF;
    }
    return size;
}

static void an_endless_animation_costs_a_bounded_time(void **state)
{
    (void)state;
    unsigned reads = 0;
    const struct picture_source source = {read_endless_gif, &reads};
    struct picture picture;
    assert_true(picture_parse(&source, &picture));
    assert_int_equal(picture.width, 9);
    assert_int_equal(picture.height, 8);
    assert_true(picture.is_animated);
    assert_int_equal(reads, PICTURE_MAX_PIECES);
}

static void formats_have_names(void **state)
{
    (void)state;
    assert_string_equal(picture_format_name(PICTURE_SVG), "svg");
    assert_string_equal(picture_format_type(PICTURE_JPEG), "image/jpeg");
    assert_null(picture_format_name(PICTURE_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_of_files_are_read),
        cmocka_unit_test(drawings_have_css_pixels),
        cmocka_unit_test(only_drawings_that_browsers_show_count),
        cmocka_unit_test(a_size_after_large_segments_is_found),
        cmocka_unit_test(a_bomb_costs_one_piece),
        cmocka_unit_test(cut_files_are_no_other_pictures),
        cmocka_unit_test(an_endless_animation_costs_a_bounded_time),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
