/* walk_test.c - which files are found, and which links are followed. */
#include "test.h"

#include "folder.h"

#include "site/walk.h"

#include "layout/generator.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64]; /* of this test; a folder beside it is outside */

static int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/walk_test_XXXXXX");
    return mkdtemp(root) != NULL ? 0 : -1;
}

static int remove_root(void **state)
{
    (void)state;
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

/* A file, and the folders above it. */
static void put_text(const char *path, const char *text)
{
    char folder[4096];
    (void)snprintf(folder, sizeof folder, "%s", below(path));
    for (char *at = folder + strlen(root) + 1; (at = strchr(at, '/')) != NULL;
         at++) {
        *at = '\0';
        (void)mkdir(folder, 0700);
        *at = '/';
    }
    FILE *file = fopen(folder, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void put(const char *path)
{
    put_text(path, "x");
}

static void link_to(const char *path, const char *target)
{
    assert_int_equal(symlink(target, below(path)), 0);
}

static int compare(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static int compare_files(const void *a, const void *b)
{
    return compare(&((const struct walk_file *)a)->path,
                   &((const struct walk_file *)b)->path);
}

/* The paths that are found, sorted: "a.md b/c.md". */
static void check(const char *folder, const char *wanted_root,
                  const char *wanted, struct walk *ret_walk)
{
    struct err err;
    char text[1024] = "";
    assert_true(walk_folder(below(folder), NULL, ret_walk, &err));
    qsort(ret_walk->files, ret_walk->count, sizeof(struct walk_file),
          compare_files);
    for (size_t i = 0; i < ret_walk->count; i++) {
        strcat(text, i > 0 ? " " : "");
        strncat(text, ret_walk->files[i].path.data,
                ret_walk->files[i].path.size);
    }
    assert_slice_is(ret_walk->tree.content_root, wanted_root);
    assert_string_equal(text, wanted);
}

static size_t reported(const struct walk *walk, enum diagnostic_code code,
                       const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < walk->diagnostics.count; i++) {
        const struct diagnostic *found = &walk->diagnostics.items[i];
        count += found->code == code && slice_is(found->path, path) ? 1 : 0;
    }
    return count;
}

static void documents_are_found_and_nothing_else(void **state)
{
    (void)state;
    struct walk walk;
    put("s/a.md");
    put("s/b/c.markdown");
    put("s/b/d.mdx");
    put("s/b/e.json");
    put("s/b/f.yaml");
    put("s/b/g.YML");
    put("s/top.json");
    put("s/tools/secrets.yml");
    put("s/h.txt");
    put("s/i.png");
    put("s/.hidden.md");
    put("s/.git/j.md");
    put("s/node_modules/k.md");
    put("s/b/node_modules/k.md");
    put("s/folder.md/l.md");
    put("s/md");
    check("s", "",
          "a.md b/c.markdown b/d.mdx b/e.json b/f.yaml b/g.YML "
          "folder.md/l.md",
          &walk);
    assert_int_equal(walk.data_elsewhere, 2);
    assert_int_equal(walk.diagnostics.count, 0);
    walk_release(&walk);
}

static void only_the_content_folder_is_read_where_there_is_one(void **state)
{
    (void)state;
    struct walk walk;
    put("a/package.json");
    put("a/README.md");
    put("a/content/x.md");
    check("a", "content", "content/x.md", &walk);
    walk_release(&walk);
    put("b/package.json");
    put("b/src/content/x.md");
    check("b", "src/content", "src/content/x.md", &walk);
    walk_release(&walk);
    put("c/content"); /* a file of that name is none */
    put("c/x.md");
    check("c", "", "x.md", &walk);
    walk_release(&walk);
}

static void content_is_found_where_the_generator_keeps_it(void **state)
{
    (void)state;
    struct walk walk;
    put("j/_config.yml");
    put("j/README.md");
    put("j/about.md");
    put("j/_posts/2024-01-01-a.md");
    put("j/_site/about.md");
    put("j/x.json");
    check("j", "", "_config.yml _posts/2024-01-01-a.md about.md", &walk);
    assert_int_equal(walk.tree.generator, &jekyll_generator);
    walk_release(&walk);
    put("h/hugo.toml");
    put("h/content/posts/a.md");
    put("h/data/authors/ana.yaml");
    put("h/data/other.yaml");
    check("h", "content", "content/posts/a.md data/authors/ana.yaml", &walk);
    assert_int_equal(walk.tree.generator, &hugo_generator);
    walk_release(&walk);
    check("h/content", "", "posts/a.md", &walk);
    assert_int_equal(walk.tree.generator, &hugo_generator);
    walk_release(&walk);
    put("m/README.md");
    put("m/docs/nuxt.config.ts");
    put("m/docs/content/a.md");
    put("m/test/content/b.md");
    check("m", "docs/content", "docs/content/a.md", &walk);
    assert_int_equal(walk.tree.generator, &nuxt_generator);
    walk_release(&walk);
    put("p/package.json");
    put("p/src/posts/a.md");
    check("p", "src", "src/posts/a.md", &walk);
    walk_release(&walk);
}

/* Eleventy applies y.json to y.md, and other JSON to nothing. */
static void data_of_a_document_is_read_beside_it_only(void **state)
{
    (void)state;
    struct walk walk;
    put("e/.eleventy.js");
    put("e/package.json");
    put("e/posts/y.md");
    put("e/posts/y.json");
    put("e/posts/z.json");
    put("e/posts/posts.json");
    put("e/_data/site.json");
    check("e", "", "_data/site.json posts/posts.json posts/y.json posts/y.md",
          &walk);
    assert_true(walk.has_data_beside);
    assert_int_equal(walk.data_elsewhere, 0);
    walk_release(&walk);
}

static void a_folder_beside_the_content_is_no_way_out(void **state)
{
    (void)state;
    struct walk walk;
    put("s/hugo.toml");
    put("s/content/a.md");
    put("elsewhere/authors/ana.yaml");
    link_to("s/data", "../elsewhere");
    check("s", "content", "content/a.md", &walk);
    walk_release(&walk);
}

static void links_are_followed_while_they_stay_inside(void **state)
{
    (void)state;
    struct walk walk;
    put("s/content/a.md");
    put("s/content/real/b.md");
    put("s/outside.md");
    put("elsewhere/c.md");
    put("s/content2/d.md"); /* begins like the root and is not in it */
    link_to("s/content/file.md", "a.md");
    link_to("s/content/folder", "real");
    link_to("s/content/up.md", "../outside.md");
    link_to("s/content/out", "../../elsewhere");
    link_to("s/content/near", "../content2");
    link_to("s/content/absolute", below("elsewhere"));
    link_to("s/content/broken.md", "nowhere.md");
    link_to("s/content/broken", "nowhere");
    check("s", "content",
          "content/a.md content/file.md content/folder/b.md "
          "content/real/b.md",
          &walk);
    assert_int_equal(reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "content/up.md"),
                     1);
    assert_int_equal(reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "content/out"),
                     1);
    assert_int_equal(reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "content/near"),
                     1);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "content/absolute"), 1);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_LINK_BROKEN, "content/broken.md"), 1);
    assert_int_equal(walk.diagnostics.count, 5);
    walk_release(&walk);
}

