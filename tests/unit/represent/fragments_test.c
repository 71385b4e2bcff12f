/* fragments_test.c - ready bytes, and the rev that stands for them. */
#include "test.h"

#include "content.h"
#include "represent/resource.h"

static void append_piece(void *context, struct slice piece)
{
    str_append(context, piece);
}

static struct str item_of(const struct entry *entry)
{
    struct str out = {0};
    struct arena arena = {0};
    resource_each_piece(entry, &arena, append_piece, &out);
    arena_release(&arena);
    return out;
}

static struct snapshot *prepared(const struct file *files, size_t count)
{
    struct snapshot *snapshot = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        files, count);
    resource_prepare(snapshot, NULL, 0);
    return snapshot;
}

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A \"quoted\"\ndate: 2024-01-01\nauthor: "
                   "[ana, Bo, team/none.json]\ntags: [x, y]\ncolors: c\n"
                   "list: [1, {k: v}]\n---\n# One\n\n## Two\n\ntext\n"},
    {"posts/b.md", "---\nhidden: true\nauthor: {name: Cy, email: c@example.org,"
                   " avatar: c.png}\n---\n"},
    {"posts/c.md", "no front matter, no author"},
    {"authors/ana.json", "{\"name\":\"Ana\",\"email\":\"a@example.org\"}"},
    {"authors/dee.md", "---\ntitle: Dee\nauthor: Ana\n---\nI am Dee.\n"},
    {"data/list.json", "[1,2,3]"},
    {"data/map.json", "{\"id\":\"mine\",\"title\":\"T\",\"date\":\"x\"}"},
    {"pages/about.md", "---\nrev: mine\nhtml: mine\ntext: mine\n---\n"},
};

#define FILE_COUNT ARRAY_COUNT(files)

/* The fragments are a faster way to the same bytes. */
static void ready_bytes_are_those_that_the_table_writes(void **state)
{
    (void)state;
    struct snapshot *snapshot = prepared(files, FILE_COUNT);
    const struct shape list_shape = {.form = FORM_LIST};
    const struct shape item_shape = {.form = FORM_ITEM};
    size_t met = 0;
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++, met++) {
            const struct entry *entry = all->items[i];
            struct str list = {0}, item = {0}, pieces = item_of(entry);
            resource_write(&list, snapshot, entry, &list_shape);
            assert_int_equal(list.size, entry->fragments->list.size);
            assert_memory_equal(list.data, entry->fragments->list.data,
                                list.size);
            resource_write(&item, snapshot, entry, &item_shape);
            assert_string_equal(item.data, pieces.data);
            str_release(&list);
            str_release(&item);
            str_release(&pieces);
        }
    }
    assert_int_equal(met, 8 + 2 + 2); /* Bo and Cy; x and y */
    snapshot_unref(snapshot);
}

static void a_rev_is_the_same_for_the_same_content(void **state)
{
    (void)state;
    struct file backwards[FILE_COUNT];
    for (size_t i = 0; i < FILE_COUNT; i++)
        backwards[i] = files[FILE_COUNT - 1 - i];
    struct snapshot *one = prepared(files, FILE_COUNT);
    struct snapshot *other = prepared(backwards, FILE_COUNT);
    assert_string_equal(one->rev, other->rev);
    assert_int_equal(strlen(one->rev), REV_SIZE);
    for (size_t i = 0; i < one->everything.count; i++)
        assert_string_equal(one->everything.items[i]->rev,
                            other->everything.items[i]->rev);
    snapshot_unref(one);
    snapshot_unref(other);
}

