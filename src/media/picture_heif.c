/* picture_heif.c - AVIF, HEIC and their like (ISO/IEC 23008-12, 14496-12).
 *
 *     ftyp   brands: avif, heic ...
 *     meta   pitm   which item is the picture                    "1"
 *            iprp   ipma   properties of each item               1: 2, 4
 *                   ipco   the properties                        ispe, irot ...
 *     moov   trak   tkhd   the size of a sequence that has no meta
 *     mdat   all data, before or after these
 *
 * A file is boxes in boxes, each with its size, so what is not needed is
 * skipped. The size (ispe) belongs to the item before it is cropped (clap) and
 * turned (irot), in the order in which the item names those. EXIF does not
 * count here: the properties say the same, and only they are applied (23008-12,
 * A.2).
 *
 * Of browsers some ignore clap, so a size that it changes is not certain. */
#include "media/picture_head.h"

#include "base/array.h"

#define MAX_BOXES        512 /* on one level */
#define MAX_ITEMS        20000
#define MAX_PROPERTIES   256
#define MAX_ASSOCIATIONS 32
#define TO_THE_END       UINT64_MAX

#define NAME(a, b, c, d)                                                       \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 |          \
     (uint32_t)(d))

struct box {
    uint32_t name;
    uint64_t start, end; /* of what is in it */
};

/* The box at *at, which is moved past it; false at the end. */
static bool next_box(struct picture_head *head, uint64_t *at, uint64_t end,
                     struct box *ret_box)
{
    const uint8_t *bytes = *at < end ? head_at(head, *at, 8) : NULL;
    if (bytes == NULL)
        return false;
    uint64_t size = big32(bytes), header = 8;
    ret_box->name = big32(bytes + 4);
    if (size == 1) {
        if ((bytes = head_at(head, *at, 16)) == NULL)
            return false;
        size = big64(bytes + 8);
        header = 16;
    } else if (size == 0) {
        size = end - *at;
    }
    if (size < header || size > end - *at)
        return false;
    ret_box->start = *at + header;
    ret_box->end = *at + size;
    *at = ret_box->end;
    return true;
}

static bool find_box(struct picture_head *head, uint64_t start, uint64_t end,
                     uint32_t name, struct box *ret_box)
{
    for (unsigned i = 0; i < MAX_BOXES && next_box(head, &start, end, ret_box);
         i++) {
        if (ret_box->name == name)
            return true;
    }
    return false;
}

/* The bytes at `offset` in a box, or NULL. */
static const uint8_t *box_at(struct picture_head *head, const struct box *box,
                             uint64_t offset, size_t count)
{
    return offset <= box->end - box->start &&
                   box->end - box->start - offset >= count
               ? head_at(head, box->start + offset, count)
               : NULL;
}

/* Brands of files that browsers show, and of those that they do not. */
static const struct {
    uint32_t name;
    enum picture_format format;
    bool is_sequence;
} brands[] = {
    {NAME('a', 'v', 'i', 'f'), PICTURE_AVIF, false},
    {NAME('a', 'v', 'i', 's'), PICTURE_AVIF, true},
    {NAME('h', 'e', 'i', 'c'), PICTURE_HEIF, false},
    {NAME('h', 'e', 'i', 'x'), PICTURE_HEIF, false},
    {NAME('h', 'e', 'i', 'm'), PICTURE_HEIF, false},
    {NAME('h', 'e', 'i', 's'), PICTURE_HEIF, false},
    {NAME('h', 'e', 'v', 'c'), PICTURE_HEIF, true},
    {NAME('h', 'e', 'v', 'x'), PICTURE_HEIF, true},
    {NAME('m', 'i', 'f', '1'), PICTURE_HEIF, false},
    {NAME('m', 's', 'f', '1'), PICTURE_HEIF, true},
};

static size_t find_brand(uint32_t name)
{
    size_t i = 0;
    while (i < ARRAY_COUNT(brands) && brands[i].name != name)
        i++;
    return i;
}

/* The major brand says what it is, but mif1 only that it is one of these: then
 * a compatible brand decides. */
