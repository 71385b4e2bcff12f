/* types_test.c - what the values of the content look like. */
#include "test.h"

#include "content.h"
#include "index/text_forms.h"
#include "index/types.h"

static const struct file files[] = {
    {"posts/a.md",
     "---\ntitle: A\nmood: calm\nrating: 1\nseen: 2026-05-01\nwhole: null\n"
     "blocks: [{type: Hero, text: x}, {type: Quote, by: Ana}, {plain: 1}]\n"
     "matrix: [[1, 2.5], [true]]\n---\n"},
    {"posts/b.md",
     "---\ntitle: B\nmood: calm\nrating: 2\nseen: 2026-05-02\n"
     "blocks: [{type: Hero, text: x, wide: true}]\ntags: [t]\n---\n"},
    {"posts/c.md", "---\nmood: wild\n---\n"},
    {"posts/d.md", "---\nmood: wild\n---\n"},
    {"posts/shy.md", "---\nhidden: true\nshy: 1\nrating: high\nmood: calm\n"
                     "blocks: [{type: Shy}]\n---\n"},
    {"posts/draft.md", "---\ndraft: true\ndrafted: 1\n---\n"},
    {"data/list.json", "[1, 2]"},
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

static const struct object_type *own_of(const char *collection,
                                        enum types_of of)
{
    const struct content_types *types = snapshot_types(snapshot, of);
    for (size_t i = 0; i < types->collection_count; i++) {
        if (slice_is(types->collections[i].collection->name, collection))
            return &types->collections[i].own;
    }
    fail_msg("no collection %s", collection);
    return NULL;
}

static const struct member_type *member_of(const struct object_type *object,
                                           const char *name)
{
    for (size_t i = 0; i < object->member_count; i++) {
        if (slice_is(object->members[i]->name, name))
            return object->members[i];
    }
    return NULL;
}

static const struct type *post(const char *name)
{
    const struct member_type *member =
        member_of(own_of("posts", TYPES_SHOWN), name);
    assert_non_null(member);
    return member->type;
}

static void keys_are_sorted_and_counted(void **state)
{
    (void)state;
    static const char *const names[] = {"blocks", "matrix",   "mood", "rating",
                                        "seen",   "unlisted", "whole"};
    const struct object_type *own = own_of("posts", TYPES_SHOWN);
    assert_int_equal(own->count, 5); /* one is in no list */
    assert_int_equal(own->member_count, ARRAY_COUNT(names));
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        assert_slice_is(own->members[i]->name, names[i]);
    assert_int_equal(member_of(own, "rating")->count, 3);
    assert_int_equal(post("whole")->counts[VALUE_NULL], 1);
}

static void what_is_not_listed_is_not_in_them(void **state)
{
    (void)state;
    for (enum types_of of = 0; of < TYPES_OF_COUNT; of++) {
        assert_null(member_of(own_of("posts", of), "shy"));
        assert_null(member_of(own_of("posts", of), "drafted"));
    }
    assert_int_equal(post("mood")->text_count, 2);
    /* But they are allowed. */
    const struct type *rating = post("rating");
    assert_int_equal(rating->counts[VALUE_STRING], 1);
    assert_int_equal(rating->text_count, 0);
    assert_true(rating->has_more_texts);
}

static void what_files_have_is_not_what_answers_show(void **state)
{
    (void)state;
    assert_null(member_of(own_of("posts", TYPES_SHOWN), "title"));
    assert_non_null(member_of(own_of("posts", TYPES_WRITTEN), "title"));
    assert_non_null(member_of(own_of("data", TYPES_SHOWN), "value"));
}

static void few_texts_that_come_again_are_a_choice(void **state)
{
    (void)state;
    const struct type *mood = post("mood");
    assert_true(type_is_choice(mood));
    assert_slice_is(mood->texts[0], "calm");
    assert_slice_is(mood->texts[1], "wild");
    assert_false(type_is_choice(post("seen")));
    assert_int_equal(post("seen")->text_forms, TEXT_DAY);
}

static void blocks_are_told_apart_by_their_type(void **state)
{
    (void)state;
    const struct type *items = post("blocks")->items;
    assert_int_equal(items->block_count, 2);
    assert_int_equal(items->object->count, 2); /* and that of posts/shy.md */
    const struct object_type *hero = items->blocks[0];
    assert_slice_is(hero->key, "type");
    assert_slice_is(hero->name, "Hero");
    assert_int_equal(hero->count, 2);
    assert_int_equal(member_of(hero, "wide")->count, 1);
    assert_null(member_of(hero, "by"));
    const struct content_types *types = snapshot_types(snapshot, TYPES_SHOWN);
    assert_int_equal(types->block_count, 2);
}

static void lists_in_lists_keep_their_depth(void **state)
{
    (void)state;
    const struct type *rows = post("matrix")->items;
    assert_int_equal(rows->counts[VALUE_ARRAY], 2);
    assert_int_equal(rows->items->counts[VALUE_INTEGER], 1);
    assert_int_equal(rows->items->counts[VALUE_FLOAT], 1);
    assert_int_equal(rows->items->counts[VALUE_BOOLEAN], 1);
}

static void they_are_made_once(void **state)
{
    (void)state;
    assert_ptr_equal(snapshot_types(snapshot, TYPES_SHOWN),
                     snapshot_types(snapshot, TYPES_SHOWN));
}

static void formats_are_those_of_validators(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned forms;
    } rows[] = {
        {"2026-05-01", TEXT_DAY},
        {"2026-02-30", 0},
        {"2026-5-1", 0},
        {"2026-05-01T09:00:00Z", TEXT_INSTANT},
        {"2026-05-01T09:00:00.25+02:00", TEXT_INSTANT},
        {"2026-05-01T09:00:00", 0},
        {"2026-05-01 09:00:00Z", 0},
        {"2026-05-01T09:00:00.Z", 0},
        {"https://a.example/b?c=%20#d", TEXT_LINK},
        {"https://a.example/b c", 0},
        {"https://a.example/%zz", 0},
        {"https://a.example/#a#b", 0},
        {"http://a:b", 0},
        {"http://a@b@c/", 0},
        {"mailto:a@b.example", 0},
        {"", 0},
    };
    const unsigned all = TEXT_DAY | TEXT_INSTANT | TEXT_LINK;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (text_forms_of(slice_of(rows[i].text), all) != rows[i].forms)
            fail_msg("%s", rows[i].text);
    }
    assert_int_equal(text_forms_of(SLICE("2026-05-01"), TEXT_LINK), 0);
}