static void loops_end(void **state)
{
    (void)state;
    struct walk walk;
    put("s/a/b/c.md");
    link_to("s/self", ".");
    link_to("s/a/up", "..");
    link_to("s/a/b/top", "../..");
    link_to("s/a/b/here", ".");
    link_to("s/ring", "ring");
    check("s", "", "a/b/c.md", &walk);
    walk_release(&walk);
}

/* Each of twenty folders links to all the others: walked along every way
 * there would be more of them than atoms. */
static void folders_full_of_links_cost_what_they_hold(void **state)
{
    (void)state;
    struct walk walk;
    struct err err;
    char path[64], target[64];
    for (int i = 0; i < 20; i++) {
        (void)snprintf(path, sizeof path, "s/%d/x.md", i);
        put(path);
        for (int k = 0; k < 20; k++) {
            (void)snprintf(path, sizeof path, "s/%d/to%d", i, k);
            (void)snprintf(target, sizeof target, "../%d", k);
            link_to(path, target);
        }
    }
    assert_true(walk_folder(below("s"), NULL, &walk, &err));
    assert_true(walk.count >= 20);
    assert_true(walk.count <= 20 * 20);
    walk_release(&walk);
}

static void a_content_folder_may_be_a_link_inside_but_not_out(void **state)
{
    (void)state;
    struct walk walk;
    put("s/docs/a.md");
    put("s/docs/real/b.md");
    link_to("s/content", "docs");
    link_to("s/docs/same", "real");
    check("s", "content", "content/a.md content/real/b.md content/same/b.md",
          &walk);
    assert_int_equal(walk.diagnostics.count, 0);
    walk_release(&walk);

    put("elsewhere/secret.md");
    put("t/x.md");
    link_to("t/content", "../elsewhere");
    check("t", "", "x.md", &walk);
    assert_true(reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "content") > 0);
    walk_release(&walk);

    put("u/x.md");
    put("outsrc/content/secret.md");
    link_to("u/src", "../outsrc");
    check("u", "", "x.md", &walk);
    walk_release(&walk);
}

