/* export.c - asks for every target, on all cores, and keeps what is answered.
 *
 * The targets come in rounds: what an answer leads to, such as the pages of a
 * list, is asked for in the next one. Threads share nothing in a round but the
 * folder that they write to and what is guarded by a lock here. */
#include "export/export.h"

#include "api/api.h"
#include "api/targets.h"
#include "base/parallel.h"
#include "export/coded.h"
#include "export/dist.h"
#include "export/hosts.h"
#include "export/name.h"
#include "query/leads.h"
#include "store/snapshot.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define MAX_KINDS     256
#define MAX_ATTEMPTS  120 /* of what is not known yet: two seconds each */
#define PROGRESS_STEP 256
#define WRITE_BYTES   (256 * 1024)
#define CODINGS       SLICE("gzip")

struct run {
    struct snapshot *snapshot;
    const struct export_options *options;
    struct dist *dist;
    struct target_list targets;
    size_t from; /* the first of this round */
    atomic_bool has_failed;
    atomic_size_t done;
    pthread_mutex_t lock; /* of what follows */
    struct err *err;
    struct arena arena;
    struct map names; /* of files -> target */
    struct file_kind kinds[MAX_KINDS];
    size_t kind_count;
    struct leads leads; /* for the next round */
};

static void fail(struct run *run, const struct err *err)
{
    pthread_mutex_lock(&run->lock);
    if (!atomic_exchange(&run->has_failed, true))
        *run->err = *err;
    pthread_mutex_unlock(&run->lock);
}

/* Where this target is from, for a message. */
static struct slice place_of(const struct run *run,
                             const struct export_target *target,
                             struct arena *arena)
{
    return target->line > 0
               ? arena_printf(arena, "%s:%u: ", run->options->targets,
                              target->line)
               : SLICE("");
}

static void fail_status(struct run *run, const struct export_target *target,
                        int status)
{
    struct arena arena = {0};
    struct err err = {0};
    struct slice place = place_of(run, target, &arena);
    err_set(&err, ERR_INVALID, "%.*s'%.*s' is answered with %d",
            SLICE_FMT(place), SLICE_FMT(slice_sub(target->asked, 0, 200)),
            status);
    err_set_hint(&err, "'headmatter get' with that address says why");
    fail(run, &err);
    arena_release(&arena);
}

static const struct file_kind *kind_of(struct run *run,
                                       const struct response *response)
{
    struct slice type = response_header(response, "Content-Type");
    struct slice security =
        response_header(response, "Content-Security-Policy");
    size_t i = 0;
    while (i < run->kind_count &&
           (!slice_equal(run->kinds[i].type, type) ||
            !slice_equal(run->kinds[i].security, security)))
        i++;
    if (i == run->kind_count && i < MAX_KINDS)
        run->kinds[run->kind_count++] = (struct file_kind){
            arena_copy(&run->arena, type), arena_copy(&run->arena, security)};
    return &run->kinds[i < MAX_KINDS ? i : MAX_KINDS - 1];
}

/* False if another target has the same file already. */
static bool note_file(struct run *run, struct export_target *target,
                      struct slice name, const struct response *response)
{
    struct err err = {0};
    pthread_mutex_lock(&run->lock);
    name = arena_copy(&run->arena, name);
    const struct export_target *other = map_add(&run->names, name, target);
    if (other == NULL) {
        target->name = name;
        target->kind = kind_of(run, response);
    }
    pthread_mutex_unlock(&run->lock);
    if (other == NULL)
        return true;
    err_set(&err, ERR_INVALID,
            "'%.*s' and '%.*s' would both be the file '%.*s'",
            SLICE_FMT(slice_sub(other->asked, 0, 120)),
            SLICE_FMT(slice_sub(target->asked, 0, 120)),
            SLICE_FMT(slice_sub(name, 0, 120)));
    err_set_hint(&err, "give the collection or document another name");
    fail(run, &err);
    return false;
}

/* What is short is one write. */
struct writer {
    struct dist_file *file;
    struct str bytes;
};

static void write_out(struct writer *writer)
{
    dist_write(writer->file, str_slice(&writer->bytes));
    str_clear(&writer->bytes);
}

static bool add_part(void *context, struct slice part)
{
    struct writer *writer = context;
    str_append(&writer->bytes, part);
    if (writer->bytes.size >= WRITE_BYTES)
        write_out(writer);
    return true;
}

static bool write_body(struct dist_file *file, const struct response *response)
{
    struct writer writer = {.file = file};
    str_reserve(&writer.bytes, response->body_bytes < WRITE_BYTES
                                   ? response->body_bytes
                                   : WRITE_BYTES);
    bool ok = response_each_part(response, add_part, &writer);
    write_out(&writer);
    str_release(&writer.bytes);
    return ok;
}

static void keep_answer(struct run *run, struct export_target *target,
                        const struct response *response)
{
    struct arena arena = {0};
    struct err err = {0};
    struct slice name;
    struct timespec time;
    if (!name_of_answer(target->asked, response, &arena, &name, &err)) {
        fail(run, &err);
    } else if (note_file(run, target, name, response)) {
        struct dist_file *file = dist_begin(run->dist, name);
        bool is_whole = write_body(file, response);
        bool is_kept = dist_end(file, NULL, &time, &err);
        if (!is_whole)
            fail_status(run, target, 503);
        else if (!is_kept || (response->coding != CODING_IDENTITY &&
                              !coded_keep(run->dist, name, &time, &err)))
            fail(run, &err);
    }
    arena_release(&arena);
}

