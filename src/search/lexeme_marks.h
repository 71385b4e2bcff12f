/* lexeme_marks.h - the first character of a lexeme. Private to this room. */
#ifndef SEARCH_LEXEME_MARKS_H
#define SEARCH_LEXEME_MARKS_H

#include <stddef.h>
#include <stdint.h>

/* A part, or a part of it: the words that are in the body so often. */
struct lexeme_mark {
    char mark;
    unsigned part;       /* by number */
    uint32_t from_times; /* it is there */
    float times;         /* taken for all of them */
};

/* Goes up whenever they mean something else. */
#define LEXEME_MARKS_VERSION 1

#define LEXEME_MARK_COUNT 11

extern const struct lexeme_mark lexeme_marks[LEXEME_MARK_COUNT];

/* Of a word that is so often in the part. */
char lexeme_mark_of(unsigned part, uint32_t times);

#endif
