/* fixture.h - what a parsed text lies in, in tests. */
#ifndef TESTS_UNIT_DOCUMENT_FIXTURE_H
#define TESTS_UNIT_DOCUMENT_FIXTURE_H

#include "test.h"

#include "document/diagnostic.h"
#include "document/value.h"

struct fixture {
    struct arena arena;
    struct diagnostics list;
    struct value value;
};

static inline int set_up(void **state)
{
    struct fixture *fixture = test_calloc(1, sizeof *fixture);
    fixture->list.arena = &fixture->arena;
    *state = fixture;
    return 0;
}

static inline int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    test_free(fixture);
    return 0;
}

#endif