static void settings_may_be_a_link_inside_but_not_out(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/shared/site.yaml", "ignoreFiles: [wip]");
    link_to("s/hugo.yaml", "shared/site.yaml");
    put("s/content/a.md");
    put("s/content/wip.md");
    check("s", "content", "content/a.md hugo.yaml", &walk);
    assert_true(walk.has_links);
    assert_int_equal(walk.diagnostics.count, 0);
    walk_release(&walk);

    put_text("t/shared/hugo.yaml", "ignoreFiles: [wip]");
    put("t/config/README");
    link_to("t/config/_default", "../shared");
    put("t/content/a.md");
    put("t/content/wip.md");
    put("t/hugo.yaml");
    check("t", "content", "config/_default/hugo.yaml content/a.md hugo.yaml",
          &walk);
    walk_release(&walk);

    put_text("u/rules", "wip.md");
    put("u/eleventy.config.js");
    link_to("u/.eleventyignore", "rules");
    put("u/a.md");
    put("u/wip.md");
    check("u", "", "a.md", &walk);
    walk_release(&walk);
}

static void settings_that_cannot_be_reached_hold_everything_back(void **state)
{
    (void)state;
    struct walk walk;
    put_text("elsewhere.yaml", "ignoreFiles: [wip]");
    put("s/content/a.md");
    link_to("s/hugo.yaml", "../elsewhere.yaml");
    check("s", "content", "", &walk);
    assert_int_equal(reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "hugo.yaml"),
                     1);
    assert_int_equal(reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "hugo.yaml"), 1);
    walk_release(&walk);

    put("t/_posts/2024-05-01-a.md");
    link_to("t/_config.yml", "nowhere");
    check("t", "", "", &walk);
    assert_int_equal(reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "_config.yml"),
                     1);
    walk_release(&walk);

    put("u/eleventy.config.js");
    put("u/a.md");
    link_to("u/.eleventyignore", "../elsewhere.yaml");
    check("u", "", "", &walk);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, ".eleventyignore"), 1);
    walk_release(&walk);
}

