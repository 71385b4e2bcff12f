/* metrics_test.c - what was answered, as numbers. */
#include "test.h"

#include "http/exposition.h"
#include "http/metrics.h"

#include <pthread.h>
#include <stdlib.h>

static struct sample plain_sample(void)
{
    return (struct sample){.template = TEMPLATE_ITEM,
                           .method = SLICE("GET"),
                           .status = 200,
                           .body_bytes = 1000,
                           .duration_us = 250};
}

/* What is exposed; the next call overwrites it. */
static const char *exposed(const struct metrics *metrics)
{
    static char text[256 * 1024];
    struct str out = {0};
    metrics_append(metrics, &out);
    assert_true(out.size < sizeof text);
    memcpy(text, out.data, out.size);
    text[out.size] = '\0';
    str_release(&out);
    return text;
}

#define LABELS                                                                 \
    "http_request_method=\"GET\",http_route=\"/{collection}/{slug}\","         \
    "http_response_status_code=\"200\""

static void a_histogram_is_cumulative(void **state)
{
    static const int64_t durations_us[] = {0,        250,      5000,    5001,
                                           10000000, 10000001, 60000000};
    struct metrics *metrics = metrics_new();
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(durations_us); i++) {
        struct sample sample = plain_sample();
        sample.duration_us = durations_us[i];
        metrics_count(metrics, metrics_next_shard(metrics), &sample);
    }
    const char *text = exposed(metrics);
#define HAS(line) assert_non_null(strstr(text, "\nhttp_server_request_" line))
    HAS("duration_seconds_bucket{" LABELS ",le=\"0.005\"} 3\n");
    HAS("duration_seconds_bucket{" LABELS ",le=\"0.01\"} 4\n");
    HAS("duration_seconds_bucket{" LABELS ",le=\"7.5\"} 4\n");
    HAS("duration_seconds_bucket{" LABELS ",le=\"10\"} 5\n");
    HAS("duration_seconds_bucket{" LABELS ",le=\"+Inf\"} 7\n");
    HAS("duration_seconds_sum{" LABELS "} 80.010252\n");
    HAS("duration_seconds_count{" LABELS "} 7\n");
#undef HAS
    assert_non_null(strstr(text, "\nheadmatter_response_body_bytes_total{"
                                 "coding=\"identity\"} 7000\n"));
    metrics_free(metrics);
}

static void nothing_that_a_client_chooses_is_a_label(void **state)
{
    struct metrics *metrics = metrics_new();
    const struct slice methods[] = {SLICE("BREW"), SLICE("get"), SLICE("\"x\""),
                                    SLICE_NONE};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(methods); i++) {
        struct sample sample = plain_sample();
        sample.method = methods[i];
        sample.template = TEMPLATE_NONE;
        sample.status = 405;
        sample.coding = CODING_BROTLI;
        metrics_count(metrics, 0, &sample);
    }
    const char *text = exposed(metrics);
    assert_non_null(strstr(text, "_count{http_request_method=\"_OTHER\","
                                 "http_route=\"\",http_response_status_code="
                                 "\"405\"} 4\n"));
    assert_non_null(strstr(text, "_responses_total{coding=\"br\"} 4\n"));
    assert_null(strstr(text, "BREW"));
    metrics_free(metrics);
    metrics_free(NULL);
}

#define ROUNDS 2000

static void *count_many(void *context)
{
    struct metrics *metrics = context;
    unsigned shard = metrics_next_shard(metrics);
    for (int i = 0; i < ROUNDS; i++) {
        struct sample sample = plain_sample();
        sample.status = 200 + i % 10; /* several want to add the same series */
        metrics_count(metrics, shard, &sample);
    }
    return NULL;
}

static void many_threads_lose_no_number(void **state)
{
    struct metrics *metrics = metrics_new();
    pthread_t threads[8];
    unsigned long long sum = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_many, metrics),
                         0);
    for (size_t i = 0; i < ARRAY_COUNT(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    size_t series = 0;
    for (const char *at = exposed(metrics);
         (at = strstr(at, "_seconds_count{")) != NULL; at++, series++)
        sum += strtoull(strstr(at, "} ") + 2, NULL, 10);
    assert_int_equal(series, 10);
    assert_int_equal(sum, ROUNDS * ARRAY_COUNT(threads));
    metrics_free(metrics);
}

static void values_of_one_metric_have_one_head(void **state)
{
    static const struct metric metrics[] = {
        {"a_total", "counter", "As.", "x=\"1\"", 1},
        {"a_total", NULL, NULL, "x=\"2\"", 9007199254740991.0},
        {"b_seconds", "gauge", "Bs.", NULL, 1796012240.178},
    };
    struct str out = {0};
    (void)state;
    exposition_append(&out, metrics, ARRAY_COUNT(metrics));
    assert_string_equal(
        out.data, "# HELP a_total As.\n# TYPE a_total counter\n"
                  "a_total{x=\"1\"} 1\na_total{x=\"2\"} 9.00719925474099e+15\n"
                  "# HELP b_seconds Bs.\n# TYPE b_seconds gauge\n"
                  "b_seconds 1796012240.178\n");
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_histogram_is_cumulative),
        cmocka_unit_test(nothing_that_a_client_chooses_is_a_label),
        cmocka_unit_test(many_threads_lose_no_number),
        cmocka_unit_test(values_of_one_metric_have_one_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
