/* response.h - an answer, ready to be sent.
 *
 *     status | headers | body: piece, piece, piece ...
 *
 * A body is a list of slices: most are bytes that the snapshot keeps ready, the
 * rest are in the response's own arena. Nothing is copied until the sender
 * writes them out. A body that is too large to be held at once is made while it
 * is sent, batch by batch; its length is not known beforehand. Or it is a part
 * of a file, which goes from the disk to the socket. */
#ifndef API_RESPONSE_H
#define API_RESPONSE_H

#include "api/template.h"
#include "base/arena.h"
#include "base/budget.h"

#include <stdint.h>

#define RESPONSE_MAX_HEADERS 24

struct snapshot;

struct response_header {
    struct slice name;
    struct slice value;
};

/* What the sender still has to apply to the body; the headers name it. */
enum coding { CODING_IDENTITY, CODING_GZIP, CODING_BROTLI };

/* Bytes from `offset` on are the body, response.body_bytes of them. */
struct response_file {
    bool is_open;
    int fd; /* closed with the response */
    int64_t offset;
};

struct response {
    int status;
    enum route_template template; /* of the address */
    enum coding coding;
    enum coding named_coding; /* by Content-Encoding, also once it is applied */
    struct response_header headers[RESPONSE_MAX_HEADERS];
    size_t header_count;
    /* In place of these: all fields but Date and Connection as they are sent,
     * with the empty line after them; SLICE_NONE: they are still to be written.
     * Borrowed until the response is sent. */
    struct slice rendered_fields;
    struct slice *pieces;
    size_t piece_count;
    size_t piece_capacity;
    size_t body_bytes; /* of all pieces: the Content-Length */
    /* Until when every request with the same key (api_key()) has this answer
     * from this snapshot, in milliseconds since the epoch; 0: it is for this
     * request alone. */
    int64_t valid_until_ms;
    int64_t search_us;   /* that a search took; 0: there was none */
    bool is_provisional; /* asked again, it may be more complete */
    bool has_length;     /* false for 204, 304 and streamed bodies */
    bool omits_body;     /* HEAD: send the length, but no pieces */
    /* For a streamed body, which has no pieces; else NULL. Appends the next
     * batch to *batch, nothing at the end. False if the rest cannot be made:
     * the sender then breaks off, so that the client sees it is incomplete. */
    bool (*next)(void *context, struct str *batch);
    void *context;             /* in the arena */
    struct response_file file; /* which has no pieces either */
    struct arena arena;
    struct str written;        /* by response_take(), or empty */
    struct share share;        /* of the request's budget */
    struct snapshot *snapshot; /* a reference of its own */
};

/* Beyond this many bytes an answer is large: most of it may have to wait for
 * the client, so it needs a share of the request's budget. */
#define RESPONSE_LARGE_BYTES (32 * 1024)

/* The target size of a batch: the document that reaches it is its last. */
#define RESPONSE_BATCH_BYTES (64 * 1024)

/* A body below this is not coded: it fits a packet, and would hardly become
 * smaller. */
#define RESPONSE_MIN_CODED_BYTES 1000

/* `struct response r = {0}` is ready for api_respond(). */
void response_release(struct response *response);

/* `name` is a literal; `value` must outlive the response. */
void response_set_header(struct response *response, const char *name,
                         struct slice value);
/* The same for a header that may be there already. */
void response_replace_header(struct response *response, const char *name,
                             struct slice value);
void response_remove_header(struct response *response, const char *name);
/* SLICE_NONE if there is no such header. The case of `name` does not matter. */
struct slice response_header(const struct response *response, const char *name);
/* `piece` must outlive the response, or be in its arena or snapshot. */
void response_add(struct response *response, struct slice piece);
/* Adds all of the buffer and takes it over, in place of what was taken before,
 * which must not be among the pieces any more. */
void response_take(struct response *response, struct str *buffer);
/* Makes the body the first `size` bytes of the file and takes over the
 * descriptor. There must be no pieces. */
void response_set_file(struct response *response, int fd, int64_t size);
/* For an answer that has none, not even a length. */
void response_drop_body(struct response *response);
/* Starts over: no headers, no body. */
void response_clear(struct response *response);
/* Hands over the body part by part, whatever it is made of; each lasts for the
 * call. False if it could not be read or made to its end, or once `take` has
 * returned false. */
bool response_each_part(const struct response *response,
                        bool (*take)(void *context, struct slice part),
                        void *context) __attribute__((warn_unused_result));
/* What the response keeps in memory of its own, in bytes. */
size_t response_memory(const struct response *response);

#endif
