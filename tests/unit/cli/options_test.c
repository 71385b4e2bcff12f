/* options_test.c - flags, variables, and which of them counts. */
#include "test.h"

#include "cli/options.h"

#include <stdlib.h>

static const char *const variables[] = {
    "HEADMATTER_LISTEN", "HEADMATTER_ACCESS_LOG", "HEADMATTER_WORKERS",
    "HEADMATTER_FORMAT", "HEADMATTER_PUBLIC_URL", "HEADMATTER_TIMEZONE",
    "HEADMATTER_DIR",    "HEADMATTER_FAIL_ON",    "HEADMATTER_FUTURE",
};

/* What the options make of the settings, without a file. */
static struct settings settings;

static const struct settings *settings_of(const struct options *options)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    settings_release(&settings);
    if (!settings_read(NULL, &options->overrides, &settings, &faults))
        fail_msg("%s", faults.items[0].message.data);
    arena_release(&arena);
    return &settings;
}

static int clear_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        unsetenv(variables[i]);
    settings_release(&settings);
    return 0;
}

enum { MOST = 24 };
enum {
    OFF,
    TEXT,
    COMBINED,
    JSON
}; /* of access_log, in the order of the table */

/* Reads words that are parted by blanks. */
static bool read_words(unsigned command, const char *words,
                       struct options *ret_options, struct err *err)
{
    static char text[512];
    char *arguments[MOST], *rest = NULL;
    int count = 0;
    (void)snprintf(text, sizeof text, "%s", words);
    for (char *word = strtok_r(text, " ", &rest); word != NULL && count < MOST;
         word = strtok_r(NULL, " ", &rest))
        arguments[count++] = word;
    return options_read(command, count, arguments, ret_options, err);
}

static struct options accepted(unsigned command, const char *words)
{
    struct options options;
    struct err err = {0};
    if (!read_words(command, words, &options, &err))
        fail_msg("%s: %s", words, err.text);
    return options;
}

static void refused(unsigned command, const char *words, const char *says,
                    const char *hints)
{
    struct options options;
    struct err err = {0};
    assert_false(read_words(command, words, &options, &err));
    if (strstr(err.text, says) == NULL)
        fail_msg("%s: %s", words, err.text);
    if (hints != NULL && strstr(err.hint, hints) == NULL)
        fail_msg("%s: %s", words, err.hint);
}

static void nothing_said_is_the_current_folder_at_a_local_address(void **state)
{
    (void)state;
    struct options options = accepted(COMMAND_SERVE, "");
    assert_string_equal(options.folder, ".");
    const struct settings *said = settings_of(&options);
    assert_int_equal(said->policy.timezone.size, 0);
    assert_null(said->policy.public_url.data);
    assert_int_equal(said->listen.count, 1);
    assert_slice_is(said->listen.items[0], "127.0.0.1:8080");
    assert_int_equal(said->workers, 256);
    assert_int_equal(said->access_log, OFF);
    assert_int_equal(options.format, FORMAT_TEXT);
    assert_false(options.wants_help);
}

static void a_flag_takes_its_value_either_way(void **state)
{
    (void)state;
    static const char *const words[] = {
        "site --workers 7 --access-log json --timezone Europe/Berlin "
        "--public-url https://example.org --listen :1 --listen 2",
        "--workers=7 --access-log=json site --timezone=Europe/Berlin "
        "--public-url=https://example.org --listen=:1 --listen=2",
    };
    for (size_t i = 0; i < 2; i++) {
        struct options options = accepted(COMMAND_SERVE, words[i]);
        assert_string_equal(options.folder, "site");
        const struct settings *said = settings_of(&options);
        assert_int_equal(said->workers, 7);
        assert_int_equal(said->access_log, JSON);
        assert_slice_is(said->policy.timezone, "Europe/Berlin");
        assert_slice_is(said->policy.public_url, "https://example.org");
        assert_int_equal(said->listen.count, 2);
        assert_slice_is(said->listen.items[0], ":1");
        assert_slice_is(said->listen.items[1], "2");
    }
}

