/* attribute_lists.c - attributes that are written after blocks and spans, in
 * braces, for their elements and not for readers.
 *
 *     A paragraph.              kramdown (Jekyll)
 *     {: .lead #intro}
 *     [x](y){:rel="me"}
 *
 *     > A quote.                goldmark (Hugo, if its settings say so)
 *     {.wide}
 *
 * The engines know nothing of them: a list would be a line of the paragraph, a
 * row of the table, an item's text, and its quotes would be set. So before a
 * body is parsed, each list becomes a processing instruction, which is a block
 * or a span of its own and holds its number. In the tree these are found again:
 * what precedes one gets its attributes. Where it is in code after all, the
 * text that was there comes back. Lines stay where they are.
 *
 *     [x](y){:rel="me"}  ->  [x](y)<?@0?>            "@" is MARK
 *
 * A body without braces costs one look for them. */
#include "document/attributes.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/scratch.h"

#include <string.h>

#define MARK     "\xEE\x80\x80" /* U+E000, for private use */
#define OPENING  "<?" MARK
#define CLOSING  "?>"
#define MAX_SIZE 1000 /* of a list */

#define MAX_ITEM_MARK 12 /* bytes of "10. " */
#define MAX_ROW       16 /* lists before a block */

/* The line that is being read. Each byte is looked at a few times at most,
 * however many lists a line has. */
struct list_line {
    struct slice body;
    size_t start, margin; /* of the line; where its spaces and ">" end */
    uint32_t line;
    bool is_after_blank; /* nothing but a margin is above */
    bool is_blank;
};

static size_t margin_end(struct slice body, size_t at)
{
    while (at < body.size && body.data[at] != '\n' &&
           (ascii_is_space(body.data[at]) || body.data[at] == '>'))
        at++;
    return at;
}

static void begin_line(struct list_line *current, size_t start)
{
    current->is_after_blank = current->is_blank;
    current->start = start;
    current->margin = margin_end(current->body, start);
    current->is_blank = current->margin >= current->body.size ||
                        current->body.data[current->margin] == '\n';
    current->line++;
}

/* Begins the lines up to the one of `at`. */
static void move_to(struct list_line *current, size_t at)
{
    size_t end;
    while ((end = slice_find_char(current->body, current->start, '\n')) < at)
        begin_line(current, end + 1);
}

static bool is_item_start(struct slice text)
{
    text = slice_trim(text);
    size_t size = text.size;
    if (size == 1)
        return strchr("*+-", text.data[0]) != NULL;
    return size > 1 && text.data[size - 1] == '.' &&
           slice_is_digits(slice_sub(text, 0, size - 1));
}

/* The end of the list that starts there, or `at`: it must end on its line. */
static size_t list_end(struct slice body, size_t at)
{
    for (size_t end = at + 1; end < body.size && end - at < MAX_SIZE; end++) {
        if (body.data[end] == '\n')
            return at;
        if (body.data[end] == '}' && body.data[end - 1] != '\\')
            return end + 1;
    }
    return at;
}

/* Whether something that has an element ends there, and no text. */
static bool ends_span(struct slice body, size_t at)
{
    static const char ends[] = {')', ']', '*', '_', '`', '~', '>', '}'};
    return at > 0 && memchr(ends, body.data[at - 1], sizeof ends) != NULL;
}

static bool is_extension(struct slice list)
{
    static const char *const starts[] = {"{::nomarkdown", "{::options", "{:/"};
    for (size_t i = 0; i < ARRAY_COUNT(starts); i++) {
        if (slice_starts(list, starts[i]))
            return true;
    }
    return false;
}

/* The size of "name:" that an attribute list definition begins with, or 0. */
static size_t definition_size(struct slice list)
{
    size_t end = 0;
    while (end < list.size && (ascii_is_letter_or_digit(list.data[end]) ||
                               list.data[end] == '_' || list.data[end] == '-'))
        end++;
    return end > 0 && end < list.size && list.data[end] == ':' ? end + 1 : 0;
}

static void read_content(struct attribute_list *list, bool is_kramdown,
                         bool is_trusted)
{
    struct slice content =
        slice_sub(list->source, is_kramdown ? 2 : 1, list->source.size - 1);
    size_t name = is_kramdown && list->kind == LIST_OF_BLOCK
                      ? definition_size(content)
                      : 0;
    if (is_kramdown && is_extension(list->source)) {
        list->kind = LIST_OF_NOTHING;
        return;
    }
    if (name > 0) {
        list->kind = LIST_OF_NOTHING;
        list->name = slice_sub(content, 0, name - 1);
        content = slice_from(content, name);
    }
    bool is_read =
        attributes_parse(content, is_kramdown, is_trusted, &list->attributes);
    if (!is_read && !is_kramdown)
        list->kind = LIST_OF_TEXT;
}

