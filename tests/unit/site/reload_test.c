/* reload_test.c - from one snapshot to the next. The clock is what the tests
 * say that it is. */
#include "test.h"

#include "folder.h"

#include "base/clock.h"
#include "lint/lint.h"
#include "site/settings.h"
#include "site/site.h"
#include "site/stamp.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOOD   "---\ntitle: Good\n---\n"
#define BROKEN "---\ntitle: a: b\n---\n"

#define MAX_WAIT_MS 10000

static char root[64];
static struct settings settings;
static struct site *site;
static struct site_report report; /* of the last reload */

static int make_root(void **state)
{
    static const struct overrides none;
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/reload_test_XXXXXX");
    bool ok =
        mkdtemp(root) != NULL && settings_read(root, &none, &settings, &faults);
    arena_release(&arena);
    return ok ? 0 : -1;
}

static int remove_root(void **state)
{
    (void)state;
    site_close(site);
    site = NULL;
    site_report_release(&report);
    settings_release(&settings);
    return folder_remove(root);
}

static const char *below(const char *path)
{
    static char whole[4][4096];
    static unsigned turn;
    char *text = whole[turn++ % 4];
    (void)snprintf(text, sizeof whole[0], "%s/%s", root, path);
    return text;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(below(path), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void open_site(void)
{
    const struct site_options options = {.folder = root, .settings = &settings};
    struct err err;
    assert_true(site_open(&options, &site, &err));
}

static bool reload(const struct site_news *news)
{
    struct err err;
    site_report_release(&report);
    return site_reload(site, news, &report, &err);
}

static bool is_young;

static int look_how_young(const char *path, const struct stat *status, int kind,
                          struct FTW *place)
{
    (void)path;
    (void)kind;
    (void)place;
    is_young = is_young || stamp_of(status, clock_now_ms()).is_young;
    return 0;
}

/* Waits until nothing in the folder may still be being written. */
static void await_age(void)
{
    int64_t end_ms = clock_now_ms() + MAX_WAIT_MS;
    do {
        assert_true(clock_now_ms() < end_ms);
        (void)usleep(1000);
        is_young = false;
        assert_int_equal(nftw(root, look_how_young, 16, FTW_PHYS), 0);
    } while (is_young);
}

/* A look at everything that comes too early leaves out what is new, and says
 * so; here it comes once nothing is. */
static void reload_all(void)
{
    await_age();
    assert_true(reload(&(struct site_news){.is_everything = true}));
    assert_int_equal(report.again_ms, 0);
}

static void reload_path(const char *path)
{
    const struct slice paths[] = {slice_of(path)};
    assert_true(reload(&(struct site_news){.paths = paths, .count = 1}));
}

static void check_report(size_t added, size_t changed, size_t removed,
                         size_t kept)
{
    assert_int_equal(report.added, added);
    assert_int_equal(report.changed, changed);
    assert_int_equal(report.removed, removed);
    assert_int_equal(report.kept, kept);
}

/* The title that the document of a file has now; "" if it is not served. */
static const char *title_of(const char *path)
{
    static char title[256];
    struct snapshot *snapshot = store_acquire(site_store(site));
    const struct entry *entry = map_find(&snapshot->paths, slice_of(path));
    (void)snprintf(title, sizeof title, "%.*s",
                   entry != NULL ? (int)entry->name.size : 0,
                   entry != NULL ? entry->name.data : "");
    snapshot_unref(snapshot);
    return title;
}

static size_t count_errors(void)
{
    struct snapshot *snapshot = store_acquire(site_store(site));
    size_t errors = lint_findings(snapshot)->counts[SEVERITY_ERROR];
    snapshot_unref(snapshot);
    return errors;
}

static void a_named_file_is_read_and_no_other(void **state)
{
    (void)state;
    put("a.md", "# A\n");
    put("b.md", "# B\n");
    open_site();
    put("a.md", "# A2\n");
    put("b.md", "# B2\n");
    reload_path("a.md");
    assert_false(report.has_looked);
    check_report(0, 1, 0, 0);
    assert_slice_is(report.names[0], "a.md");
    assert_string_equal(title_of("a.md"), "A2");
    assert_string_equal(title_of("b.md"), "B");
    reload_all();
    assert_true(report.has_looked);
    assert_string_equal(title_of("b.md"), "B2");
}

static void a_look_does_not_read_what_is_being_written(void **state)
{
    (void)state;
    put("a.md", GOOD);
    open_site();
    put("a.md", ""); /* cut, and about to be filled again */
    assert_true(reload(&(struct site_news){.is_everything = true}));
    if (report.again_ms == 0)
        skip(); /* it took so long that the file is old by now */
    assert_string_equal(title_of("a.md"), "Good");
    reload_path("a.md");
    assert_true(report.again_ms > 0);
    assert_string_equal(title_of("a.md"), "Good");
    put("a.md", "# Whole\n");
    reload_all();
    assert_string_equal(title_of("a.md"), "Whole");
}

static void an_emptied_file_is_empty_in_the_end(void **state)
{
    (void)state;
    put("a.md", GOOD);
    open_site();
    put("a.md", "");
    int64_t end_ms = clock_now_ms() + MAX_WAIT_MS;
    struct stat status;
    do {
        assert_true(clock_now_ms() < end_ms);
        (void)usleep(1000);
        assert_int_equal(stat(below("a.md"), &status), 0);
    } while (!stamp_of(&status, clock_now_ms()).is_settled);
    reload_path("a.md");
    check_report(0, 1, 0, 0);
    assert_string_equal(title_of("a.md"), "A");
}

#define WRITES 20

/* Cuts the file and fills it a moment later, again and again. */
static void *keep_writing(void *is_over)
{
    for (int i = 0; i < WRITES; i++) {
        FILE *file = fopen(below("a.md"), "w");
        if (file == NULL)
            break;
        (void)usleep(1000);
        (void)fputs(GOOD, file);
        (void)fclose(file);
        (void)usleep((STAMP_YOUNG_MS + 5) * 1000); /* long enough to be read */
    }
    atomic_store((atomic_bool *)is_over, true);
    return NULL;
}

/* It is whole when it is looked at, and cut when it is read. */
static void what_is_written_while_it_is_read_is_read_again(void **state)
{
    (void)state;
    atomic_bool is_over = false;
    pthread_t writer;
    put("a.md", GOOD);
    open_site();
    assert_int_equal(pthread_create(&writer, NULL, keep_writing, &is_over), 0);
    size_t cut = 0;
    while (!atomic_load(&is_over)) {
        assert_true(reload(&(struct site_news){.is_everything = true}));
        cut += strcmp(title_of("a.md"), "Good") != 0 ? 1 : 0;
    }
    assert_int_equal(pthread_join(writer, NULL), 0);
    assert_int_equal(cut, 0);
}

static void files_come_and_go(void **state)
{
    (void)state;
    put("a.md", "# A\n");
    open_site();
    put("b.md", "# B\n");
    reload_path("b.md");
    if (report.again_ms > 0) /* it is new, so it took a look at everything */
        reload_all();
    check_report(1, 0, 0, 0);
    assert_string_equal(title_of("b.md"), "B");
    assert_int_equal(unlink(below("a.md")), 0);
    reload_path("a.md");
    check_report(0, 0, 1, 0);
    assert_false(report.has_looked);
    assert_string_equal(title_of("a.md"), "");
    assert_int_equal(rename(below("b.md"), below("c.md")), 0);
    reload_all();
    check_report(1, 0, 1, 0);
    assert_string_equal(title_of("c.md"), "B");
}

static void the_same_bytes_make_no_snapshot(void **state)
{
    (void)state;
    put("a.md", "# A\n");
    open_site();
    struct snapshot *before = store_acquire(site_store(site));
    put("a.md", "# A\n");
    reload_path("a.md");
    reload_all();
    reload_path("a.md~");
    reload_path("nothing/");
    reload_path("notes.txt");
    assert_false(report.is_published);
    struct snapshot *after = store_acquire(site_store(site));
    assert_ptr_equal(before, after);
    snapshot_unref(before);
    snapshot_unref(after);
}

static void unchanged_files_keep_their_sources(void **state)
{
    (void)state;
    put("a.md", "# A\n");
    put("b.md", "# B\n");
    open_site();
    struct snapshot *before = store_acquire(site_store(site));
    const struct source *b =
        ((struct entry *)map_find(&before->paths, SLICE("b.md")))->source;
    put("a.md", "# A2\n");
    reload_all();
    struct snapshot *after = store_acquire(site_store(site));
    assert_ptr_not_equal(before, after);
    assert_ptr_equal(
        ((struct entry *)map_find(&after->paths, SLICE("b.md")))->source, b);
    snapshot_unref(before);
    snapshot_unref(after);
}

static void a_broken_file_stays_as_it_was(void **state)
{
    (void)state;
    put("a.md", GOOD);
    put("new.md", "x");
    open_site();
    put("a.md", BROKEN);
    reload_path("a.md");
    check_report(0, 0, 0, 1);
    assert_string_equal(title_of("a.md"), "Good");
    assert_int_equal(count_errors(), 1);

    reload_all();
    assert_false(report.is_published);
    put("new.md", "# Another edit\n");
    reload_path("new.md");
    assert_int_equal(count_errors(), 1);

    put("a.md", GOOD);
    reload_path("a.md");
    check_report(0, 1, 0, 0);
    assert_string_equal(title_of("a.md"), "Good");
    assert_int_equal(count_errors(), 0);
}

static void a_file_that_was_never_good_is_absent(void **state)
{
    (void)state;
    put("a.md", BROKEN);
    open_site();
    put("a.md", BROKEN "more\n");
    reload_path("a.md");
    check_report(0, 0, 0, 0);
    assert_int_equal(report.broken, 1);
    assert_string_equal(title_of("a.md"), "");
    put("a.md", GOOD);
    reload_path("a.md");
    assert_string_equal(title_of("a.md"), "Good");
    assert_int_equal(unlink(below("a.md")), 0);
    put("a.md", BROKEN);
    reload_path("a.md"); /* gone and there again at once is a save */
    assert_string_equal(title_of("a.md"), "Good");
}

static void a_draft_that_breaks_stays_hidden(void **state)
{
    (void)state;
    put("a.md", "---\ntitle: Good\ndraft: true\n---\n");
    open_site();
    put("a.md", BROKEN);
    reload_path("a.md");
    assert_string_equal(title_of("a.md"), "");
    assert_int_equal(count_errors(), 1);
}

static void a_folder_that_cannot_be_read_keeps_what_was_in_it(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* who may do everything is refused nothing */
    assert_int_equal(mkdir(below("closed"), 0700), 0);
    put("closed/a.md", GOOD);
    put("b.md", "# B\n");
    open_site();
    assert_int_equal(chmod(below("closed"), 0), 0);
    put("b.md", "# B2\n");
    reload_all();
    assert_int_equal(chmod(below("closed"), 0700), 0);
    check_report(0, 1, 0, 0);
    assert_string_equal(title_of("closed/a.md"), "Good");
    assert_int_equal(count_errors(), 1);
    reload_all();
    assert_int_equal(count_errors(), 0);
}

static void a_root_that_is_gone_changes_nothing(void **state)
{
    (void)state;
    char away[96];
    (void)snprintf(away, sizeof away, "%s-away", root);
    put("a.md", GOOD);
    open_site();
    assert_int_equal(rename(root, away), 0);
    assert_false(reload(&(struct site_news){.is_everything = true}));
    const struct slice paths[] = {SLICE("a.md")};
    assert_false(reload(&(struct site_news){.paths = paths, .count = 1}));
    assert_false(report.is_published);
    assert_string_equal(title_of("a.md"), "Good");
    assert_int_equal(rename(away, root), 0);
    reload_all();
    assert_false(report.is_published);
}

static void
an_empty_folder_in_the_place_of_the_root_changes_nothing(void **state)
{
    (void)state;
    char away[96];
    (void)snprintf(away, sizeof away, "%s-away", root);
    put("a.md", GOOD);
    open_site();
    assert_int_equal(rename(root, away), 0);
    assert_int_equal(mkdir(root, 0700), 0);
    assert_false(reload(&(struct site_news){.is_everything = true}));
    assert_int_not_equal(report.again_ms, 0);
    assert_string_equal(title_of("a.md"), "Good");
    put("b.md", "# New\n"); /* it is not empty any longer */
    reload_all();
    assert_string_equal(title_of("a.md"), "");
    assert_string_equal(title_of("b.md"), "New");
    assert_int_equal(unlink(below("b.md")), 0);
    reload_all(); /* the same folder may be emptied */
    assert_string_equal(title_of("b.md"), "");
    assert_int_equal(rmdir(root), 0);
    assert_int_equal(rename(away, root), 0);
    reload_all();
    assert_string_equal(title_of("a.md"), "Good");
}

static void a_lack_of_descriptors_is_no_fault_of_the_content(void **state)
{
    (void)state;
    struct rlimit limit, none;
    put("a.md", "# One\n");
    assert_int_equal(mkdir(below("sub"), 0700), 0);
    put("sub/b.md", "# One\n");
    open_site();
    put("a.md", "# Two\n");
    put("sub/b.md", "# Two\n");
    await_age();
    int lowest = dup(STDERR_FILENO);
    assert_int_equal(close(lowest), 0);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = (rlim_t)lowest;
    const struct slice paths[] = {SLICE("a.md")};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
        bool ok = reload(&(struct site_news){
            .paths = paths, .count = 1, .is_everything = i == 1});
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
        assert_true(!ok || report.again_ms > 0);
        assert_string_equal(title_of("a.md"), "One");
    }
    reload_all();
    assert_string_equal(title_of("a.md"), "Two");
    assert_string_equal(title_of("sub/b.md"), "Two");
    assert_int_equal(count_errors(), 0);
}

static void
a_content_folder_that_is_gone_is_not_replaced_by_what_is_left(void **state)
{
    (void)state;
    assert_int_equal(mkdir(below("content"), 0700), 0);
    put("content/a.md", GOOD);
    put("README.md", "# What this is\n");
    open_site();
    assert_int_equal(rename(below("content"), below("away")), 0);
    assert_false(reload(&(struct site_news){.is_everything = true}));
    assert_string_equal(title_of("content/a.md"), "Good");
    assert_string_equal(title_of("README.md"), "");
}

static void a_link_that_is_swapped_is_seen(void **state)
{
    (void)state;
    assert_int_equal(mkdir(below("..1"), 0700), 0);
    assert_int_equal(mkdir(below("..2"), 0700), 0);
    put("..1/a.md", "# One\n");
    put("..2/a.md", "# Two\n");
    assert_int_equal(symlink("..1", below("..data")), 0);
    assert_int_equal(symlink("..data/a.md", below("a.md")), 0);
    open_site();
    assert_string_equal(title_of("a.md"), "One");
    assert_int_equal(symlink("..2", below("..tmp")), 0);
    assert_int_equal(rename(below("..tmp"), below("..data")), 0);
    await_age();
    reload_path("..data");
    assert_string_equal(title_of("a.md"), "Two");
}

static void take_down(void *context, const char *path, struct slice relative)
{
    bool *is_down = context;
    (void)path;
    if (*is_down || !slice_is(relative, "posts"))
        return;
    assert_int_equal(rename(below("next"), below("link")), 0);
    assert_int_equal(unlink(below("1/posts/a.md")), 0);
    *is_down = true;
}

/* As git-sync does: the link leads to the next tree, and the one before goes,
 * whoever may be reading it. */
static void
a_tree_that_is_taken_down_while_it_is_read_loses_nothing(void **state)
{
    (void)state;
    bool is_down = false;
    const struct folder_visitor visitor = {take_down, &is_down};
    char link[sizeof root + 8];
    const struct site_options options = {.folder = link, .settings = &settings};
    struct err err;
    (void)snprintf(link, sizeof link, "%s/link", root);
    assert_int_equal(mkdir(below("1"), 0700), 0);
    assert_int_equal(mkdir(below("2"), 0700), 0);
    assert_int_equal(mkdir(below("1/posts"), 0700), 0);
    assert_int_equal(mkdir(below("2/posts"), 0700), 0);
    put("1/posts/a.md", "# One\n");
    put("2/posts/a.md", "# Two\n");
    assert_int_equal(symlink("1", link), 0);
    assert_int_equal(symlink("2", below("next")), 0);
    assert_true(site_open(&options, &site, &err));
    site_set_visitor(site, &visitor);
    await_age();
    assert_true(reload(&(struct site_news){.is_everything = true}));
    assert_true(is_down);
    assert_string_equal(title_of("posts/a.md"), "One");
    assert_int_not_equal(report.again_ms, 0);
    reload_all();
    assert_string_equal(title_of("posts/a.md"), "Two");
}

static void other_names_of_a_file_change_with_it(void **state)
{
    (void)state;
    put("a.md", "# One\n");
    assert_int_equal(link(below("a.md"), below("b.md")), 0);
    open_site();
    FILE *file = fopen(below("a.md"), "r+");
    assert_non_null(file);
    assert_true(fputs("# Two\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    await_age();
    reload_path("a.md");
    assert_string_equal(title_of("b.md"), "Two");
}

static void settings_that_change_parsing_change_every_file(void **state)
{
    (void)state;
    struct settings other = settings;
    put("a.md", "# A long title, for a file\n");
    open_site();
    other.max_file_bytes = 4;
    site_set_settings(site, &other);
    reload_all();
    assert_true(report.is_published);
    assert_string_equal(title_of("a.md"), "");
    site_set_settings(site, &settings);
    reload_all();
    assert_string_equal(title_of("a.md"), "A long title, for a file");
}

/* Time. */

static bool advance(int64_t now_ms)
{
    struct site_report of_time = {0};
    site_advance(site, now_ms, &of_time);
    bool is_published = of_time.is_published;
    assert_int_equal(of_time.due, is_published ? 1 : 0);
    site_report_release(&of_time);
    return is_published;
}

static void put_at(const char *path, const char *key, int64_t ms)
{
    char text[128], time[25];
    clock_format_rfc3339(ms, time);
    (void)snprintf(text, sizeof text, "---\ntitle: Timed\n%s: %s\n---\n", key,
                   time);
    put(path, text);
}

static void what_is_due_appears_and_what_is_past_goes(void **state)
{
    (void)state;
    int64_t now = clock_now_ms();
    put_at("a.md", "date", now + 1000000);
    put_at("b.md", "publish_at", now + 2000000);
    put_at("c.md", "expires_at", now + 3000000);
    open_site();
    assert_true(site_next_transition_ms(site) == now + 1000000);
    assert_false(advance(now + 999999));
    assert_string_equal(title_of("a.md"), "");
    assert_true(advance(now + 1000000));
    assert_string_equal(title_of("a.md"), "Timed");
    assert_string_equal(title_of("b.md"), "");
    assert_true(site_next_transition_ms(site) == now + 2000000);
    assert_false(advance(now + 1999999));
    assert_true(advance(now + 2500000));
    assert_string_equal(title_of("b.md"), "Timed");
    assert_string_equal(title_of("c.md"), "Timed");
    assert_true(advance(now + 3000000));
    assert_string_equal(title_of("c.md"), "");
    assert_true(site_next_transition_ms(site) == INT64_MAX);
    assert_false(advance(now + 9000000));
}

static void what_the_time_has_done_is_named(void **state)
{
    (void)state;
    int64_t now = clock_now_ms();
    struct site_report of_time = {0};
    put_at("a.md", "expires_at", now + 1000000);
    put_at("b.md", "date", now + 1000000);
    put_at("c.md", "date", now + 1000000);
    put_at("d.md", "date", now + 1000000);
    put_at("e.md", "date", now + 1000000);
    put_at("f.md", "date", now + 2000000);
    open_site();
    site_advance(site, now + 1000000, &of_time);
    assert_int_equal(of_time.appeared.count, 4);
    assert_slice_is(of_time.appeared.names[0], "b.md");
    assert_slice_is(of_time.appeared.names[2], "d.md");
    assert_int_equal(of_time.disappeared.count, 1);
    assert_slice_is(of_time.disappeared.names[0], "a.md");
    site_report_release(&of_time);
}

static void a_clock_that_is_set_is_followed(void **state)
{
    (void)state;
    int64_t now = clock_now_ms();
    put_at("a.md", "date", now + 1000000);
    open_site();
    assert_true(advance(now + 5000000));
    assert_string_equal(title_of("a.md"), "Timed");
    assert_false(advance(now + 4999999)); /* it trembles */
    assert_true(advance(now + 10));
    assert_string_equal(title_of("a.md"), "");
    assert_true(site_next_transition_ms(site) == now + 1000000);
    assert_true(advance(now + 1000000));
    assert_string_equal(title_of("a.md"), "Timed");
}

static void a_broken_edit_keeps_the_old_moment(void **state)
{
    (void)state;
    int64_t now = clock_now_ms();
    put_at("a.md", "date", now + 1000000);
    open_site();
    put("a.md", BROKEN);
    reload_path("a.md");
    assert_true(site_next_transition_ms(site) == now + 1000000);
    assert_true(advance(now + 1000000));
    assert_string_equal(title_of("a.md"), "Timed");
}

struct visits {
    char text[256];
};

static void note_visit(void *context, const char *path, struct slice relative)
{
    struct visits *visits = context;
    struct stat status;
    size_t used = strlen(visits->text);
    assert_int_equal(stat(path, &status), 0);
    (void)snprintf(visits->text + used, sizeof visits->text - used, "[%.*s]",
                   SLICE_FMT(relative));
}

static void folders_are_named_before_they_are_read(void **state)
{
    (void)state;
    struct visits visits = {""};
    const struct folder_visitor visitor = {note_visit, &visits};
    assert_int_equal(mkdir(below("src"), 0700), 0);
    assert_int_equal(mkdir(below("src/content"), 0700), 0);
    assert_int_equal(mkdir(below("src/content/sub"), 0700), 0);
    assert_int_equal(mkdir(below("src/content/.hidden"), 0700), 0);
    put("package.json", "{}");
    put("src/content/a.md", GOOD);
    open_site();
    site_set_visitor(site, &visitor);
    reload_all();
    assert_string_equal(visits.text, "[][src][src/content][src/content/sub]");
}

static void await_publication(void *context, const char *path,
                              struct slice relative)
{
    bool *has_waited = context;
    (void)path;
    (void)relative;
    int64_t end_ms = clock_now_ms() + MAX_WAIT_MS;
    while (strcmp(title_of("a.md"), "Timed") != 0 && clock_now_ms() < end_ms)
        (void)usleep(1000);
    *has_waited = strcmp(title_of("a.md"), "Timed") == 0;
}

static void what_is_due_does_not_wait_for_a_look(void **state)
{
    (void)state;
    bool has_waited = false;
    const struct folder_visitor visitor = {await_publication, &has_waited};
    put_at("a.md", "date", clock_now_ms() + 300);
    open_site();
    site_set_visitor(site, &visitor);
    reload_all(); /* which ends only after a.md has appeared */
    assert_true(has_waited);
    assert_string_equal(title_of("a.md"), "Timed");
}

int main(void)
{
#define IN_A_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, make_root, remove_root)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_named_file_is_read_and_no_other),
        IN_A_FOLDER(a_look_does_not_read_what_is_being_written),
        IN_A_FOLDER(an_emptied_file_is_empty_in_the_end),
        IN_A_FOLDER(what_is_written_while_it_is_read_is_read_again),
        IN_A_FOLDER(files_come_and_go),
        IN_A_FOLDER(the_same_bytes_make_no_snapshot),
        IN_A_FOLDER(unchanged_files_keep_their_sources),
        IN_A_FOLDER(a_broken_file_stays_as_it_was),
        IN_A_FOLDER(a_file_that_was_never_good_is_absent),
        IN_A_FOLDER(a_draft_that_breaks_stays_hidden),
        IN_A_FOLDER(a_folder_that_cannot_be_read_keeps_what_was_in_it),
        IN_A_FOLDER(a_root_that_is_gone_changes_nothing),
        IN_A_FOLDER(an_empty_folder_in_the_place_of_the_root_changes_nothing),
        IN_A_FOLDER(a_lack_of_descriptors_is_no_fault_of_the_content),
        IN_A_FOLDER(
            a_content_folder_that_is_gone_is_not_replaced_by_what_is_left),
        IN_A_FOLDER(a_link_that_is_swapped_is_seen),
        IN_A_FOLDER(a_tree_that_is_taken_down_while_it_is_read_loses_nothing),
        IN_A_FOLDER(other_names_of_a_file_change_with_it),
        IN_A_FOLDER(settings_that_change_parsing_change_every_file),
        IN_A_FOLDER(folders_are_named_before_they_are_read),
        IN_A_FOLDER(what_is_due_appears_and_what_is_past_goes),
        IN_A_FOLDER(what_the_time_has_done_is_named),
        IN_A_FOLDER(a_clock_that_is_set_is_followed),
        IN_A_FOLDER(a_broken_edit_keeps_the_old_moment),
        IN_A_FOLDER(what_is_due_does_not_wait_for_a_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
