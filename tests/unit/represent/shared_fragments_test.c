/* shared_fragments_test.c - after an edit only what it touches is written, and
 * the bytes are those of a fresh start.
 *
 * One edit after the other is made to a small site. Each time the snapshot that
 * knows the one before is compared with one that knows none, byte for byte. */
#include "test.h"

#include "edited.h"
#include "represent/resource.h"

static struct snapshot *build(struct edited *site,
                              const struct snapshot *before)
{
    struct snapshot *snapshot = edited_build(site);
    resource_prepare(snapshot, before, 0);
    return snapshot;
}

static void append_piece(void *context, struct slice piece)
{
    str_append(context, piece);
}

/* Every byte of every document, by collection and age. */
static struct str all_bytes(const struct snapshot *snapshot)
{
    struct str out = {0};
    struct arena arena = {0};
    str_append_text(&out, snapshot->rev);
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++) {
            const struct fragments *fragments = all->items[i]->fragments;
            str_append_char(&out, '\n');
            str_append(&out, fragments->list);
            str_append(&out, fragments->links);
            str_append(&out, fragments->link_header);
            str_append_text(&out, all->items[i]->rev);
            resource_each_piece(all->items[i], &arena, append_piece, &out);
        }
    }
    arena_release(&arena);
    return out;
}

/* The ids of the documents that do not share their bytes; people, whose are
 * always written, left out. */
static void name_written(const struct snapshot *snapshot,
                         const struct snapshot *before, struct str *out)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (entry->source == NULL || entry_is_person(entry))
            continue;
        const struct entry *twin =
            map_find(&before->paths, entry->source->path);
        if (twin != NULL && twin->fragments == entry->fragments)
            continue;
        if (out->size > 0)
            str_append_char(out, ' ');
        str_append(out, entry->id);
    }
}

/* Builds anew, and ends `*snapshot`; what was written has these ids. */
static void expect_written(struct edited *site, struct snapshot **snapshot,
                           const char *ids)
{
    struct snapshot *next = build(site, *snapshot);
    struct snapshot *alone = build(site, NULL);
    struct str bytes = all_bytes(next), wanted = all_bytes(alone);
    struct str written = {0};
    str_append_text(&written, "");
    name_written(next, *snapshot, &written);
    assert_string_equal(bytes.data, wanted.data);
    assert_string_equal(written.data, ids);
    str_release(&bytes);
    str_release(&wanted);
    str_release(&written);
    snapshot_unref(*snapshot);
    snapshot_unref(alone);
    *snapshot = next;
}

static const struct file files[] = {
    {"posts/a.md", "---\ndate: 2024-01-01\nauthor: ana\ntags: [x]\n---\n"
                   "[the page](../pages/about.md)\n"},
    {"posts/b.md", "---\ndate: 2024-01-02\nauthor: [Bo, team/none.json]\n"
                   "categories: [c]\n---\n"},
    {"posts/c.md", "---\ndate: 2024-01-03\n---\n"},
    {"posts/d.md", "---\ndate: 2024-01-04\nslug: ''\n---\n"},
    {"authors/ana.json", "{\"name\":\"Ana\",\"email\":\"a@example.org\"}"},
    {"pages/about.md", "One"},
    {"pages/more.md", "---\ntitle: More\n---\n"},
    {"data/list.json", "[1,2,3]"},
};

