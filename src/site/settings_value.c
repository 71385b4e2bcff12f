/* settings_value.c - what each kind of setting takes.
 *
 * A value from any layer becomes a struct value first, so that one rule decides
 * on a number in the file and on the digits after a flag. The file is stricter
 * because it has types: `max_age: "60"` is a string there. */
#include "site/settings_value.h"

#include "base/ascii.h"
#include "base/clock.h"
#include "base/glob.h"
#include "base/network.h"
#include "base/unicode.h"
#include "search/address.h"
#include "search/search.h"
#include "validate/format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LANGUAGE_BYTES 35 /* RFC 5646, 4.4.1 */
#define MAX_SHOWN_BYTES    80

/* No control characters but line breaks and tabs. */
static bool is_text(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (ascii_is_control(c) && c != '\n' && c != '\t')
            return false;
    }
    return text.size > 0 && text.size <= SETTINGS_MAX_TEXT_BYTES &&
           utf8_find_invalid(text) == text.size;
}

static bool is_line(struct slice text)
{
    return is_text(text) && slice_find_char(text, 0, '\n') == text.size &&
           slice_find_char(text, 0, '\t') == text.size;
}

/* Whether it consists of ASCII letters, digits and these. */
static bool is_made_of(struct slice text, struct slice others)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!ascii_is_letter_or_digit(text.data[i]) &&
            slice_find_char(others, 0, text.data[i]) == others.size)
            return false;
    }
    return true;
}

/* "https://example.org..." -> "example.org...", else SLICE_NONE. */
static struct slice after_scheme(struct slice url)
{
    if (slice_starts(url, "https://"))
        return slice_from(url, strlen("https://"));
    return slice_starts(url, "http://") ? slice_from(url, strlen("http://"))
                                        : SLICE_NONE;
}

/* Paths are appended to it. */
static bool is_url(struct slice text)
{
    struct slice host = after_scheme(text);
    return is_line(text) && host.size > 0 && host.data[0] != '/' &&
           slice_find_char(text, 0, ' ') == text.size &&
           slice_find_char(text, 0, '?') == text.size &&
           slice_find_char(text, 0, '#') == text.size;
}

static bool is_language(struct slice text)
{
    return text.size > 0 && text.size <= MAX_LANGUAGE_BYTES &&
           is_made_of(text, SLICE("-")) &&
           ascii_is_letter_or_digit(text.data[0]);
}

static bool is_zone(struct slice text)
{
    struct err err;
    return is_line(text) && timezone_check(text.data, &err);
}

static bool is_generator(struct slice text)
{
    return tree_find_generator(text) != NULL;
}

struct slice setting_plain_glob(struct slice text)
{
    while (slice_starts(text, "./"))
        text = slice_from(text, strlen("./"));
    while (text.size > 1 && slice_ends(text, "/"))
        text = slice_sub(text, 0, text.size - 1);
    return text;
}

/* Whether it has a meaning to shells that it does not have here. */
static bool is_shell_glob(struct slice text)
{
    bool has_brackets = false;
    for (size_t i = 0; i < text.size; i++)
        has_brackets = has_brackets || strchr("[]{}", text.data[i]) != NULL;
    return has_brackets || slice_starts(text, "!");
}

bool setting_is_glob(struct slice text)
{
    text = setting_plain_glob(text);
    return is_line(text) && text.size <= GLOB_MAX_BYTES &&
           !slice_starts(text, "/") && !slice_is(text, ".") &&
           !is_shell_glob(text);
}

const char *setting_glob_hint(struct slice text)
{
    if (is_shell_glob(text))
        return "use * for any name, ** for any folders and ? for any "
               "character; {a,b}, [ab] and ! are not supported";
    return slice_starts(text, "/") ? "paths are relative to DIR" : NULL;
}

/* One in DIR that may be published. */
static bool is_folder(struct slice text)
{
    struct slice rest = setting_plain_glob(text), part;
    bool is_inside = is_line(rest) && !slice_starts(rest, "/") &&
                     slice_find_char(rest, 0, '*') == rest.size;
    while (is_inside && slice_cut(&rest, '/', &part))
        is_inside = part.size > 0 && !slice_starts(part, ".");
    return is_inside;
}

/* A scheme, a host and perhaps a port: RFC 6454, 6.1. "*." before the host
 * stands for its subdomains. */