static void settings_that_are_computed_are_reported(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/eleventy.config.js", "const x = 'wip', input = 'src';\n"
                                     "config.ignores.add(x);\n"
                                     "config.ignores.add('a.md');\n"
                                     "config.ignores.add(`${x}.md`);\n"
                                     "return { dir: { input, data: input } };");
    put("s/a.md");
    put("s/b.md");
    check("s", "", "b.md", &walk);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "eleventy.config.js"), 3);
    assert_int_equal(walk.diagnostics.items[0].line, 2);
    assert_int_equal(walk.diagnostics.items[1].line, 4);
    assert_int_equal(walk.diagnostics.items[2].line, 5);
    walk_release(&walk);
}

/* What was published before may not be published any more. */
static void what_eleventy_has_built_is_not_content(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/eleventy.config.js", "return { dir: { output: './docs/' } };");
    put("s/docs/a.md");
    put("s/b.md");
    check("s", "", "b.md", &walk);
    walk_release(&walk);
    put_text("t/eleventy.config.js",
             "return { dir: { input: 'docs/src', output: 'docs' } };");
    put("t/docs/src/a.md");
    check("t", "docs/src", "docs/src/a.md", &walk);
    walk_release(&walk);
}

static void a_folder_has_a_deepest_level(void **state)
{
    (void)state;
    struct walk walk;
    struct err err;
    struct str path = {0};
    str_append_text(&path, "s");
    for (int i = 0; i < WALK_MAX_DEPTH; i++)
        str_append_text(&path, "/d");
    size_t deepest = path.size;
    str_append_text(&path, "/x.md");
    put(path.data);
    path.size = deepest;
    str_append_text(&path, "/e/y.md");
    put(path.data);
    str_release(&path);

    assert_true(walk_folder(below("s"), NULL, &walk, &err));
    assert_int_equal(walk.count, 1);
    assert_int_equal(walk.diagnostics.count, 1);
    assert_int_equal(walk.diagnostics.items[0].code,
                     DIAGNOSTIC_FOLDER_TOO_DEEP);
    walk_release(&walk);
}

static void names_that_are_no_text_are_reported_and_left_out(void **state)
{
    (void)state;
    struct walk walk;
    put("s/ok.md");
    put("s/bad\xFF.md");
    put("s/dir\xC3/inside.md");
    put("s/bad\xFF.png"); /* not ours, not reported */
    check("s", "", "ok.md", &walk);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_FILE_NAME_ENCODING, "bad\xEF\xBF\xBD.md"),
        1);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_FILE_NAME_ENCODING, "dir\xEF\xBF\xBD"), 1);
    assert_int_equal(walk.diagnostics.count, 2);
    walk_release(&walk);
}

static void a_folder_that_cannot_be_read_is_reported(void **state)
{
    (void)state;
    struct walk walk;
    if (geteuid() == 0)
        skip(); /* who may do everything is refused nothing */
    put("s/ok.md");
    put("s/closed/x.md");
    assert_int_equal(chmod(below("s/closed"), 0), 0);
    check("s", "", "ok.md", &walk);
    assert_int_equal(chmod(below("s/closed"), 0700), 0);
    assert_int_equal(reported(&walk, DIAGNOSTIC_FILE_UNREADABLE, "closed"), 1);
    walk_release(&walk);
}

static void what_is_no_folder_cannot_be_served(void **state)
{
    (void)state;
    struct walk walk;
    struct err err = {0};
    assert_false(walk_folder(below("none"), NULL, &walk, &err));
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, "none"));
    put("file.md");
    assert_false(walk_folder(below("file.md"), NULL, &walk, &err));
    assert_non_null(strstr(err.text, "it is a file"));
}

/* The names of images, sorted as paths are. */
static void check_media(const char *wanted, bool is_partial)
{
    struct walk walk;
    struct err err;
    char text[1024] = "";
    assert_true(walk_folder(below("s"), NULL, &walk, &err));
    const struct media_list *media = &walk.media;
    if (media->count > 0)
        qsort(media->items, media->count, sizeof(struct slice), compare);
    for (size_t i = 0; i < media->count; i++) {
        strcat(text, i > 0 ? " " : "");
        strncat(text, media->items[i].data, media->items[i].size);
    }
    if (!is_partial)
        assert_string_equal(text, wanted);
    assert_int_equal(walk.media.is_partial, is_partial);
    walk_release(&walk);
}