static const struct {
    const char *path, *text; /* NULL: the file goes */
    const char *written;
} edits[] = {
    {"pages/about.md", "Two", "pages/about"},
    {"posts/b.md",
     "---\ndate: 2024-01-02\nauthor: [Bo, team/none.json]\ntitle: Other\n"
     "categories: [c]\n---\n",
     "posts/b"},
    /* what others show of it */
    {"authors/ana.json", "{\"name\":\"Anna\"}", "posts/a"},
    {"authors/ana.json", "{\"name\":\"Anna\",\"role\":\"cook\"}", "posts/a"},
    {"authors/bo.md", "---\ntitle: Bo\n---\nI am Bo.\n", "posts/b"},
    {"authors/bo.md", "---\ntitle: Bo\n---\nThey call me Bo.\n", "posts/b"},
    {"team/none.json", "{\"name\":\"Nobody\"}", "posts/b"},
    {"pages/terms.md", "---\ntags: [X]\ncategories: [C]\n---\n",
     "pages/more pages/terms posts/a posts/b"},
    /* addresses: its own, its neighbours', and where links lead */
    {"posts/c.md", "---\ndate: 2024-01-03\nslug: cc\n---\n",
     "posts/b posts/cc posts/d"},
    {"pages/about.md", "---\nslug: us\n---\nTwo",
     "pages/us pages/more posts/a"},
    {"pages/about.md", NULL, "pages/more posts/a"},
    /* places in the order */
    {"posts/a.md",
     "---\ndate: 2024-01-05\nauthor: ana\ntags: [x]\n---\n"
     "[the page](../pages/about.md)\n",
     "posts/a posts/b posts/d"},
    {"posts/new.md", "---\ndate: 2024-01-06\n---\n", "posts/a posts/new"},
    {"posts/new.md", NULL, "posts/a"},
    /* languages: all documents are of one as soon as there are two */
    {"posts/d.fr.md", "---\ndate: 2024-01-04\nlang: fr\n---\n",
     "pages/more pages/terms posts/a posts/b posts/cc posts/fr/d posts/d"},
    {"posts/d.fr.md", "---\ndate: 2024-01-04\nlang: fr\nslug: de\n---\n",
     "posts/de posts/d"},
};

static void an_edit_writes_what_it_touches(void **state)
{
    (void)state;
    struct edited site = edited_open(files, ARRAY_COUNT(files));
    struct snapshot *snapshot = build(&site, NULL);
    expect_written(&site, &snapshot, "");
    for (size_t i = 0; i < ARRAY_COUNT(edits); i++) {
        print_message("%s\n", edits[i].path);
        edited_save(&site, edits[i].path, edits[i].text);
        expect_written(&site, &snapshot, edits[i].written);
    }
    snapshot_unref(snapshot);
    edited_close(&site);
}

static void what_the_operator_says_reaches_every_document(void **state)
{
    (void)state;
    static const char all[] =
        "data/list pages/about pages/more posts/a posts/b "
        "posts/c posts/d";
    struct edited site = edited_open(files, ARRAY_COUNT(files));
    struct snapshot *snapshot = build(&site, NULL);
    site.policy.base_path = SLICE("/api");
    expect_written(&site, &snapshot, all);
    expect_written(&site, &snapshot, "");

    const struct collection_policy posts = {
        .name = SLICE("posts"),
        .paths = {(struct slice[]){SLICE("posts/**")}, 1},
        .url = SLICE("/blog/:slug"),
    };
    site.policy.collections = &posts;
    site.policy.collection_count = 1;
    expect_written(&site, &snapshot, "posts/a posts/b posts/c posts/d");

    edited_save(&site, "posts/d.fr.md",
                "---\ndate: 2023-01-01\nslug: de\n---\n");
    expect_written(&site, &snapshot,
                   "pages/about pages/more posts/a posts/b posts/c posts/de "
                   "posts/d");
    site.policy.language = SLICE("en");
    expect_written(&site, &snapshot,
                   "pages/about pages/more posts/a posts/b posts/c posts/de "
                   "posts/d");
    snapshot_unref(snapshot);
    edited_close(&site);
}

static void the_hour_changes_a_document_and_its_neighbours(void **state)
{
    (void)state;
    static const struct file timed[] = {
        {"posts/a.md", "---\ndate: 2024-05-30\n---\n"},
        {"posts/b.md", "---\ndate: 2024-05-31\n---\n"},
        {"posts/soon.md", "---\ndate: 2024-06-02\n---\n"},
    };
    for (int is_preview = 0; is_preview <= 1; is_preview++) {
        struct edited site = edited_open(timed, ARRAY_COUNT(timed));
        site.input.is_preview = is_preview == 1;
        struct snapshot *snapshot = build(&site, NULL);
        site.input.now_ms = NOW_MS + INT64_C(48) * 3600 * 1000;
        expect_written(&site, &snapshot,
                       site.input.is_preview ? "posts/soon"
                                             : "posts/b posts/soon");
        snapshot_unref(snapshot);
        edited_close(&site);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_edit_writes_what_it_touches),
        cmocka_unit_test(what_the_operator_says_reaches_every_document),
        cmocka_unit_test(the_hour_changes_a_document_and_its_neighbours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
