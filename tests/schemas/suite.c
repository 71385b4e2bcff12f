/* suite.c - the official tests of JSON Schema 2020-12, and how many pass.
 *
 *     suite TESTS REMOTES NOT-CLAIMED
 *
 * TESTS is the folder draft2020-12 of the JSON-Schema-Test-Suite, REMOTES the
 * folder of schemas that its tests refer to, as if it were served at
 * http://localhost:1234; those of other drafts in it are left out. NOT-CLAIMED
 * lists what we do not claim:
 *
 *     FILE              all tests of the file
 *     FILE | GROUP      those of the group
 *     FILE | GROUP | TEST
 *
 * A test that is not claimed but passes is a fault of the list, unless all of
 * its file is listed: then some pass by chance. Prints what failed, what is not
 * claimed, and the sums. */
#include "document/bytes.h"
#include "document/data.h"
#include "document/path.h"
#include "represent/write.h"
#include "validate/judge.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REMOTES_URI "http://localhost:1234/"
#define DRAFT       "draft2020-12/"
#define MAX_OPEN    16

static struct arena arena;
static struct slice not_claimed; /* the text of the list */
static struct schema_text remotes[SCHEMAS_MAX_FILES];
static size_t remote_count;
static const char *top;
static size_t passed_count, failed_count, left_count, lucky_count;

static struct slice read_file(const char *path)
{
    struct slice bytes;
    struct err err;
    if (!bytes_read(path, 64 * 1024 * 1024, &arena, &bytes, &err)) {
        fprintf(stderr, "suite: %s\n", err.text);
        exit(2);
    }
    return bytes;
}

static bool is_line(const char *file, struct slice group, struct slice test)
{
    struct slice rest = not_claimed, line;
    struct slice wanted = arena_printf(
        &arena, "%s%s%.*s%s%.*s", file, group.size > 0 ? " | " : "",
        SLICE_FMT(group), test.size > 0 ? " | " : "", SLICE_FMT(test));
    while (slice_cut(&rest, '\n', &line)) {
        if (slice_equal(slice_trim(line), wanted))
            return true;
    }
    return false;
}

/* Whether the value fits; -1 if the schema has an error. */
static int judge(const struct value *schema, const struct value *data)
{
    struct schema_text texts[SCHEMAS_MAX_FILES + 1];
    struct diagnostics found = {.arena = &arena};
    struct str text = {0};
    write_value(&text, schema);
    memcpy(texts, remotes, remote_count * sizeof *remotes);
    texts[remote_count] = (struct schema_text){
        SLICE("test.json"), SLICE("test.json"), str_slice(&text)};
    struct schema_set *schemas = schemas_new(texts, remote_count + 1);
    const struct subschema *root = schemas_find(schemas, SLICE("test.json"));
    int verdict = -1;
    if (root != NULL)
        verdict = schema_judge(root, data, NULL, NULL, &found) ? 1 : 0;
    /* What is told of it, and the verdict, are one. */
    if (verdict >= 0 && (verdict == 1) != (found.error_count == 0))
        verdict = -2;
    schemas_unref(schemas);
    str_release(&text);
    return verdict;
}

static void run(const char *file, const struct value *group,
                const struct value *test)
{
    struct slice of_group = value_text(value_find(group, "description"));
    struct slice of_test = value_text(value_find(test, "description"));
    bool is_whole = is_line(file, SLICE_NONE, SLICE_NONE);
    bool is_left = is_whole || is_line(file, of_group, SLICE_NONE) ||
                   is_line(file, of_group, of_test);
    int wanted = value_find(test, "valid")->as.boolean ? 1 : 0;
    int verdict = judge(value_find(group, "schema"), value_find(test, "data"));

    if (!is_left && verdict == wanted) {
        passed_count++;
        return;
    }
    if (is_left) {
        left_count++;
        if (is_whole || verdict != wanted)
            return;
        lucky_count++;
        printf("passes, though it is not claimed: ");
    } else {
        failed_count++;
        printf("fails (%d): ", verdict);
    }
    printf("%s | %.*s | %.*s\n", file, SLICE_FMT(of_group), SLICE_FMT(of_test));
}

static int visit_test(const char *path, const struct stat *status, int kind,
                      struct FTW *ftw)
{
    struct diagnostics found = {.arena = &arena};
    struct value groups;
    const char *file = path + strlen(top) + 1;
    (void)status;
    (void)ftw;
    if (kind != FTW_F || !slice_ends(slice_of(path), ".json"))
        return 0;
    if (!data_parse(read_file(path), &arena, &found, &groups)) {
        if (!is_line(file, SLICE_NONE, SLICE_NONE)) {
            printf("cannot be read: %s\n", file);
            failed_count++;
        }
        return 0;
    }
    for (size_t i = 0; i < groups.size; i++) {
        const struct value *tests = value_find(&groups.as.items[i], "tests");
        for (size_t k = 0; k < tests->size; k++)
            run(file, &groups.as.items[i], &tests->as.items[k]);
    }
    return 0;
}

static int visit_remote(const char *path, const struct stat *status, int kind,
                        struct FTW *ftw)
{
    (void)status;
    (void)ftw;
    const char *file = path + strlen(top) + 1;
    bool is_other_draft = slice_starts(slice_of(file), "draft") &&
                          !slice_starts(slice_of(file), DRAFT);
    if (kind != FTW_F || is_other_draft)
        return 0;
    struct slice name = arena_printf(&arena, REMOTES_URI "%s", file);
    remotes[remote_count++] = (struct schema_text){name, name, read_file(path)};
    return 0;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "suite TESTS REMOTES NOT-CLAIMED\n");
        return 2;
    }
    data_init();
    not_claimed = read_file(arguments[3]);
    top = arguments[2];
    if (nftw(top, visit_remote, MAX_OPEN, 0) != 0)
        return 2;
    top = arguments[1];
    if (nftw(top, visit_test, MAX_OPEN, 0) != 0)
        return 2;
    printf("JSON-Schema-Test-Suite, draft2020-12: %zu of %zu claimed tests "
           "pass; %zu are not claimed\n",
           passed_count, passed_count + failed_count, left_count);
    arena_release(&arena);
    return failed_count + lucky_count > 0 || passed_count == 0 ? 1 : 0;
}
