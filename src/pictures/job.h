/* job.h - what the server and the program that makes pictures say to each
 * other. Private to this room.
 *
 *     server                                             headmatter-pictures
 *       job, with the descriptors of a picture,  --->  decodes, scales,
 *       of an empty file and of a pipe                   encodes
 *       outcome  <--- the pipe ------------------------  writes the file
 *
 * A job is one message of a socket of packets between two programs of the
 * same build. What the program says of itself is not believed: whoever had it
 * run something of theirs could say anything. */
#ifndef PICTURES_JOB_H
#define PICTURES_JOB_H

#include <stdint.h>

#define JOB_VERSION 1

/* The descriptor on which headmatter-pictures takes jobs. */
#define JOB_SOCKET 3

enum job_descriptor {
    JOB_PICTURE, /* for reading */
    JOB_TARGET,  /* for writing, empty */
    JOB_PIPE,    /* for the outcome */
    JOB_DESCRIPTORS
};

/* In place of a format: four bytes for each pixel, red, green, blue, alpha. */
#define JOB_PIXELS 1000

/* The names of enum picture_format are not used in messages: they are numbers
 * here as well, of the same build. */
struct job {
    uint32_t version;
    uint32_t source_format;               /* enum picture_format */
    uint32_t stored_width, stored_height; /* before it is turned */
    uint32_t orientation;                 /* EXIF's, 1 to 8 */
    uint32_t width, height;               /* scaled and turned */
    uint32_t box_width, box_height;       /* cut to this, or with a margin */
    uint32_t format;                      /* enum picture_format, or PIXELS */
    uint32_t quality;
};

/* What a picture may cost. More memory than most pictures of
 * PICTURE_MAX_PIXELS need; encoding AVIF takes longest. */
#define JOB_MAX_SECONDS      20
#define JOB_MAX_MEMORY       (UINT64_C(1536) * 1024 * 1024)
#define JOB_MAX_RESULT_BYTES (64 * 1024 * 1024)

enum job_outcome {
    JOB_MADE = 1,
    JOB_UNREADABLE, /* the picture is broken, or not what its head says */
    JOB_UNWRITABLE, /* the library cannot write that format */
};

struct job_answer {
    uint32_t outcome;       /* enum job_outcome */
    uint32_t width, height; /* of what was made */
};

#endif
