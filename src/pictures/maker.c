/* maker.c - libvips: decodes a picture, scales it, and encodes it anew.
 *
 * It decodes no more than it needs: libvips asks decoders for a smaller picture
 * where they can give one (JPEG, WebP), and works through the rest in strips.
 * Pictures are the classic way into programs, so only the decoder of the format
 * that the head has shown can be called, none of those that libvips itself
 * calls untrusted, and all of it happens in a process that has nothing else.
 *
 * Turning is done here by the orientation in the job, not by libvips: the
 * server and the result then agree on it, also where libvips reads none (PNG).
 * What is encoded carries nothing of the source: no EXIF, no place, no profile,
 * since its colours are those of sRGB. */
#include "pictures/maker.h"

#include "base/array.h"
#include "media/picture.h"

#include <unistd.h>
#include <vips/vips.h>

/* Of AVIF, 0 to 9: higher ones take seconds and save a few percent. */
#define AVIF_EFFORT 2
#define WEBP_EFFORT 4
#define PNG_EFFORT  6

static const char *const decoders[] = {
    [PICTURE_PNG] = "VipsForeignLoadPng",
    [PICTURE_JPEG] = "VipsForeignLoadJpeg",
    [PICTURE_GIF] = "VipsForeignLoadNsgif",
    [PICTURE_WEBP] = "VipsForeignLoadWebp",
    [PICTURE_AVIF] = "VipsForeignLoadHeif",
    [PICTURE_HEIF] = "VipsForeignLoadHeif",
};

/* Replaces *image, which it unrefs; false on an error. */
static bool take(VipsImage **image, VipsImage *next, int failure)
{
    g_object_unref(*image);
    *image = failure == 0 ? next : NULL;
    return failure == 0;
}

bool maker_start(const char *program)
{
#if VIPS_MAJOR_VERSION == 8 && VIPS_MINOR_VERSION < 15
    /* It would compile code at run time, which services may not. */
    (void)g_setenv("VIPS_NOVECTOR", "1", TRUE);
#endif
    if (VIPS_INIT(program) != 0)
        return false;
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_concurrency_set(1); /* there is a process for each core */
    vips_cache_set_max(0);   /* nothing is done twice */
    return true;
}

static bool is_as_told(VipsImage *image, const struct job *job)
{
    return (uint32_t)vips_image_get_width(image) == job->stored_width &&
           (uint32_t)vips_image_get_height(image) == job->stored_height;
}

/* Whether the library reads the same from the head as the server has. */
static bool check(VipsSource *source, const struct job *job,
                  bool *ret_has_profile)
{
    VipsImage *image = vips_image_new_from_source(source, "", "access",
                                                  VIPS_ACCESS_SEQUENTIAL, NULL);
    bool ok = image != NULL && is_as_told(image, job);
    *ret_has_profile =
        ok && vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0;
    VIPS_UNREF(image);
    return ok;
}

/* Scaled, in the colours of sRGB, 8 bits each, not turned yet. */
static VipsImage *decode(VipsSource *source, const struct job *job,
                         bool has_profile)
{
    VipsImage *image = NULL, *next = NULL;
    bool is_turned = job->orientation >= 5;
    int width = (int)(is_turned ? job->height : job->width);
    int height = (int)(is_turned ? job->width : job->height);
    if (vips_thumbnail_source(source, &image, width, "height", height, "size",
                              VIPS_SIZE_FORCE, "no_rotate", TRUE,
                              has_profile ? "export_profile" : NULL, "srgb",
                              NULL) != 0)
        return NULL;
    bool is_plain =
        vips_image_get_format(image) == VIPS_FORMAT_UCHAR &&
        (vips_image_get_interpretation(image) == VIPS_INTERPRETATION_sRGB ||
         vips_image_get_interpretation(image) == VIPS_INTERPRETATION_B_W);
    if (!is_plain)
        (void)take(
            &image, next,
            vips_colourspace(image, &next, VIPS_INTERPRETATION_sRGB, NULL));
    return image;
}

/* EXIF 2.32, 4.6.4, Orientation: turned, then mirrored. */
static bool turn(VipsImage **image, unsigned orientation)
{
    static const struct {
        VipsAngle angle;
        bool is_mirrored;
    } turns[] = {
        [1] = {VIPS_ANGLE_D0, false},   [2] = {VIPS_ANGLE_D0, true},
        [3] = {VIPS_ANGLE_D180, false}, [4] = {VIPS_ANGLE_D180, true},
        [5] = {VIPS_ANGLE_D90, true},   [6] = {VIPS_ANGLE_D90, false},
        [7] = {VIPS_ANGLE_D270, true},  [8] = {VIPS_ANGLE_D270, false},
    };
    VipsImage *next = NULL;
    if (orientation <= 1 || orientation >= ARRAY_COUNT(turns))
        return true;
    /* It was decoded from top to bottom, and is now read in another job. */
    VipsImage *whole = vips_image_copy_memory(*image);
    if (!take(image, whole, whole != NULL ? 0 : -1))
        return false;
    int failure = vips_rot(*image, &next, turns[orientation].angle, NULL);
    if (!take(image, next, failure))
        return false;
    if (!turns[orientation].is_mirrored)
        return true;
    failure = vips_flip(*image, &next, VIPS_DIRECTION_HORIZONTAL, NULL);
    return take(image, next, failure);
}

