/* evaluate_test.c - which documents meet a condition. Every question is asked
 * twice, of the whole collection, where indexes answer, and of the same list
 * as a mere list, where each document is looked at. */
#include "test.h"

#include "asking.h"

static const struct file files[] = {
    {"posts/a.md",
     "---\ntitle: Alpha\ndate: 2024-05-31T23:00:00Z\nrating: 5\nopen: true\n"
     "authors: [Ana Luz, Bo]\ntags: [News, Go]\nseries: x\n"
     "seo: {title: Über uns}\nempty: []\n---\nA long text about Straßen.\n"},
    {"posts/b.md",
     "---\ntitle: beta\ndate: 2024-05-01\nrating: 3.5\nopen: false\n"
     "authors: bo\ntags: go\nseries: X\nseo: {title: Impressum}\n"
     "released: 2024-02-01\n---\n"},
    {"posts/c.md", "---\ntitle: Gamma, Delta\ndate: 2023-12-31\nrating: good\n"
                   "tags: [c++]\nnote: \"\"\nreleased: Jan 5, 2023\n"
                   "blocks: [{type: hero, n: 1}, {type: quote, n: 2}]\n---\n"},
    {"posts/d.md", "---\ntitle: delta\nrating:\nopen:\n---\n"},
};

static struct snapshot *snapshot;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

/* The default order is a, b, c, d. */
static void check(const char *text, const char *wanted)
{
    const struct collection *posts = named(snapshot, "posts");
    struct arena arena = {0};
    struct query query;
    struct page page;
    char got[256];
    assert_result(snapshot, "posts", text, wanted);
    assert_true(ask(snapshot, "posts", text, &arena, &query));
    assert_true(query_page(&query, snapshot, &posts->by[ORDER_DEFAULT], NULL,
                           &arena, &page));
    assert_string_equal(slugs_of(&page.all, got, sizeof got), wanted);
    arena_release(&arena);
}

static void equality_is_exact(void **state)
{
    (void)state;
    check("title=beta", "b");
    check("title=Beta", "");
    check("title=Gamma, Delta", "c");
    check("series=x", "a");
    check("series=x&series=X", "a b");
    check("series:in=x,X,y", "a b");
    check("open=true", "a");
    check("open=false", "b");
    check("seo.title=Impressum", "b");
    check("word_count=5", "a");
}

static void numbers_compare_as_numbers(void **state)
{
    (void)state;
    check("rating=5", "a");
    check("rating=5.0", "a");
    check("rating=50e-1", "a");
    check("rating=good", "c");
    check("rating:gt=3.5", "a");
    check("rating:gte=3.5", "a b");
    check("rating:lt=5", "b");
    check("blocks.n:gt=1", "c");
    check("blocks.0.n=1", "c");
    check("blocks.1.n=1", "");
}

/* "Gamma" before "beta" is what bytes say. */
static void texts_compare_as_they_are_sorted(void **state)
{
    (void)state;
    check("title:lt=c", "a b");
    check("title:gt=C", "c d");
    check("title:lte=BETA", "a");
    check("title:lte=beta", "a b");
    check("seo.title:gt=j", "a"); /* Über uns */
    check("seo.title:lt=v", "a b");
    check("author:gt=B", "b");
}

static void relations_answer_to_slug_and_name(void **state)
{
    (void)state;
    check("author=ana-luz", "a");
    check("author=ANA LUZ", "a");
    check("authors=bo", "a b");
    check("author=bo", "b");
    check("author=Bo", "b");
    check("tags=go", "a b");
    check("tags=GO", "a b");
    check("tags=C%2B%2B", "c");
    check("tags:contains=o", "a b");
    check("author:startsWith=ana l", "a");
    check("authors.name:endsWith=O", "a b");
    check("authors.1.slug=bo", "a");
    check("tags.name=News", "a");
    check("tags.name=news", "");
    check("tags=nobody", "");
    check("author.post_count:gte=2", "b");
}

static void all_wants_each_and_in_wants_any(void **state)
{
    (void)state;
    check("tags:all=go,news", "a");
    check("tags:all=go", "a b");
    check("tags:in=news,c-plusplus", "a");
    check("tags:in=news,go", "a b");
    check("tags=news&tags=c%2B%2B", "a c");
    check("tags:all=go,nobody", "");
}