static void a_flag_overrules_its_variable(void **state)
{
    (void)state;
    setenv("HEADMATTER_WORKERS", "3", 1);
    setenv("HEADMATTER_ACCESS_LOG", "text", 1);
    setenv("HEADMATTER_TIMEZONE", "", 1); /* as if it were not there */
    setenv("HEADMATTER_DIR", "from-variable", 1);
    struct options options = accepted(COMMAND_SERVE, "--workers 4");
    const struct settings *said = settings_of(&options);
    assert_int_equal(said->workers, 4);
    assert_int_equal(said->access_log, TEXT);
    assert_int_equal(said->policy.timezone.size, 0);
    assert_string_equal(options.folder, "from-variable");
    assert_string_equal(accepted(COMMAND_SERVE, "named").folder, "named");
}

static void a_list_of_flags_replaces_a_list_in_a_variable(void **state)
{
    (void)state;
    setenv("HEADMATTER_LISTEN", "1, 2,3", 1);
    struct options options = accepted(COMMAND_SERVE, "");
    assert_int_equal(settings_of(&options)->listen.count, 3);
    options = accepted(COMMAND_SERVE, "--listen 4");
    const struct settings *said = settings_of(&options);
    assert_int_equal(said->listen.count, 1);
    assert_slice_is(said->listen.items[0], "4");
}

static void a_switch_is_on_by_itself(void **state)
{
    (void)state;
    struct options options = accepted(COMMAND_SERVE, "--future site");
    assert_string_equal(options.folder, "site");
    assert_true(settings_of(&options)->policy.serves_future);
    setenv("HEADMATTER_FUTURE", "true", 1);
    options = accepted(COMMAND_SERVE, "--future=false");
    assert_false(settings_of(&options)->policy.serves_future);
    refused(COMMAND_SERVE, "--future=perhaps", "true or false, not 'perhaps'",
            NULL);
}

static void a_command_reads_its_own_variables_only(void **state)
{
    (void)state;
    setenv("HEADMATTER_WORKERS", "nonsense", 1);
    setenv("HEADMATTER_FORMAT", "json", 1);
    assert_int_equal(accepted(COMMAND_CHECK, "").format, FORMAT_JSON);
    refused(COMMAND_SERVE, "", "HEADMATTER_WORKERS takes a whole number", NULL);
}

static void after_two_dashes_there_are_no_options(void **state)
{
    (void)state;
    struct options options = accepted(COMMAND_SERVE, "--workers 3 -- --future");
    assert_string_equal(options.folder, "--future");
    assert_int_equal(settings_of(&options)->workers, 3);
    assert_string_equal(accepted(COMMAND_SERVE, "-- --").folder, "--");
    assert_false(accepted(COMMAND_SERVE, "-- --help").wants_help);
    options = accepted(COMMAND_SERVE, "-- a --future");
    assert_string_equal(options.folder, "a");
    assert_string_equal(options.overrides.roots[0], "--future");
}

static void a_report_has_a_form_and_a_severity_to_fail_on(void **state)
{
    (void)state;
    struct options options = accepted(COMMAND_CHECK, "");
    assert_int_equal(options.fail_on, FAIL_ON_ERROR);
    options = accepted(COMMAND_CHECK, "--format github --fail-on=warning");
    assert_int_equal(options.format, FORMAT_GITHUB);
    assert_int_equal(options.fail_on, FAIL_ON_WARNING);
    refused(COMMAND_SERVE, "--fail-on error", "unknown option '--fail-on'",
            NULL);
    setenv("HEADMATTER_FAIL_ON", "warning", 1);
    assert_int_equal(accepted(COMMAND_CHECK, "").fail_on, FAIL_ON_WARNING);
    options = accepted(COMMAND_CHECK, "--fail-on error");
    assert_int_equal(options.fail_on, FAIL_ON_ERROR);
}

