/* meta_publishing.c - whether a document is published, and when.
 *
 * A key that resembles one of publication counts as that key, with a warning:
 * to publish a draft because of a typo is the worst that can happen. Where two
 * dates disagree, the one that holds the document back for longer counts. */
#include "layout/meta_fields.h"

#include "base/unicode.h"
#include "document/keys.h"
#include "document/publication_keys.h"

#include <string.h>

#define SHOWN_MAX_BYTES 60 /* of a value that a message repeats */

static bool is_true(const struct value *value)
{
    static const char *const words[] = {"true", "yes", "on", "1", NULL};
    if (value == NULL)
        return false;
    if (value->kind == VALUE_BOOLEAN)
        return value->as.boolean;
    if (value->kind == VALUE_INTEGER)
        return value->as.integer != 0;
    return value_is_word(value, words);
}

static bool is_false(const struct value *value)
{
    static const char *const words[] = {"false", "no", "off", "0", NULL};
    if (value == NULL)
        return false;
    if (value->kind == VALUE_BOOLEAN)
        return !value->as.boolean;
    if (value->kind == VALUE_INTEGER)
        return value->as.integer == 0;
    return value_is_word(value, words);
}

/* `published: true`, where others have a date. */
static bool is_switch(const struct value *value)
{
    return is_true(value) || is_false(value);
}

const struct date *meta_keep_date(struct meta *meta, const struct date *date)
{
    struct date *kept = arena_alloc(&meta->arena, 1, sizeof *kept);
    *kept = *date;
    return kept;
}

/* A number in quotes is the same one. */
static bool find_number(const struct value *value, int64_t *ret_number)
{
    struct slice text = value_text(value);
    if (value->kind == VALUE_INTEGER) {
        *ret_number = value->as.integer;
        return true;
    }
    if (!slice_is_digits(text) || text.size > DATE_MAX_DIGITS)
        return false;
    *ret_number = 0;
    for (size_t i = 0; i < text.size; i++)
        *ret_number = *ret_number * 10 + (text.data[i] - '0');
    return true;
}

static bool parse_date(const struct value *value, struct date *ret_date)
{
    int64_t number;
    if (find_number(value, &number))
        return date_from_number(number, ret_date);
    return value->kind == VALUE_STRING &&
           date_parse(value_text(value), ret_date);
}

/* Those who write "1/2/2025" may mean February, and 45413 may be no day of a
 * spreadsheet. */
static void warn_if_ambiguous(struct meta *meta, struct key_value field,
                              const struct date *date)
{
    struct slice text = value_text(field.value);
    int64_t number;
    bool is_serial =
        find_number(field.value, &number) && date_number_is_serial(number);
    if (!is_serial && !date_is_ambiguous(text))
        return;
    if (is_serial)
        text = arena_printf(&meta->arena, "%lld", (long long)number);
    struct slice hint = arena_printf(
        &meta->arena, "write it as %s if that is the day", date->day);
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_DATE_AMBIGUOUS,
                    field.value->line, field.value->column, hint.data,
                    "%s: '%.*s' is read %s, as %s", field.key,
                    SLICE_FMT(utf8_truncate(text, SHOWN_MAX_BYTES)),
                    is_serial ? "as the number of a day in a spreadsheet"
                              : "with the month first",
                    date->day);
}

/* A date that cannot be read is a warning and no date: guessing would sort the
 * post wrongly. */
static const struct date *read_date_of(struct meta *meta,
                                       struct key_value field)
{
    struct date date;
    if (parse_date(field.value, &date)) {
        warn_if_ambiguous(meta, field, &date);
        return meta_keep_date(meta, &date);
    }

    struct slice text =
        utf8_truncate(meta_scalar_text(meta, field.value), SHOWN_MAX_BYTES);
    struct slice what =
        text.data != NULL
            ? arena_printf(&meta->arena, "'%.*s'", SLICE_FMT(text))
            : slice_of(value_kind_name(field.value));
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_DATE_UNREADABLE,
                    field.value->line, field.value->column,
                    "write it as 2024-05-01 or 2024-05-01T09:00:00+02:00",
                    "%s: %.*s is not a date", field.key, SLICE_FMT(what));
    return NULL;
}

/* Whether a key has one of the names but for case and separators. */
static bool is_one_of_words(struct slice key, const char *const *keys)
{
    while (*keys != NULL && !key_is_same_word(key, slice_of(*keys)))
        keys++;
    return *keys != NULL;
}

