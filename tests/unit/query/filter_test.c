/* filter_test.c - the cases of tests/cases/query: what each query means.
 *
 *     tags=a&tags=b               a query as it stands in a URL
 *         tags in [a] [b]         a condition of it
 *         = ?tags:in=a,b          its one spelling
 *
 *     or=(a                       another, with what is wrong
 *         ! or invalid-group: '=' and a value is missing at the end.
 *
 * The files are *.txt. An error ends in "-> suggestion" where it has one;
 * warnings begin with "?". The parts of a group follow it, further in. Lines
 * with "#" in front are for people. With QUERY_CASES=write in the environment
 * the expectations are written anew instead, for a look at what has changed. */
#include "test.h"

#include "base/arena.h"
#include "parse.h"
#include "query/page.h"
#include "query/view.h"

#include <dirent.h>
#include <stdlib.h>

#define FOLDER "cases/query"
#define LISTS  (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_LIST)
#define INDENT "    "

static void print_condition(struct str *out, const struct condition *condition,
                            const char *indent)
{
    char inner[64];
    str_append_text(out, indent);
    if (condition->kind != CONDITION_FIELD) {
        (void)snprintf(inner, sizeof inner, "%s  ", indent);
        str_appendf(out, "%s\n", condition_kind_name(condition->kind));
        for (size_t i = 0; i < condition->part_count; i++)
            print_condition(out, condition->parts[i], inner);
        return;
    }
    str_append(out, condition->path);
    str_appendf(out, " %s", op_info(condition->op)->name);
    for (size_t i = 0; i < condition->operand_count; i++)
        str_appendf(out, " [%.*s]", SLICE_FMT(condition->operands[i].text));
    str_append_char(out, '\n');
}

/* One line, whatever is in it. */
static void print_text(struct str *out, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < ' ' || text.data[i] == 0x7f)
            str_appendf(out, "\\x%02X", (unsigned)text.data[i]);
        else
            str_append_char(out, text.data[i]);
    }
}

static void print_faults(struct str *out, const char *sign,
                         const struct parameter_error *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str_appendf(out, INDENT "%s ", sign);
        print_text(out, faults[i].parameter);
        str_appendf(out, " %s: ", faults[i].code);
        print_text(out, faults[i].detail);
        str_append_text(out, faults[i].suggestion.data != NULL ? " -> " : "");
        print_text(out, faults[i].suggestion);
        str_append_char(out, '\n');
    }
}

/* Read again, the one spelling is its own. */
static void check_spelling(struct slice spelling, struct arena *arena)
{
    struct query query;
    struct str again = {0};
    assert_true(parse_text(slice_from(spelling, 1), LISTS, 20, arena, &query));
    query_append_canonical(&query, query.page, query.cursor, &again);
    if (!slice_equal(str_slice(&again), spelling))
        fail_msg("%.*s\nbecomes %.*s", SLICE_FMT(spelling),
                 SLICE_FMT(str_slice(&again)));
    str_release(&again);
}

static void print_query(struct str *out, struct slice text)
{
    struct arena arena = {0};
    struct query query;
    struct str spelling = {0};
    if (parse_text(text, LISTS, 20, &arena, &query)) {
        for (size_t i = 0; query.where != NULL && i < query.where->part_count;
             i++)
            print_condition(out, query.where->parts[i], INDENT);
        query_append_canonical(&query, query.page, query.cursor, &spelling);
        str_appendf(out, INDENT "= %.*s\n", SLICE_FMT(str_slice(&spelling)));
        if (query.warning_count == 0)
            check_spelling(str_slice(&spelling), &arena);
    }
    print_faults(out, "!", query.errors, query.error_count);
    print_faults(out, "?", query.warnings, query.warning_count);
    str_release(&spelling);
    arena_release(&arena);
}

/* What the file says with what is so today instead of what is expected. */
static void print_file(struct str *out, struct slice rest)
{
    size_t line_end;
    while (rest.size > 0) {
        line_end = slice_find_char(rest, 0, '\n');
        struct slice line = slice_sub(rest, 0, line_end);
        rest = slice_from(rest, line_end + 1);
        if (slice_starts(line, INDENT))
            continue;
        str_append(out, line);
        str_append_char(out, '\n');
        if (line.size > 0 && !slice_starts(line, "#"))
            print_query(out, line);
    }
}

static void read_whole(const char *path, struct str *out)
{
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size;
    while ((size = fread(bytes, 1, sizeof bytes, file)) > 0)
        str_append(out, (struct slice){bytes, size});
    (void)fclose(file);
}

static void check_file(const char *path)
{
    struct str wanted = {0}, got = {0};
    read_whole(path, &wanted);
    print_file(&got, str_slice(&wanted));
    if (getenv("QUERY_CASES") != NULL) {
        FILE *file = fopen(path, "wb");
        (void)fwrite(got.data, 1, got.size, file);
        (void)fclose(file);
    } else if (!slice_equal(str_slice(&wanted), str_slice(&got))) {
        size_t at = 0, line = 1;
        for (; wanted.data[at] == got.data[at]; at++)
            line += wanted.data[at] == '\n' ? 1 : 0;
        while (at > 0 && wanted.data[at - 1] != '\n')
            at--;
        fail_msg("%s:%zu\n  wanted %.300s\n  got    %.300s", path, line,
                 wanted.data + at, got.data + at);
    }
    str_release(&wanted);
    str_release(&got);
}

static void every_case_has_its_expected_meaning(void **state)
{
    (void)state;
    size_t count = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry != NULL;
         entry = readdir(folder)) {
        char path[512];
        if (!slice_ends(slice_of(entry->d_name), ".txt"))
            continue;
        (void)snprintf(path, sizeof path, FOLDER "/%s", entry->d_name);
        check_file(path);
        count++;
    }
    (void)closedir(folder);
    assert_true(count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_has_its_expected_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
