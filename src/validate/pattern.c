/* pattern.c - PCRE2 as JSON Schema wants it.
 *
 * JSON Schema recommends the patterns of ECMAScript with the flag u. PCRE2 is
 * in every Debian, reads nearly the same language, and can be told when to give
 * up. RE2 never takes long, but knows no lookahead, which schemas are full of;
 * regcomp() of POSIX is another language.
 *
 * The steps are counted by a callout before each item of the pattern. PCRE2's
 * own limit does not say how much of it was used, and starts again wherever in
 * the text the match may begin (pcre2api, "The match context"). */
#include "validate/pattern.h"

#include "base/mem.h"
#include "validate/ecma.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* "$" is the end of the text only, "[]" matches nothing, and what a group has
 * not matched is empty: as in ECMAScript. */
#define OPTIONS                                                                \
    (PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |            \
     PCRE2_ALLOW_EMPTY_CLASS | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT)

#define BYTES_PER_STEP 16

struct pattern {
    pcre2_code *code;
};

static void explain(struct err *err, int number)
{
    PCRE2_UCHAR text[160];
    if (pcre2_get_error_message(number, text, sizeof text) < 0)
        text[0] = '\0';
    err_set(err, ERR_INVALID, "%s", (const char *)text);
}

static pcre2_code *compile(struct slice text, struct err *err)
{
    pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
    pcre2_code *code = NULL;
    int number;
    PCRE2_SIZE offset;
    if (limits == NULL)
        abort(); /* out of memory */
    (void)pcre2_set_parens_nest_limit(limits, PATTERN_MAX_GROUPS);
    code = pcre2_compile((PCRE2_SPTR)text.data, text.size, OPTIONS, &number,
                         &offset, limits);
    pcre2_compile_context_free(limits);
    if (code == NULL)
        explain(err, number);
    return code;
}

bool pattern_new(struct slice text, struct pattern **ret_pattern,
                 struct err *err)
{
    struct str translated = {0};
    pcre2_code *code = NULL;
    if (text.size > PATTERN_MAX_BYTES)
        return err_set(err, ERR_LIMIT, "it has more than %d bytes",
                       PATTERN_MAX_BYTES);
    if (ecma_translate(text, &translated, err))
        code = compile(str_slice(&translated), err);
    str_release(&translated);
    if (code == NULL)
        return false;
    struct pattern *pattern = mem_alloc(1, sizeof *pattern);
    pattern->code = code;
    *ret_pattern = pattern;
    return true;
}

void pattern_free(struct pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    free(pattern);
}

struct count {
    size_t steps, max_steps;
    size_t at; /* of the last item, in the text */
};

/* A repeated character is one item, however much it passes. */
static int count_step(pcre2_callout_block *block, void *context)
{
    struct count *count = context;
    size_t at = block->current_position;
    size_t passed = at > count->at ? at - count->at : count->at - at;
    count->at = at;
    count->steps += 1 + passed / BYTES_PER_STEP;
    return count->steps > count->max_steps ? PCRE2_ERROR_CALLOUT : 0;
}

enum pattern_result pattern_match(const struct pattern *pattern,
                                  struct slice text, size_t *steps)
{
    struct count count = {.steps = text.size / BYTES_PER_STEP,
                          .max_steps = *steps};
    *steps = 0;
    if (text.size > PATTERN_MAX_TEXT_BYTES)
        return PATTERN_GIVES_UP;
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_match_data *found =
        pcre2_match_data_create_from_pattern(pattern->code, NULL);
    if (limits == NULL || found == NULL)
        abort(); /* out of memory */
    (void)pcre2_set_callout(limits, count_step, &count);
    (void)pcre2_set_match_limit(limits, PATTERN_MAX_STEPS);
    (void)pcre2_set_depth_limit(limits, PATTERN_MAX_STEPS);
    (void)pcre2_set_heap_limit(limits, PATTERN_MAX_KB);
    int result = pcre2_match(pattern->code, (PCRE2_SPTR)text.data, text.size, 0,
                             0, found, limits);
    pcre2_match_data_free(found);
    pcre2_match_context_free(limits);
    *steps = count.steps < count.max_steps ? count.steps : count.max_steps;
    if (result >= 0)
        return PATTERN_MATCHES;
    return result == PCRE2_ERROR_NOMATCH ? PATTERN_DIFFERS : PATTERN_GIVES_UP;
}

bool pattern_is_valid(struct slice text)
{
    struct pattern *pattern = NULL;
    struct err err;
    bool ok = pattern_new(text, &pattern, &err);
    pattern_free(pattern);
    return ok;
}
