/* foreign_notes.c - what Obsidian adds to Markdown.
 *
 *     [[note#Part|words]]   ![[picture.png|300]]   links and embeds
 *     ==words==             highlighted
 *     #area/topic           a tag, wherever it is; it stays a word
 *     words ^id             the id of a block, at the end of its last line
 *
 * Links of notes are found in folders of no known generator, too: the settings
 * of a vault are often kept out of a repository. There, what only looks like
 * one stays as it is written: "[[1]](https://...)", "[[ -f x ]]".
 * (help.obsidian.md, "Obsidian Flavored Markdown", "Tags") */
#include "document/foreign.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "document/markdown.h"
#include "document/note_link.h"

static bool has_letter(struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        int32_t letter = utf8_next(text, &at);
        if (unicode_is_letter_or_digit(letter) &&
            !(letter >= '0' && letter <= '9'))
            return true;
    }
    return false;
}

/* Where nobody says that these are notes, a link has the look of one. */
static bool is_likely(const struct foreign_scan *scan, struct slice inner,
                      size_t end)
{
    struct slice after = slice_from(scan_rest(scan), end);
    bool is_in_brackets =
        scan->at > 0 && scan->code.body.data[scan->at - 1] == '[';
    return inner.data[0] != ' ' && inner.data[0] != '^' &&
           inner.data[inner.size - 1] != ' ' && has_letter(inner) &&
           !is_in_brackets && !slice_starts(after, "(") &&
           !slice_starts(after, "[") && !slice_starts(after, ":");
}

static void match_note(struct foreign_scan *scan, struct foreign_match *match,
                       size_t start, enum foreign_shape shape)
{
    struct slice rest =
        slice_sub(scan_rest(scan), 0, start + NOTE_LINK_MAX_BYTES);
    struct slice line = slice_sub(rest, 0, line_end(rest, 0));
    size_t end = scan_find(scan, line, start, "]]");
    struct slice inner = slice_sub(line, start, end);
    struct note_link link;
    if (end == line.size || inner.size == 0 ||
        slice_find(inner, 0, SLICE("[[")) < inner.size ||
        !note_link_parse(inner, &link))
        return;
    if ((scan->forms & FOREIGN_VAULT) == 0 && !is_likely(scan, inner, end + 2))
        return;
    *match = (struct foreign_match){.size = end + 2, .shape = shape};
}

void match_note_link(struct foreign_scan *scan, struct foreign_match *match)
{
    match_note(scan, match, 2, SHAPE_NOTE);
}

void match_note_embed(struct foreign_scan *scan, struct foreign_match *match)
{
    match_note(scan, match, 3, SHAPE_EMBED);
}

/* Two signs and no more; a line of nothing else makes a heading of the line
 * before. */
void match_highlight(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = scan_rest(scan);
    char before = scan->at > 0 ? scan->code.body.data[scan->at - 1] : ' ';
    size_t after = skip_line_spaces(rest, 2);
    bool is_alone = scan->is_at_line_text &&
                    (after >= rest.size || rest.data[after] == '\n');
    bool may_start = rest.size > 2 && !ascii_is_space(rest.data[2]);
    bool may_end = !ascii_is_space(before);
    if (before == '=' || slice_starts(rest, "===") || is_alone ||
        (!may_start && !may_end))
        return;
    *match = (struct foreign_match){.size = 2,
                                    .shape = !may_end     ? SHAPE_MARK_START
                                             : !may_start ? SHAPE_MARK_END
                                                          : SHAPE_MARK};
}

/* Letters, digits, marks and emoji. */
static size_t tag_size(struct slice text)
{
    size_t at = 0, end = 0;
    while (at < text.size) {
        int32_t letter = utf8_next(text, &at);
        bool is_part = letter == '-' || letter == '_' || letter == '/' ||
                       unicode_is_word(letter) || letter >= 0x1F000;
        if (!is_part)
            break;
        end = at;
    }
    while (end > 0 && text.data[end - 1] == '/')
        end--;
    return end;
}

/* Notes it; the text stays as it is. */
void match_hashtag(struct foreign_scan *scan, struct foreign_match *match)
{
    (void)match;
    struct slice body = scan->code.body, rest = slice_from(scan_rest(scan), 1);
    struct slice tag = slice_sub(rest, 0, tag_size(rest));
    bool is_apart = scan->at == 0 || ascii_is_space(body.data[scan->at - 1]);
    if (is_apart && tag.size > 0 && !slice_is_digits(tag))
        foreign_add_tag(scan->foreign, tag);
}

bool guess_hashtag(struct slice body, size_t at)
{
    bool is_apart = at == 0 || ascii_is_space(body.data[at - 1]);
    return is_apart && at + 1 < body.size && body.data[at + 1] != ' ' &&
           body.data[at + 1] != '#' && body.data[at + 1] != '\n';
}

static size_t id_size(struct slice text)
{
    size_t at = 1;
    while (at < text.size &&
           (ascii_is_letter_or_digit(text.data[at]) || text.data[at] == '-'))
        at++;
    return at;
}

void match_block_id(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice body = scan->code.body, rest = scan_rest(scan);
    bool is_apart = scan->at == 0 || ascii_is_space(body.data[scan->at - 1]);
    size_t size = id_size(rest), end = skip_line_spaces(rest, size);
    if (is_apart && size > 1 && (end == rest.size || rest.data[end] == '\n'))
        *match = (struct foreign_match){.size = size, .shape = SHAPE_BLOCK_ID};
}
