/* settings_test.c - layers of settings, and what is wrong with them. */
#include "test.h"

#include "site/settings.h"

#include <stdlib.h>
#include <unistd.h>

static char root[64];
static struct arena arena;
static struct overrides overrides;

static int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/settings_test_XXXXXX");
    overrides = (struct overrides){0};
    return mkdtemp(root) != NULL ? 0 : -1;
}

static int remove_root(void **state)
{
    (void)state;
    char command[128];
    arena_release(&arena);
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

static void add_override(const char *key, const char *text,
                         enum origin_kind kind)
{
    overrides.items[overrides.count++] =
        (struct override){setting_find(slice_of(key)), text, kind};
}

/* The settings of a file with that text, which must be right. */
static struct settings accepted(const char *text)
{
    struct settings settings;
    struct diagnostics faults = {.arena = &arena};
    put(SETTINGS_FILE, text);
    if (!settings_read(root, &overrides, &settings, &faults))
        fail_msg("%s: %s", text, faults.items[0].message.data);
    assert_int_equal(faults.count, 0);
    return settings;
}

/* The faults of a file with that text, one "line:column: message" a line. */
static void check_faults(const char *text, const char *wanted)
{
    struct settings settings = {.workers = -1};
    struct diagnostics faults = {.arena = &arena};
    struct str reported = {0};
    put(SETTINGS_FILE, text);
    if (settings_read(root, &overrides, &settings, &faults))
        fail_msg("accepted: %s", text);
    assert_int_equal(settings.workers, -1); /* untouched */
    for (size_t i = 0; i < faults.count; i++) {
        assert_slice_is(faults.items[i].path, SETTINGS_FILE);
        str_appendf(&reported, "%u:%u: %.*s\n", faults.items[i].line,
                    faults.items[i].column, SLICE_FMT(faults.items[i].message));
    }
    assert_string_equal(reported.data, wanted);
    str_release(&reported);
}

static void check_hint(const char *text, const char *wanted)
{
    struct settings settings;
    struct diagnostics faults = {.arena = &arena};
    put(SETTINGS_FILE, text);
    assert_false(settings_read(root, &overrides, &settings, &faults));
    assert_slice_is(faults.items[0].hint, wanted);
}

static void check_origin(const struct settings *settings, const char *key,
                         const char *wanted)
{
    struct str text = {0};
    setting_append_origin(settings, setting_find(slice_of(key)), &text);
    assert_string_equal(text.data, wanted);
    str_release(&text);
}

static void without_a_file_the_defaults_hold(void **state)
{
    (void)state;
    const char *const folders[] = {root, NULL, "/no/such/folder"};
    for (size_t i = 0; i < 3; i++) {
        struct settings settings;
        struct diagnostics faults = {.arena = &arena};
        assert_true(settings_read(folders[i], &overrides, &settings, &faults));
        assert_null(settings.policy.title.data);
        assert_int_equal(settings.policy.timezone.size, 0);
        assert_slice_is(settings.policy.base_path, "");
        assert_true(policy_is_open(&settings.policy));
        assert_int_equal(settings.policy.max_age_s, 0);
        assert_int_equal(settings.workers, 256);
        check_origin(&settings, "workers", "default");
        settings_release(&settings);
    }
}

/* Whoever asks for a policy without settings gets the same one. */
static void the_default_policy_is_what_the_table_says(void **state)
{
    (void)state;
    struct settings settings = accepted("");
    struct policy a = policy_copy(&settings.policy, &arena);
    struct policy b = policy_copy(&policy_default, &arena);
    assert_true(slice_equal(a.timezone, b.timezone));
    assert_true(slice_equal(a.base_path, b.base_path));
    assert_true(slice_equal(a.cache_control, b.cache_control));
    assert_true(slice_equal(a.service_link, b.service_link));
    assert_int_equal(a.serves_future, b.serves_future);
    assert_int_equal(a.origins.count, b.origins.count);
    assert_true(slice_equal(a.origins.items[0], b.origins.items[0]));
    settings_release(&settings);
}

static void every_key_is_read_and_its_line_kept(void **state)
{
    (void)state;
    struct settings settings = accepted(
        "site:\n"
        "  title: A title\n"
        "  description: >\n    Two\n    lines\n"
        "  public_url: https://example.org/x\n"
        "  language: de-AT\n"
        "  timezone: Europe/Berlin\n"
        "future: true\n"
        "base_path: /api/v1/\n"
        "markdown: {raw_html: escape}\n"
        "limits:\n  file_bytes: 2048\n"
        "cors:\n  origins:\n    - https://a.example\n"
        "    - http://localhost:3000\n"
        "cache: {max_age: 5, shared_max_age: 6, stale_while_revalidate: 1, "
        "stale_if_error: 2}\n"
        "listen: [8081, ':8082']\n"
        "workers: 3\n"
        "access_log: json\n");
    const struct policy *policy = &settings.policy;
    assert_slice_is(policy->title, "A title");
    assert_slice_is(policy->description, "Two lines");
    assert_slice_is(policy->public_url, "https://example.org/x");
    assert_slice_is(policy->language, "de-AT");
    assert_slice_is(policy->timezone, "Europe/Berlin");
    assert_true(policy->serves_future);
    assert_slice_is(policy->base_path, "/api/v1");
    assert_int_equal(settings.raw_html, RAW_HTML_ESCAPE);
    assert_int_equal(settings.max_file_bytes, 2048);
    assert_false(policy_is_open(policy));
    assert_true(policy_admits(policy, SLICE("http://localhost:3000")));
    assert_false(policy_admits(policy, SLICE("http://localhost:30")));
    assert_int_equal(policy->max_age_s, 5);
    assert_int_equal(policy->shared_max_age_s, 6);
    assert_int_equal(policy->stale_while_revalidate_s, 1);
    assert_int_equal(policy->stale_if_error_s, 2);
    assert_int_equal(settings.listen.count, 2);
    assert_slice_is(settings.listen.items[0], "8081");
    assert_slice_is(settings.listen.items[1], ":8082");
    assert_int_equal(settings.workers, 3);
    assert_int_equal(settings.access_log, 3);
    check_origin(&settings, "site.title", SETTINGS_FILE ":2");
    check_origin(&settings, "workers", SETTINGS_FILE ":20");
    settings_release(&settings);
}

static void collections_are_read_key_by_key(void **state)
{
    (void)state;
    struct settings settings =
        accepted("exclude: [drafts/, '**/x.md']\n"
                 "collections:\n"
                 "  recipes:\n"
                 "    paths: [a/*.md, b/**]\n"
                 "    types: Recipe\n"
                 "    filter: {lang: [en, fr], featured: true}\n"
                 "    slug: :year-:slug\n"
                 "    url: /food/:slug\n"
                 "    sort: -date, title\n"
                 "    hidden_fields: cost\n"
                 "    flavor: commonmark\n"
                 "  empty:\n"
                 "  pages: {}\n");
    const struct policy *policy = &settings.policy;
    assert_int_equal(settings.exclude.count, 2);
    assert_int_equal(policy->collection_count, 3);
    const struct collection_policy *recipes =
        policy_find_collection(policy, SLICE("recipes"));
    assert_ptr_equal(recipes, &policy->collections[0]);
    assert_int_equal(recipes->paths.count, 2);
    assert_slice_is(recipes->paths.items[1], "b/**");
    assert_slice_is(recipes->types.items[0], "Recipe");
    assert_int_equal(recipes->filter.size, 2);
    assert_slice_is(recipes->slug, ":year-:slug");
    assert_slice_is(recipes->url, "/food/:slug");
    assert_int_equal(recipes->sort_count, 2);
    assert_true(recipes->sort[0].is_down);
    assert_slice_is(recipes->sort[1].field, "title");
    assert_slice_is(recipes->hidden_fields.items[0], "cost");
    assert_true(recipes->has_flavor);
    assert_int_equal(recipes->flavor, FLAVOR_COMMONMARK);
    assert_false(policy->collections[1].has_flavor);
    assert_null(policy_find_collection(policy, SLICE("none")));
    assert_int_equal(policy_copy(policy, &arena).collection_count, 0);
    settings_release(&settings);
}

/* As people write them. */
static void a_folder_may_be_named_in_many_ways(void **state)
{
    (void)state;
    struct settings settings =
        accepted("exclude: [drafts, ./drafts, drafts/, ././a/*.md]\n"
                 "collections:\n"
                 "  a: {paths: [b, c/, './d/', e/*.md, f/*/]}\n");
    static const char *const excluded[] = {"drafts", "drafts", "drafts"};
    static const char *const paths[] = {"b",    "b/**",   "c/**",
                                        "d/**", "e/*.md", "f/*/**"};
    const struct names *of_a = &settings.policy.collections[0].paths;
    for (size_t i = 0; i < 3; i++)
        assert_slice_is(settings.exclude.items[i], excluded[i]);
    assert_slice_is(settings.exclude.items[3], "a/*.md");
    assert_int_equal(of_a->count, sizeof paths / sizeof paths[0]);
    for (size_t i = 0; i < of_a->count; i++)
        assert_slice_is(of_a->items[i], paths[i]);
    settings_release(&settings);
}

static void nothing_said_is_said_in_many_ways(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "# nothing\n", "---\n", "site:\n", "site: {}\ncache:\n  max_age:\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct settings settings = accepted(texts[i]);
        assert_int_equal(settings.policy.max_age_s, 0);
        settings_release(&settings);
    }
}

