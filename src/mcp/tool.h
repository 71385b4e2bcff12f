/* tool.h - the tools, as one table: what a model is told of them, what may be
 * given to them, and what they do. Private to this room.
 *
 * Arguments have the names of the API's parameters wherever they are these, and
 * are explained in the same words: what the API says of a mistake then names
 * what the model has written. */
#ifndef MCP_TOOL_H
#define MCP_TOOL_H

#include "mcp/ask.h"

#define TOOL_MAX_ARGUMENTS 12
#define TOOL_MAX_LIMIT     50 /* documents of one answer */

enum argument_kind {
    ARGUMENT_TEXT,
    ARGUMENT_LIST, /* text with commas; a list is taken, too */
    ARGUMENT_NUMBER,
    ARGUMENT_CONDITIONS,
};

/* Where an argument is of use. */
enum argument_use {
    USED_ALWAYS,
    USED_WITH_LANGUAGES, /* the site has several */
    USED_BY_HOLDERS,     /* who may see more than is published */
};

struct tool_argument {
    const char *name;
    const char *explanation; /* NULL: that of the API's parameter */
    enum argument_kind kind;
    enum argument_use use;
    bool is_required;
    bool is_collection; /* one of the names that there are */
    long max, initial;  /* of a number */
};

/* A call of a tool. */
struct call {
    const struct inquiry *inquiry;
    const struct tool *tool;
    const json_t *arguments; /* an object, or NULL */
    struct str *fault;       /* what the model is told if it fails */
};

struct tool {
    const char *name, *title;
    const char *description; /* may have one %s: of what site */
    const char *output;      /* the JSON Schema of what it gives */
    bool needs_search;
    /* Returns what it gives, a new tree, after appending it to *text in the
     * form that a model reads; or NULL after appending to *call->fault. */
    json_t *(*run)(const struct call *call, struct str *text);
    struct tool_argument
        arguments[TOOL_MAX_ARGUMENTS]; /* the last has no name */
};

extern const struct tool tools[];
extern const size_t tool_count;

/* The JSON Schema of a tool's arguments; a new tree. */
json_t *arguments_describe(const struct tool *tool,
                           const struct inquiry *inquiry, const json_t *site);

/* Whether they are as that says; else appends what is wrong. */
bool arguments_check(const struct call *call) MUST_USE;

/* The argument as a parameter of the API has it, or SLICE_NONE. */
struct slice argument_text(const struct call *call, const char *name);
long argument_number(const struct call *call, const char *name);

/* Adds the conditions of the argument `filter` to an address. */
void conditions_add(const struct call *call, struct address *address);

/* What the tools do. */
json_t *run_search(const struct call *call, struct str *text);
json_t *run_list(const struct call *call, struct str *text);
json_t *run_get(const struct call *call, struct str *text);
json_t *run_resolve(const struct call *call, struct str *text);

#endif
