/* plan_test.c - indexes answer what looking at every document answers. */
#include "test.h"

#include "asking.h"

#define POST_COUNT  150
#define QUERY_COUNT 600

/* The same numbers each time. */
static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 16;
}

static const char *const words[] = {"red", "Blue", "GREEN",      "5",
                                    "7.5", "true", "2024-03-01", "grün"};
#define WORDS (sizeof words / sizeof words[0])

static const char *const atoms[] = {
    "tags=t%u",
    "tags:in=t%u,t1",
    "tags:ne=t%u",
    "tags:all=t%u,t2",
    "n=%u",
    "n:gte=%u",
    "flag=true",
    "flag:ne=true",
    "mixed=%w",
    "mixed:in=%w,%w",
    "mixed:nin=%w",
    "mixed:exists=false",
    "date=2024-0%u",
    "date:gte=2024-0%u",
    "date:lt=2024-0%u",
    "date:gt=2024-0%u-03",
    "date:lte=2024-0%u",
    "author=a%u",
    "author.name:contains=%u",
    "title:contains=%u",
    "text:contains=w%u",
    "list=%u",
    "list:all=%u,1",
    "list.0=%u",
    "objects.k=%u",
    "objects.k:gt=%u",
    "tags.slug:endsWith=%u",
    "when=2024-0%u",
    "when:gte=2024-0%u",
    "date:exists=true",
};
#define ATOMS (sizeof atoms / sizeof atoms[0])

static const char *const sorts[] = {
    "",
    "&sort=date",
    "&sort=-date",
    "&sort=title",
    "&sort=-title",
    "&sort=n,-date",
    "&sort=-mixed",
    "&sort=tags",
    "&sort=random&seed=1",
};
#define SORTS (sizeof sorts / sizeof sorts[0])

static void append_atom(struct str *out, const char *atom, unsigned *random)
{
    for (; *atom != '\0'; atom++) {
        if (atom[0] != '%') {
            str_append_char(out, *atom);
            continue;
        }
        atom++;
        if (*atom == 'u')
            str_appendf(out, "%u", next_random(random) % 6 + 1);
        else
            str_append_text(out, words[next_random(random) % WORDS]);
    }
}

static void append_post(struct str *text, size_t i, unsigned *random)
{
    str_appendf(text, "---\ntitle: Title %u\nn: %u\n", next_random(random) % 40,
                next_random(random) % 8);
    if (next_random(random) % 5 != 0)
        str_appendf(text, "date: 2024-0%u-%02u\n", next_random(random) % 7 + 1,
                    next_random(random) % 5 + 1);
    if (next_random(random) % 3 != 0)
        str_appendf(text, "flag: %s\n",
                    next_random(random) % 2 ? "true" : "false");
    if (next_random(random) % 4 != 0)
        str_appendf(text, "mixed: %s\n", words[next_random(random) % WORDS]);
    str_appendf(text, "when: 2024-0%u-05\nlist: [%u, %u]\n",
                next_random(random) % 7 + 1, next_random(random) % 6,
                next_random(random) % 6);
    str_appendf(text, "tags: [t%u, T%u]\nauthor: A%u\n",
                next_random(random) % 6, next_random(random) % 6,
                next_random(random) % 9);
    str_appendf(text, "objects: [{k: %u}, {k: x}]\n---\nw%u and %zu\n",
                next_random(random) % 6, next_random(random) % 9, i);
    str_append_char(text, '\0');
}

static struct snapshot *random_site(unsigned *random)
{
    struct file files[POST_COUNT];
    struct str text = {0};
    str_reserve(&text, (size_t)POST_COUNT * 1024);
    for (size_t i = 0; i < POST_COUNT; i++) {
        files[i].path = text.data + text.size;
        str_appendf(&text, "posts/p%zu.md", i);
        str_append_char(&text, '\0');
        files[i].text = text.data + text.size;
        append_post(&text, i, random);
    }
    struct snapshot *site = SITE(files);
    str_release(&text);
    return site;
}

static void check_same(struct snapshot *site, const char *text)
{
    const struct collection *posts = named(site, "posts");
    struct arena arena = {0};
    struct query query;
    struct page planned, naive;
    if (!ask(site, "posts", text, &arena, &query))
        fail_msg("%s: %.*s", text, SLICE_FMT(query.errors[0].detail));
    /* Before anything is prepared: each document by itself. */
    size_t matching = 0;
    for (size_t i = 0; i < posts->by[ORDER_DEFAULT].count; i++)
        matching +=
            condition_holds(query.where, posts->by[ORDER_DEFAULT].items[i]);

    assert_true(query_page(&query, site, &posts->by[ORDER_DEFAULT], posts,
                           &arena, &planned));
    assert_true(query_page(&query, site, &posts->by[ORDER_DEFAULT], NULL,
                           &arena, &naive));
    bool is_same = planned.all.count == naive.all.count;
    for (size_t i = 0; is_same && i < naive.all.count; i++)
        is_same = planned.all.items[i] == naive.all.items[i];
    if (!is_same)
        fail_msg("%s: %zu by index, %zu by looking", text, planned.all.count,
                 naive.all.count);
    assert_int_equal(matching, naive.all.count);

    /* The same documents are all that is published here. */
    assert_true(ask(site, NULL, text, &arena, &query));
    struct page everywhere = select_page(site, NULL, &query, &arena);
    assert_int_equal(everywhere.all.count, naive.all.count);
    arena_release(&arena);
}

static void an_index_answers_as_looking_does(void **state)
{
    (void)state;
    unsigned random = 1;
    struct snapshot *site = random_site(&random);
    for (size_t i = 0; i < QUERY_COUNT; i++) {
        struct str text = {0};
        unsigned count = next_random(&random) % 3 + 1;
        for (unsigned k = 0; k < count; k++) {
            str_append_text(&text, k > 0 ? "&" : "");
            append_atom(&text, atoms[next_random(&random) % ATOMS], &random);
        }
        str_append_text(&text, sorts[next_random(&random) % SORTS]);
        check_same(site, text.data);
        str_release(&text);
    }
    snapshot_unref(site);
}

/* No copy: the same array for each answer. */
static void one_value_of_one_field_is_an_array_that_is_there(void **state)
{
    (void)state;
    unsigned random = 2;
    struct snapshot *site = random_site(&random);
    static const char *const texts[] = {"tags=t1",
                                        "n=3",
                                        "flag=true",
                                        "mixed=red",
                                        "author=a1",
                                        "list=1",
                                        "date:gte=2024-03",
                                        "tags=t1&date:gte=2024-03",
                                        "date:lt=2024-06&n=3&date:gt=2024-02"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct arena arena = {0};
        struct query query;
        assert_true(ask(site, "posts", texts[i], &arena, &query));
        struct page first = select_page(site, "posts", &query, &arena);
        struct page again = select_page(site, "posts", &query, &arena);
        assert_true(first.all.count > 0);
        assert_ptr_equal(first.all.items, again.all.items);
        arena_release(&arena);
    }
    snapshot_unref(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_answers_as_looking_does),
        cmocka_unit_test(one_value_of_one_field_is_an_array_that_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
