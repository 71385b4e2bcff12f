/* index_test.c - the whole index, over a site that is edited. */
#include "test.h"

#include "folder.h"
#include "searched.h"

#include <stdlib.h>
#include <sys/stat.h>

#define POST(title, body)                                                      \
    "---\ntitle: " title "\ndate: 2024-01-01\n---\n" body "\n"
#define DRAFT(title, body)                                                     \
    "---\ntitle: " title "\ndate: 2024-01-01\ndraft: true\n---\n" body "\n"

static const struct file files[] = {
    {"posts/caching.md",
     "---\ntitle: Caching headers\ndate: 2024-01-01\ntags: [http]\n"
     "author: Ada Lovelace\nnote: Rather short on Vary\n---\n"
     "A cache keeps answers.\n\n## Freshness\n\nIt asks again after "
     "max-age.\n"},
    {"posts/haus.md", "---\ntitle: Ein Haus\nlang: de\ndate: 2024-01-02\n---\n"
                      "Viele H\xC3\xA4user stehen am See.\n"},
    {"posts/running.md", POST("Running a race", "The run of every day.")},
    {"posts/run.md", POST("The short run", "A run is a run.")},
    {"posts/japanese.md", POST("Nihongo", "\xE5\x85\xA8\xE6\x96\x87\xE6\xA4\x9C"
                                          "\xE7\xB4\xA2\xE3\x81\xAE\xE8\xA9"
                                          "\xB1")},
    {"posts/secret.md",
     DRAFT("Zanzibar plans", "A xylophone in zanzibar, unpublishedword.")},
};

static struct searched open_site(void)
{
    return searched_open(files, ARRAY_COUNT(files), NULL);
}

static void documents_are_found_by_what_was_typed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *ids;
    } cases[] = {
        {"caching", "posts/caching"},
        {"caching headers", "posts/caching"},
        {"caching race", "-"},
        {"\"caching headers\"", "posts/caching"},
        {"\"headers caching\"", "-"},
        {"cach*", "posts/caching"},
        {"freshness", "posts/caching"},
        {"title:freshness", "-"},
        {"headings:freshness", "posts/caching"},
        {"terms:lovelace", "posts/caching"},
        {"lovelace", "authors/ada-lovelace posts/caching"},
        {"prose:vary", "posts/caching"},
        {"body:vary", "-"},
        {"run -short", "posts/running"},
        {"-short", "authors/ada-lovelace posts/haus posts/japanese "
                   "posts/running tags/http"},
        {"h\xC3\xA4user", "posts/haus"},
        {"HAUSER", "posts/haus"},
        {"h\xC3\xA4usern", "posts/haus"},
        {"\xE6\xA4\x9C\xE7\xB4\xA2", "posts/japanese"},
        {"max-age", "posts/caching"},
        {"\"", "-"},
        {"", "-"},
    };
    struct searched site = open_site();
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_found(&site, cases[i].text, cases[i].ids);
    searched_close(&site);
}

static void any_of_the_words_may_be_enough(void **state)
{
    (void)state;
    char ids[512];
    struct searched site = open_site();
    assert_string_equal(
        searched_ids(site.snapshot, "caching race", true, ids, sizeof ids),
        "posts/running posts/caching");
    searched_close(&site);
}

static void the_exact_form_is_better_than_a_stem(void **state)
{
    (void)state;
    static const struct file two[] = {
        {"posts/exact.md", "---\ntitle: C\nlang: en\ndate: 2024-01-01\n---\n"
                           "The houses are old and red.\n"},
        {"posts/stem.md", "---\ntitle: D\nlang: en\ndate: 2024-01-01\n---\n"
                          "The housing are old and red.\n"},
    };
    struct searched site = searched_open(two, ARRAY_COUNT(two), NULL);
    assert_found(&site, "houses", "posts/exact posts/stem");
    assert_found(&site, "housing", "posts/stem posts/exact");
    assert_found(&site, "\"houses\"", "posts/exact");
    searched_close(&site);
}

/* Without its accents, which the index does not keep, "publicações" has another
 * stem. */