enum picture_format heif_format(struct picture_head *head)
{
    struct box box;
    uint64_t at = 0;
    const uint8_t *bytes;
    enum picture_format found = PICTURE_NONE;
    if (!next_box(head, &at, TO_THE_END, &box) ||
        box.name != NAME('f', 't', 'y', 'p'))
        return PICTURE_NONE;
    for (uint64_t i = 0; i < 64; i += 4) {
        if (i == 4) /* its version */
            continue;
        if ((bytes = box_at(head, &box, i, 4)) == NULL)
            return found;
        size_t brand = find_brand(big32(bytes));
        if (brand < ARRAY_COUNT(brands) && found != PICTURE_AVIF)
            found = brands[brand].format;
    }
    return found;
}

static bool is_sequence(struct picture_head *head)
{
    struct box box;
    uint64_t at = 0;
    const uint8_t *bytes =
        next_box(head, &at, TO_THE_END, &box) ? box_at(head, &box, 0, 4) : NULL;
    size_t brand =
        bytes != NULL ? find_brand(big32(bytes)) : ARRAY_COUNT(brands);
    return brand < ARRAY_COUNT(brands) && brands[brand].is_sequence;
}

/* The item that is the picture (8.11.4 of 14496-12). */
static bool read_primary(struct picture_head *head, const struct box *meta,
                         uint32_t *ret_item)
{
    struct box box;
    const uint8_t *bytes;
    if (!find_box(head, meta->start + 4, meta->end, NAME('p', 'i', 't', 'm'),
                  &box) ||
        (bytes = box_at(head, &box, 0, 6)) == NULL)
        return false;
    if (bytes[0] == 0) {
        *ret_item = big16(bytes + 4);
        return true;
    }
    if ((bytes = box_at(head, &box, 0, 8)) == NULL)
        return false;
    *ret_item = big32(bytes + 4);
    return true;
}

/* Numbers of properties, from 1, in the order of the item. */
struct associations {
    uint16_t items[MAX_ASSOCIATIONS];
    size_t count;
};

/* Those of one item, at `at`. None where they are cut. */
static void take_associations(struct picture_head *head, const struct box *box,
                              uint64_t at, uint64_t count, bool is_wide,
                              struct associations *found)
{
    size_t size = is_wide ? 2 : 1;
    found->count = 0;
    for (uint64_t i = 0; i < count && i < MAX_ASSOCIATIONS; i++) {
        const uint8_t *bytes = box_at(head, box, at + i * size, size);
        if (bytes == NULL) {
            found->count = 0;
            return;
        }
        uint32_t index = is_wide ? big16(bytes) & 0x7FFF : bytes[0] & 0x7F;
        found->items[found->count++] = (uint16_t)index;
    }
}

/* 8.11.14.2 of 14496-12. */
static void find_associations(struct picture_head *head, const struct box *box,
                              uint32_t item, struct associations *found)
{
    const uint8_t *bytes = box_at(head, box, 0, 8);
    if (bytes == NULL)
        return;
    uint64_t id_size = bytes[0] == 0 ? 2 : 4, size = bytes[3] & 1 ? 2 : 1;
    uint32_t count = big32(bytes + 4);
    uint64_t at = 8;
    for (uint32_t i = 0; i < count && i < MAX_ITEMS; i++) {
        if ((bytes = box_at(head, box, at, (size_t)id_size + 1)) == NULL)
            return;
        uint32_t id = id_size == 2 ? big16(bytes) : big32(bytes);
        uint64_t associated = bytes[id_size];
        at += id_size + 1;
        if (id == item) {
            take_associations(head, box, at, associated, size == 2, found);
            return;
        }
        at += associated * size;
    }
}

/* 6.5.3: the size as it is stored. */
static void apply_extent(struct picture *picture, const uint8_t *bytes)
{
    picture->width = big32(bytes + 4);
    picture->height = big32(bytes + 8);
}

/* 6.5.9: width and height are fractions, and whole for a picture (MIAF). */
static void apply_aperture(struct picture *picture, const uint8_t *bytes)
{
    uint32_t by_width = big32(bytes + 4), by_height = big32(bytes + 12);
    uint32_t width = by_width > 0 ? big32(bytes) / by_width : 0;
    uint32_t height = by_height > 0 ? big32(bytes + 8) / by_height : 0;
    if (width == 0 || height == 0 || width > picture->width ||
        height > picture->height)
        return;
    picture->is_certain = width == picture->width && height == picture->height;
    picture->width = width;
    picture->height = height;
}

