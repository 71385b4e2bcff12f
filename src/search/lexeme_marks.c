/* lexeme_marks.c - what the first characters of lexemes stand for.
 *
 * How often a word is in a body is told in six steps. What it adds to a score
 * grows ever more slowly, so that finer ones would change no order that a
 * reader could tell. */
#include "search/lexeme_marks.h"

const struct lexeme_mark lexeme_marks[LEXEME_MARK_COUNT] = {
    {'t', 0, 1, 1}, /* title */
    {'h', 1, 1, 1}, /* headings */
    {'k', 2, 1, 1}, /* terms: keywords */
    {'e', 3, 1, 1}, /* excerpt */
    {'p', 5, 1, 1}, /* prose */
    {'1', 4, 1, 1},    {'2', 4, 2, 2},    {'3', 4, 3, 3},
    {'4', 4, 4, 4.4F}, {'6', 4, 6, 7.3F}, {'9', 4, 10, 15},
};

char lexeme_mark_of(unsigned part, uint32_t times)
{
    char mark = '\0';
    for (size_t i = 0; i < LEXEME_MARK_COUNT; i++) {
        if (lexeme_marks[i].part == part && lexeme_marks[i].from_times <= times)
            mark = lexeme_marks[i].mark;
    }
    return mark;
}