static void a_stem_that_accents_tell_is_found(void **state)
{
    (void)state;
    static const struct file two[] = {
        {"posts/one.md",
         "---\ntitle: C\nlang: pt\n---\nUma publica\xC3\xA7\xC3\xA3o.\n"},
        {"posts/many.md",
         "---\ntitle: D\nlang: pt\n---\nAs publica\xC3\xA7\xC3\xB5"
         "es.\n"},
    };
    struct searched site = searched_open(two, ARRAY_COUNT(two), NULL);
    assert_found(&site, "publica\xC3\xA7\xC3\xA3o", "posts/one posts/many");
    assert_found(&site,
                 "publica\xC3\xA7\xC3\xB5"
                 "es",
                 "posts/many posts/one");
    assert_found(&site, "publicacao", "posts/one");
    searched_close(&site);
}

static void an_edit_takes_old_words_away_and_adds_new_ones(void **state)
{
    (void)state;
    struct searched site = open_site();
    edited_save(&site.files, "posts/run.md", POST("The walk", "It is slow."));
    searched_publish(&site);
    assert_found(&site, "walk", "posts/run");
    assert_found(&site, "slow", "posts/run");
    assert_found(&site, "short", "posts/caching");
    assert_true(searched_settles(&site, true));
    searched_close(&site);
}

static void a_renamed_document_is_found_under_its_new_name_alone(void **state)
{
    (void)state;
    struct searched site = open_site();
    edited_save(&site.files, "posts/caching.md", NULL);
    edited_save(&site.files, "posts/stores.md", files[0].text);
    searched_publish(&site);
    assert_found(&site, "freshness", "posts/stores");
    assert_true(searched_settles(&site, true));
    searched_close(&site);
}

static void a_deleted_document_is_gone(void **state)
{
    (void)state;
    char text[512];
    struct searched site = open_site();
    edited_save(&site.files, "posts/caching.md", NULL);
    searched_publish(&site);
    assert_found(&site, "freshness", "-");
    assert_string_equal(
        searched_correct(site.snapshot, "freshnes", text, sizeof text), "-");
    assert_string_equal(
        searched_suggest(site.snapshot, "freshn", text, sizeof text), "");
    assert_true(searched_settles(&site, true));
    searched_close(&site);
}

static void drafts_are_found_in_the_preview_alone(void **state)
{
    (void)state;
    char text[512];
    struct searched site = open_site();
    const struct snapshot *preview = site.snapshot->preview;
    assert_found(&site, "zanzibar", "-");
    assert_found(&site, "unpublishedword", "-");
    assert_string_equal(
        searched_ids(preview, "zanzibar", false, text, sizeof text),
        "posts/secret");

    assert_string_equal(
        searched_correct(site.snapshot, "zanzibr", text, sizeof text), "-");
    assert_string_equal(searched_correct(preview, "zanzibr", text, sizeof text),
                        "zanzibar");
    assert_string_equal(
        searched_correct(site.snapshot, "unpublishedwort", text, sizeof text),
        "-");

    assert_string_equal(
        searched_suggest(site.snapshot, "zanz", text, sizeof text), "");
    assert_string_equal(
        searched_suggest(site.snapshot, "xylo", text, sizeof text), "");
    assert_non_null(strstr(searched_suggest(preview, "xylo", text, sizeof text),
                           "xylophone"));

    edited_save(&site.files, "posts/secret.md", POST("Zanzibar plans", "Now."));
    searched_publish(&site);
    assert_found(&site, "zanzibar", "posts/secret");
    assert_found(&site, "xylophone", "-");
    edited_save(&site.files, "posts/secret.md", files[5].text);
    searched_publish(&site);
    assert_found(&site, "zanzibar", "-");
    searched_close(&site);
}

/* The spelling of a word that is in a draft as well comes from what is
 * published. */
