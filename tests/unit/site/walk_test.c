/* walk_test.c - which files are found, and which links are followed. */
#include "test.h"

#include "site/disk.h"

#include "layout/generator.h"

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
    put("j/_data/tool.toml");
    put("j/_posts/tool.toml");
    check("j", "", "_config.yml _posts/2024-01-01-a.md about.md", &walk);
    assert_int_equal(walk.tree.generator, &jekyll_generator);
    walk_release(&walk);
    put("h/hugo.toml");
    put("h/content/posts/a.md");
    put("h/data/authors/ana.yaml");
    put("h/data/other.yaml");
    put("h/data/authors/ben.toml");
    put("h/content/posts/a.toml");
    put("h/netlify.toml");
    check("h", "content",
          "content/posts/a.md content/posts/a.toml data/authors/ana.yaml "
          "data/authors/ben.toml hugo.toml",
          &walk);
    assert_int_equal(walk.tree.generator, &hugo_generator);
    walk_release(&walk);
    check("h/content", "", "posts/a.md posts/a.toml", &walk);
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
    check("s", "content", "content/a.md hugo.toml", &walk);
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

/* The files beside the documents; "!" after those that are not served. */
static void check_media(const char *wanted, bool is_partial)
{
    struct walk walk;
    struct err err;
    char text[1024] = "";
    assert_true(walk_folder(below("s"), NULL, &walk, &err));
    for (size_t i = 0; i < media_count(walk.known_media); i++) {
        const struct media_file *file = media_at(walk.known_media, i);
        strcat(text, i > 0 ? " " : "");
        strncat(text, file->path.data, file->path.size);
        strcat(text, file->is_served ? "" : "!");
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
    check_media("content/posts/b.png content/posts/c.css! public/d.jpg "
                "public/images/deep/e.PDF src/assets/g.svg",
                false);
    /* A link to a file is a file, wherever it leads; but it may not be served.
     */
    link_to("s/public/i.png", below("outside.png"));
    check_media("content/posts/b.png content/posts/c.css! public/d.jpg "
                "public/i.png! public/images/deep/e.PDF src/assets/g.svg",
                false);
}

static void a_link_is_served_as_what_it_leads_to(void **state)
{
    (void)state;
    put("s/content/posts/a.md");
    put("s/content/posts/b.png");
    put("s/content/.hidden/c.png");
    put("s/elsewhere/d.png");
    put("s/public/e.css");
    link_to("s/content/1.png", "posts/b.png");
    link_to("s/content/2.png", ".hidden/c.png");
    link_to("s/content/3.png", "../elsewhere/d.png");
    link_to("s/content/4.png", "../../s/content/posts/b.png");
    link_to("s/content/5.png", "posts/a.md");
    link_to("s/content/6.png", "/etc/passwd");
    link_to("s/content/7.png", "nowhere.png");
    link_to("s/public/8.png", "../content/posts/b.png");
    link_to("s/content/9.css", "../public/e.css");
    link_to("s/content/linked", "posts");
    check_media("content/1.png content/2.png! content/3.png! content/4.png "
                "content/5.png! content/6.png! content/9.css! "
                "content/linked/b.png content/posts/b.png public/8.png "
                "public/e.css",
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(documents_are_found_and_nothing_else),
        IN_A_FOLDER(only_the_content_folder_is_read_where_there_is_one),
        IN_A_FOLDER(content_is_found_where_the_generator_keeps_it),
        IN_A_FOLDER(data_of_a_document_is_read_beside_it_only),
        IN_A_FOLDER(a_folder_beside_the_content_is_no_way_out),
        IN_A_FOLDER(links_are_followed_while_they_stay_inside),
        IN_A_FOLDER(loops_end),
        IN_A_FOLDER(folders_full_of_links_cost_what_they_hold),
        IN_A_FOLDER(a_content_folder_may_be_a_link_inside_but_not_out),
        IN_A_FOLDER(a_folder_has_a_deepest_level),
        IN_A_FOLDER(names_that_are_no_text_are_reported_and_left_out),
        IN_A_FOLDER(a_folder_that_cannot_be_read_is_reported),
        IN_A_FOLDER(what_is_no_folder_cannot_be_served),
        IN_A_FOLDER(names_of_images_are_known_too),
        IN_A_FOLDER(a_link_is_served_as_what_it_leads_to),
        IN_A_FOLDER(what_is_not_looked_into_may_hold_images),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
