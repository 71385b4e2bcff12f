/* nearest.c - the edit distance between short names, and the least of them.
 *
 * Damerau's optimal string alignment over three rows: swapped neighbours are
 * one edit, because that is how people mistype. Names longer than a row can
 * hold are never near anything; the bound keeps hostile input cheap. */
#include "base/nearest.h"

#include "base/ascii.h"

#define MAX_NAME_BYTES 64

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned edit_distance(struct slice a, struct slice b, unsigned max)
{
    unsigned rows[3][MAX_NAME_BYTES + 1];

    size_t longer = a.size > b.size ? a.size : b.size;
    size_t shorter = a.size > b.size ? b.size : a.size;
    if (longer > MAX_NAME_BYTES || longer - shorter > max)
        return max + 1;
    for (unsigned j = 0; j <= b.size; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a.size; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3];
        const unsigned *two_above = rows[(i + 1) % 3];
        row[0] = i;
        unsigned lowest = i;
        for (unsigned j = 1; j <= b.size; j++) {
            char x = ascii_to_lower(a.data[i - 1]),
                 y = ascii_to_lower(b.data[j - 1]);
            unsigned best = above[j - 1] + (x != y ? 1 : 0);
            best = smaller(best, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == ascii_to_lower(b.data[j - 2]) &&
                y == ascii_to_lower(a.data[i - 2]))
                best = smaller(best, two_above[j - 2] + 1);
            row[j] = best;
            lowest = smaller(lowest, best);
        }
        if (lowest > max)
            return max + 1; /* no way back from here */
    }
    return smaller(rows[a.size % 3][b.size], max + 1);
}

unsigned edit_tolerance(struct slice name)
{
    if (name.size <= 2)
        return 0;
    return name.size <= 5 ? 1 : 2 + (name.size > 16 ? 2 : 0);
}

struct nearest nearest_to(struct slice wanted)
{
    return (struct nearest){
        .wanted = wanted,
        .name = SLICE_NONE,
        .distance = edit_tolerance(wanted) + 1,
    };
}

bool nearest_consider(struct nearest *nearest, struct slice name)
{
    unsigned distance = edit_distance(nearest->wanted, name, nearest->distance);
    if (distance >= nearest->distance)
        return false;
    nearest->name = name;
    nearest->distance = distance;
    return true;
}
