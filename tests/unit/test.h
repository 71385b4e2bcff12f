/* test.h - what every unit test includes; cmocka wants these headers first. */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "base/array.h"
#include "base/str.h"

#define assert_slice_is(actual, expected)                                      \
    do {                                                                       \
        struct slice got_ = (actual);                                          \
        char text_[4096];                                                      \
        (void)snprintf(text_, sizeof text_, "%.*s", SLICE_FMT(got_));          \
        assert_string_equal(text_, expected);                                  \
    } while (0)

#endif