/* Keys whose switches are none of dates: `published: false`, and whether a page
 * of Starlight or VitePress shows when it was updated. */
static bool may_be_switch(const char *key)
{
    return strcmp(key, "published") == 0 || strcmp(key, "lastUpdated") == 0;
}

/* Returns the first of the keys that has a value which may be a date; then a
 * key that differs from them in case or separators only. */
static struct key_value find_date(struct meta *meta, const char *const *keys)
{
    const struct value *root = &meta->fields;
    for (const char *const *key = keys; *key != NULL; key++) {
        const struct value *value = value_find(root, *key);
        bool is_date = value != NULL && !value_is_blank(value) &&
                       !(may_be_switch(*key) && is_switch(value));
        if (is_date)
            return (struct key_value){*key, value};
    }
    for (size_t i = 0; value_is_object(root) && i < root->size; i++) {
        const struct member *member = &root->as.members[i];
        if (!value_is_blank(&member->value) && !is_switch(&member->value) &&
            is_one_of_words(member->key, keys))
            return (struct key_value){
                arena_copy(&meta->arena, member->key).data, &member->value};
    }
    return (struct key_value){NULL, NULL};
}

static const struct date *read_date(struct meta *meta, const char *const *keys)
{
    struct key_value field = find_date(meta, keys);
    return field.value != NULL ? read_date_of(meta, field) : NULL;
}

/* The date in the name of the file, or of the nearest folder that has one. */
static const struct date *date_from_path(struct meta *meta)
{
    struct slice path = meta->path, rest;
    struct date date;

    for (; path.size > 0; path = path_folder(path)) {
        if (date_from_file_name(path_stem(path), &date, &rest) ||
            date_from_folder(path, &date))
            return meta_keep_date(meta, &date);
    }
    return NULL;
}

uint32_t root_key_column(struct slice key, const struct value *value)
{
    return value->column > key.size + 1 ? 1 : value->column;
}

/* Says what a key was read as; `effect` completes the sentence. */
static void warn_of_typo(struct meta *meta, struct key_value field,
                         const char *meant, const char *effect)
{
    struct slice hint =
        arena_printf(&meta->arena, "rename the key to '%s'", meant);
    diagnostics_add(
        &meta->diagnostics, DIAGNOSTIC_KEY_OF_PUBLICATION, field.value->line,
        root_key_column(slice_of(field.key), field.value), hint.data,
        "unknown key '%s'; it is read as '%s'%s", field.key, meant, effect);
}

void meta_note_limit(struct meta *meta, const struct date *date, bool is_expiry)
{
    const struct date **limit =
        is_expiry ? &meta->expires_at : &meta->publish_at;
    bool is_stricter =
        date != NULL && (*limit == NULL ||
                         (is_expiry ? date->instant_ms < (*limit)->instant_ms
                                    : date->instant_ms > (*limit)->instant_ms));
    if (is_stricter)
        *limit = date;
}

/* `publishDate` alone is the date; beside a `date`, when that is shown. All
 * keys of this kind count, so that none is overlooked. */
static void read_limit(struct meta *meta, const struct member *member,
                       const struct value *own_date)
{
    bool is_typo;
    const struct publication_key *key =
        publication_key_find(member->key, &is_typo);
    struct key_value field = {NULL, &member->value};
    struct date date;

    if (key == NULL || value_is_blank(field.value) || field.value == own_date)
        return;
    bool may_be_switch = key->effect == KEY_IS_PUBLISHED;
    if ((key->effect != KEY_IS_PUBLISH_DATE &&
         key->effect != KEY_IS_EXPIRY_DATE && !may_be_switch) ||
        ((is_typo || may_be_switch) &&
         (is_switch(field.value) || !parse_date(field.value, &date))))
        return;
    field.key = arena_copy(&meta->arena, member->key).data;
    if (is_typo)
        warn_of_typo(meta, field, key->name, "");
    meta_note_limit(meta, read_date_of(meta, field),
                    key->effect == KEY_IS_EXPIRY_DATE);
}

void meta_read_dates(struct meta *meta)
{
    const struct value *root = &meta->fields;
    struct key_value date = find_date(meta, keys_date);

    meta->name = path_without_draft(path_without_date(path_stem(meta->path)));
    if (date.value != NULL)
        meta->date = read_date_of(meta, date);
    if (meta->date == NULL)
        meta->date = date_from_path(meta);
    meta->updated = read_date(meta, keys_updated);
    for (size_t i = 0; value_is_object(root) && i < root->size; i++)
        read_limit(meta, &root->as.members[i], date.value);
}

