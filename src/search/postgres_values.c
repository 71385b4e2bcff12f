/* postgres_values.c - numbers, texts and arrays as PostgreSQL sends them.
 *
 *     array   dimensions 1 | has nulls 0 | type | count | first index 1 |
 *             size, bytes | size, bytes | ...
 *
 * Everything is big-endian (array_recv() and int4recv() of its source). */
#include "search/postgres.h"

#define ARRAY_HEAD 20 /* bytes before the first element */

void bytes_append_number(struct str *out, uint32_t number, size_t size)
{
    for (size_t i = size; i-- > 0;)
        str_append_char(out, (char)(unsigned char)(number >> (8 * i)));
}

static void append_long(struct str *out, int64_t number)
{
    bytes_append_number(out, (uint32_t)((uint64_t)number >> 32), 4);
    bytes_append_number(out, (uint32_t)(uint64_t)number, 4);
}

void parameters_release(struct parameters *parameters)
{
    str_release(&parameters->bytes);
}

/* Ends the parameter whose bytes began at `start`. */
static void add(struct parameters *parameters, unsigned type, size_t start)
{
    size_t at = parameters->count++;
    parameters->items[at].type = type;
    parameters->items[at].start = start;
    parameters->items[at].size = parameters->bytes.size - start;
}

void parameters_add_number(struct parameters *parameters, int32_t number)
{
    size_t start = parameters->bytes.size;
    bytes_append_number(&parameters->bytes, (uint32_t)number, 4);
    add(parameters, ELEMENT_NUMBER, start);
}

void parameters_add_text(struct parameters *parameters, struct slice text)
{
    size_t start = parameters->bytes.size;
    str_append(&parameters->bytes, text);
    /* That there are bytes to point at, if it is empty. */
    str_reserve(&parameters->bytes, 1);
    add(parameters, ELEMENT_TEXT, start);
}

void parameters_add_array(struct parameters *parameters, enum element_type type,
                          const struct elements *elements)
{
    static const struct {
        enum element_type element;
        unsigned array;
    } types[] = {
        {ELEMENT_LONG, 1016},
        {ELEMENT_NUMBER, 1007},
        {ELEMENT_TEXT, 1009},
        {ELEMENT_TSVECTOR, 3643},
    };
    struct str *out = &parameters->bytes;
    size_t start = out->size, i = 0;
    while (types[i].element != type)
        i++;
    bytes_append_number(out, elements->count > 0 ? 1 : 0, 4);
    bytes_append_number(out, 0, 4);
    bytes_append_number(out, type, 4);
    if (elements->count > 0) {
        bytes_append_number(out, (uint32_t)elements->count, 4);
        bytes_append_number(out, 1, 4);
        str_append(out, str_slice(&elements->bytes));
    }
    add(parameters, types[i].array, start);
}

void elements_release(struct elements *elements)
{
    str_release(&elements->bytes);
    elements->count = 0;
}

void elements_clear(struct elements *elements)
{
    str_clear(&elements->bytes);
    elements->count = 0;
}

void elements_add_number(struct elements *elements, int32_t number)
{
    bytes_append_number(&elements->bytes, 4, 4);
    bytes_append_number(&elements->bytes, (uint32_t)number, 4);
    elements->count++;
}

void elements_add_long(struct elements *elements, int64_t number)
{
    bytes_append_number(&elements->bytes, 8, 4);
    append_long(&elements->bytes, number);
    elements->count++;
}

void elements_add_bytes(struct elements *elements, struct slice bytes)
{
    bytes_append_number(&elements->bytes, (uint32_t)bytes.size, 4);
    str_append(&elements->bytes, bytes);
    elements->count++;
}

static uint32_t number_at(struct slice bytes, size_t at)
{
    uint32_t number = 0;
    for (size_t i = at; i < at + 4; i++)
        number = number << 8 | (unsigned char)bytes.data[i];
    return number;
}

int32_t value_number(struct slice value)
{
    return value.size == 4 ? (int32_t)number_at(value, 0) : 0;
}

int64_t value_long(struct slice value)
{
    return value.size == 8 ? (int64_t)((uint64_t)number_at(value, 0) << 32 |
                                       number_at(value, 4))
                           : 0;
}

size_t value_count(struct slice array)
{
    size_t elements = array.size < ARRAY_HEAD ? 0 : number_at(array, 12);
    size_t room = array.size < ARRAY_HEAD ? 0 : (array.size - ARRAY_HEAD) / 8;
    return elements < room ? elements : room;
}

int32_t value_element(struct slice array, size_t index)
{
    return (int32_t)number_at(array, ARRAY_HEAD + 8 * index + 4);
}