static void negation_matches_documents_without_the_field(void **state)
{
    (void)state;
    check("tags:ne=go", "c d");
    check("tags:nin=go,c%2B%2B", "d");
    check("tags:ne=go&tags:ne=c%2B%2B", "d");
    check("open:ne=true", "b c d");
    check("rating:nin=5,good", "b d");
    check("not=(tags=go)", "c d");
    check("not=(tags=go,open=true)", "b c d");
}

static void existence_is_having_a_value(void **state)
{
    (void)state;
    check("open:exists=true", "a b");
    check("open:exists=false", "c d");
    check("empty:exists=true", "");
    check("empty:exists=false", "a b c d");
    check("note:exists=true", "c");
    check("note=", "c");
    check("date:exists=false", "d");
    check("author:exists=true", "a b");
    check("blocks:exists=true", "c");
    check("rating:exists", "a b c");
}

static void dates_are_the_intervals_they_name(void **state)
{
    (void)state;
    check("date=2024-05", "a b");
    check("date=2024", "a b");
    check("date:lte=2024-05", "a b c");
    check("date:lt=2024-05", "c");
    check("date:gt=2024-05", "");
    check("date:gte=2024-05-02", "a");
    check("date:gt=2024-05-01", "a");
    check("date:gte=now-31d", "a");
    check("date:lte=now", "a b c");
    check("date:ne=2024", "c d");
    check("date:gte=2023&date:lt=2024-05-15", "b c");
    check("date:gte=2025&date:lt=2024", "");
    check("date=2023&date=2024-05-01", "b c");
    check("day=2024-05-31", "a");
    check("released=2023", "c");
    check("released=2023-01-05", "c");
    check("released=Jan 5, 2023", "c");
    check("released:gt=2023", "b");
    check("released:contains=jan", "c");
}

static void text_is_searched_ignoring_case(void **state)
{
    (void)state;
    check("title:contains=DELTA", "c d");
    check("title:startsWith=b", "b");
    check("title:endsWith=TA", "b c d");
    check("seo.title:startsWith=%C3%9CBER", "a");
    check("seo.title:contains=%C3%BCb", "a");
    check("text:contains=STRASSEN", "a");
    check("text:contains=stra%C3%9Fen", "a");
    check("markdown:contains=long", "a");
    check("title:contains=", "a b c d");
    check("text:contains=a text that is longer than thirty-two bytes", "");
    check("title:contains=a,b", "");
    check("title:contains=a, d", "c");
}

static void groups_nest(void **state)
{
    (void)state;
    check("or=(tags=go,title=delta)", "a b d");
    check("or=(open=true,and=(rating=good,tags=c%2B%2B))", "a c");
    check("and=(tags=go,not=(open=true))", "b");
    check("not=(or=(tags=go,title=delta))", "c");
    check("or=(tags:in=(news,c%2B%2B),not=(rating:exists=true))", "a c d");
    check("tags=go&or=(open=true,open=false)&rating:lt=4", "b");
}

static void a_field_that_no_document_has_matches_nothing(void **state)
{
    (void)state;
    check("sponsor=x", "");
    check("sponsor:ne=x", "a b c d");
    check("sponsor:nin=x,y", "a b c d");
    check("sponsor:exists=false", "a b c d");
    check("sponsor:exists=true", "");
    check("not=(sponsor=x)", "a b c d");
    check("or=(sponsor=x,tags=news)", "a");
    check("author.sponsor:contains=x", "");
    check("seo:exists=true", "a b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_is_exact),
        cmocka_unit_test(numbers_compare_as_numbers),
        cmocka_unit_test(texts_compare_as_they_are_sorted),
        cmocka_unit_test(relations_answer_to_slug_and_name),
        cmocka_unit_test(all_wants_each_and_in_wants_any),
        cmocka_unit_test(negation_matches_documents_without_the_field),
        cmocka_unit_test(existence_is_having_a_value),
        cmocka_unit_test(dates_are_the_intervals_they_name),
        cmocka_unit_test(text_is_searched_ignoring_case),
        cmocka_unit_test(groups_nest),
        cmocka_unit_test(a_field_that_no_document_has_matches_nothing),
    };
    return cmocka_run_group_tests(tests, build, release);
}
