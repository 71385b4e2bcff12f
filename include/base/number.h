/* number.h - a number that is a whole one of 64 bits or a double, exactly.
 *
 *     9007199254740993  =  9007199254740992.0 + 1
 *
 * Identifiers are often larger than the whole numbers that a double can hold.
 * The double next to such a number comes first, then what it lacks. Rounding
 * keeps the order, so comparing the two parts in turn compares the numbers. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/str.h"

#include <stdint.h>

struct number {
    double real;  /* finite */
    int64_t rest; /* at most 512 either way; 0 below 2^53 */
};

struct number number_from_integer(int64_t integer);
struct number number_from_real(double real);

int number_compare(struct number a, struct number b);

/* As JSON writes it, whole numbers without a fraction. */
void number_append(struct str *out, struct number number);

#endif