/* Whether posts/a.md has another rev once that file is another. */
static bool rev_changes(const char *path, const char *text)
{
    struct file edited[FILE_COUNT];
    memcpy(edited, files, sizeof files);
    for (size_t i = 0; i < FILE_COUNT; i++) {
        if (strcmp(edited[i].path, path) == 0)
            edited[i].text = text;
    }
    struct snapshot *before = prepared(files, FILE_COUNT);
    struct snapshot *after = prepared(edited, FILE_COUNT);
    bool changes = strcmp(entry_at(before, "posts/a.md")->rev,
                          entry_at(after, "posts/a.md")->rev) != 0;
    snapshot_unref(before);
    snapshot_unref(after);
    return changes;
}

static void a_rev_changes_with_all_that_the_item_shows(void **state)
{
    (void)state;
    assert_true(rev_changes("posts/a.md", "other"));
    /* an author */
    assert_true(rev_changes("authors/ana.json", "{\"name\":\"Anna\"}"));
    /* a neighbour, which only the links name */
    assert_true(rev_changes("posts/c.md", "---\nslug: d\n---\n"));
    /* what has nothing to do with it */
    assert_false(rev_changes("pages/about.md", "other"));
    assert_false(rev_changes("data/list.json", "[]"));
}

/* Her list form holds her own rev, and that covers her body. */
static void a_rev_changes_with_the_rev_of_an_author(void **state)
{
    (void)state;
    struct file site[] = {
        {"posts/a.md", "---\nauthor: dee\n---\n"},
        {"authors/dee.md", "---\ntitle: Dee\nexcerpt: same\n---\nOne word\n"},
    };
    struct snapshot *before = prepared(site, 2);
    site[1].text = "---\ntitle: Dee\nexcerpt: same\n---\nTwo words\n";
    struct snapshot *after = prepared(site, 2);
    const struct entry *one = entry_at(before, "posts/a.md");
    const struct entry *other = entry_at(after, "posts/a.md");
    struct str x = item_of(one), y = item_of(other);
    assert_string_not_equal(x.data, y.data);
    assert_string_not_equal(one->rev, other->rev);
    assert_true(one->rev_covers_all);
    str_release(&x);
    str_release(&y);
    snapshot_unref(before);
    snapshot_unref(after);
}

static void equal_revs_mean_equal_bytes_or_say_that_they_do_not(void **state)
{
    (void)state;
    struct file site[] = {
        {"authors/a.md", "---\nauthor: b\n---\n"},
        {"authors/b.md", "---\nauthor: a\nexcerpt: same\n---\nOne\n"},
    };
    struct snapshot *before = prepared(site, 2);
    site[1].text = "---\nauthor: a\nexcerpt: same\n---\nTwo\n";
    struct snapshot *after = prepared(site, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct entry *one = entry_at(before, site[i].path);
        const struct entry *other = entry_at(after, site[i].path);
        struct str x = item_of(one), y = item_of(other);
        if (one->rev_covers_all && strcmp(one->rev, other->rev) == 0)
            assert_string_equal(x.data, y.data);
        str_release(&x);
        str_release(&y);
    }
    snapshot_unref(before);
    snapshot_unref(after);
}

#define MANY_POSTS 100
#define MANY_NAME  "posts/2024-000.md"

/* MANY_POSTS posts of one author with one tag, a person who only is one, and a
 * new post between the 50th and the 51st. */
static size_t many_posts(struct file *ret_files,
                         char (*ret_names)[sizeof MANY_NAME], bool has_new)
{
    static const char text[] =
        "---\nauthor: ana\ntags: [x]\ncategory: c\n---\n";
    size_t count = 0;
    for (; count < MANY_POSTS; count++) {
        (void)snprintf(ret_names[count], sizeof MANY_NAME,
                       "posts/2024-%03zu.md", count);
        ret_files[count] = (struct file){ret_names[count], text};
    }
    ret_files[count++] =
        (struct file){"authors/ana.md", "---\nname: Ana\n---\n"};
    ret_files[count++] =
        (struct file){"authors/bo.md", "---\nname: Bo\nauthor: Ana\n---\n"};
    if (has_new)
        ret_files[count++] = (struct file){"posts/2024-049a.md", text};
    return count;
}

