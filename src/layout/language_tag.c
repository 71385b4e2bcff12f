/* language_tag.c - recognises language tags. */
#include "layout/language_tag.h"

#include "base/ascii.h"

/* ISO 639-1, as registered with IANA for BCP 47. */
static const char codes[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce "
    "ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr "
    "fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is "
    "it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
    "lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv "
    "ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk "
    "sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw "
    "ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

#define MAX_BYTES 7 /* "zh-Hant" */

static bool is_letters(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!ascii_is_letter(text.data[i]))
            return false;
    }
    return true;
}

static bool is_code(struct slice text)
{
    if (text.size != 2)
        return false;
    const char code[] = {ascii_to_lower(text.data[0]),
                         ascii_to_lower(text.data[1]), ' '};
    for (size_t i = 0; i + 3 < sizeof codes; i += 3) {
        if (codes[i] == code[0] && codes[i + 1] == code[1])
            return true;
    }
    return false;
}

/* "BR" and "419" are regions, "Hant" is a script. */
static bool is_part(struct slice part)
{
    return part.size == 3
               ? slice_is_digits(part)
               : (part.size == 2 || part.size == 4) && is_letters(part);
}

static void write_part(char *out, struct slice part)
{
    for (size_t i = 0; i < part.size; i++)
        out[i] = part.size == 2 || i == 0 ? ascii_to_upper(part.data[i])
                                          : ascii_to_lower(part.data[i]);
}

struct slice language_tag(struct slice text, struct arena *arena)
{
    size_t end = slice_find_char(text, 0, '-');
    if (end == text.size)
        end = slice_find_char(text, 0, '_');
    struct slice code = slice_sub(text, 0, end);
    struct slice part = slice_from(text, end + 1);
    if (text.size > MAX_BYTES || !is_code(code) ||
        (end < text.size && !is_part(part)))
        return SLICE_NONE;
    char *tag = arena_bytes(arena, text.size);
    tag[0] = ascii_to_lower(code.data[0]);
    tag[1] = ascii_to_lower(code.data[1]);
    if (end < text.size) {
        tag[2] = '-';
        write_part(tag + 3, part);
    }
    return (struct slice){tag, text.size};
}

struct slice language_primary(struct slice tag)
{
    return slice_sub(tag, 0, slice_find_char(tag, 0, '-'));
}