static bool is_origin(struct slice text)
{
    struct slice host = after_scheme(text);
    if (slice_starts(host, "*."))
        host = slice_from(host, 2);
    return slice_is(text, "*") || (is_line(text) && host.size > 0 &&
                                   is_made_of(host, SLICE("-._:[]")));
}

static bool is_network(struct slice text)
{
    struct network network;
    return slice_is(text, "unix") || network_parse(text, &network);
}

/* What cannot be reached is said when it is tried. */
static bool is_engine(struct slice text)
{
    struct err err;
    return slice_is(text, SEARCH_ENGINE_SQLITE) ||
           slice_is(text, SEARCH_ENGINE_OFF) ||
           (is_line(text) && address_is_url(text) && address_check(text, &err));
}

bool setting_hides(const struct setting *setting, struct slice text)
{
    return setting->kind == SETTING_ENGINE && !is_made_of(text, SLICE(""));
}

static bool is_weight(struct slice text)
{
    unsigned part;
    float weight;
    return search_weight_read(text, &part, &weight);
}

static bool is_guid(struct slice text)
{
    return format_fits("uuid", text);
}

/* Names between single dots. */
static bool is_field(struct slice text)
{
    struct slice rest = text, name;
    while (slice_cut(&rest, '.', &name)) {
        if (name.size == 0)
            return false;
    }
    return is_line(text);
}

static bool is_width(struct slice text)
{
    return policy_read_width(text) > 0;
}

static struct slice without_last_slash(struct slice path)
{
    return slice_ends(path, "/") ? slice_sub(path, 0, path.size - 1) : path;
}

/* Nothing in it needs to be escaped or would be removed by a proxy. */
static bool is_base_path(struct slice text)
{
    struct slice rest = slice_from(without_last_slash(text), 1), part;
    if (!slice_starts(text, "/") || !is_line(text) ||
        !is_made_of(text, SLICE("/-._~")))
        return false;
    while (text.size > 1 && slice_cut(&rest, '/', &part)) {
        if (part.size == 0 || slice_is(part, ".") || slice_is(part, ".."))
            return false;
    }
    return true;
}

static const struct {
    bool (*is_valid)(struct slice text); /* of a string; or NULL */
    const char *takes;
} kinds[] = {
    [SETTING_TEXT] = {is_text, "text"},
    [SETTING_URL] = {is_url, "a URL such as https://example.org"},
    [SETTING_LANGUAGE] = {is_language, "a language tag such as en or de-AT"},
    [SETTING_ZONE] = {is_zone, "a timezone of the package tzdata, such as "
                               "Europe/Berlin"},
    [SETTING_GENERATOR] = {is_generator, NULL},
    [SETTING_BASE_PATH] = {is_base_path, "a path such as /api"},
    [SETTING_NUMBER] = {NULL, "a whole number"},
    [SETTING_SWITCH] = {NULL, "true or false"},
    [SETTING_WORD] = {NULL, NULL},
    [SETTING_FILE] = {is_line, "the path of a file"},
    [SETTING_PATH] = {is_line, "the path of a file or folder"},
    [SETTING_UUID] = {is_guid, "a UUID such as "
                               "9b024349-ccf0-5f69-a609-6b82873eab3c"},
    [SETTING_LOG] = {is_line, "the path of a file, or fd:N"},
    [SETTING_ENGINE] = {is_engine, "sqlite, off, or the address of a database "
                                   "such as postgresql://host/name"},
    [SETTING_GLOBS] = {setting_is_glob, "path patterns such as drafts/**"},
    [SETTING_FOLDERS] = {is_folder, "folders in DIR such as downloads"},
    [SETTING_ORIGINS] = {is_origin, "* or origins such as https://example.org"},
    [SETTING_ADDRESSES] = {is_line, "addresses such as 127.0.0.1:8080"},
    [SETTING_NETWORKS] = {is_network,
                          "IP addresses or networks such as 10.0.0.0/8, or "
                          "unix"},
    [SETTING_URLS] = {is_url, "URLs such as https://example.org"},
    [SETTING_TEXTS] = {is_line, "texts of one line"},
    [SETTING_FIELDS] = {is_field, "fields such as bio or HeroSection.text"},
    [SETTING_WIDTHS] = {is_width, "widths in pixels from 16 to 8192 such as "
                                  "640"},
    [SETTING_WEIGHTS] = {is_weight,
                         "weights from 0 to 100 such as title=8, of title, "
                         "headings, terms, excerpt, body or prose"},
};