/* One post more is in no rev but those of its neighbours, who link to it. */
static void a_new_post_changes_the_revs_of_its_neighbours_only(void **state)
{
    (void)state;
    struct file site[MANY_POSTS + 3];
    char names[MANY_POSTS][sizeof MANY_NAME];
    struct str changed = {0};
    struct snapshot *before = prepared(site, many_posts(site, names, false));
    struct snapshot *after = prepared(site, many_posts(site, names, true));
    for (size_t c = 0; c < before->collection_count; c++) {
        const struct list *all = &before->collections[c]->all;
        for (size_t i = 0; i < all->count; i++) {
            const struct entry *one = all->items[i];
            const struct entry *other = collection_find(
                snapshot_find_collection(after, before->collections[c]->name),
                one->slug);
            if (strcmp(one->rev, other->rev) != 0)
                str_appendf(&changed, "%.*s ", SLICE_FMT(one->id));
        }
    }
    assert_string_equal(changed.data, "posts/2024-049 posts/2024-050 ");
    assert_string_not_equal(before->rev, after->rev);
    str_release(&changed);
    snapshot_unref(before);
    snapshot_unref(after);
}

static void a_rev_stands_in_the_bytes_that_it_is_of(void **state)
{
    (void)state;
    struct snapshot *snapshot = prepared(files, FILE_COUNT);
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        const struct entry *entry = snapshot->everything.items[i];
        char wanted[40];
        (void)snprintf(wanted, sizeof wanted, "\"rev\":\"%s\"", entry->rev);
        size_t at = slice_find(entry->fragments->list, 0, slice_of(wanted));
        assert_int_equal(at < entry->fragments->list.size,
                         entry_is_document(entry));
        assert_int_equal(
            slice_find(entry->fragments->list, 0, SLICE("0000000000000000")),
            entry->fragments->list.size);
    }
    snapshot_unref(snapshot);
}

static void links_are_encoded_and_told_in_the_header_too(void **state)
{
    (void)state;
    static const struct file site[] = {
        {"posts/a b.md", "---\ndate: 2024-01-01\nauthor: Ana\n---\n"},
        {"posts/c\"d.md", "---\ndate: 2024-01-02\n---\n"},
    };
    struct snapshot *snapshot = prepared(site, 2);
    const struct fragments *post =
        entry_at(snapshot, "posts/a b.md")->fragments;
    const struct fragments *person =
        entry_of(snapshot, "authors", "ana")->fragments;
    assert_slice_is(post->links,
                    "{\"self\":\"/posts/a%20b\",\"collection\":\"/posts\","
                    "\"markdown\":\"/posts/a%20b.md\",\"previous\":null,"
                    "\"next\":\"/posts/c%22d\"}");
    assert_slice_is(
        post->link_header,
        "</openapi.json>; rel=\"service-desc\", </posts/a%20b.md>; "
        "rel=\"alternate\"; type=\"text/markdown\", </posts/c%22d>; "
        "rel=\"next\"");
    assert_slice_is(person->links,
                    "{\"self\":\"/authors/ana\",\"collection\":\"/authors\","
                    "\"posts\":\"/authors/ana/posts\",\"previous\":null,"
                    "\"next\":null}");
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ready_bytes_are_those_that_the_table_writes),
        cmocka_unit_test(a_rev_is_the_same_for_the_same_content),
        cmocka_unit_test(a_rev_changes_with_all_that_the_item_shows),
        cmocka_unit_test(a_rev_changes_with_the_rev_of_an_author),
        cmocka_unit_test(equal_revs_mean_equal_bytes_or_say_that_they_do_not),
        cmocka_unit_test(a_new_post_changes_the_revs_of_its_neighbours_only),
        cmocka_unit_test(a_rev_stands_in_the_bytes_that_it_is_of),
        cmocka_unit_test(links_are_encoded_and_told_in_the_header_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
