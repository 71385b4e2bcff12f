/* studio.c - who makes a picture, who waits for it, and what became of it.
 *
 * Two requests for one picture make it once: the second waits. A picture that
 * cannot be made would cost the most of all, each time that it is asked for, so
 * that is remembered for a while, in a table that does not grow.
 *
 * What was made goes to a file in memory first, whose size the system limits;
 * the program writes to no disk. */
#include "pictures/studio.h"

#include "base/clock.h"
#include "base/limiter.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/recent.h"
#include "pictures/launcher.h"
#include "pictures/shelf.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRAM     "headmatter-pictures"
#define FAILED_MS   60000
#define FAILED_SETS 64 /* of 512 failures */
#define MAX_BUSY    64 /* as many cores as are used */
#define PIECE_BYTES (256 * 1024)
/* What the bytes of a picture depend on besides the plan: encoders and their
 * settings. With another number all are made anew. */
#define PLAN_VERSION 1

struct failure {
    struct recent_item item;
    struct shelf_key key; /* without padding: format is as long as an int */
    uint32_t padding;
    enum studio_outcome outcome;
    int64_t until_ms;
};

static struct failure failures[FAILED_SETS * RECENT_PLACES];

static struct {
    pthread_mutex_t lock;
    pthread_cond_t is_done;
    bool is_open, is_started;
    struct str program;
    struct launcher launcher;
    struct shelf *shelf;
    struct limiter *places;
    struct shelf_key busy[MAX_BUSY];
    bool is_busy[MAX_BUSY];
    struct recent failed;
    uint64_t made_count, failed_count;
} studio = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .is_done = PTHREAD_COND_INITIALIZER,
    .launcher = {.socket = -1},
    .failed = {.items = failures,
               .set_count = FAILED_SETS,
               .item_size = sizeof *failures,
               .key_size = 2 * sizeof(uint64_t) + sizeof(enum picture_format)}};

struct slice studio_find_program(struct arena *arena)
{
    static const char *const places[] = {"/" PROGRAM,
                                         "/../lib/headmatter/" PROGRAM};
    char self[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = size > 0 ? memrchr(self, '/', (size_t)size) : NULL;
    for (size_t i = 0; slash != NULL && i < 2; i++) {
        struct slice path =
            arena_printf(arena, "%.*s%s", (int)(slash - self), self, places[i]);
        if (access(path.data, X_OK) == 0)
            return path;
    }
    return SLICE_NONE;
}

/* Called with the lock, or before there are threads. */
static bool start(void)
{
    if (!studio.is_started)
        studio.is_started =
            launcher_start(studio.program.data, &studio.launcher);
    return studio.is_started;
}

bool studio_open(const struct studio_options *options)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    str_append(&studio.program, options->program);
    if (!options->starts_late && !start()) {
        str_release(&studio.program);
        return false;
    }
    studio.shelf = options->cache.size > 0
                       ? shelf_new(options->cache, options->max_bytes)
                       : NULL;
    studio.places = limiter_new(
        cores > 0 && cores < MAX_BUSY ? (unsigned)cores : MAX_BUSY, UINT_MAX);
    studio.is_open = true;
    return true;
}

void studio_close(void)
{
    if (!studio.is_open)
        return;
    studio.is_open = studio.is_started = false;
    launcher_stop(&studio.launcher);
    shelf_free(studio.shelf);
    limiter_free(studio.places);
    str_release(&studio.program);
    studio.shelf = NULL;
}

bool studio_is_open(void)
{
    return studio.is_open;
}

static struct shelf_key key_of(uint64_t hash, const struct picture *picture,
                               const struct picture_plan *plan)
{
    const uint32_t parts[] = {
        PLAN_VERSION,    picture->orientation, plan->width,  plan->height,
        plan->box_width, plan->box_height,     plan->quality};
    return (struct shelf_key){
        .source = hash,
        .plan =
            hash_bytes((struct slice){(const char *)parts, sizeof parts}, 0),
        .format = plan->format,
    };
}

static bool find(const struct shelf_key *key,
                 struct studio_picture *ret_picture)
{
    struct shelf_file file;
    if (!shelf_find(studio.shelf, key, &file))
        return false;
    *ret_picture = (struct studio_picture){file.fd, file.size, file.hash};
    return true;
}

bool studio_find(uint64_t hash, const struct picture *picture,
                 const struct picture_plan *plan,
                 struct studio_picture *ret_picture)
{
    const struct shelf_key key = key_of(hash, picture, plan);
    return studio.is_open && find(&key, ret_picture);
}