void meta_take_date(struct meta *meta, struct slice key,
                    const struct value *value)
{
    struct key_value field = {arena_copy(&meta->arena, key).data, value};
    if (find_date(meta, keys_date).value != NULL)
        return;
    const struct date *date = read_date_of(meta, field);
    if (date != NULL)
        meta->date = date;
}

/* Words of WordPress, Ghost and others for what is not public. A `state` may be
 * that of anything, and a `visibility` may be for those who have paid. */
static const char *const statuses[] = {
    "draft",   "autodraft", "private", "pending",     "trash",
    "trashed", "archived",  "hidden",  "unpublished", NULL,
};
static const char *const states[] = {"draft", "unpublished", NULL};
static const char *const visibilities[] = {
    "draft",   "private", "hidden", "password", "unpublished",
    "members", "paid",    "tiers",  "internal", NULL,
};

static const char *const *words_of(const struct publication_key *key)
{
    if (strcmp(key->name, "state") == 0)
        return states;
    return strcmp(key->name, "visibility") == 0 ? visibilities : statuses;
}

static bool is_status_kept_back(const struct value *value,
                                const char *const *words)
{
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (value_is_word(&value->as.items[i], words))
            return true;
    }
    return value_is_word(value, words);
}

/* Whoever writes `draft: maybe` has not said that it may be published. */
static bool is_draft(struct meta *meta, struct key_value field, bool is_typo)
{
    if (value_is_blank(field.value) || is_false(field.value))
        return false;
    if (is_true(field.value) || is_typo)
        return is_true(field.value);
    diagnostics_add(
        &meta->diagnostics, DIAGNOSTIC_FIELD_TYPE, field.value->line,
        field.value->column, "write true or false",
        "%s is neither true nor false; the document is treated as a draft",
        field.key);
    return true;
}

/* `draft: true` and its like surprise nobody. */
static bool is_said_plainly(const struct publication_key *key,
                            const struct value *value)
{
    static const char *const draft[] = {"draft", NULL};
    return key->effect == KEY_IS_DRAFT || key->effect == KEY_IS_PUBLISHED ||
           (key->effect == KEY_IS_STATUS && value_is_word(value, draft));
}

static void note_kept_back(struct meta *meta, struct key_value field)
{
    struct slice text =
        utf8_truncate(meta_scalar_text(meta, field.value), SHOWN_MAX_BYTES);
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_KEPT_BACK, field.value->line,
                    field.value->column,
                    "remove the key if the document is public",
                    "'%s%s%.*s' keeps the document back", field.key,
                    text.size > 0 ? ": " : "", SLICE_FMT(text));
}

static bool is_kept_back_by(struct meta *meta, const struct member *member)
{
    bool is_typo;
    const struct publication_key *key =
        publication_key_find(member->key, &is_typo);
    if (key == NULL)
        return false;
    const struct key_value field = {arena_copy(&meta->arena, member->key).data,
                                    &member->value};
    bool is_kept = false;
    switch (key->effect) {
    case KEY_IS_DRAFT:
        is_kept = is_draft(meta, field, is_typo);
        break;
    case KEY_IS_PRIVATE:
        is_kept = is_true(field.value);
        break;
    case KEY_IS_PUBLISHED:
        is_kept = is_false(field.value);
        break;
    case KEY_IS_STATUS:
        is_kept = is_status_kept_back(field.value, words_of(key));
        break;
    case KEY_IS_PUBLISH_DATE:
    case KEY_IS_EXPIRY_DATE:
        break;
    }
    if (is_kept && !slice_is(member->key, key->name))
        warn_of_typo(meta, field, key->name, ", and the document is kept back");
    else if (is_kept && !is_said_plainly(key, field.value))
        note_kept_back(meta, field);
    return is_kept;
}

void meta_read_status(struct meta *meta)
{
    static const char *const unlisted[] = {"unlisted", NULL};
    const struct value *root = &meta->fields;

    meta->is_draft = path_is_in_drafts(meta->path);
    for (size_t i = 0; value_is_object(root) && i < root->size; i++)
        meta->is_draft |= is_kept_back_by(meta, &root->as.members[i]);
    meta->is_hidden = is_true(value_find(root, "hidden")) ||
                      is_true(value_find(root, "unlisted")) ||
                      value_is_word(value_find(root, "visibility"), unlisted);
}
