/* media_use_test.c - who shows a file, and whether everybody may see it. */
#include "test.h"

#include "content.h"

#include "store/media_use.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

#define DRAFT "---\ndraft: true\n---\n"

static struct snapshot *make(const struct file *files, size_t count,
                             const char *const *paths, size_t path_count,
                             bool is_preview)
{
    struct media_found *found = mem_alloc(path_count, sizeof *found);
    for (size_t i = 0; i < path_count; i++)
        found[i].path = slice_of(paths[i]);
    struct media *media =
        media_new(&(struct media_input){.folder = SLICE("/site"),
                                        .content_root = SLICE("content"),
                                        .files = found,
                                        .count = path_count});
    struct snapshot *snapshot = build_files(
        (struct build_input){.tree = {.content_root = SLICE("content"),
                                      .folder_name = SLICE("site")},
                             .media = media,
                             .is_preview = is_preview},
        files, count);
    media_unref(media);
    free(found);
    return snapshot;
}

/* Each path with a "+" if it is shown, and with its users. */
static void check(const struct snapshot *snapshot, const char *wanted)
{
    struct str text = {0};
    for (size_t i = 0; i < media_count(snapshot->media); i++) {
        const struct media_file *file = media_at(snapshot->media, i);
        size_t count;
        const struct entry *const *users = media_use_of(snapshot, file, &count);
        str_appendf(&text, "%.*s%s", SLICE_FMT(file->path),
                    media_use_shows(snapshot, file) ? "+" : "-");
        for (size_t k = 0; k < count; k++)
            str_appendf(&text, " %.*s", SLICE_FMT(users[k]->slug));
        str_append_char(&text, '\n');
    }
    assert_string_equal(text.data, wanted);
    str_release(&text);
}

static void what_published_documents_name_is_shown(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", "---\nimage: /images/1.png\n---\n![](2.png)"},
        {"content/posts/b.md", "<img src=\"/images/1.png\"> ![](2.png) 2.png"},
        {"content/posts/c.md", DRAFT "![](2.png) ![](/images/3.png)"},
    };
    static const char *const paths[] = {
        "content/posts/2.png", "public/images/1.png", "public/images/3.png",
        "public/images/4.png"};
    struct snapshot *snapshot =
        make(files, COUNT(files), paths, COUNT(paths), false);
    check(snapshot, "content/posts/2.png+ a b\n"
                    "public/images/1.png+ a b\n"
                    "public/images/3.png-\n"
                    "public/images/4.png+\n");
    snapshot_unref(snapshot);
}

/* One that it could not lead to is not shown by its name alone. */
static void names_alone_hide_but_do_not_show(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", "![](cover.png) ![](https://x.org/y/only.png)"},
        {"content/posts/b/index.md", DRAFT "![](cover.png)"},
        {"content/posts/c.md", DRAFT "import x from '~/images/only.png'"},
    };
    static const char *const paths[] = {
        "content/posts/b/cover.png",
        "content/posts/b/part.png",
        "public/images/only.png",
        "public/only.png",
    };
    struct snapshot *snapshot =
        make(files, COUNT(files), paths, COUNT(paths), false);
    check(snapshot, "content/posts/b/cover.png-\n"
                    "content/posts/b/part.png-\n"
                    "public/images/only.png-\n"
                    "public/only.png+\n");
    snapshot_unref(snapshot);
}

static void a_folder_may_say_that_a_file_waits(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/index.md", DRAFT "Home."},
        {"content/a/index.md", "Published."},
        {"content/a/b/_index.md", DRAFT "Not."},
        {"content/c.md", DRAFT "Not."},
        {"content/d/index.fr.md", DRAFT "Pas encore."},
        {"content/d/index.md", "Published."},
    };
    static const char *const paths[] = {
        "content/a/1.png",   "content/a/b/2.png", "content/a/b/c/3.png",
        "content/c.jpg",     "content/d/4.png",   "content/drafts/5.png",
        "content/other.png",
    };
    struct snapshot *snapshot =
        make(files, COUNT(files), paths, COUNT(paths), false);
    check(snapshot, "content/a/1.png+\n"
                    "content/a/b/2.png-\n"
                    "content/a/b/c/3.png-\n"
                    "content/c.jpg-\n"
                    "content/d/4.png+\n"
                    "content/drafts/5.png-\n"
                    "content/other.png+\n");
    snapshot_unref(snapshot);
}

static void a_preview_shows_everything_and_its_users(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", DRAFT "![](1.png)"},
    };
    static const char *const paths[] = {"content/posts/1.png"};
    struct snapshot *snapshot =
        make(files, COUNT(files), paths, COUNT(paths), false);
    struct snapshot *preview =
        make(files, COUNT(files), paths, COUNT(paths), true);
    preview->published = snapshot;
    check(snapshot, "content/posts/1.png-\n");
    check(preview, "content/posts/1.png+ a\n");
    snapshot_unref(preview);
    snapshot_unref(snapshot);
}

static void a_hidden_document_shows_its_files_and_is_not_named(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", "---\nhidden: true\n---\n![](1.png)"},
    };
    static const char *const paths[] = {"content/posts/1.png"};
    struct snapshot *snapshot =
        make(files, COUNT(files), paths, COUNT(paths), false);
    check(snapshot, "content/posts/1.png+\n");
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_published_documents_name_is_shown),
        cmocka_unit_test(names_alone_hide_but_do_not_show),
        cmocka_unit_test(a_folder_may_say_that_a_file_waits),
        cmocka_unit_test(a_preview_shows_everything_and_its_users),
        cmocka_unit_test(a_hidden_document_shows_its_files_and_is_not_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