static void a_word_is_written_as_the_public_has_it(void **state)
{
    (void)state;
    static const struct file two[] = {
        {"posts/a.md", DRAFT("A", "MixedCaseWord here.")},
        {"posts/b.md", POST("B", "Mixedcaseword there.")},
    };
    char text[512];
    struct searched site = searched_open(two, ARRAY_COUNT(two), NULL);
    assert_string_equal(
        searched_correct(site.snapshot, "mixedcaseword0", text, sizeof text),
        "Mixedcaseword");
    assert_string_equal(
        searched_suggest(site.snapshot, "mixedc", text, sizeof text),
        "Mixedcaseword\n");
    searched_close(&site);
}

static void corrections_replace_words_and_not_parts_of_words(void **state)
{
    (void)state;
    static const struct file one[] = {
        {"posts/a.md", POST("A", "The cachings and a single caching.")},
    };
    char text[512];
    struct searched site = searched_open(one, ARRAY_COUNT(one), NULL);
    assert_string_equal(
        searched_correct(site.snapshot, "cachings cachin", text, sizeof text),
        "cachings caching");
    assert_string_equal(
        searched_suggest(site.snapshot, "single cach*", text, sizeof text),
        "single caching\n");
    searched_close(&site);
}

static void words_that_are_written_as_one_are_taken_apart(void **state)
{
    (void)state;
    char text[512];
    struct searched site = open_site();
    assert_string_equal(
        searched_correct(site.snapshot, "headers-caching", text, sizeof text),
        "headers caching");
    assert_string_equal(searched_correct(site.snapshot, "\"headers-caching\"",
                                         text, sizeof text),
                        "-");
    assert_string_equal(
        searched_correct(site.snapshot, "\xE6\xA4\x9C\xE7\xB4\xA2\xE6\xB0\xB4",
                         text, sizeof text), /* characters are no words */
        "-");
    searched_close(&site);
}

static void scores_of(const struct searched *site, const char *text,
                      float *ret_scores, size_t count)
{
    const struct ask_options options = {0};
    struct searched_item items[2 * EDITED_MAX_FILES];
    struct search_found found;
    struct arena arena = {0};
    searched_find(site->snapshot, text, &options, false, &arena, &found);
    size_t sorted =
        searched_sort(site->snapshot, &found, items, 2 * EDITED_MAX_FILES);
    memset(ret_scores, 0, count * sizeof *ret_scores);
    for (size_t i = 0; i < sorted && i < count; i++)
        ret_scores[i] = items[i].score;
    arena_release(&arena);
}

/* What else is or was in the index makes no difference, to the last bit. */
static void scores_depend_on_the_snapshot_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {"run",       "caching",  "a",
                                        "haus",      "short",    "cach*",
                                        "\"a run\"", "run -race"};
    struct searched edited = open_site();
    for (int i = 0; i < 50; i++) {
        char path[64], text[256];
        (void)snprintf(path, sizeof path, "posts/p%d.md", i % 7);
        (void)snprintf(text, sizeof text,
                       POST("Run %d", "A cache, a run, a race, %d short."), i,
                       i);
        edited_save(&edited.files, path, i % 5 == 4 ? NULL : text);
        edited_save(&edited.files, "posts/run.md",
                    i % 2 == 0 ? POST("Longer than the short run it was", "x y")
                               : NULL);
        searched_show(&edited);
    }
    for (int i = 0; i < 7; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "posts/p%d.md", i);
        edited_save(&edited.files, path, NULL);
    }
    edited_save(&edited.files, "posts/run.md", files[3].text);
    searched_publish(&edited);

    struct searched fresh = open_site();
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        float a[8], b[8];
        scores_of(&edited, texts[i], a, ARRAY_COUNT(a));
        scores_of(&fresh, texts[i], b, ARRAY_COUNT(b));
        assert_true(a[0] > 0);
        assert_memory_equal(a, b, sizeof a);
    }
    searched_close(&edited);
    searched_close(&fresh);
}

/* A document that goes and comes back at once has another row then, of which
 * the snapshot that is asked in between does not know yet. */