static void a_later_layer_counts(void **state)
{
    (void)state;
    static const char file[] = "workers: 2\nlisten: [1, 2]\n";
    struct settings settings = accepted(file);
    assert_int_equal(settings.workers, 2);
    check_origin(&settings, "workers", SETTINGS_FILE ":1");
    settings_release(&settings);

    add_override("workers", "3", FROM_VARIABLE);
    add_override("listen", "3", FROM_VARIABLE);
    settings = accepted(file);
    assert_int_equal(settings.workers, 3);
    assert_int_equal(settings.listen.count, 1);
    check_origin(&settings, "workers", "HEADMATTER_WORKERS");
    settings_release(&settings);

    add_override("workers", "4", FROM_FLAG);
    add_override("workers", "5", FROM_FLAG);
    add_override("listen", "4", FROM_FLAG);
    add_override("listen", "5", FROM_FLAG);
    settings = accepted(file);
    assert_int_equal(settings.workers, 5);
    assert_int_equal(settings.listen.count, 2);
    assert_slice_is(settings.listen.items[0], "4");
    check_origin(&settings, "workers", "--workers");
    settings_release(&settings);
}

static void every_fault_is_reported_with_its_place(void **state)
{
    (void)state;
    check_faults("site:\n"
                 "  titel: x\n"
                 "  language: [en]\n"
                 "cache:\n"
                 "  max_age: \"60\"\n"
                 "  stale_if_error: -1\n"
                 "cors: everybody\n"
                 "\"acess_log\": json\n",
                 "2:3: unknown setting 'site.titel'\n"
                 "3:13: site.language takes a language tag such as en or "
                 "de-AT, not a list\n"
                 "5:12: cache.max_age takes a whole number from 0 to 31536000, "
                 "not '60'\n"
                 "6:19: cache.stale_if_error takes a whole number from 0 to "
                 "31536000, not -1\n"
                 "7:7: cors must be a mapping of names to values, not "
                 "'everybody'\n"
                 "8:2: unknown setting 'acess_log'\n");
    check_faults("- a\n", "1:1: the file must be a mapping of names to "
                          "values, not a list\n");
    check_faults("workers: 1\nworkers: 2\n",
                 "2:1: the key 'workers' is set on line 1 and again on line 2; "
                 "the last value is used\n");
}

