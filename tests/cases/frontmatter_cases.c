/* frontmatter_cases.c - reads every case of a folder and compares.
 *
 *     <folder>/<case>/input.md | input.yaml | input.json | input.toml
 *                     expected.json
 *
 *     frontmatter_cases FOLDER         checks all cases
 *     frontmatter_cases FOLDER CASE    prints what the case gives today
 *
 * An input.md is split and its head parsed; the others are one value. What
 * comes out is written as JSON, in the order in which it was read, and compared
 * as text with what is expected, so that the order of keys and the difference
 * between 1 and 1.0 count. A part that the file does not have is not in the
 * JSON: no value after an error, no body in data. */
#include "base/array.h"
#include "document/data.h"
#include "document/frontmatter.h"
#include "document/toml.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_BYTES 4096

static json_t *json_of(const struct value *value);

static json_t *json_of_slice(struct slice text)
{
    return json_stringn(text.data != NULL ? text.data : "", text.size);
}

static json_t *json_of_object(const struct value *value)
{
    json_t *object = json_object();
    for (size_t i = 0; i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        (void)json_object_setn_new(object, member->key.data, member->key.size,
                                   json_of(&member->value));
    }
    return object;
}

static json_t *json_of_array(const struct value *value)
{
    json_t *array = json_array();
    for (size_t i = 0; i < value->size; i++)
        (void)json_array_append_new(array, json_of(&value->as.items[i]));
    return array;
}

static json_t *json_of(const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_BOOLEAN:
        return json_boolean(value->as.boolean);
    case VALUE_INTEGER:
        return json_integer(value->as.integer);
    case VALUE_FLOAT:
        return json_real(value->as.real);
    case VALUE_STRING:
        return json_of_slice(value_text(value));
    case VALUE_ARRAY:
        return json_of_array(value);
    case VALUE_OBJECT:
        return json_of_object(value);
    case VALUE_NULL:
        break;
    }
    return json_null();
}

static json_t *json_of_diagnostics(const struct diagnostics *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++) {
        const struct diagnostic *item = &list->items[i];
        bool is_error = diagnostic_severity(item->code) == SEVERITY_ERROR;
        json_t *object = json_pack("{s:s, s:s, s:I, s:I, s:o}", "severity",
                                   is_error ? "error" : "warning", "code",
                                   diagnostic_code_name(item->code), "line",
                                   (json_int_t)item->line, "column",
                                   (json_int_t)item->column, "message",
                                   json_of_slice(item->message));
        if (item->hint.data != NULL)
            (void)json_object_set_new(object, "hint",
                                      json_of_slice(item->hint));
        (void)json_array_append_new(array, object);
    }
    return array;
}

static void read_document(struct slice bytes, struct diagnostics *list,
                          json_t *result)
{
    struct frontmatter parts;
    if (!frontmatter_split(bytes, list, &parts))
        return;
    struct value value;
    bool (*parse)(struct slice, uint32_t, struct arena *, struct diagnostics *,
                  struct value *) =
        parts.is_toml ? toml_parse : frontmatter_parse;
    if (parts.is_present &&
        parse(parts.head, parts.head_line, list->arena, list, &value))
        (void)json_object_set_new(result, "front_matter", json_of(&value));
    (void)json_object_set_new(result, "body", json_of_slice(parts.body));
    (void)json_object_set_new(result, "body_line",
                              json_integer(parts.body_line));
}

static void read_yaml(struct slice bytes, struct diagnostics *list,
                      json_t *result)
{
    struct value value;
    if (frontmatter_parse(bytes, 1, list->arena, list, &value))
        (void)json_object_set_new(result, "value", json_of(&value));
}

static void read_json(struct slice bytes, struct diagnostics *list,
                      json_t *result)
{
    struct value value;
    if (data_parse(bytes, list->arena, list, &value))
        (void)json_object_set_new(result, "value", json_of(&value));
}

static void read_toml(struct slice bytes, struct diagnostics *list,
                      json_t *result)
{
    struct value value;
    if (toml_parse(bytes, 1, list->arena, list, &value))
        (void)json_object_set_new(result, "value", json_of(&value));
}

static const struct {
    const char *name;
    void (*read)(struct slice, struct diagnostics *, json_t *);
} inputs[] = {
    {"input.md", read_document},
    {"input.yaml", read_yaml},
    {"input.json", read_json},
    {"input.toml", read_toml},
};

