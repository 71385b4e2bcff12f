/* heading_ids.c - the id of a heading, as the generator of its site makes it.
 *
 * Links to "#installation" are written by hand and live in other people's
 * pages, so an id has to be the one that the site's own page has. All make it
 * of the heading's text, and differ in what of it they read and what they keep:
 *
 *     ## What's **new** -- [2.0](a.md)!
 *     -> whats-new----20     GitHub
 *     -> whats-new--20       Hugo, Jekyll: "--" has become a dash before */
#include "document/render.h"

#include "base/ascii.h"
#include "base/latin.h"
#include "base/unicode.h"

#include <string.h>

#define CAPITAL_I_WITH_DOT 0x130
#define COMBINING_DOT      0x307
#define CAPITAL_SIGMA      0x3A3
#define FINAL_SIGMA        0x3C2
#define FIRST_COMBINING    0x300
#define LAST_COMBINING     0x36F

struct id_form {
    bool (*keeps)(int32_t c); /* but for "-" and spaces */
    /* Changes an id in place once all of it is there; or NULL. */
    void (*finish)(struct str *id);
    const char *nameless; /* the id where nothing is kept */
    bool reads_shown;     /* the text on one line, as answers show it */
    bool reads_images;    /* their alternative text is text, too */
    bool reads_last_line; /* alone */
    bool trims;           /* spaces at both ends */
    bool keeps_tabs;      /* as "-" */
    bool has_final_sigma; /* as JavaScript has it in lower case */
    bool is_ascii;        /* letters lose their accents first */
    bool is_decomposed;   /* NFKD, without the marks of Latin letters */
    bool runs_together;   /* what is not kept becomes one "-" */
    /* Makes the id instead of all that, but `nameless`; or NULL. */
    struct slice (*make)(struct arena *arena, struct slice text);
};

/* Letters in circles and squares are symbols, and words to a regular
 * expression: they are "Alphabetic". */
static bool is_word(int32_t c)
{
    if (c < 0x80)
        return c == '_' || ascii_is_letter_or_digit((char)c);
    return unicode_is_word(c) || (c >= 0x24B6 && c <= 0x24E9) ||
           (c >= 0x1F130 && c <= 0x1F149) || (c >= 0x1F150 && c <= 0x1F169) ||
           (c >= 0x1F170 && c <= 0x1F189);
}

static bool is_ascii_letter_or_digit(int32_t c)
{
    return c < 0x80 && ascii_is_letter_or_digit((char)c);
}

static bool is_go_letter_or_digit(int32_t c)
{
    return c == '_' || unicode_is_letter_or_decimal(c);
}

static bool is_go_ascii(int32_t c)
{
    return c == '_' || is_ascii_letter_or_digit(c);
}

/* All but space, control characters and the punctuation of keyboards. */
static bool is_kept_by_vitepress(int32_t c)
{
    static const char dropped[] = "~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/";
    if (c < 0x80)
        return c > ' ' && c != 0x7F && strchr(dropped, (char)c) == NULL;
    return (c < 0x2018 || c > 0x2019) && (c < 0x201C || c > 0x201D);
}

static void trim_hyphen_at_end(struct str *id)
{
    if (id->size > 0 && id->data[id->size - 1] == '-')
        id->size--;
}

/* @nuxtjs/mdc, runtime/parser/compiler. */
static void finish_nuxt(struct str *id)
{
    struct str result = {0};
    for (size_t i = 0; i < id->size; i++) {
        bool is_hyphen = id->data[i] == '-';
        bool is_first = result.size == 0;
        if (is_hyphen && (is_first || result.data[result.size - 1] == '-'))
            continue;
        if (is_first && ascii_is_digit(id->data[i]))
            str_append_char(&result, '_');
        str_append_char(&result, id->data[i]);
    }
    trim_hyphen_at_end(&result);
    str_release(id);
    *id = result;
}

/* slugify() of @mdit-vue/shared. */
static void finish_vitepress(struct str *id)
{
    struct str result = {0};
    if (id->size > 0 && ascii_is_digit(id->data[0]))
        str_append_char(&result, '_');
    str_append(&result, str_slice(id));
    str_release(id);
    *id = result;
}

/* kramdown's ids begin with a letter of ASCII. */
static void finish_kramdown(struct str *id)
{
    struct slice rest = str_slice(id);
    while (rest.size > 0 && !ascii_is_letter(rest.data[0]))
        rest = slice_from(rest, 1);
    struct str result = {0};
    str_append(&result, rest);
    str_release(id);
    *id = result;
}

/* Zola writes every script in ASCII; what is not known here stays. */
static struct slice zola_id(struct arena *arena, struct slice text)
{
    struct slice id = latin_ascii_slug(arena, text);
    return id.data != NULL ? id : unicode_slug(arena, text);
}

static struct slice zola_safe_id(struct arena *arena, struct slice text)
{
    struct slice id = arena_copy(arena, text);
    for (size_t i = 0; i < id.size; i++) {
        if (ascii_is_space(id.data[i]))
            ((char *)id.data)[i] = '_';
    }
    return id;
}