static void a_password_is_not_quoted(void **state)
{
    (void)state;
    const char *takes = "search.engine takes sqlite, off, or the address of a "
                        "database such as postgresql://host/name";
    const char *const addresses[] = {
        "postgres//user:secret@db/blog",
        "postgresql://user:s@secret@db/blog",
        "mysql://user:secret@db",
        "host=db password=secret",
    };
    for (size_t i = 0; i < ARRAY_COUNT(addresses); i++) {
        check_faults(
            arena_printf(&arena, "search: {engine: \"%s\"}\n", addresses[i])
                .data,
            arena_printf(&arena, "1:18: %s\n", takes).data);
        check_faults(
            arena_printf(&arena, "search: \"%s\"\n", addresses[i]).data,
            "1:9: search must be a mapping of names to values, not an "
            "address\n");
    }
    check_faults(
        "search: {engine: postgres}\n",
        arena_printf(&arena, "1:18: %s, not 'postgres'\n", takes).data);
}

static void a_fault_of_a_list_is_reported_at_its_item(void **state)
{
    (void)state;
    check_faults("exclude: [\"kitchen/sub/\", 5]\n",
                 "1:27: exclude takes path patterns such as drafts/**, at "
                 "most 100; item 2 is 5\n");
    check_faults("cors:\n  origins:\n    - https://a.example\n    - [a]\n",
                 "4:7: cors.origins takes * or origins such as "
                 "https://example.org, at most 100; item 2 is a list\n");
    check_faults("listen: [1, 2, 3, 4, 5, 6, 7, 8, 9]\n",
                 "1:9: listen takes addresses such as 127.0.0.1:8080, at most "
                 "8, not 9\n");
    check_faults("collections: {a: {types: [x, [y]], paths: {b: c}}}\n",
                 "1:30: collections.a.types takes names of types; item 2 is a "
                 "list\n"
                 "1:43: collections.a.paths takes path patterns such as "
                 "recipes/**, not a mapping\n");
}