static void what_comes_back_at_once_is_found(void **state)
{
    (void)state;
    struct searched site = open_site();
    for (int round = 0; round < 50; round++) {
        edited_save(&site.files, "posts/run.md", NULL);
        searched_show(&site);
        edited_save(&site.files, "posts/run.md", files[3].text);
        searched_show(&site);
        (void)searched_look(&site, false); /* looks at the rows */
        char ids[64] = "-";
        for (int i = 0; i < SEARCHED_WAIT_MS && strcmp(ids, "posts/run") != 0;
             i++) {
            (void)usleep(i > 0 ? 1000 : 0);
            (void)searched_ids(site.snapshot, "\"short run\"", false, ids,
                               sizeof ids);
        }
        assert_string_equal(ids, "posts/run");
        assert_true(searched_settles(&site, true));
    }
    searched_close(&site);
}

/* So many rows are gone that the list of them is tidied. */
static void thousands_of_edits_leave_nothing_behind(void **state)
{
    (void)state;
    struct searched site = searched_open(files, ARRAY_COUNT(files), NULL);
    for (int i = 0; i < 1200; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, POST("Edit", "Word%d is new."), i);
        edited_save(&site.files, "posts/edit.md", text);
        searched_show(&site);
        assert_true(searched_settles(&site, true));
    }
    assert_found(&site, "word1199", "posts/edit");
    assert_found(&site, "word1198", "-");
    assert_found(&site, "caching", "posts/caching");
    searched_close(&site);
}

static void a_snapshot_can_be_asked_after_the_index_was_closed(void **state)
{
    (void)state;
    char ids[512];
    struct searched site = open_site();
    search_close(site.search);
    assert_string_equal(
        searched_ids(site.snapshot, "caching", false, ids, sizeof ids),
        "posts/caching");
    snapshot_unref(site.snapshot);
    edited_close(&site.files);
}

static void without_an_index_search_is_off(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    const struct ask_options options = {0};
    struct search_found found;
    struct search_progress progress;
    struct arena arena = {0};
    assert_int_equal(
        search_find(snapshot, SLICE("a"), &options, true, &arena, &found),
        SEARCH_OFF);
    search_look(snapshot, &arena, &progress);
    assert_int_equal(progress.state, SEARCH_OFF);
    arena_release(&arena);
    snapshot_unref(snapshot);
}

static void weights_are_read(void **state)
{
    (void)state;
    unsigned part;
    float weight;
    assert_true(search_weight_read(SLICE("title=2.5"), &part, &weight));
    assert_int_equal(part, 0);
    assert_true(weight == 2.5F);
    assert_true(search_weight_read(SLICE("prose=0"), &part, &weight));
    assert_int_equal(part, 5);
    static const char *const wrong[] = {"title",     "title=",  "title=x",
                                        "title=101", "words=1", "title=-1",
                                        "title=1e1", "=1",      "title=1.2.3"};
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++)
        assert_false(search_weight_read(slice_of(wrong[i]), &part, &weight));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_found_by_what_was_typed),
        cmocka_unit_test(any_of_the_words_may_be_enough),
        cmocka_unit_test(the_exact_form_is_better_than_a_stem),
        cmocka_unit_test(a_stem_that_accents_tell_is_found),
        cmocka_unit_test(an_edit_takes_old_words_away_and_adds_new_ones),
        cmocka_unit_test(a_renamed_document_is_found_under_its_new_name_alone),
        cmocka_unit_test(a_deleted_document_is_gone),
        cmocka_unit_test(drafts_are_found_in_the_preview_alone),
        cmocka_unit_test(a_word_is_written_as_the_public_has_it),
        cmocka_unit_test(corrections_replace_words_and_not_parts_of_words),
        cmocka_unit_test(words_that_are_written_as_one_are_taken_apart),
        cmocka_unit_test(scores_depend_on_the_snapshot_alone),
        cmocka_unit_test(what_comes_back_at_once_is_found),
        cmocka_unit_test(thousands_of_edits_leave_nothing_behind),
        cmocka_unit_test(a_snapshot_can_be_asked_after_the_index_was_closed),
        cmocka_unit_test(without_an_index_search_is_off),
        cmocka_unit_test(weights_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
