/* picture.c - /_media/a.jpg?w=640&format=webp: a picture made of another one.
 *
 *     wish --ladder--> 400, which names the nearest width
 *          --head----> as it is (it moves, or is drawn); 422 (too many pixels)
 *          --shelf---> it was made before: a file, as any other
 *          --turn----> it is made: limited as expensive queries are
 *
 * Each picture that can be asked for costs time and a place on the disk, and
 * strangers choose. So widths are those of a ladder, heights those widths or of
 * a usual proportion, and qualities a few.
 *
 * `v` is the hash of the file that is in the address, so that a front end needs
 * to know one of each picture; the ETag is that of the bytes that are sent. */
#include "api/media.h"

#include "api/answer.h"
#include "base/array.h"
#include "media/facts.h"
#include "media/file.h"
#include "pictures/studio.h"
#include "store/media_links.h"

#include <unistd.h>

/* As exchange_begin_work() has it: expensive. */
#define PICTURE_EFFORT 1000000

/* At the same value AVIF keeps more of a picture than the others. */
#define AVIF_QUALITY 55

/* Wide and upright. 40:21 is what previews of links are in (1200 x 630). */
static const struct {
    uint32_t width, height;
} proportions[] = {
    {1, 1},   {5, 4},   {4, 5},   {4, 3},  {3, 4},  {3, 2},
    {2, 3},   {16, 10}, {10, 16}, {16, 9}, {9, 16}, {40, 21},
    {21, 40}, {2, 1},   {1, 2},   {21, 9}, {9, 21}, {3, 1},
};

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static uint32_t nearer(uint32_t wanted, uint32_t a, uint32_t b)
{
    return distance(a, wanted) <= distance(b, wanted) ? a : b;
}

static uint32_t nearest_width(const struct exchange *x, uint32_t wanted)
{
    uint32_t widths[POLICY_MAX_WIDTHS], nearest;
    size_t count = policy_widths(&x->snapshot->policy, widths);
    nearest = widths[0];
    for (size_t i = 1; i < count; i++)
        nearest = nearer(wanted, nearest, widths[i]);
    return nearest;
}

static uint32_t nearest_height(const struct exchange *x, uint32_t width,
                               uint32_t wanted)
{
    uint32_t nearest = nearest_width(x, wanted);
    for (size_t i = 0; i < ARRAY_COUNT(proportions); i++) {
        uint32_t height =
            (width * proportions[i].height + proportions[i].width / 2) /
            proportions[i].width;
        nearest = nearer(wanted, nearest, height);
    }
    return nearest;
}

static void add_error(struct exchange *x, const char *parameter,
                      struct slice detail)
{
    (void)query_add_error(&x->query, x->arena, slice_of(parameter),
                          "invalid-value", detail);
}

static void add_nearest(struct exchange *x, const char *parameter,
                        uint32_t wanted, uint32_t nearest, const char *which)
{
    query_add_error(&x->query, x->arena, slice_of(parameter), "size-not-made",
                    arena_printf(x->arena,
                                 "No pictures are made with %s=%u; the nearest "
                                 "%s is %u.",
                                 parameter, wanted, which, nearest))
        ->suggestion = arena_printf(x->arena, "%u", nearest);
}

static struct slice list_widths(const struct exchange *x)
{
    uint32_t widths[POLICY_MAX_WIDTHS];
    struct str out = {0};
    size_t count = policy_widths(&x->snapshot->policy, widths);
    for (size_t i = 0; i < count; i++)
        str_appendf(&out, "%s%u", i > 0 ? ", " : "", widths[i]);
    struct slice kept = arena_copy(x->arena, str_slice(&out));
    str_release(&out);
    return kept;
}

/* False after answering with all that is wrong. */
static bool check_wish(struct exchange *x, const struct media_file *file)
{
    const struct picture_wish *wish = &x->query.picture;
    if ((file->kind->traits & MEDIA_PICTURE) == 0)
        add_error(x, "format",
                  SLICE("Only of pictures others are made. Leave out w, h, "
                        "fit, format and q."));
    uint32_t width = nearest_width(x, wish->width);
    if (wish->width > 0 && width != wish->width)
        add_nearest(
            x, "w", wish->width, width,
            arena_printf(x->arena, "of %.*s", SLICE_FMT(list_widths(x))).data);
    uint32_t height = wish->width > 0 ? nearest_height(x, width, wish->height)
                                      : nearest_width(x, wish->height);
    if (wish->height > 0 && height != wish->height)
        add_nearest(x, "h", wish->height, height, "of a usual proportion");
    if (x->query.has_fit && (wish->width == 0 || wish->height == 0))
        add_error(x, "fit", SLICE("Needs w and h."));
    if (x->query.error_count > 0)
        answer_invalid_query(x);
    return x->query.error_count == 0;
}