static void keep_redirect(struct run *run, struct export_target *target,
                          const struct response *response)
{
    pthread_mutex_lock(&run->lock);
    target->location =
        arena_copy(&run->arena, response_header(response, "Location"));
    pthread_mutex_unlock(&run->lock);
}

static void note_leads(struct run *run, const struct leads *leads)
{
    pthread_mutex_lock(&run->lock);
    for (size_t i = 0; i < leads->count; i++) {
        run->leads.items =
            arena_grow(&run->arena, run->leads.items, run->leads.count,
                       &run->leads.capacity, sizeof *run->leads.items);
        run->leads.items[run->leads.count++] =
            arena_copy(&run->arena, leads->items[i]);
    }
    pthread_mutex_unlock(&run->lock);
}

/* What has to be looked up first is asked for until it is whole. */
static void ask(struct run *run, const struct export_target *target,
                struct arena *arena, struct leads *ret_leads,
                struct response *ret_response)
{
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
        *ret_leads = (struct leads){.arena = arena};
        const struct request request = {
            .method = SLICE("GET"),
            .target = target->asked,
            .accept_encoding = run->options->is_coded ? CODINGS : SLICE_NONE,
            .leads = ret_leads,
            .now_ms = run->options->now_ms,
        };
        api_respond(run->snapshot, &request, ret_response);
        if (!ret_response->is_provisional)
            return;
        response_release(ret_response);
    }
    *ret_response = (struct response){.status = 503};
}

/* Of the addresses that are asked for unbidden some have no answer: there is
 * nothing to search for, or no address of the site for a feed. */
static bool is_failure(const struct export_target *target, int status)
{
    return status >= 500 ? status != 501
                         : target->line > 0 && status != 200 && status != 308;
}

static void make(void *context, size_t index)
{
    struct run *run = context;
    struct export_target *target = run->targets.items[run->from + index];
    struct response response = {0};
    struct arena arena = {0};
    struct leads leads;
    if (atomic_load(&run->has_failed))
        return;
    ask(run, target, &arena, &leads, &response);
    if (response.status == 200)
        keep_answer(run, target, &response);
    else if (response.status == 308)
        keep_redirect(run, target, &response);
    else if (is_failure(target, response.status))
        fail_status(run, target, response.status);
    if (leads.count > 0 && response.status == 200)
        note_leads(run, &leads);
    response_release(&response);
    arena_release(&arena);
    size_t done = atomic_fetch_add(&run->done, 1) + 1;
    if (run->options->progress != NULL && done % PROGRESS_STEP == 0)
        run->options->progress(done, run->targets.count);
}

static void add_target(void *context, struct slice asked)
{
    target_list_add(context, asked, 0);
}

static int compare_slices(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* In an order that does not depend on which thread was first. */
static void add_leads(struct run *run)
{
    if (run->leads.count > 1)
        qsort(run->leads.items, run->leads.count, sizeof *run->leads.items,
              compare_slices);
    for (size_t i = 0; i < run->leads.count; i++)
        target_list_add(&run->targets, run->leads.items[i], 0);
    run->leads.count = 0;
}

static bool make_all(struct run *run)
{
    struct err err = {0};
    while (run->from < run->targets.count && !atomic_load(&run->has_failed)) {
        size_t end = run->targets.count;
        parallel_for(end - run->from, 0, make, run);
        run->from = end;
        add_leads(run);
        if (run->targets.count > EXPORT_MAX_FILES) {
            err_set(&err, ERR_LIMIT, "the export would have more than %d files",
                    EXPORT_MAX_FILES);
            fail(run, &err);
        }
    }
    if (run->options->progress != NULL)
        run->options->progress(run->targets.count, run->targets.count);
    return !atomic_load(&run->has_failed);
}

static bool keep_text(void *context, const char *name, struct slice text,
                      struct err *err)
{
    struct run *run = context;
    struct timespec time;
    struct dist_file *file = dist_begin(run->dist, slice_of(name));
    dist_write(file, text);
    return dist_end(file, NULL, &time, err);
}

static bool write_hosts(struct run *run)
{
    const struct hosts hosts = {
        .snapshot = run->snapshot,
        .folder = run->options->folder,
        .targets = run->targets.items,
        .count = run->targets.count,
        .keep = keep_text,
        .context = run,
    };
    return hosts_write(&hosts, run->err);
}

static bool run_all(struct run *run, struct export_result *ret_result)
{
    const struct export_options *options = run->options;
    struct dist_counts counts;
    api_each_target(run->snapshot, add_target, &run->targets);
    if (options->targets != NULL &&
        !target_list_read(&run->targets, options->targets, run->err))
        return false;
    if (!dist_open(options->folder, options->is_dry, options->report,
                   &run->dist, run->err) ||
        !make_all(run) || !write_hosts(run) ||
        !dist_commit(run->dist, &counts, run->err))
        return false;
    *ret_result = (struct export_result){
        .written = counts.written,
        .removed = counts.removed,
        .unchanged = counts.unchanged,
        .written_bytes = counts.written_bytes,
        .has_feeds = run->snapshot->site.public_url.size > 0,
    };
    for (size_t i = 0; i < run->targets.count; i++)
        ret_result->redirects +=
            run->targets.items[i]->location.size > 0 ? 1 : 0;
    return true;
}

bool export_run(struct snapshot *snapshot, const struct export_options *options,
                struct export_result *ret_result, struct err *err)
{
    struct run run = {.snapshot = snapshot, .options = options, .err = err};
    pthread_mutex_init(&run.lock, NULL);
    bool ok = run_all(&run, ret_result);
    dist_close(run.dist);
    target_list_release(&run.targets);
    map_release(&run.names);
    arena_release(&run.arena);
    pthread_mutex_destroy(&run.lock);
    return ok;
}