static struct job job_of(const struct picture *picture,
                         const struct picture_plan *plan)
{
    bool is_turned = picture->orientation >= 5;
    return (struct job){
        .version = JOB_VERSION,
        .source_format = picture->format,
        .stored_width = is_turned ? picture->height : picture->width,
        .stored_height = is_turned ? picture->width : picture->height,
        .orientation = picture->orientation,
        .width = plan->width,
        .height = plan->height,
        .box_width = plan->box_width,
        .box_height = plan->box_height,
        .format = plan->format,
        .quality = plan->quality,
    };
}

static bool begin(void)
{
    pthread_mutex_lock(&studio.lock);
    bool ok = start();
    pthread_mutex_unlock(&studio.lock);
    return ok;
}

/* In a file in memory. What the program says is checked: the file has as many
 * bytes as the system says, and a picture is what its head shows. */
static enum studio_outcome carry_out(const struct media_opened *opened,
                                     const struct job *job, int *ret_file,
                                     struct job_answer *ret_answer)
{
    struct job_answer answer = {0};
    int file = memfd_create("picture", MFD_CLOEXEC);
    if (file < 0 || !begin() || !limiter_enter(studio.places)) {
        if (file >= 0)
            (void)close(file);
        return STUDIO_CLOSED;
    }
    bool is_answered =
        launcher_run(&studio.launcher, job, opened->fd, file, &answer);
    limiter_leave(studio.places);
    enum studio_outcome outcome =
        !is_answered                       ? STUDIO_COSTLY
        : answer.outcome == JOB_UNREADABLE ? STUDIO_UNREADABLE
        : answer.outcome == JOB_UNWRITABLE ? STUDIO_UNWRITABLE
        : answer.outcome != JOB_MADE       ? STUDIO_CLOSED
        : media_is_unchanged(opened)       ? STUDIO_MADE
                                           : STUDIO_CHANGING;
    if (outcome != STUDIO_MADE) {
        (void)close(file);
        return outcome;
    }
    *ret_file = file;
    *ret_answer = answer;
    return STUDIO_MADE;
}

/* The hash is as media_hash() makes it. */
static bool read_result(int file, struct studio_picture *ret_picture)
{
    struct stat status;
    if (fstat(file, &status) != 0 || status.st_size <= 0)
        return false;
    uint64_t hash = (uint64_t)status.st_size;
    char *piece = mem_grow(NULL, PIECE_BYTES, 1);
    int64_t at = 0;
    while (at < status.st_size) {
        ssize_t got = pread(file, piece, PIECE_BYTES, at);
        if (got <= 0)
            break;
        hash = hash_bytes((struct slice){piece, (size_t)got}, hash);
        at += got;
    }
    free(piece);
    *ret_picture = (struct studio_picture){file, status.st_size, hash};
    return at == status.st_size;
}

/* Whether it is a picture of the size and format that was wanted. */
static bool is_as_wanted(int file, const struct job *job)
{
    struct picture picture;
    return picture_parse_file(file, &picture) &&
           picture.format == (enum picture_format)job->format &&
           picture.width == job->box_width && picture.height == job->box_height;
}

static enum studio_outcome make(const struct media_opened *opened,
                                const struct job *job,
                                const struct shelf_key *key,
                                struct studio_picture *ret_picture)
{
    struct job_answer answer;
    int file;
    enum studio_outcome outcome = carry_out(opened, job, &file, &answer);
    if (outcome != STUDIO_MADE)
        return outcome;
    if (!is_as_wanted(file, job) || !read_result(file, ret_picture)) {
        (void)close(file);
        return STUDIO_UNREADABLE;
    }
    const struct shelf_file made = {file, ret_picture->size, ret_picture->hash};
    shelf_add(studio.shelf, key, &made);
    return STUDIO_MADE;
}

static size_t busy_place(const struct shelf_key *key)
{
    size_t i = 0;
    while (i < MAX_BUSY &&
           !(studio.is_busy[i] && studio.busy[i].source == key->source &&
             studio.busy[i].plan == key->plan &&
             studio.busy[i].format == key->format))
        i++;
    return i;
}

static size_t free_place(void)
{
    size_t i = 0;
    while (i < MAX_BUSY && studio.is_busy[i])
        i++;
    return i;
}

/* What is known of an attempt that failed, STUDIO_MADE if nothing is. Called
 * with the lock. */