const char *setting_hint(const struct setting *setting, struct slice text)
{
    if (setting->kind == SETTING_NETWORKS)
        return network_hint(text);
    if (setting_hides(setting, text))
        return ADDRESS_HINT;
    return setting->kind == SETTING_GLOBS ? setting_glob_hint(text) : NULL;
}

/* "off, text or json" */
static void append_words(const char *const *words, struct str *out)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (i > 0)
            str_append_text(out, words[i + 1] != NULL ? ", " : " or ");
        str_append_text(out, words[i]);
    }
}

static void append_generators(struct str *out)
{
    struct arena arena = {0};
    struct slice word = tree_generator_word(0, &arena);
    for (size_t i = 1; word.data != NULL; i++) {
        struct slice next = tree_generator_word(i, &arena);
        if (i > 1)
            str_append_text(out, next.data != NULL ? ", " : " or ");
        str_append(out, word);
        word = next;
    }
    arena_release(&arena);
}

void setting_append_takes(const struct setting *setting, struct str *out)
{
    if (setting->kind == SETTING_WORD) {
        append_words(setting->words, out);
        return;
    }
    if (setting->kind == SETTING_GENERATOR) {
        append_generators(out);
        return;
    }
    str_append_text(out, kinds[setting->kind].takes);
    if (setting_is_list(setting))
        str_appendf(out, ", at most %ld", setting->max);
    if (setting->kind == SETTING_NUMBER)
        str_appendf(out, " from %ld to %ld", setting->min, setting->max);
}

void setting_append_shown(const struct value *value, struct str *out)
{
    struct slice text = value_text(value);
    if (value->kind == VALUE_STRING && address_may_be_in(text))
        str_append_text(out, "an address");
    else if (value->kind == VALUE_STRING)
        str_appendf(out, "'%.*s%s'",
                    SLICE_FMT(slice_sub(text, 0, MAX_SHOWN_BYTES)),
                    text.size > MAX_SHOWN_BYTES ? "..." : "");
    else if (value->kind == VALUE_INTEGER)
        str_appendf(out, "%lld", (long long)value->as.integer);
    else if (value->kind == VALUE_BOOLEAN)
        str_append_text(out, value->as.boolean ? "true" : "false");
    else
        str_append_text(out, value_kind_name(value));
}

static bool take_string(const struct setting *setting,
                        const struct value *written, struct arena *arena,
                        struct slice *ret_string)
{
    struct slice text = arena_copy(arena, slice_trim(value_text(written)));
    if (!value_is_string(written) || !kinds[setting->kind].is_valid(text))
        return false;
    if (setting->kind == SETTING_BASE_PATH)
        text = without_last_slash(text);
    if (setting->kind == SETTING_GLOBS || setting->kind == SETTING_FOLDERS)
        text = arena_copy(arena, setting_plain_glob(text));
    *ret_string = text;
    return true;
}

static bool take_number(const struct setting *setting,
                        const struct value *written, long *ret_number)
{
    if (written->kind != VALUE_INTEGER || written->as.integer < setting->min ||
        written->as.integer > setting->max)
        return false;
    *ret_number = (long)written->as.integer;
    return true;
}

static bool take_word(const struct setting *setting,
                      const struct value *written, unsigned *ret_word)
{
    for (unsigned i = 0; setting->words[i] != NULL; i++) {
        if (slice_is(value_text(written), setting->words[i])) {
            *ret_word = i;
            return true;
        }
    }
    return false;
}

/* In a list of addresses the number 8080 is one, too: a port. So are widths. */
static bool take_item(const struct setting *setting,
                      const struct value *written, struct arena *arena,
                      struct slice *ret_item)
{
    bool takes_numbers =
        setting->kind == SETTING_ADDRESSES || setting->kind == SETTING_WIDTHS;
    if (!takes_numbers || written->kind != VALUE_INTEGER)
        return take_string(setting, written, arena, ret_item);
    *ret_item = arena_printf(arena, "%lld", (long long)written->as.integer);
    return kinds[setting->kind].is_valid(*ret_item);
}