static void faults_are_in_the_order_of_their_lines(void **state)
{
    (void)state;
    check_faults("workers: 0\nfuture: 1\nfuture: 2\n",
                 "1:10: workers takes a whole number from 1 to 4096, not 0\n"
                 "3:1: the key 'future' is set on line 2 and again on line 3; "
                 "the last value is used\n"
                 "3:9: future takes true or false, not 2\n");
}

static void what_is_no_yaml_is_reported_as_in_front_matter(void **state)
{
    (void)state;
    check_hint("site:\n  title: Hello: again\n",
               "put the value in quotes: title: \"Hello: again\"");
}

static void a_wrong_name_is_reported_with_the_right_one(void **state)
{
    (void)state;
    check_hint("worker: 2\n", "did you mean 'workers'?");
    check_hint("base-path: /x\n", "did you mean 'base_path'?");
    check_hint("site: {tittle: x}\n", "did you mean 'title'?");
    check_hint("title: x\n", "did you mean 'title' in 'site'?");
    check_hint("max_age: 1\n", "did you mean 'max_age' in 'cache'?");
    check_hint("colections: {}\n", "did you mean 'collections'?");
    check_hint("collections: {a: {path: x}}\n", "did you mean 'paths'?");
    check_hint("collections: {a: {slug: ':x'}}\n",
               "use only the words :slug :title :name :path :collection :year "
               ":month :day");
    check_hint("exclude: '*.{md,mdx}'\n",
               "use * for any name, ** for any folders and ? for any "
               "character; {a,b}, [ab] and ! are not supported");
    check_hint("collections: {a: {paths: /b}}\n", "paths are relative to DIR");
    check_hint("trusted_proxies: [127.0.0.1, 10.0.0.1/8]\n",
               "a network begins with its first address, such as 10.0.0.0/8");
    check_hint("dance: x\n", "headmatter config --help lists the settings");
    check_hint("site: {title: 12}\n", "put the value in quotes");
    check_hint("workers: '12'\n", "write it without quotes");
}

static void values_are_checked(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "site: {public_url: example.org}",
        "site: {public_url: 'https://'}",
        "site: {public_url: 'https:///x'}",
        "site: {public_url: 'https://a b'}",
        "site: {public_url: 'https://a.example/?x=1'}",
        "site: {public_url: 'https://a.example/#top'}",
        "site: {language: '-'}",
        "site: {timezone: Europe/Nowhere}",
        "site: {timezone: ../../etc/passwd}",
        "site: {title: ''}",
        "site: {title: [a]}",
        "future: yes",
        "future: 1",
        "base_path: api",
        "base_path: //api",
        "base_path: /a/../b",
        "base_path: /a//b",
        "base_path: /a b",
        "base_path: /%41",
        "markdown: {raw_html: safe}",
        "limits: {file_bytes: 1023}",
        "limits: {file_bytes: 99999999999999999999}",
        "cors: {origins: a.example}",
        "cors: {origins: 'https://a.example/'}",
        "cors: {origins: [1]}",
        "cors: {origins: [[a]]}",
        "cache: {max_age: 1.5}",
        "cache: {max_age: 31536001}",
        "listen: [1, 2, 3, 4, 5, 6, 7, 8, 9]",
        "trusted_proxies: localhost",
        "trusted_proxies: 127.0.0.1:80",
        "trusted_proxies: 10.0.0.1/8",
        "trusted_proxies: [127.0.0.1, '*']",
        "trusted_proxies: 10",
        "workers: 0",
        "workers: 4097",
        "access_log: yes",
        "exclude: /drafts",
        "exclude: ./",
        "exclude: .",
        "exclude: ''",
        "exclude: '{a,b}/**'",
        "exclude: 'a[bc].md'",
        "exclude: '!a'",
        "exclude: './!a'",
        "collections: posts",
        "collections: {_x: {}}",
        "collections: {tags: {}}",
        "collections: {a.b: {}}",
        "collections: {a: b}",
        "collections: {a: {paths: /b}}",
        "collections: {a: {paths: [1]}}",
        "collections: {a: {paths: 'b/*.{md,mdx}'}}",
        "collections: {a: {types: ['']}}",
        "collections: {a: {filter: en}}",
        "collections: {a: {filter: {x: {y: 1}}}}",
        "collections: {a: {filter: {x: [[1]]}}}",
        "collections: {a: {slug: ':slugg x'}}",
        "collections: {a: {slug: ':sulg'}}",
        "collections: {a: {url: ':slug'}}",
        "collections: {a: {url: '/:foo'}}",
        "collections: {a: {sort: ''}}",
        "collections: {a: {sort: 'a,,b'}}",
        "collections: {a: {sort: 'a,b,c,d,e'}}",
        "collections: {a: {sort: [a]}}",
        "collections: {a: {hidden_fields: {x: 1}}}",
        "collections: {a: {hiden_fields: x}}",
        "collections: {a: {flavor: gfm}}",
        "collections: {a: {paths: x, flavor: markdown}}",
        "collections: {a: {paths: x, flavor: [gfm]}}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct settings settings;
        struct diagnostics faults = {.arena = &arena};
        put(SETTINGS_FILE, wrong[i]);
        if (settings_read(root, &overrides, &settings, &faults))
            fail_msg("accepted: %s", wrong[i]);
        assert_int_equal(faults.error_count, 1);
        assert_int_equal(faults.items[0].line, 1);
        assert_true(faults.items[0].column > 0);
    }
}