/* What the braces at [at, end) are for. */
static enum attribute_list_kind kind_at(const struct list_line *current,
                                        size_t at, size_t end, bool is_kramdown)
{
    struct slice body = current->body;
    size_t after = end;
    while (after < body.size && ascii_is_space(body.data[after]) &&
           body.data[after] != '\n')
        after++;
    bool is_last = after == body.size || body.data[after] == '\n';
    if (is_last && at == current->margin)
        return LIST_OF_BLOCK;
    if (!is_kramdown)
        return LIST_OF_TEXT;
    if (at - current->margin <= MAX_ITEM_MARK &&
        is_item_start(slice_sub(body, current->margin, at)))
        return LIST_OF_ITEM;
    return ends_span(body, at) ? LIST_OF_SPAN : LIST_OF_TEXT;
}

static void add_list(struct attribute_lists *lists, struct attribute_list list)
{
    if (lists->count == lists->capacity) {
        lists->capacity = lists->capacity > 0 ? lists->capacity * 2 : 16;
        struct attribute_list **items =
            scratch_calloc(lists->capacity, sizeof(struct attribute_list *));
        if (lists->count > 0)
            memcpy(items, lists->items,
                   lists->count * sizeof(struct attribute_list *));
        lists->items = items;
    }
    struct attribute_list *kept = scratch_calloc(1, sizeof *kept);
    *kept = list;
    lists->items[lists->count++] = kept;
    if (kept->name.size > 0 &&
        lists->definition_count < ATTRIBUTE_LISTS_MAX_DEFINITIONS)
        lists->definitions[lists->definition_count++] = kept;
}

/* Lines of lists in a row belong to the same block. */
static bool is_after_blank(const struct attribute_lists *lists,
                           const struct list_line *current)
{
    const struct attribute_list *last =
        lists->count > 0 ? lists->items[lists->count - 1] : NULL;
    return last != NULL && last->line + 1 == current->line &&
                   last->kind == LIST_OF_BLOCK
               ? last->is_after_blank
               : current->is_after_blank;
}

/* Reads the list at `at`, if one is there. Returns its end, or the next place
 * to look at. */
static size_t read_list(struct attribute_lists *lists,
                        struct list_line *current, size_t at, bool is_kramdown)
{
    size_t end = list_end(current->body, at);
    move_to(current, at);
    struct attribute_list list = {
        .kind =
            end > at ? kind_at(current, at, end, is_kramdown) : LIST_OF_TEXT,
        .source = slice_sub(current->body, at, end),
        .line = current->line,
        .is_after_blank = is_after_blank(lists, current),
    };
    if (list.kind != LIST_OF_TEXT)
        read_content(&list, is_kramdown,
                     lists->options->raw_html == RAW_HTML_KEEP);
    if (list.kind == LIST_OF_TEXT)
        return at + 1;
    add_list(lists, list);
    return end;
}

/* The next "{:", or "{" where lists have no colon, or body.size. */
static size_t find_opening(struct slice body, size_t at, bool is_kramdown)
{
    while ((at = slice_find_char(body, at, '{')) < body.size && is_kramdown &&
           (at + 1 == body.size || body.data[at + 1] != ':'))
        at++;
    return at;
}

static bool has_lists(const struct markdown_options *options, struct slice body,
                      bool is_kramdown)
{
    unsigned any = MARKDOWN_KRAMDOWN_LISTS | MARKDOWN_BLOCK_LISTS;
    return (options->extensions & any) != 0 &&
           find_opening(body, 0, is_kramdown) < body.size &&
           slice_find(body, 0, SLICE(MARK)) == body.size;
}

struct slice attribute_lists_hide(struct attribute_lists *lists,
                                  struct slice body)
{
    bool is_kramdown = lists->options->extensions & MARKDOWN_KRAMDOWN_LISTS;
    if (!has_lists(lists->options, body, is_kramdown))
        return body;
    struct list_line current = {.body = body, .is_blank = true};
    struct str out = {0};
    size_t copied = 0, at = 0;
    begin_line(&current, 0);
    while ((at = find_opening(body, at, is_kramdown)) < body.size) {
        size_t open = at, count = lists->count;
        at = read_list(lists, &current, at, is_kramdown);
        if (lists->count == count)
            continue;
        str_append(&out, slice_sub(body, copied, open));
        if (lists->items[count]->kind != LIST_OF_ITEM)
            str_appendf(&out, OPENING "%zu" CLOSING, count);
        copied = at;
    }
    if (lists->count == 0)
        return body;
    str_append(&out, slice_from(body, copied));
    body = scratch_copy(str_slice(&out));
    str_release(&out);
    return body;
}

/* The list whose instruction begins the text, or NULL. */
static const struct attribute_list *
list_at_start(const struct attribute_lists *lists, struct slice text,
              size_t *ret_size)
{
    if (!slice_starts(text, OPENING))
        return NULL;
    size_t end = slice_find(text, 0, SLICE(CLOSING));
    size_t number = 0;
    for (size_t i = sizeof OPENING - 1; i < end; i++)
        number = number * 10 + (size_t)(text.data[i] - '0');
    *ret_size = end + sizeof CLOSING - 1;
    return number < lists->count ? lists->items[number] : NULL;
}