/* 6.5.10: by how often 90 degrees, anticlockwise. */
static void apply_rotation(struct picture *picture, const uint8_t *bytes)
{
    uint32_t width = picture->width;
    if ((bytes[0] & 1) == 0)
        return;
    picture->width = picture->height;
    picture->height = width;
}

static const struct property {
    uint32_t name;
    size_t size; /* how much of it is read */
    void (*apply)(struct picture *picture, const uint8_t *bytes);
} properties[] = {
    {NAME('i', 's', 'p', 'e'), 12, apply_extent},
    {NAME('c', 'l', 'a', 'p'), 32, apply_aperture},
    {NAME('i', 'r', 'o', 't'), 1, apply_rotation},
};

static bool apply_property(struct picture_head *head, const struct box *box,
                           struct picture *picture)
{
    for (size_t i = 0; i < ARRAY_COUNT(properties); i++) {
        if (box->name != properties[i].name)
            continue;
        const uint8_t *bytes = box_at(head, box, 0, properties[i].size);
        if (bytes == NULL)
            return false;
        properties[i].apply(picture, bytes);
    }
    return true;
}

/* False where a property is cut or not there: it may be one that crops. */
static bool apply_all(struct picture_head *head, const struct box *container,
                      const struct associations *wanted,
                      struct picture *picture)
{
    struct box known[MAX_PROPERTIES];
    size_t count = 0;
    uint64_t at = container->start;
    while (count < MAX_PROPERTIES &&
           next_box(head, &at, container->end, &known[count]))
        count++;
    for (size_t i = 0; i < wanted->count; i++) {
        size_t index = wanted->items[i];
        if (index > count ||
            (index > 0 && !apply_property(head, &known[index - 1], picture)))
            return false;
    }
    return picture->width > 0;
}

static bool read_item(struct picture_head *head, const struct box *meta,
                      struct picture *picture)
{
    struct box iprp, ipco, ipma;
    struct associations wanted = {.count = 0};
    uint32_t item;
    if (!read_primary(head, meta, &item) ||
        !find_box(head, meta->start + 4, meta->end, NAME('i', 'p', 'r', 'p'),
                  &iprp) ||
        !find_box(head, iprp.start, iprp.end, NAME('i', 'p', 'c', 'o'), &ipco))
        return false;
    uint64_t at = iprp.start;
    while (wanted.count == 0 &&
           find_box(head, at, iprp.end, NAME('i', 'p', 'm', 'a'), &ipma)) {
        find_associations(head, &ipma, item, &wanted);
        at = ipma.end;
    }
    return apply_all(head, &ipco, &wanted, picture);
}

/* 8.3.2 of 14496-12: as fixed-point numbers of 16 bits each. */
static bool read_track(struct picture_head *head, const struct box *moov,
                       struct picture *picture)
{
    struct box trak, tkhd;
    uint64_t at = moov->start;
    for (unsigned i = 0; i < MAX_BOXES && picture->width == 0; i++) {
        if (!find_box(head, at, moov->end, NAME('t', 'r', 'a', 'k'), &trak))
            return false;
        at = trak.end;
        const uint8_t *bytes = find_box(head, trak.start, trak.end,
                                        NAME('t', 'k', 'h', 'd'), &tkhd)
                                   ? box_at(head, &tkhd, 0, 84)
                                   : NULL;
        if (bytes != NULL && bytes[0] == 1)
            bytes = box_at(head, &tkhd, 12, 84);
        if (bytes == NULL)
            continue;
        picture->width = big32(bytes + 76) >> 16;
        picture->height = big32(bytes + 80) >> 16;
    }
    return picture->width > 0;
}

bool heif_parse(struct picture_head *head, struct picture *picture)
{
    struct box box;
    picture->is_animated = is_sequence(head);
    if (find_box(head, 0, TO_THE_END, NAME('m', 'e', 't', 'a'), &box) &&
        read_item(head, &box, picture))
        return true;
    return find_box(head, 0, TO_THE_END, NAME('m', 'o', 'o', 'v'), &box) &&
           read_track(head, &box, picture);
}