static void a_file_that_cannot_be_read_is_a_fault(void **state)
{
    (void)state;
    struct settings settings;
    struct diagnostics faults = {.arena = &arena};
    put("headmatter.yml", "workers: 2\n");
    assert_false(settings_read(root, &overrides, &settings, &faults));
    assert_slice_is(faults.items[0].hint, "rename it to headmatter.yaml");

    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", root, SETTINGS_FILE);
    assert_int_equal(symlink("nowhere", path), 0);
    assert_false(settings_read(root, &overrides, &settings, &faults));
    assert_int_equal(unlink(path), 0);

    char *large = malloc(SETTINGS_MAX_FILE_BYTES + 2);
    memset(large, '#', SETTINGS_MAX_FILE_BYTES + 1);
    large[SETTINGS_MAX_FILE_BYTES + 1] = '\0';
    put(SETTINGS_FILE, large);
    assert_false(settings_read(root, &overrides, &settings, &faults));
    free(large);
}

static void only_some_changes_need_a_restart(void **state)
{
    (void)state;
    struct settings now = accepted("workers: 2\ncache: {max_age: 1}\n");
    struct settings same = accepted("workers: 2\ncache: {max_age: 2}\n");
    struct settings other = accepted("workers: 3\nlisten: [1, 2]\n");
    struct str keys = {0};
    assert_false(settings_need_restart(&now, &same, &keys));
    assert_int_equal(keys.size, 0);
    assert_true(settings_need_restart(&now, &other, &keys));
    assert_string_equal(keys.data, "listen, workers");
    assert_true(settings_need_restart(&now, &other, NULL));
    str_release(&keys);
    settings_release(&now);
    settings_release(&same);
    settings_release(&other);
}

static void check_changed(const char *before, const char *after,
                          const char *wanted)
{
    struct settings now = accepted(before), next = accepted(after);
    struct str keys = {0};
    str_append_text(&keys, "");
    assert_int_equal(settings_have_changed(&now, &next, &keys),
                     wanted[0] != '\0');
    assert_string_equal(keys.data, wanted);
    str_release(&keys);
    settings_release(&now);
    settings_release(&next);
}

static void what_has_changed_is_known(void **state)
{
    (void)state;
    check_changed("workers: 2\n", "workers: 3\n", "");
    check_changed("future: true\n", "# moved\nfuture: true\n", "");
    check_changed("future: true\n", "cache: {max_age: 5}\n",
                  "future, cache.max_age");
    check_changed("collections: {a: {filter: {x: [1, 2.5]}}}\n",
                  "collections:\n  a:\n    filter:\n      x: [1, 2.5]\n", "");
    check_changed("collections: {a: {filter: {x: [1, 2.5]}}}\n",
                  "collections: {a: {filter: {x: [1, 3.5]}}}\n", "collections");
    check_changed("collections: {a: {filter: {x: 1}}}\n",
                  "collections: {a: {filter: {y: 1}}}\n", "collections");
    check_changed("future: true\n", "collections: {a: {sort: x}}\n",
                  "future, collections");
}

