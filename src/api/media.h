/* media.h - the list of files. Private to this room. */
#ifndef API_MEDIA_H
#define API_MEDIA_H

#include "api/exchange.h"

struct media_file;
struct media_opened;

/* A file as it is sent. */
struct media_body {
    const char *type;
    uint64_t hash;         /* of its bytes */
    uint64_t source;       /* of those of the file that the address names: what
                              `v` is compared with */
    struct slice location; /* the address that gives just this */
    bool is_viewed;        /* see MEDIA_VIEWER */
    bool is_text;
};

void media_set_headers(struct exchange *x, const struct media_body *body);

/* The hash of the file's bytes, which may have to be made; false after
 * answering. */
bool media_find_hash(struct exchange *x, const struct media_opened *opened,
                     uint64_t *ret_hash) MUST_USE;

/* 503: try again in a moment. */
void media_answer_changing(struct exchange *x);

/* Whether the query asks for another picture, made of the file: true after
 * answering. False if the file is to be sent as it is. */
bool respond_picture(struct exchange *x, const struct media_file *file);

void respond_media_list(struct exchange *x);

#endif
