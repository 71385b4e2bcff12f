/* site_test.c - a folder, served. */
#include "test.h"

#include "lint/lint.h"
#include "site/settings.h"
#include "site/site.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64];

static int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/site_test_XXXXXX");
    return mkdtemp(root) != NULL ? 0 : -1;
}

static struct settings settings;

/* What the settings file of the folder says, if there is one. */
static const struct settings *settings_of_root(void)
{
    static const struct overrides none;
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    settings_release(&settings);
    assert_true(settings_read(root, &none, &settings, &faults));
    arena_release(&arena);
    return &settings;
}

static int remove_root(void **state)
{
    (void)state;
    char command[128];
    settings_release(&settings);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command);
}

static void put(const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", root, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static atomic_size_t last_total;

static void note_progress(size_t done, size_t total)
{
    assert_true(done <= total);
    atomic_store(&last_total, total);
}

static void a_folder_becomes_a_published_snapshot(void **state)
{
    (void)state;
    struct site *site;
    struct err err;
    put("a.md", "# Hello\n");
    put("b.md", "---\ntitle: a: b\n---\n");
    put("c.json", "{}");
    put("headmatter.yaml", "site:\n  public_url: https://example.org\n");
    const struct site_options options = {.folder = root,
                                         .settings = settings_of_root(),
                                         .progress = note_progress};
    assert_true(site_open(&options, &site, &err));
    assert_int_equal(atomic_load(&last_total), 3);
    assert_int_equal(site_stats(site)->file_count, 3);
    assert_int_equal(site_stats(site)->source_bytes, 8 + 20 + 2);
    assert_string_equal(site_folder(site), root);

    struct snapshot *snapshot = store_acquire(site_store(site));
    site_close(site); /* who holds a snapshot keeps it */
    assert_int_equal(snapshot->everything.count, 2);
    assert_int_equal(snapshot->left_out.broken, 1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_ERROR], 1);
    assert_int_equal(strlen(snapshot->rev), REV_SIZE);
    assert_slice_is(snapshot->site.public_url, "https://example.org");
    const struct entry *entry = snapshot->everything.items[0];
    assert_true(entry->fragments->list.size > 0);
    snapshot_unref(snapshot);
}

static void an_empty_folder_is_a_site_too(void **state)
{
    (void)state;
    struct site *site;
    struct err err;
    const struct site_options options = {.folder = root,
                                         .settings = settings_of_root()};
    assert_true(site_open(&options, &site, &err));
    struct snapshot *snapshot = store_acquire(site_store(site));
    assert_int_equal(snapshot->everything.count, 0);
    snapshot_unref(snapshot);
    site_close(site);
    site_close(NULL);
}

static void a_file_that_vanishes_or_never_ends_stops_nobody(void **state)
{
    (void)state;
    struct site *site;
    struct err err;
    char path[256];
    put("ok.md", "x");
    (void)snprintf(path, sizeof path, "%s/pipe.md", root);
    assert_int_equal(mkfifo(path, 0600), 0);
    (void)snprintf(path, sizeof path, "%s/zero.md", root);
    assert_int_equal(symlink("/dev/zero", path), 0);
    const struct site_options options = {.folder = root,
                                         .settings = settings_of_root()};
    assert_true(site_open(&options, &site, &err));
    struct snapshot *snapshot = store_acquire(site_store(site));
    assert_int_equal(snapshot->everything.count, 1);
    assert_int_equal(snapshot->left_out.broken, 1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_ERROR],
                     1); /* the pipe */
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING],
                     1); /* the link */
    snapshot_unref(snapshot);
    site_close(site);
}

static void a_file_over_the_limit_of_the_settings_is_left_out(void **state)
{
    (void)state;
    struct site *site;
    struct err err;
    char text[2049];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    put("large.md", text);
    put("small.md", "x");
    put("headmatter.yaml", "limits: {file_bytes: 2047}\n");
    const struct site_options options = {.folder = root,
                                         .settings = settings_of_root()};
    assert_true(site_open(&options, &site, &err));
    struct snapshot *snapshot = store_acquire(site_store(site));
    assert_int_equal(snapshot->everything.count, 1);
    assert_int_equal(snapshot->left_out.broken, 1);
    snapshot_unref(snapshot);
    site_close(site);
}

static void what_is_not_there_is_an_error(void **state)
{
    (void)state;
    struct site *site = NULL;
    struct err err = {0};
    const struct site_options options = {.folder = "/nowhere/at/all",
                                         .settings = settings_of_root()};
    assert_false(site_open(&options, &site, &err));
    assert_null(site);
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "/nowhere/at/all"));
    assert_true(strlen(err.hint) > 0);
}

int main(void)
{
#define IN_A_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, make_root, remove_root)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_folder_becomes_a_published_snapshot),
        IN_A_FOLDER(an_empty_folder_is_a_site_too),
        IN_A_FOLDER(a_file_that_vanishes_or_never_ends_stops_nobody),
        IN_A_FOLDER(a_file_over_the_limit_of_the_settings_is_left_out),
        cmocka_unit_test(what_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