/* A single value counts as a list of one. */
static bool take_list(const struct setting *setting,
                      const struct value *written, struct arena *arena,
                      struct names *ret_list)
{
    bool is_array = value_is_array(written);
    const struct value *items = is_array ? written->as.items : written;
    size_t count = is_array ? written->size : 1;
    if (count > (size_t)setting->max)
        return false;
    struct names list = {arena_alloc(arena, count, sizeof *list.items), count};
    for (size_t i = 0; i < count; i++) {
        if (!take_item(setting, &items[i], arena, &list.items[i]))
            return false;
    }
    *ret_list = list;
    return true;
}

bool setting_take(const struct setting *setting, const struct value *written,
                  struct settings *settings, struct arena *arena)
{
    void *target = (char *)settings + setting->offset;
    if (setting_is_list(setting))
        return take_list(setting, written, arena, target);
    if (setting->kind == SETTING_NUMBER)
        return take_number(setting, written, target);
    if (setting->kind == SETTING_WORD)
        return take_word(setting, written, target);
    if (setting->kind != SETTING_SWITCH)
        return take_string(setting, written, arena, target);
    if (written->kind == VALUE_BOOLEAN)
        *(bool *)target = written->as.boolean;
    return written->kind == VALUE_BOOLEAN;
}

static struct value value_of_number(int64_t number)
{
    return (struct value){.kind = VALUE_INTEGER, .as.integer = number};
}

static struct value value_of_switch(bool is_on)
{
    return (struct value){.kind = VALUE_BOOLEAN, .as.boolean = is_on};
}

static struct value of_text(const struct setting *setting, const char *text)
{
    if (setting->kind == SETTING_NUMBER) {
        char *end;
        errno = 0;
        long number = strtol(text, &end, 10);
        if (end != text && *end == '\0' && errno == 0)
            return value_of_number(number);
    }
    if (setting->kind == SETTING_SWITCH &&
        (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
        return value_of_switch(text[0] == 't');
    return value_of_text(slice_of(text));
}

struct value setting_of_texts(const struct setting *setting,
                              const char *const *texts, size_t count,
                              struct arena *arena)
{
    if (!setting_is_list(setting))
        return of_text(setting, texts[count - 1]);
    struct value *items = arena_alloc(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        items[i] = value_of_text(slice_of(texts[i]));
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = count};
}

bool setting_accepts(const struct setting *setting, const char *name,
                     const char *text, struct err *err)
{
    struct settings scratch = {0};
    struct value written = setting_of_texts(setting, &text, 1, &scratch.arena);
    bool ok = setting_take(setting, &written, &scratch, &scratch.arena);
    if (!ok) {
        struct str takes = {0};
        setting_append_takes(setting, &takes);
        if (setting_hides(setting, slice_of(text)))
            err_set(err, ERR_INVALID, "%s takes %s", name, takes.data);
        else
            err_set(err, ERR_INVALID, "%s takes %s, not '%.*s'", name,
                    takes.data, MAX_SHOWN_BYTES, text);
        const char *hint = setting_hint(setting, slice_of(text));
        if (hint != NULL)
            err_set_hint(err, "%s", hint);
        str_release(&takes);
    }
    arena_release(&scratch.arena);
    return ok;
}

static struct value value_of_list(const struct names *list, struct arena *arena)
{
    struct value *items = arena_alloc(arena, list->count, sizeof *items);
    for (size_t i = 0; i < list->count; i++)
        items[i] = value_of_text(list->items[i]);
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = list->count};
}

struct value setting_value(const struct settings *settings,
                           const struct setting *setting, struct arena *arena)
{
    const void *target = (const char *)settings + setting->offset;
    if (setting_is_list(setting))
        return value_of_list(target, arena);
    if (setting->kind == SETTING_NUMBER)
        return value_of_number(*(const long *)target);
    if (setting->kind == SETTING_SWITCH)
        return value_of_switch(*(const bool *)target);
    if (setting->kind == SETTING_WORD)
        return value_of_text(
            slice_of(setting->words[*(const unsigned *)target]));
    struct slice text = *(const struct slice *)target;
    if (setting->kind == SETTING_BASE_PATH && text.size == 0)
        return value_of_text(SLICE("/"));
    return text.size > 0 ? value_of_text(text) : value_null;
}
