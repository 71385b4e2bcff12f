/* number.c - whole numbers beside doubles.
 *
 * The part that a double lacks is computed in long double, which has 64 bits of
 * precision or more on every platform that this is built for; in 64 bits the
 * double next to the largest number does not fit. */
#include "base/number.h"

#include <float.h>
#include <math.h>

#define TWO_TO_63 9223372036854775808.0

_Static_assert(LDBL_MANT_DIG >= 64, "int64_t has to fit into long double");

struct number number_from_integer(int64_t integer)
{
    double real = (double)integer;
    return (struct number){real,
                           (int64_t)((long double)integer - (long double)real)};
}

struct number number_from_real(double real)
{
    return (struct number){real + 0.0, 0}; /* -0 is 0 */
}

int number_compare(struct number a, struct number b)
{
    if (a.real != b.real)
        return a.real > b.real ? 1 : -1;
    return (a.rest > b.rest) - (a.rest < b.rest);
}

/* Whether it is a whole number of 64 bits. */
static bool is_integer(struct number number)
{
    return number.real == floor(number.real) && number.real >= -TWO_TO_63 &&
           (number.real < TWO_TO_63 || number.rest < 0);
}

void number_append(struct str *out, struct number number)
{
    if (is_integer(number))
        str_appendf(
            out, "%lld",
            (long long)((long double)number.real + (long double)number.rest));
    else
        str_append_real(out, number.real);
}