static enum studio_outcome find_failure(const struct shelf_key *key)
{
    const struct failure *failure = recent_find(&studio.failed, key);
    return failure != NULL && clock_now_ms() < failure->until_ms
               ? failure->outcome
               : STUDIO_MADE;
}

/* What may go better at once is tried again at once. */
static void keep_failure(const struct shelf_key *key,
                         enum studio_outcome outcome)
{
    if (outcome == STUDIO_CHANGING || outcome == STUDIO_CLOSED)
        return;
    struct failure *failure = recent_take(&studio.failed, key);
    failure->outcome = outcome;
    failure->until_ms = clock_now_ms() + FAILED_MS;
}

/* Waits while somebody else makes it. True if nobody has, and the caller is to:
 * it ends that with end_making(). */
static bool begin_making(const struct shelf_key *key, size_t *ret_place,
                         enum studio_outcome *ret_outcome)
{
    pthread_mutex_lock(&studio.lock);
    while (busy_place(key) < MAX_BUSY || free_place() == MAX_BUSY)
        pthread_cond_wait(&studio.is_done, &studio.lock);
    *ret_outcome = find_failure(key);
    bool is_mine = *ret_outcome == STUDIO_MADE;
    if (is_mine) {
        *ret_place = free_place();
        studio.is_busy[*ret_place] = true;
        studio.busy[*ret_place] = *key;
    }
    pthread_mutex_unlock(&studio.lock);
    return is_mine;
}

static void end_making(const struct shelf_key *key, size_t place,
                       enum studio_outcome outcome, bool is_new)
{
    pthread_mutex_lock(&studio.lock);
    studio.is_busy[place] = false;
    studio.made_count += is_new && outcome == STUDIO_MADE ? 1 : 0;
    studio.failed_count += outcome != STUDIO_MADE ? 1 : 0;
    if (outcome != STUDIO_MADE)
        keep_failure(key, outcome);
    pthread_cond_broadcast(&studio.is_done);
    pthread_mutex_unlock(&studio.lock);
}

enum studio_outcome studio_make(const struct media_opened *opened,
                                uint64_t hash, const struct picture *picture,
                                const struct picture_plan *plan,
                                struct studio_picture *ret_picture)
{
    const struct shelf_key key = key_of(hash, picture, plan);
    const struct job job = job_of(picture, plan);
    enum studio_outcome outcome = STUDIO_CLOSED;
    size_t place;
    if (!studio.is_open || !begin_making(&key, &place, &outcome))
        return outcome;
    bool is_old = find(&key, ret_picture); /* who was waited for has made it */
    outcome = is_old ? STUDIO_MADE : make(opened, &job, &key, ret_picture);
    end_making(&key, place, outcome, !is_old);
    return outcome;
}

enum studio_outcome studio_pixels(const struct media_opened *opened,
                                  const struct picture *picture, uint32_t side,
                                  uint32_t *ret_width, uint32_t *ret_height,
                                  uint8_t **ret_pixels)
{
    const struct picture_wish wish = {.width = side, .height = side};
    const struct picture_plan plan = picture_plan_of(picture, &wish);
    struct job job = job_of(picture, &plan);
    struct job_answer answer;
    struct stat status;
    int file;
    job.format = JOB_PIXELS;
    if (!studio.is_open)
        return STUDIO_CLOSED;
    enum studio_outcome outcome = carry_out(opened, &job, &file, &answer);
    if (outcome != STUDIO_MADE)
        return outcome;
    size_t size = (size_t)plan.width * plan.height * 4;
    uint8_t *pixels = mem_alloc(size, 1);
    bool ok = answer.width == plan.width && answer.height == plan.height &&
              fstat(file, &status) == 0 && status.st_size == (off_t)size &&
              pread(file, pixels, size, 0) == (ssize_t)size;
    (void)close(file);
    if (!ok) {
        free(pixels);
        return STUDIO_UNREADABLE;
    }
    *ret_width = plan.width;
    *ret_height = plan.height;
    *ret_pixels = pixels;
    return STUDIO_MADE;
}

struct studio_stats studio_stats(void)
{
    pthread_mutex_lock(&studio.lock);
    struct studio_stats stats = {.made = studio.made_count,
                                 .failed = studio.failed_count};
    pthread_mutex_unlock(&studio.lock);
    const struct shelf_stats shelf = shelf_stats(studio.shelf);
    stats.files = shelf.files;
    stats.bytes = shelf.bytes;
    stats.max_bytes = shelf.max_bytes;
    return stats;
}