static const struct id_form forms[] = {
    [HEADING_IDS_GITHUB] = {.keeps = is_word,
                            .nameless = "section",
                            .reads_shown = true,
                            .has_final_sigma = true},
    [HEADING_IDS_SLUGGER] = {.keeps = is_word,
                             .nameless = "section",
                             .has_final_sigma = true},
    [HEADING_IDS_ASTRO] = {.keeps = is_word,
                           .finish = trim_hyphen_at_end,
                           .nameless = "section",
                           .has_final_sigma = true},
    [HEADING_IDS_NUXT] = {.keeps = is_word,
                          .finish = finish_nuxt,
                          .nameless = "section",
                          .has_final_sigma = true},
    [HEADING_IDS_VITEPRESS] = {.keeps = is_kept_by_vitepress,
                               .finish = finish_vitepress,
                               .nameless = "section",
                               .has_final_sigma = true,
                               .is_decomposed = true,
                               .runs_together = true},
    /* Hugo, markup/goldmark/autoid.go; its text is that of 0.144 and later.
     * Before, it was the source with all marks. */
    [HEADING_IDS_HUGO] = {.keeps = is_go_letter_or_digit,
                          .nameless = "heading",
                          .reads_images = true,
                          .reads_last_line = true,
                          .trims = true},
    [HEADING_IDS_HUGO_ASCII] = {.keeps = is_go_ascii,
                                .nameless = "heading",
                                .reads_images = true,
                                .reads_last_line = true,
                                .trims = true,
                                .is_ascii = true},
    [HEADING_IDS_BLACKFRIDAY] = {.keeps = unicode_is_letter_or_digit,
                                 .nameless = "heading",
                                 .reads_images = true,
                                 .reads_last_line = true,
                                 .trims = true,
                                 .runs_together = true},
    /* kramdown-parser-gfm, generate_gfm_header_id, and basic_generate_id of
     * kramdown itself, which reads the source with all marks unless there is
     * `auto_id_stripping`. */
    [HEADING_IDS_KRAMDOWN_GFM] = {.keeps = is_word,
                                  .nameless = "section",
                                  .keeps_tabs = true},
    [HEADING_IDS_KRAMDOWN] = {.keeps = is_ascii_letter_or_digit,
                              .finish = finish_kramdown,
                              .nameless = "section"},
    /* hexo-renderer-marked, lib/renderer.js. */
    [HEADING_IDS_HEXO] = {.nameless = "section", .make = latin_slug},
    [HEADING_IDS_HEXO_LOWER] = {.nameless = "section",
                                .make = latin_slug_lower},
    /* Zola, components/utils/src/slugs.rs. */
    [HEADING_IDS_ZOLA] = {.nameless = "section", .make = zola_id},
    [HEADING_IDS_ZOLA_SAFE] = {.nameless = "section", .make = zola_safe_id},
};

/* What of a heading is read for its id. */
static void append_heading(struct str *out, const struct node *heading,
                           const struct id_form *form)
{
    unsigned image_depth = 0;
    for (struct node_step step = {(struct node *)heading, false};
         step.node != NULL; step = node_next(step, heading)) {
        const struct node *node = step.node;
        if (node->kind == NODE_IMAGE)
            image_depth += step.is_leaving ? -1U : 1U;
        if (step.is_leaving || (image_depth > 0 && !form->reads_images))
            continue;
        if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
            str_append(out, node->text);
        else if (form->reads_last_line && (node->kind == NODE_SOFT_BREAK ||
                                           node->kind == NODE_LINE_BREAK))
            str_clear(out);
    }
}

/* Whether a sigma ends a word (Unicode, SpecialCasing, Final_Sigma). */
static bool is_final(struct slice text, size_t start, size_t end)
{
    size_t before = start;
    while (before > 0 && ((unsigned char)text.data[before - 1] & 0xC0) == 0x80)
        before--;
    if (before == 0)
        return false;
    before--;
    return unicode_is_letter_or_decimal(utf8_next(text, &before)) &&
           (end == text.size ||
            !unicode_is_letter_or_decimal(utf8_next(text, &end)));
}

static void append_lower(struct str *id, const struct id_form *form, int32_t c,
                         bool is_final_sigma)
{
    if (is_final_sigma && form->has_final_sigma)
        utf8_append(id, FINAL_SIGMA);
    else
        utf8_append(id, unicode_to_lower(c));
    if (c == CAPITAL_I_WITH_DOT && form->keeps(COMBINING_DOT))
        utf8_append(id, COMBINING_DOT);
}

static void append_id(struct str *id, struct slice text,
                      const struct id_form *form)
{
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        int32_t c = utf8_next(text, &at);
        bool is_sigma = c == CAPITAL_SIGMA && is_final(text, start, at);
        bool is_hyphen =
            c == '-' || c == ' ' || (c == '\t' && form->keeps_tabs);
        if (form->keeps(c))
            append_lower(id, form, c, is_sigma);
        else if (form->runs_together
                     ? id->size > 0 && id->data[id->size - 1] != '-'
                     : is_hyphen)
            str_append_char(id, '-');
    }
    if (form->runs_together)
        trim_hyphen_at_end(id);
}

/* Marks are dropped, and are no gap between letters. */
static struct slice decomposed(struct slice text, struct arena *arena)
{
    struct str out = {0};
    text = unicode_nfkd(arena, text);
    for (size_t at = 0; at < text.size;) {
        int32_t c = utf8_next(text, &at);
        if (c < FIRST_COMBINING || c > LAST_COMBINING)
            utf8_append(&out, c);
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

struct slice heading_id(const struct node *heading, struct slice shown,
                        enum heading_ids ids, struct arena *arena)
{
    const struct id_form *form = &forms[ids];
    struct str text = {0}, id = {0};
    if (form->reads_shown)
        str_append(&text, shown);
    else
        append_heading(&text, heading, form);
    struct slice words = str_slice(&text);
    if (form->trims)
        words = slice_trim(words);
    if (form->is_ascii)
        words = unicode_without_marks(arena, words);
    else if (form->is_decomposed)
        words = decomposed(words, arena);
    if (form->make != NULL)
        str_append(&id, form->make(arena, words));
    else
        append_id(&id, words, form);
    if (form->finish != NULL)
        form->finish(&id);
    struct slice result = arena_copy(
        arena, id.size > 0 ? str_slice(&id) : slice_of(form->nameless));
    str_release(&text);
    str_release(&id);
    return result;
}