static void refuse(struct exchange *x, enum problem_kind kind,
                   struct slice detail)
{
    const struct problem problem = {.kind = kind, .detail = detail};
    answer_problem(x, &problem);
}

/* What will be made, or why nothing. */
static bool check_picture(struct exchange *x, const struct picture *picture)
{
    if (!x->snapshot->policy.makes_pictures || !studio_is_open()) {
        refuse(x, PROBLEM_NOT_IMPLEMENTED,
               x->snapshot->policy.makes_pictures
                   ? SLICE("This build makes no pictures.")
                   : SLICE("The setting media.transforms is off."));
        return false;
    }
    if ((uint64_t)picture->width * picture->height <= PICTURE_MAX_PIXELS)
        return true;
    refuse(x, PROBLEM_PICTURE,
           arena_printf(x->arena,
                        "The picture has %u x %u pixels; at most %d are "
                        "decoded.",
                        picture->width, picture->height, PICTURE_MAX_PIXELS));
    return false;
}

static void answer_failure(struct exchange *x, enum studio_outcome outcome)
{
    static const char *const details[] = {
        [STUDIO_UNREADABLE] = "The picture's file is broken.",
        [STUDIO_COSTLY] = "To make it took more time or memory than a picture "
                          "may take.",
    };
    if (outcome == STUDIO_CHANGING)
        media_answer_changing(x);
    else if (outcome == STUDIO_CLOSED)
        answer_busy(x, "No picture can be made at the moment.");
    else if (outcome == STUDIO_UNWRITABLE)
        refuse(x, PROBLEM_NOT_IMPLEMENTED,
               SLICE("The library of this build cannot write that format."));
    else
        refuse(x, PROBLEM_PICTURE, slice_of(details[outcome]));
}

/* In one order, whatever the request has. */
static struct slice location_of(const struct exchange *x,
                                const struct media_file *file,
                                const struct picture_plan *plan)
{
    const struct picture_wish *wish = &x->query.picture;
    struct str out = {0};
    media_append_href(&out, &x->snapshot->policy, file);
    str_append_char(&out, '?');
    if (wish->width > 0)
        str_appendf(&out, "w=%u&", wish->width);
    if (wish->height > 0)
        str_appendf(&out, "h=%u&", wish->height);
    if (wish->width > 0 && wish->height > 0)
        str_appendf(&out, "fit=%s&", picture_fit_name(wish->fit));
    str_appendf(&out, "format=%s", picture_format_name(plan->format));
    if (plan->quality > 0)
        str_appendf(&out, "&q=%u", plan->quality);
    struct slice kept = arena_copy(x->arena, str_slice(&out));
    str_release(&out);
    return kept;
}

static void answer_made(struct exchange *x, const struct media_file *file,
                        uint64_t source, const struct picture_plan *plan,
                        const struct studio_picture *made)
{
    const struct media_body body = {
        .type = picture_format_type(plan->format),
        .hash = made->hash,
        .source = source,
        .location = location_of(x, file, plan),
    };
    media_set_headers(x, &body);
    response_set_file(x->response, made->fd, made->size);
}

static struct picture_plan plan_of(const struct exchange *x,
                                   const struct picture *picture)
{
    struct picture_plan plan = picture_plan_of(picture, &x->query.picture);
    if (plan.format == PICTURE_PNG)
        plan.quality = 0; /* it has none */
    else if (plan.quality == 0)
        plan.quality = plan.format == PICTURE_AVIF ? AVIF_QUALITY
                                                   : PICTURE_DEFAULT_QUALITY;
    return plan;
}

static void answer_picture(struct exchange *x, const struct media_file *file,
                           const struct media_opened *opened,
                           const struct picture *picture)
{
    const struct picture_plan plan = plan_of(x, picture);
    struct studio_picture made;
    uint64_t hash;
    if (!media_find_hash(x, opened, &hash))
        return;
    if (studio_find(hash, picture, &plan, &made)) {
        answer_made(x, file, hash, &plan, &made);
        return;
    }
    if (!exchange_begin_work(x, PICTURE_EFFORT))
        return;
    enum studio_outcome outcome =
        studio_make(opened, hash, picture, &plan, &made);
    if (outcome == STUDIO_MADE)
        answer_made(x, file, hash, &plan, &made);
    else
        answer_failure(x, outcome);
}

bool respond_picture(struct exchange *x, const struct media_file *file)
{
    struct media_opened opened;
    struct picture picture;
    if (!check_wish(x, file))
        return true;
    if (!media_picture(x->snapshot->media, file, &picture)) {
        refuse(x, PROBLEM_PICTURE,
               SLICE("The head of the picture cannot be read."));
        return true;
    }
    if (!picture_is_changed(&picture))
        return false;
    if (!check_picture(x, &picture))
        return true;
    if (!media_open(x->snapshot->media, file, &opened))
        return false;
    answer_picture(x, file, &opened, &picture);
    (void)close(opened.fd);
    return true;
}
