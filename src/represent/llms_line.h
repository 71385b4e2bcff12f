/* llms_line.h - what an index for language models is made of. Private to this
 * room. */
#ifndef REPRESENT_LLMS_LINE_H
#define REPRESENT_LLMS_LINE_H

#include "represent/llms.h"

size_t llms_count_characters(struct slice text);

/* Whether the document is in any of these files. */
bool llms_shows(const struct llms *llms, const struct entry *entry);

/* A text on one line, as Markdown, cut where it is very long. */
void llms_append_text(struct str *out, struct slice text);
void llms_append_site_name(struct str *out, const struct site_info *site);
void llms_append_summary(struct str *out, const struct llms *llms);
void llms_append_collection_name(struct str *out,
                                 const struct collection *collection);
void llms_append_heading(struct str *out, const struct collection *collection);

/* "- [Title](address): excerpt". */
void llms_append_line(struct str *out, const struct llms *llms,
                      const struct entry *entry);

/* Of the document's Markdown, of a path, of a page of a collection; and what
 * has to follow an address for the same documents. */
void llms_append_address(struct str *out, const struct llms *llms,
                         const struct entry *entry);
void llms_append_address_of(struct str *out, const struct llms *llms,
                            const char *path);
void llms_append_collection_address(struct str *out, const struct llms *llms,
                                    const struct collection *collection,
                                    unsigned page);
void llms_append_query(struct str *out, const struct llms *llms, unsigned page);

#endif