static void get_takes_a_target_first(void **state)
{
    (void)state;
    struct options options = accepted(COMMAND_GET, "/posts?limit=3 site");
    assert_string_equal(options.target, "/posts?limit=3");
    assert_string_equal(options.folder, "site");
    assert_null(accepted(COMMAND_GET, "").target);
    options = accepted(COMMAND_GET, "/posts site more");
    assert_string_equal(options.folder, "site");
    assert_int_equal(options.overrides.root_count, 1);
    assert_string_equal(options.overrides.roots[0], "more");
    refused(COMMAND_INIT, "site more", "unexpected argument 'more'",
            "one folder");
    refused(COMMAND_SERVE, "0 1 2 3 4 5 6 7 8 9 a b c d e f g h",
            "at most 16 folders", NULL);
}

static void health_takes_an_address(void **state)
{
    (void)state;
    struct options options = accepted(COMMAND_HEALTH, "127.0.0.1:99");
    assert_string_equal(options.address, "127.0.0.1:99");
    assert_null(accepted(COMMAND_HEALTH, "").address);
    refused(COMMAND_HEALTH, "1 2", "unexpected argument '2'", "one address");
}

static void help_is_asked_for_anywhere(void **state)
{
    (void)state;
    assert_true(accepted(COMMAND_SERVE, "--help").wants_help);
    assert_true(accepted(COMMAND_SERVE, "site -h").wants_help);
}

static void what_is_wrong_is_said_with_what_is_right(void **state)
{
    (void)state;
    refused(COMMAND_SERVE, "--wrokers 3", "unknown option '--wrokers'",
            "--workers");
    refused(COMMAND_SERVE, "--nothing-like-it", "unknown option", "--help");
    refused(COMMAND_CHECK, "--workers 3", "unknown option '--workers'", NULL);
    refused(COMMAND_SERVE, "--workers", "needs a value", NULL);
    refused(COMMAND_SERVE, "--workers 0", "from 1 to 4096", NULL);
    refused(COMMAND_SERVE, "--workers 4097", "from 1 to 4096", NULL);
    refused(COMMAND_SERVE, "--workers 1x", "from 1 to 4096", NULL);
    refused(COMMAND_SERVE, "--workers=", "from 1 to 4096", NULL);
    refused(COMMAND_SERVE, "--workers 99999999999999999999", "from 1 to 4096",
            NULL);
    refused(COMMAND_SERVE, "--access-log xml", "off, text, combined or json",
            NULL);
    refused(COMMAND_CHECK, "--format xml", "text, json or github", NULL);
    refused(COMMAND_CHECK, "--fail-on all", "error or warning, not 'all'",
            NULL);
    refused(COMMAND_SERVE, "--public-url example.org", "https://", NULL);
    refused(COMMAND_SERVE,
            "--listen 1 --listen 2 --listen 3 --listen 4 --listen=5 "
            "--listen=6 --listen=7 --listen=8 --listen=9",
            "more than 8", NULL);
}

int main(void)
{
#define ALONE(test)                                                            \
    cmocka_unit_test_setup_teardown(test, clear_environment, clear_environment)
    const struct CMUnitTest tests[] = {
        ALONE(nothing_said_is_the_current_folder_at_a_local_address),
        ALONE(a_flag_takes_its_value_either_way),
        ALONE(a_flag_overrules_its_variable),
        ALONE(a_list_of_flags_replaces_a_list_in_a_variable),
        ALONE(a_switch_is_on_by_itself),
        ALONE(a_command_reads_its_own_variables_only),
        ALONE(after_two_dashes_there_are_no_options),
        ALONE(a_report_has_a_form_and_a_severity_to_fail_on),
        ALONE(get_takes_a_target_first),
        ALONE(health_takes_an_address),
        ALONE(help_is_asked_for_anywhere),
        ALONE(what_is_wrong_is_said_with_what_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
