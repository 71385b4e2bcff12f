/* attributes.h - attributes that are written in braces. Private to this room.
 *
 * They lie in the thread's scratch, as the tree does. */
#ifndef DOCUMENT_ATTRIBUTES_H
#define DOCUMENT_ATTRIBUTES_H

#include "document/markdown.h"
#include "document/node.h"

#define ATTRIBUTES_MAX                  32 /* of an element; more are left out */
#define ATTRIBUTES_MAX_REFS             8
#define ATTRIBUTES_MAX_CLASS_BYTES      1000
#define ATTRIBUTE_LISTS_MAX_DEFINITIONS 50

struct attribute {
    struct slice name, value;
};

struct attributes {
    struct slice id, classes; /* classes with spaces between them */
    struct attribute *items;  /* all others; each may be shown */
    size_t count, capacity;
    struct slice refs[ATTRIBUTES_MAX_REFS]; /* kramdown's names of lists */
    size_t ref_count;
};

/* Reads what is between braces: "#id .class key=value". Of kramdown's lists,
 * what is not understood is skipped, as there; other lists are false then, or
 * if there is nothing in them. */
bool attributes_parse(struct slice list, bool is_kramdown, bool is_trusted,
                      struct attributes *ret_attributes);

/* Those that are set twice change, classes are added. */
void attributes_add(struct attributes *to, const struct attributes *from);

/* Takes attributes such as "{#id .class}" off the end of a heading. A list that
 * is not understood as a whole is text. */
void attributes_take(struct node *heading, bool is_trusted);

/* Puts them into the element whose tag begins at `start`, in HTML that stands
 * in a JSON string. */
void attributes_insert(struct str *html, size_t start,
                       const struct attributes *attributes);

enum attribute_list_kind {
    LIST_OF_TEXT, /* no list */
    LIST_OF_BLOCK,
    LIST_OF_ITEM,
    LIST_OF_SPAN,
    LIST_OF_NOTHING, /* a definition, or a switch of kramdown's */
};

struct attribute_list {
    enum attribute_list_kind kind;
    struct slice source, name; /* with braces; of a definition */
    struct attributes attributes;
    uint32_t line;
    bool is_after_blank; /* a blank line precedes it */
};

/* Set `options`, zero the rest. */
struct attribute_lists {
    const struct markdown_options *options;
    struct attribute_list **items; /* in the scratch */
    size_t count, capacity;
    struct attribute_list *definitions[ATTRIBUTE_LISTS_MAX_DEFINITIONS];
    size_t definition_count;
    size_t next_item; /* the first that may be of an item to come */
};

/* Returns the body to parse instead, in the scratch, since the tree refers to
 * it; the same if it has no lists. */
struct slice attribute_lists_hide(struct attribute_lists *lists,
                                  struct slice body);

/* Gives them to the nodes of that body, and takes out what stands for them. */
void attribute_lists_apply(struct attribute_lists *lists, struct node *root);

#endif