/* The text as it was, in the scratch. */
static struct slice restored(const struct attribute_lists *lists,
                             struct slice text)
{
    if (text.size == 0 || slice_find(text, 0, SLICE(MARK)) == text.size)
        return text;
    struct str out = {0};
    for (size_t at = 0; at < text.size;) {
        size_t next = slice_find(text, at, SLICE(OPENING)), size = 0;
        str_append(&out, slice_sub(text, at, next));
        const struct attribute_list *list =
            list_at_start(lists, slice_from(text, next), &size);
        if (list != NULL)
            str_append(&out, list->source);
        at = next + size + (list == NULL ? 1 : 0);
    }
    text = scratch_copy(str_slice(&out));
    str_release(&out);
    return text;
}

static void add_definitions(const struct attribute_lists *lists,
                            struct attributes *attributes, struct slice name)
{
    for (size_t i = 0; i < lists->definition_count; i++) {
        if (slice_equal(lists->definitions[i]->name, name))
            attributes_add(attributes, &lists->definitions[i]->attributes);
    }
}

static void add_to(const struct attribute_lists *lists, struct node *node,
                   const struct attribute_list *list)
{
    if (node->attributes == NULL)
        node->attributes = scratch_calloc(1, sizeof *node->attributes);
    for (size_t i = 0; i < list->attributes.ref_count; i++) {
        struct slice ref = list->attributes.refs[i];
        add_definitions(lists, node->attributes, ref);
    }
    attributes_add(node->attributes, &list->attributes);
}

static void apply_to_span(const struct attribute_lists *lists,
                          struct node *node, const struct attribute_list *list)
{
    struct node *before = node->prev;
    if (list->kind != LIST_OF_NOTHING &&
        (before == NULL || before->kind == NODE_TEXT ||
         before->kind == NODE_SOFT_BREAK || before->kind == NODE_LINE_BREAK)) {
        node->kind = NODE_TEXT;
        node->text = list->source;
        return;
    }
    if (list->kind == LIST_OF_SPAN)
        add_to(lists, before, list);
    node_unlink(node);
}

static bool is_list(const struct attribute_lists *lists,
                    const struct node *node)
{
    size_t size = 0;
    return node->kind == NODE_HTML_BLOCK &&
           list_at_start(lists, node->text, &size) != NULL;
}

/* A list that stands for what kramdown puts there: "* TOC" with {:toc}. */
static bool is_placeholder(const struct node *node,
                           const struct attribute_list *list)
{
    for (size_t i = 0; i < list->attributes.ref_count; i++) {
        if (node->kind == NODE_LIST &&
            (slice_is(list->attributes.refs[i], "toc") ||
             slice_is(list->attributes.refs[i], "footnotes")))
            return true;
    }
    return false;
}

/* The block that begins on the line after the lists, or NULL. */
static struct node *block_below(const struct attribute_lists *lists,
                                const struct node *node)
{
    struct node *below = node->next;
    uint32_t line = node->line;
    for (size_t i = 0; i < MAX_ROW && below != NULL && is_list(lists, below);
         i++) {
        line = below->line;
        below = below->next;
    }
    return below != NULL && below->line == line + 1 ? below : NULL;
}

static void apply_to_block(const struct attribute_lists *lists,
                           struct node *node, const struct attribute_list *list)
{
    struct node *target = list->is_after_blank ? NULL : node->prev;
    if (target == NULL &&
        (lists->options->extensions & MARKDOWN_KRAMDOWN_LISTS))
        target = block_below(lists, node);
    if (target != NULL && list->kind == LIST_OF_BLOCK) {
        add_to(lists, target, list);
        if (is_placeholder(target, list))
            node_unlink(target);
    }
    node_unlink(node);
}

/* Items come in the order of their lines. */
static void apply_to_item(struct attribute_lists *lists, struct node *item)
{
    size_t i = lists->next_item;
    for (; i < lists->count && lists->items[i]->line <= item->line; i++) {
        if (lists->items[i]->kind == LIST_OF_ITEM &&
            lists->items[i]->line == item->line)
            add_to(lists, item, lists->items[i]);
    }
    lists->next_item = i;
}

static void apply(struct attribute_lists *lists, struct node *node)
{
    size_t size = 0;
    const struct attribute_list *list =
        node->kind == NODE_HTML || node->kind == NODE_HTML_BLOCK
            ? list_at_start(lists, slice_trim(node->text), &size)
            : NULL;
    if (list != NULL && size == slice_trim(node->text).size) {
        if (node->kind == NODE_HTML)
            apply_to_span(lists, node, list);
        else
            apply_to_block(lists, node, list);
        return;
    }
    node->text = restored(lists, node->text);
    if (node->kind == NODE_CODE_BLOCK)
        node->as.info = restored(lists, node->as.info);
    if (node->kind == NODE_LINK || node->kind == NODE_IMAGE) {
        node->as.link.url = restored(lists, node->as.link.url);
        node->as.link.title = restored(lists, node->as.link.title);
    }
    if (node->kind == NODE_ITEM)
        apply_to_item(lists, node);
}

void attribute_lists_apply(struct attribute_lists *lists, struct node *root)
{
    if (lists->count == 0)
        return;
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        if (!step.is_leaving)
            apply(lists, step.node);
    }
}
