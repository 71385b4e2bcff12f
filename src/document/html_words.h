/* html_words.h - the words in HTML. Private to this room. */
#ifndef DOCUMENT_HTML_WORDS_H
#define DOCUMENT_HTML_WORDS_H

#include "document/plaintext.h"

/* Adds what a browser would show of it. */
void html_append_words(struct plaintext *plain, struct slice html);

#endif
