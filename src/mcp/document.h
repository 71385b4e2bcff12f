/* document.h - one document as a text for a model: its front matter, then its
 * Markdown. Private to this room. */
#ifndef MCP_DOCUMENT_H
#define MCP_DOCUMENT_H

#include "mcp/inquiry.h"

/* The most that an answer says at once; many clients cut what is longer, and
 * do not say where. */
#define MAX_TEXT_BYTES 40000

/* The address of a document as a resource is this and its id. */
#define RESOURCE_START    "headmatter:///"
#define RESOURCE_TEMPLATE RESOURCE_START "{collection}/{+slug}{?section,offset}"

struct document_query {
    struct slice id;      /* "posts/hello", as a model or a user wrote it */
    struct slice section; /* the id or the text of a heading, or SLICE_NONE */
    struct slice status, locale; /* as parameters of the API have them */
};

struct document {
    json_t *data;    /* as the API has it */
    struct str text; /* all of it */
};

/* Appends to *fault why there is none, and what to ask for, and returns false.
 */
bool document_read(const struct inquiry *inquiry,
                   const struct document_query *query,
                   struct document *ret_document, struct str *fault) MUST_USE;
void document_release(struct document *document);

struct slice document_id(const struct document *document);

/* [{"id": "setup", "title": "Setup"}, ...] of its headings, a new tree. */
json_t *document_sections(const struct document *document);

/* A piece of the text from an offset on, which ends with a whole character and
 * before MAX_TEXT_BYTES. */
struct slice document_piece(const struct document *document, size_t offset);

#endif