static void names_are_one_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        assert_ptr_equal(setting_find(slice_of(setting->key)), setting);
        assert_ptr_equal(setting_find_flag(slice_of(setting->flag)), setting);
        assert_true(slice_starts(slice_of(setting->flag), "--"));
    }
    assert_slice_is(
        setting_variable(setting_find(SLICE("cache.max_age")), &arena),
        "HEADMATTER_CACHE_MAX_AGE");
}

/* The path of a second file with that text, which `overrides` names. */
static const char *put_operators(const char *text)
{
    static char path[sizeof root + 32];
    (void)snprintf(path, sizeof path, "%s/operators.yaml", root);
    put("operators.yaml", text);
    overrides.file = path;
    return path;
}

static void the_file_of_the_operator_overrules_that_of_the_folder(void **state)
{
    (void)state;
    char origin[sizeof root + 64], tokens[sizeof root + 64];
    const char *path =
        put_operators("# Mine\nworkers: 3\ntokens: secret/tokens\n");
    add_override("cache.max_age", "7", FROM_VARIABLE);
    struct settings settings =
        accepted("site: {title: Theirs}\nworkers: 2\ncollections: {a: {}}\n");
    assert_int_equal(settings.workers, 3);
    assert_slice_is(settings.policy.title, "Theirs");
    assert_int_equal(settings.policy.collection_count, 1);
    (void)snprintf(origin, sizeof origin, "%s:2", path);
    check_origin(&settings, "workers", origin);
    check_origin(&settings, "site.title", SETTINGS_FILE ":1");
    check_origin(&settings, "cache.max_age", "HEADMATTER_CACHE_MAX_AGE");
    (void)snprintf(tokens, sizeof tokens, "%s/secret/tokens", root);
    assert_slice_is(settings_path(&settings, "tokens", "elsewhere", &arena),
                    tokens);
    settings_release(&settings);
}

static void faults_of_both_files_are_reported(void **state)
{
    (void)state;
    struct settings settings;
    struct diagnostics faults = {.arena = &arena};
    const char *path = put_operators("collections: {a: {}}\nworker: 3\n");
    put(SETTINGS_FILE, "\n\n\nworkers: x\n");
    assert_false(settings_read(root, &overrides, &settings, &faults));
    assert_int_equal(faults.count, 3);
    assert_slice_is(faults.items[0].path, SETTINGS_FILE);
    assert_slice_is(faults.items[1].path, path);
    assert_slice_is(faults.items[1].message, "collections cannot be set here");
    assert_slice_is(faults.items[2].message, "unknown setting 'worker'");
    assert_int_equal(faults.items[2].line, 2);
}

static void the_file_of_the_operator_has_to_exist(void **state)
{
    (void)state;
    struct settings settings;
    struct diagnostics faults = {.arena = &arena};
    overrides.file = "/no/such/file.yaml";
    assert_false(settings_read(root, &overrides, &settings, &faults));
    assert_int_equal(faults.count, 1);
    assert_slice_is(faults.items[0].path, "/no/such/file.yaml");
}

int main(void)
{
#define IN_ROOT(test)                                                          \
    cmocka_unit_test_setup_teardown(test, make_root, remove_root)
    const struct CMUnitTest tests[] = {
        IN_ROOT(without_a_file_the_defaults_hold),
        IN_ROOT(the_default_policy_is_what_the_table_says),
        IN_ROOT(every_key_is_read_and_its_line_kept),
        IN_ROOT(collections_are_read_key_by_key),
        IN_ROOT(a_folder_may_be_named_in_many_ways),
        IN_ROOT(nothing_said_is_said_in_many_ways),
        IN_ROOT(a_later_layer_counts),
        IN_ROOT(every_fault_is_reported_with_its_place),
        IN_ROOT(a_password_is_not_quoted),
        IN_ROOT(a_fault_of_a_list_is_reported_at_its_item),
        IN_ROOT(faults_are_in_the_order_of_their_lines),
        IN_ROOT(what_is_no_yaml_is_reported_as_in_front_matter),
        IN_ROOT(a_wrong_name_is_reported_with_the_right_one),
        IN_ROOT(values_are_checked),
        IN_ROOT(a_file_that_cannot_be_read_is_a_fault),
        IN_ROOT(only_some_changes_need_a_restart),
        IN_ROOT(what_has_changed_is_known),
        IN_ROOT(names_are_one_name),
        IN_ROOT(the_file_of_the_operator_overrules_that_of_the_folder),
        IN_ROOT(faults_of_both_files_are_reported),
        IN_ROOT(the_file_of_the_operator_has_to_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
