/* meta.h - the fields that every document has, read off its front matter, its
 * body and its path. Private to this room. */
#ifndef DOCUMENT_META_H
#define DOCUMENT_META_H

struct source;

/* Fills name, slug, title, excerpt, dates, authors, tags, categories and the
 * draft and hidden marks; adds warnings. Call it once, after the parsers. */
void meta_read(struct source *source);

#endif
