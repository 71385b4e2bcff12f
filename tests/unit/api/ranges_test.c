/* ranges_test.c - which part of a file a field names. */
#include "test.h"

#include "api/ranges.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void a_field_names_one_part_the_whole_or_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        int64_t size;
        enum ranges_verdict verdict;
        int64_t first, last;
    } rows[] = {
        {"bytes=0-0", 10, RANGES_ONE, 0, 0},
        {"bytes=9-", 10, RANGES_ONE, 9, 9},
        {"bytes=10-", 10, RANGES_OUT_OF_BOUNDS, 0, 0},
        {"bytes=-1", 10, RANGES_ONE, 9, 9},
        {"bytes=-0", 10, RANGES_OUT_OF_BOUNDS, 0, 0},
        {"bytes=-11", 10, RANGES_ONE, 0, 9},
        {"bytes=0-9223372036854775807", 10, RANGES_ONE, 0, 9},
        {"bytes=0-9223372036854775808", 10, RANGES_ONE, 0, 9},
        {"bytes=9223372036854775807-", 10, RANGES_OUT_OF_BOUNDS, 0, 0},
        {"bytes=-99999999999999999999", INT64_MAX, RANGES_ONE, 0,
         INT64_MAX - 1},
        {"bytes=0-1,1-2", 10, RANGES_ONE, 0, 2},
        {"bytes=4-5,0-1,2-3", 10, RANGES_ONE, 0, 5},
        {"bytes=0-1,3-4", 10, RANGES_NONE, 0, 0},
        {"bytes=-1,0-8", 10, RANGES_ONE, 0, 9},
        {"bytes=0-1,20-30", 10, RANGES_ONE, 0, 1},
        {"bytes=0-1,2-1", 10, RANGES_NONE, 0, 0},
        {"bytes=0-1;2-3", 10, RANGES_NONE, 0, 0},
        {"bytes=0-0", 0, RANGES_NONE, 0, 0},
        {"", 10, RANGES_NONE, 0, 0},
        {"=", 10, RANGES_NONE, 0, 0},
        {"bytes", 10, RANGES_NONE, 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct byte_range range = {0};
        assert_int_equal(
            ranges_read(slice_of(rows[i].field), rows[i].size, &range),
            rows[i].verdict);
        assert_true(range.first == rows[i].first);
        assert_true(range.last == rows[i].last);
    }
}

/* The ranges of a random field, as a byte each says whether it is asked for. */
struct model {
    bool is_valid, has_any, wants[64];
};

#define MODEL_SIZE 20

static void append_random_range(struct str *out, struct model *model)
{
    int first = rand() % 30, last = rand() % 30;
    switch (rand() % 4) {
    case 0:
        str_appendf(out, "%d-", first);
        last = 99;
        break;
    case 1:
        str_appendf(out, "-%d", last);
        first = last > MODEL_SIZE ? 0 : MODEL_SIZE - last;
        last = last > 0 ? 99 : -1;
        break;
    default:
        str_appendf(out, "%d-%d", first, last);
        model->is_valid &= first <= last;
    }
    for (int i = first; i <= last && i < MODEL_SIZE; i++)
        model->wants[i] = model->has_any = true;
}

/* Whether what is wanted is in one piece, and where. */
static bool is_one_piece(const struct model *model,
                         struct byte_range *ret_range)
{
    int pieces = 0;
    for (int i = 0; i < MODEL_SIZE; i++) {
        bool begins = model->wants[i] && (i == 0 || !model->wants[i - 1]);
        pieces += begins ? 1 : 0;
        if (begins && pieces == 1)
            ret_range->first = i;
        if (model->wants[i])
            ret_range->last = i;
    }
    return pieces == 1;
}

static void it_agrees_with_a_model_that_counts_each_byte(void **state)
{
    (void)state;
    struct str field = {0};
    srand(20);
    for (int round = 0; round < 200000; round++) {
        struct model model = {.is_valid = true};
        struct byte_range range = {0}, wanted = {0};
        int count = 1 + rand() % 4;
        str_clear(&field);
        str_append_text(&field, "bytes=");
        for (int i = 0; i < count; i++) {
            str_append_text(&field, i > 0 ? ", " : "");
            append_random_range(&field, &model);
        }
        enum ranges_verdict verdict =
            ranges_read(str_slice(&field), MODEL_SIZE, &range);
        enum ranges_verdict expected = !model.is_valid  ? RANGES_NONE
                                       : !model.has_any ? RANGES_OUT_OF_BOUNDS
                                       : is_one_piece(&model, &wanted)
                                           ? RANGES_ONE
                                           : RANGES_NONE;
        if (verdict != expected ||
            (verdict == RANGES_ONE &&
             (range.first != wanted.first || range.last != wanted.last)))
            fail_msg("%s", field.data);
    }
    str_release(&field);
}

/* Whatever is in the field, a part lies within the file. */
static void no_bytes_lead_out_of_the_file(void **state)
{
    (void)state;
    static const char letters[] = "bytes=0123456789-, \t\"x9";
    char text[48];
    srand(21);
    for (int round = 0; round < 500000; round++) {
        size_t length = (size_t)(rand() % (int)sizeof text);
        bool has_unit = rand() % 4 > 0 && length >= 6;
        for (size_t i = 0; i < length; i++)
            text[i] = letters[rand() % (int)(sizeof letters - 1)];
        if (has_unit)
            memcpy(text, "bytes=", 6);
        int64_t size = rand() % 1000;
        struct byte_range range = {-1, -1};
        if (ranges_read((struct slice){text, length}, size, &range) ==
            RANGES_ONE) {
            assert_true(range.first >= 0 && range.first <= range.last);
            assert_true(range.last < size);
        } else {
            assert_true(range.first == -1 && range.last == -1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field_names_one_part_the_whole_or_nothing),
        cmocka_unit_test(it_agrees_with_a_model_that_counts_each_byte),
        cmocka_unit_test(no_bytes_lead_out_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
