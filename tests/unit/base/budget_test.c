/* budget_test.c - so much memory and so many holders at a time. */
#include "test.h"

#include "base/budget.h"

#include <pthread.h>

static void shares_grow_and_shrink_within_the_maximum(void **state)
{
    (void)state;
    struct budget *budget = budget_new(100, 8, 0, 0);
    struct share a = {0}, b = {0};
    assert_true(share_set(&a, budget, 60));
    assert_false(share_set(&b, budget, 41));
    assert_null(b.budget);
    assert_true(share_set(&b, budget, 40));
    assert_false(share_set(&a, budget, 61));
    assert_int_equal(a.bytes, 60);
    assert_true(share_set(&a, budget, 10));
    assert_true(share_set(&b, budget, 90));
    share_release(&a);
    share_release(&a);
    share_release(&b);
    budget_free(budget);
}

static void a_share_alone_may_be_larger_than_the_maximum(void **state)
{
    (void)state;
    struct budget *budget = budget_new(100, 8, 0, 0);
    struct share a = {0}, b = {0};
    assert_true(share_set(&a, budget, 1000));
    assert_false(share_set(&b, budget, 1));
    assert_false(share_set(&b, budget, SIZE_MAX));
    share_release(&a);
    assert_true(share_set(&b, budget, SIZE_MAX));
    share_release(&b);
    budget_free(budget);
}

static void there_are_only_so_many_shares(void **state)
{
    (void)state;
    struct budget *budget = budget_new(100, 2, 0, 0);
    struct share a = {0}, b = {0}, c = {0};
    assert_true(share_set(&a, budget, 0));
    assert_true(share_set(&b, budget, 0));
    assert_false(share_set(&c, budget, 0));
    assert_true(share_set(&a, budget, 50));
    share_release(&b);
    assert_true(share_set(&c, budget, 0));
    share_release(&a);
    share_release(&c);
    budget_free(budget);
}

static void it_is_tight_from_three_quarters_on(void **state)
{
    (void)state;
    struct budget *budget = budget_new(100, 4, 0, 0);
    struct share shares[4] = {0};
    assert_true(share_set(&shares[0], budget, 75));
    assert_false(budget_is_tight(budget));
    assert_true(share_set(&shares[0], budget, 76));
    assert_true(budget_is_tight(budget));
    for (int i = 0; i < 4; i++)
        assert_true(share_set(&shares[i], budget, 1));
    assert_true(budget_is_tight(budget));
    share_release(&shares[3]);
    assert_false(budget_is_tight(budget));
    for (int i = 0; i < 3; i++)
        share_release(&shares[i]);
    budget_free(budget);
}

static void *release(void *share)
{
    share_release(share);
    return NULL;
}

static void who_waits_gets_what_another_gives_back(void **state)
{
    (void)state;
    struct budget *budget = budget_new(100, 2, 1, 60000);
    struct share a = {0}, b = {0};
    pthread_t thread;
    assert_true(share_set(&a, budget, 100));
    assert_int_equal(pthread_create(&thread, NULL, release, &a), 0);
    assert_true(share_set(&b, budget, 100));
    assert_int_equal(pthread_join(thread, NULL), 0);
    share_release(&b);
    budget_free(budget);
}

static void a_wait_ends_without_success_too(void **state)
{
    (void)state;
    struct budget *budget = budget_new(100, 2, 1, 1);
    struct share a = {0}, b = {0};
    assert_true(share_set(&a, budget, 100));
    assert_false(share_set(&b, budget, 1));
    share_release(&a);
    budget_free(budget);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_grow_and_shrink_within_the_maximum),
        cmocka_unit_test(a_share_alone_may_be_larger_than_the_maximum),
        cmocka_unit_test(there_are_only_so_many_shares),
        cmocka_unit_test(it_is_tight_from_three_quarters_on),
        cmocka_unit_test(who_waits_gets_what_another_gives_back),
        cmocka_unit_test(a_wait_ends_without_success_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
