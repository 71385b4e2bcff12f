/* fault.c - from "mapping values are not allowed in this context" to advice.
 *
 * A parser says which rule of its grammar was broken; the writer wants to know
 * which of the usual slips was made. So after the parser has given up, the
 * lines that it names are read once more by a table of looks (looks.c). Each
 * either adds its message and ends the search, or lets the next one try. The
 * order matters: a slip that is certain when its sign is there (a conflict
 * marker) comes before one that is only likely (the indentation). What no look
 * knows is told in the parser's words. */
#include "document/fault.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/looks.h"

struct fixed_message {
    const char *problem, *message, *hint;
    bool is_at_context;
};

/* What needs no look at the line. */
static const struct fixed_message fixed_messages[] = {
    {"could not find expected ':'",
     "this line has no key and is no part of the text above",
     "indent it deeper to go on with the text above, or write 'key: value'",
     true},
    {"did not find expected key",
     "this line is not indented like those it belongs to",
     "start it in the same column as the keys around it", false},
    {"did not find expected '-'", "a key stands among the items of a list",
     "start it in the column of the keys, and items deeper", false},
    {"did not find expected <document start>",
     "this line is not indented like those it belongs to",
     "start it in the same column as the keys above", false},
    {"found undefined tag handle", "a tag that YAML does not know",
     "put the value in quotes if the '!' is part of it", false},
    {FAULT_COMPLEX_KEY, "a list or mapping cannot be a key",
     "put the text in quotes if the brackets are part of it", false},
    {FAULT_ALIAS_AS_KEY, "only an alias of a text can be a key",
     "write the key out", false},
    {FAULT_SECOND_DOCUMENT, "a second YAML document starts here",
     "keep one document in a file", false},
    {FAULT_ONLY_TEXT, "there is text here and no field",
     "write each field as  name: value", false},
};

static bool tell_fixed(const struct site *site)
{
    const struct fault *fault = site->fault;
    for (size_t i = 0; i < ARRAY_COUNT(fixed_messages); i++) {
        const struct fixed_message *fixed = &fixed_messages[i];
        if (slice_starts(fault->problem, fixed->problem))
            return site_tell(site,
                             fixed->is_at_context ? fault->context_at
                                                  : fault->problem_at,
                             fixed->hint, fixed->message);
    }
    return false;
}

static void tell_as_parsed(const struct site *site)
{
    const struct fault *fault = site->fault;
    struct slice message =
        fault->context.data != NULL
            ? arena_printf(site->arena, "not YAML: %.*s (%.*s)",
                           SLICE_FMT(fault->problem), SLICE_FMT(fault->context))
            : arena_printf(site->arena, "not YAML: %.*s",
                           SLICE_FMT(fault->problem));
    (void)site_tell(site, fault->problem_at, NULL, message.data);
}

/* Walked from the top; the first look that knows its slip ends it. */
static const struct {
    const char *problem, *context; /* how the parser's words start, or NULL */
    bool (*look)(const struct site *site);
} looks[] = {
    {NULL, NULL, look_for_conflict},
    {NULL, NULL, look_for_tab},
    {NULL, NULL, look_for_template},
    {NULL, NULL, look_for_runaway_quote},
    {"mapping values", NULL, look_for_colon},
    {"mapping values", NULL, look_for_missing_blank_above},
    {"mapping values", NULL, look_for_keyless_line_above},
    {"mapping values", NULL, look_for_continuation},
    {"could not find expected ':'", NULL, look_for_missing_blank},
    {FAULT_ONLY_TEXT, NULL, look_for_missing_blank},
    {"could not find expected ':'", NULL, look_for_separator},
    {NULL, "while scanning an a", look_for_reserved}, /* alias, anchor */
    {NULL, "while scanning an a", look_for_reserved_inside},
    {NULL, "while scanning a tag", look_for_reserved},
    {"block sequence entries", NULL, look_for_item},
    {"did not find expected node content", NULL, look_for_reserved},
    {"mapping keys", NULL, look_for_reserved},
    {"found character that cannot", NULL, look_for_tab_inside},
    {"found character that cannot", NULL, look_for_reserved},
    {"found character that cannot", NULL, look_for_reserved_inside},
    {"found unknown escape", NULL, look_for_escape},
    {"found unexpected", "while scanning a quoted", look_for_unclosed_quote},
    {NULL, NULL, look_for_text_after_quote},
    {"did not find expected key", NULL, look_for_extra_bracket},
    {"did not find expected key", NULL, look_for_text_after_bracket},
    {"did not find expected key", NULL, look_for_missing_key},
    {"control characters", NULL, look_for_control_character},
    {NULL, "while scanning a directive", look_for_directive},
    {"did not find expected ','", NULL, look_for_open_bracket},
    {NULL, "while scanning a block scalar", look_for_block_text},
    {NULL, NULL, tell_fixed},
};

static bool matches(struct slice text, const char *start)
{
    return start == NULL || slice_starts(text, start);
}

static bool report_encoding(const struct fault *fault, size_t offset,
                            struct diagnostics *diagnostics)
{
    struct line line = line_at(fault->text, offset);
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_ENCODING,
        line.number + fault->first_line, line_column(&line, offset),
        "save the file as UTF-8",
        "byte 0x%02X at offset %zu of the front matter is not UTF-8",
        (unsigned char)fault->text.data[offset], offset);
}

bool fault_report(const struct fault *fault, struct diagnostics *diagnostics)
{
    size_t invalid = utf8_find_invalid(fault->text);
    if (invalid < fault->text.size)
        return report_encoding(fault, invalid, diagnostics);

    struct site site = {
        .fault = fault,
        .diagnostics = diagnostics,
        .arena = diagnostics->arena,
        .line = line_at(fault->text, fault->problem_at),
        .context = line_at(fault->text, fault->context_at),
    };
    for (size_t i = 0; i < ARRAY_COUNT(looks); i++)
        if (matches(fault->problem, looks[i].problem) &&
            matches(fault->context, looks[i].context) && looks[i].look(&site))
            return false;
    tell_as_parsed(&site);
    return false;
}