/* On white, where the format has no transparency. */
static bool flatten(VipsImage **image)
{
    VipsImage *next = NULL;
    VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
    int failure = vips_image_hasalpha(*image)
                      ? vips_flatten(*image, &next, "background", white, NULL)
                      : vips_copy(*image, &next, NULL);
    vips_area_unref(VIPS_AREA(white));
    return take(image, next, failure);
}

static bool add_alpha(VipsImage **image)
{
    VipsImage *next = NULL;
    return vips_image_hasalpha(*image) ||
           take(image, next, vips_addalpha(*image, &next, NULL));
}

/* Cuts from the middle, or adds a margin: white, or none of it is seen. */
static bool fit(VipsImage **image, const struct job *job)
{
    VipsImage *next = NULL;
    int width = vips_image_get_width(*image);
    int height = vips_image_get_height(*image);
    int box_width = (int)job->box_width, box_height = (int)job->box_height;
    bool is_opaque = job->format == PICTURE_JPEG;
    if (box_width == width && box_height == height)
        return true;
    if (box_width <= width && box_height <= height)
        return take(image, next,
                    vips_extract_area(*image, &next, (width - box_width) / 2,
                                      (height - box_height) / 2, box_width,
                                      box_height, NULL));
    return (is_opaque || add_alpha(image)) &&
           take(image, next,
                vips_embed(
                    *image, &next, (box_width - width) / 2,
                    (box_height - height) / 2, box_width, box_height, "extend",
                    is_opaque ? VIPS_EXTEND_WHITE : VIPS_EXTEND_BLACK, NULL));
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static bool write_pixels(VipsImage **image, int target)
{
    VipsImage *next = NULL;
    size_t size = 0;
    bool ok =
        take(image, next,
             vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL)) &&
        add_alpha(image) &&
        take(image, next, vips_cast_uchar(*image, &next, NULL));
    void *pixels = ok ? vips_image_write_to_memory(*image, &size) : NULL;
    ok = pixels != NULL && write_all(target, pixels, size);
    g_free(pixels);
    return ok;
}

static bool encode(VipsImage *image, const struct job *job, int fd)
{
    VipsTarget *target = vips_target_new_to_descriptor(fd);
    int quality = (int)job->quality, failure = -1;
    if (target != NULL && job->format == PICTURE_JPEG)
        failure = vips_jpegsave_target(image, target, "Q", quality, "strip",
                                       TRUE, "optimize_coding", TRUE, NULL);
    else if (target != NULL && job->format == PICTURE_PNG)
        failure = vips_pngsave_target(image, target, "compression", PNG_EFFORT,
                                      "strip", TRUE, NULL);
    else if (target != NULL && job->format == PICTURE_WEBP)
        failure = vips_webpsave_target(image, target, "Q", quality, "effort",
                                       WEBP_EFFORT, "strip", TRUE, NULL);
    else if (target != NULL && job->format == PICTURE_AVIF)
        failure = vips_heifsave_target(
            image, target, "Q", quality, "compression",
            VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "effort", AVIF_EFFORT,
            "bitdepth", 8, "strip", TRUE, NULL);
    VIPS_UNREF(target);
    return failure == 0;
}

/* Whatever the source says beside its pixels. Encoders are told to leave it out
 * as well, but that of WebP in libvips 8.14 does not. */
static void strip(VipsImage *image)
{
    gchar **names = vips_image_get_fields(image);
    for (size_t i = 0; names != NULL && names[i] != NULL; i++)
        (void)vips_image_remove(image, names[i]); /* but for width and such */
    g_strfreev(names);
}

/* Whether all pixels can be had: else an error while encoding is the
 * decoder's. */
static bool finish(VipsImage **image, const struct job *job)
{
    bool ok = turn(image, job->orientation) &&
              (job->format != PICTURE_JPEG || flatten(image)) &&
              fit(image, job);
    VipsImage *whole = ok ? vips_image_copy_memory(*image) : NULL;
    if (whole != NULL)
        strip(whole); /* nobody else has it */
    return ok && take(image, whole, whole != NULL ? 0 : -1);
}

struct job_answer maker_make(const struct job *job, int picture, int target)
{
    struct job_answer answer = {.outcome = JOB_UNREADABLE};
    if (job->source_format >= ARRAY_COUNT(decoders) ||
        decoders[job->source_format] == NULL)
        return answer;
    vips_operation_block_set(decoders[job->source_format], FALSE);
    VipsSource *source = vips_source_new_from_descriptor(picture);
    bool has_profile;
    VipsImage *image = source != NULL && check(source, job, &has_profile)
                           ? decode(source, job, has_profile)
                           : NULL;
    if (image != NULL && finish(&image, job)) {
        bool ok = job->format == JOB_PIXELS ? write_pixels(&image, target)
                                            : encode(image, job, target);
        answer.outcome = ok ? JOB_MADE : JOB_UNWRITABLE;
        answer.width = image != NULL ? (uint32_t)image->Xsize : 0;
        answer.height = image != NULL ? (uint32_t)image->Ysize : 0;
    }
    VIPS_UNREF(image);
    VIPS_UNREF(source);
    return answer;
}
