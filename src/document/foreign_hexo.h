/* foreign_hexo.h - puts into a tree what Hexo's tags for links and pictures
 * mean. Private to this room. */
#ifndef DOCUMENT_FOREIGN_HEXO_H
#define DOCUMENT_FOREIGN_HEXO_H

#include "document/foreign.h"

/* Puts a piece of SHAPE_HEXO_TAG after `before`; returns the node to go on
 * after. */
struct node *hexo_tag_insert(struct node *before,
                             const struct foreign_piece *piece);

/* Where a link leads that is written as a tag; SLICE_NONE if that is no
 * destination. */
struct slice hexo_tag_destination(const struct foreign_piece *piece);

#endif