/* Without data when there is no such file; the caller releases it. */
static struct str load_file(const char *folder, const char *name)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    struct str bytes = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return bytes;
    str_reserve(&bytes, 1);
    char part[4096];
    size_t size;
    while ((size = fread(part, 1, sizeof part, file)) > 0)
        str_append(&bytes, (struct slice){part, size});
    (void)fclose(file);
    return bytes;
}

/* What the input gives, as text that the caller frees. */
static char *run_input(size_t input, struct slice bytes)
{
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    json_t *result = json_object();
    inputs[input].read(bytes, &list, result);
    (void)json_object_set_new(result, "diagnostics",
                              json_of_diagnostics(&list));
    char *text = json_dumps(result, JSON_INDENT(2));
    json_decref(result);
    arena_release(&arena);
    return text;
}

/* The same for a case; NULL without input. */
static char *run(const char *folder)
{
    for (size_t i = 0; i < ARRAY_COUNT(inputs); i++) {
        struct str bytes = load_file(folder, inputs[i].name);
        char *text =
            bytes.data != NULL ? run_input(i, str_slice(&bytes)) : NULL;
        str_release(&bytes);
        if (text != NULL)
            return text;
    }
    return NULL;
}

/* The expectation in the same layout, or NULL. */
static char *expected_text(const char *folder)
{
    struct str bytes = load_file(folder, "expected.json");
    struct slice text = str_slice(&bytes);
    json_t *json = json_loadb(text.data, text.size, JSON_ALLOW_NUL, NULL);
    char *expected = json_dumps(json, JSON_INDENT(2));
    json_decref(json);
    str_release(&bytes);
    return expected;
}

static void print_lines(char mark, struct slice text)
{
    struct slice line;
    while (slice_cut(&text, '\n', &line))
        printf("  %c %.*s\n", mark, SLICE_FMT(line));
}

/* Prints what lies between the first and the last line that differ. */
static void print_difference(const char *expected, const char *actual)
{
    size_t start = 0;
    for (size_t i = 0; expected[i] != '\0' && expected[i] == actual[i]; i++)
        if (expected[i] == '\n')
            start = i + 1;
    struct slice old = slice_from(slice_of(expected), start);
    struct slice now = slice_from(slice_of(actual), start);
    size_t same = 0, whole_lines = 0;
    while (same < old.size && same < now.size &&
           old.data[old.size - 1 - same] == now.data[now.size - 1 - same]) {
        same++;
        if (old.data[old.size - same] == '\n')
            whole_lines = same;
    }
    print_lines('-', slice_sub(old, 0, old.size - whole_lines));
    print_lines('+', slice_sub(now, 0, now.size - whole_lines));
}

static bool check(const char *folder, const char *name)
{
    char *actual = run(folder);
    char *expected = expected_text(folder);
    bool ok =
        actual != NULL && expected != NULL && strcmp(actual, expected) == 0;
    if (!ok)
        printf("not ok %s\n", name);
    if (actual == NULL || expected == NULL)
        printf("  %s is missing or unreadable\n",
               actual == NULL ? "the input" : "expected.json");
    else if (!ok)
        print_difference(expected, actual);
    free(actual);
    free(expected);
    return ok;
}

static int check_all(const char *root)
{
    struct dirent **entries;
    int count = scandir(root, &entries, NULL, alphasort);
    int cases = 0, failures = 0;
    for (int i = 0; i < count; i++) {
        char folder[PATH_BYTES];
        (void)snprintf(folder, sizeof folder, "%s/%s", root,
                       entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            cases++;
            failures += check(folder, entries[i]->d_name) ? 0 : 1;
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    printf("%d cases, %d failures\n", cases, failures);
    return cases > 0 && failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return check_all(argv[1]);
    if (argc != 3) {
        (void)fprintf(stderr, "usage: frontmatter_cases FOLDER [CASE]\n");
        return 2;
    }
    char folder[PATH_BYTES];
    (void)snprintf(folder, sizeof folder, "%s/%s", argv[1], argv[2]);
    char *text = run(folder);
    if (text == NULL)
        return EXIT_FAILURE;
    puts(text);
    free(text);
    return EXIT_SUCCESS;
}
