/* narrow.c - cutting names out of JSON that is already written.
 *
 *     {"type":"Hero","badge":{"label":"New","color":"red"}}
 *     fields=badge.label:  {"badge":{"label":"New"}}
 *
 * Front matter, tables of contents, stubs and resolved sections are written by
 * different hands; all of them can be narrowed by one that reads the result.
 * That is a walk over bytes which are in the cache still, and it is only done
 * for the members whose parts are asked for. The text is our own, so it is
 * well-formed and has no blanks between its tokens.
 *
 * Names are compared as they stand in the text; one that needed escapes is
 * written again to see whether it is the one. */
#include "represent/narrow.h"

#include "represent/write.h"

#include <stdio.h>
#include <string.h>

struct cutter {
    struct str *out;
    struct slice json;
    size_t at; /* what comes next */
    bool leaves_out;
};

/* Behind the string that begins at `at`. */
static size_t string_end(struct slice json, size_t at)
{
    for (at++; json.data[at] != '"'; at++) {
        if (json.data[at] == '\\')
            at++;
    }
    return at + 1;
}

/* Behind the value that begins at `at`. */
static size_t value_end(struct slice json, size_t at)
{
    size_t depth = 0;
    while (at < json.size) {
        char c = json.data[at];
        if (c == '"') {
            at = string_end(json, at);
        } else if (c == ',' || c == '}' || c == ']') {
            if (depth == 0)
                return at;
            depth -= c != ',' ? 1 : 0;
            at++;
        } else {
            depth += c == '{' || c == '[' ? 1 : 0;
            at++;
        }
        if (depth == 0 && (c == '"' || c == '}' || c == ']'))
            return at;
    }
    return at;
}

static bool is_escaped_as(struct slice token, struct slice name)
{
    struct str written = {0};
    write_string(&written, name);
    struct slice inside = slice_sub(str_slice(&written), 1, written.size - 1);
    bool is_same = slice_equal(token, inside);
    str_release(&written);
    return is_same;
}

/* `token` is a key, or the rest of one behind a dot. */
static bool is_name(struct slice token, struct slice name)
{
    if (slice_equal(token, name))
        return true;
    return slice_find_char(token, 0, '\\') < token.size &&
           is_escaped_as(token, name);
}

const struct name_tree *name_tree_find(const struct name_tree *names,
                                       struct slice key)
{
    for (const struct name_tree *n = names; n != NULL; n = n->next) {
        if (is_name(key, n->name))
            return n;
    }
    if (slice_find_char(key, 0, '.') == key.size)
        return NULL;
    for (const struct name_tree *n = names; n != NULL; n = n->next) {
        struct slice start = slice_sub(key, 0, n->name.size);
        if (n->children == NULL || !slice_equal(start, n->name) ||
            slice_find_char(key, start.size, '.') != start.size)
            continue;
        const struct name_tree *found =
            name_tree_find(n->children, slice_from(key, start.size + 1));
        if (found != NULL)
            return found;
    }
    return NULL;
}

bool has_parts(struct slice json)
{
    return json.size > 0 && strchr("{[n", json.data[0]) != NULL;
}

static void separate(struct str *out)
{
    char last = out->size > 0 ? out->data[out->size - 1] : '{';
    if (last != '{' && last != '[')
        str_append_char(out, ',');
}

static void cut_value(struct cutter *cutter, const struct name_tree *names);

/* One member, from its key to behind its value. */
static void cut_member(struct cutter *cutter, const struct name_tree *names)
{
    struct slice json = cutter->json;
    size_t key_end = string_end(json, cutter->at);
    struct slice key = slice_sub(json, cutter->at, key_end);
    const struct name_tree *node =
        name_tree_find(names, slice_sub(key, 1, key.size - 1));
    size_t end = value_end(json, key_end + 1);
    struct slice value = slice_sub(json, key_end + 1, end);
    bool is_whole = node != NULL && (node->is_whole || node->children == NULL);
    bool is_part = node != NULL && !is_whole && has_parts(value);

    cutter->at = key_end + 1;
    if (is_part || is_whole != cutter->leaves_out) {
        separate(cutter->out);
        str_append(cutter->out, key);
        str_append_char(cutter->out, ':');
        if (is_part)
            cut_value(cutter, node->children);
        else
            str_append(cutter->out, value);
    }
    cutter->at = end;
}

static void cut_object(struct cutter *cutter, const struct name_tree *names)
{
    str_append_char(cutter->out, '{');
    cutter->at++;
    while (cutter->json.data[cutter->at] != '}') {
        cut_member(cutter, names);
        if (cutter->json.data[cutter->at] == ',')
            cutter->at++;
    }
    str_append_char(cutter->out, '}');
    cutter->at++;
}

bool names_elements(const struct name_tree *names)
{
    for (; names != NULL; names = names->next) {
        if (slice_is_digits(names->name))
            return true;
    }
    return false;
}

static const struct name_tree *find_element(const struct name_tree *names,
                                            size_t index)
{
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%zu", index);
    for (; names != NULL; names = names->next) {
        if (slice_is(names->name, digits))
            return names;
    }
    return NULL;
}

/* One element: what is said of its place goes before what is said of all. */
static void cut_element(struct cutter *cutter, const struct name_tree *names,
                        size_t index)
{
    const struct name_tree *node = find_element(names, index);
    size_t end = value_end(cutter->json, cutter->at);
    struct slice element = slice_sub(cutter->json, cutter->at, end);
    bool is_whole = node != NULL && (node->is_whole || node->children == NULL);

    if (node != NULL)
        names = node->children;
    if (is_whole && !cutter->leaves_out) {
        separate(cutter->out);
        str_append(cutter->out, element);
    } else if (!is_whole && (has_parts(element) || cutter->leaves_out)) {
        separate(cutter->out);
        cut_value(cutter, names);
    }
    cutter->at = end;
}

/* Where places alone are named, the others are not asked for. */
static void cut_list(struct cutter *cutter, const struct name_tree *names)
{
    const struct name_tree *of_all = names;
    while (of_all != NULL && slice_is_digits(of_all->name))
        of_all = of_all->next;

    str_append_char(cutter->out, '[');
    cutter->at++;
    for (size_t i = 0; cutter->json.data[cutter->at] != ']'; i++) {
        if (of_all != NULL || cutter->leaves_out ||
            find_element(names, i) != NULL)
            cut_element(cutter, names, i);
        else
            cutter->at = value_end(cutter->json, cutter->at);
        if (cutter->json.data[cutter->at] == ',')
            cutter->at++;
    }
    str_append_char(cutter->out, ']');
    cutter->at++;
}

/* Its recursion ends with the nesting of front matter, which is bounded. */
static void cut_value(struct cutter *cutter, const struct name_tree *names)
{
    char first = cutter->json.data[cutter->at];
    if (first == '{') {
        cut_object(cutter, names);
    } else if (first == '[') {
        cut_list(cutter, names);
    } else {
        size_t end = value_end(cutter->json, cutter->at);
        str_append(cutter->out, slice_sub(cutter->json, cutter->at, end));
        cutter->at = end;
    }
}

void narrow(struct str *out, struct slice json, const struct name_tree *names,
            bool leaves_out)
{
    struct cutter cutter = {.out = out, .json = json, .leaves_out = leaves_out};
    cut_value(&cutter, names);
}