static void names_of_images_are_known_too(void **state)
{
    (void)state;
    put("s/content/posts/a.md");
    put("s/content/posts/b.png");
    put("s/content/posts/c.css");
    put("s/public/d.jpg");
    put("s/public/images/deep/e.PDF");
    put("s/public/images/notes.md");
    put("s/public/.hidden/f.png");
    put("s/src/assets/g.svg");
    put("s/elsewhere/h.png");
    put("outside.png");
    check_media("content/posts/b.png public/d.jpg public/images/deep/e.PDF "
                "src/assets/g.svg",
                false);
    /* A link to a file is a file, wherever it leads. */
    link_to("s/public/i.png", below("outside.png"));
    check_media("content/posts/b.png public/d.jpg public/i.png "
                "public/images/deep/e.PDF src/assets/g.svg",
                false);
}

static void what_is_not_looked_into_may_hold_images(void **state)
{
    (void)state;
    put("s/content/posts/a.md");
    put("s/public/a.png");
    put("photos/b.png");
    link_to("s/public/photos", below("photos"));
    check_media("", true);
    assert_int_equal(remove(below("s/public/photos")), 0);
    check_media("public/a.png", false);
    link_to("s/content/photos", below("photos"));
    check_media("", true);
    assert_int_equal(remove(below("s/content/photos")), 0);
    link_to("s/static", below("photos"));
    check_media("", true);
}

/* A writer truncates a file before it fills it. */
static void settings_that_were_just_emptied_are_those_of_before(void **state)
{
    (void)state;
    const struct walk_hints hints = {
        .generator = {.timezone = SLICE("Europe/Berlin"), .timezone_line = 3}};
    struct walk walk;
    struct err err;
    put("_posts/2024-01-01-a.md");
    put("_config.yml");
    assert_int_equal(truncate(below("_config.yml"), 0), 0);
    assert_true(walk_folder(root, &hints, &walk, &err));
    assert_slice_is(walk.generator.timezone, "Europe/Berlin");
    assert_int_equal(walk.generator.timezone_line, 3);
    walk_release(&walk);
}

int main(void)
{
#define IN_A_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, make_root, remove_root)
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(documents_are_found_and_nothing_else),
        IN_A_FOLDER(only_the_content_folder_is_read_where_there_is_one),
        IN_A_FOLDER(content_is_found_where_the_generator_keeps_it),
        IN_A_FOLDER(data_of_a_document_is_read_beside_it_only),
        IN_A_FOLDER(settings_that_were_just_emptied_are_those_of_before),
        IN_A_FOLDER(a_folder_beside_the_content_is_no_way_out),
        IN_A_FOLDER(links_are_followed_while_they_stay_inside),
        IN_A_FOLDER(loops_end),
        IN_A_FOLDER(folders_full_of_links_cost_what_they_hold),
        IN_A_FOLDER(a_content_folder_may_be_a_link_inside_but_not_out),
        IN_A_FOLDER(settings_may_be_a_link_inside_but_not_out),
        IN_A_FOLDER(settings_that_cannot_be_reached_hold_everything_back),
        IN_A_FOLDER(settings_that_are_computed_are_reported),
        IN_A_FOLDER(what_eleventy_has_built_is_not_content),
        IN_A_FOLDER(a_folder_has_a_deepest_level),
        IN_A_FOLDER(names_that_are_no_text_are_reported_and_left_out),
        IN_A_FOLDER(a_folder_that_cannot_be_read_is_reported),
        IN_A_FOLDER(what_is_no_folder_cannot_be_served),
        IN_A_FOLDER(names_of_images_are_known_too),
        IN_A_FOLDER(what_is_not_looked_into_may_hold_images),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