static const struct file section_files[] = {
    {"pages/home.md", "---\nsections:\n"
                      "- {type: FeaturedPostsSection, posts: [posts/a.md, x]}\n"
                      "- {type: FeaturedPostsSection, posts: pages/home.md}\n"
                      "- {type: RecentPostsSection}\n"
                      "- {type: Other, posts: [posts/a.md]}\n---\n"},
    {"pages/feed.md", "---\ntype: PostFeedLayout\n---\n"},
    {"pages/shy.md", "---\nlayout: FeaturedPeopleSection\npeople: posts/a.md\n"
                     "hidden: true\n---\n"},
    {"pages/with.md", "---\npeople: many\n---\n"},
    {"posts/a.md", "---\ntitle: A\n---\n"},
};

static void sections_say_where_documents_stand(void **state)
{
    (void)state;
    struct snapshot *whole = snapshot;
    snapshot = SITE(section_files);
    const struct object_type *pages = own_of("pages", TYPES_SHOWN);
    const struct type *sections = member_of(pages, "sections")->type->items;
    assert_int_equal(pages->gained_count, 1);
    assert_string_equal(pages->gained[0]->key, "items");
    assert_int_equal(sections->block_count, 3);

    const struct object_type *featured = sections->blocks[0];
    const struct type *posts = member_of(featured, "posts")->type;
    assert_slice_is(featured->name, "FeaturedPostsSection");
    assert_true(posts->is_reference);
    assert_int_equal(posts->target_count, 1);
    assert_slice_is(posts->targets[0]->name, "pages");
    assert_true(posts->items->is_reference);
    assert_int_equal(posts->items->target_count, 1); /* 'x' leads nowhere */
    assert_slice_is(posts->items->targets[0]->name, "posts");

    assert_false(
        member_of(sections->blocks[1], "posts")->type->items->is_reference);
    assert_int_equal(sections->blocks[2]->gained_count, 1);
    /* What is in no list may be a reference, which is not told. */
    assert_false(member_of(pages, "people")->type->is_reference);
    assert_true(member_of(pages, "people")->type->is_cut);
    /* Files hold paths. */
    const struct object_type *written = own_of("pages", TYPES_WRITTEN);
    assert_int_equal(written->gained_count, 0);
    snapshot_unref(snapshot);
    snapshot = whole;
}

/* A file that says ever more must not take ever more memory. */
static void there_are_limits(void **state)
{
    (void)state;
    struct str text = {0};
    str_append(&text, SLICE("---\nblocks:\n"));
    for (unsigned i = 0; i < TYPES_MAX_BLOCKS + 50; i++)
        str_appendf(&text, "- {type: Block%u, a: 1}\n", i);
    str_append(&text, SLICE("deep: "));
    str_append_repeat(&text, '[', TYPES_MAX_DEPTH + 4);
    str_append_repeat(&text, ']', TYPES_MAX_DEPTH + 4);
    str_append(&text, SLICE("\n---\n"));
    const struct file one[] = {{"posts/a.md", text.data}};
    struct snapshot *full = SITE(one);
    const struct content_types *types = snapshot_types(full, TYPES_SHOWN);
    assert_int_equal(types->block_count, TYPES_MAX_BLOCKS);
    size_t posts = 0;
    while (!slice_is(types->collections[posts].collection->name, "posts"))
        posts++;
    const struct object_type *own = &types->collections[posts].own;
    assert_int_equal(member_of(own, "blocks")->type->items->object->count, 50);
    const struct type *type = member_of(own, "deep")->type;
    while (type->items != NULL)
        type = type->items;
    assert_true(type->is_cut);
    snapshot_unref(full);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_sorted_and_counted),
        cmocka_unit_test(what_is_not_listed_is_not_in_them),
        cmocka_unit_test(what_files_have_is_not_what_answers_show),
        cmocka_unit_test(few_texts_that_come_again_are_a_choice),
        cmocka_unit_test(blocks_are_told_apart_by_their_type),
        cmocka_unit_test(lists_in_lists_keep_their_depth),
        cmocka_unit_test(they_are_made_once),
        cmocka_unit_test(formats_are_those_of_validators),
        cmocka_unit_test(sections_say_where_documents_stand),
        cmocka_unit_test(there_are_limits),
    };
    return cmocka_run_group_tests(tests, build, release);
}
