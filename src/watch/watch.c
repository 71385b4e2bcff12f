/* watch.c - inotify, or polling where it does not work.
 *
 * inotify reports changes in the folders that it is given but not below them,
 * so every folder of the tree has a watch. It does not report that the root
 * itself was replaced: a link was changed, a folder moved away and back, a file
 * system mounted over it. No set of watches covers all of this, but a look at
 * the inode of each root does; it takes a microsecond, once a tick.
 *
 * If watches run out, or on file systems that other machines write to, it
 * polls: everything may have changed, every second, and the caller compares.
 * The longer a look takes, the rarer it becomes.
 *
 * The clock may be set at any time. Only until_ms depends on it, and that is
 * compared again at each tick. */
#include "watch/watch.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "watch/folders.h"
#include "watch/pending.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#define EVENT_MASK                                                             \
    (IN_ATTRIB | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_DELETE_SELF |     \
     IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_MOVE_SELF | IN_EXCL_UNLINK | \
     IN_ONLYDIR)
#define EVENT_BUFFER_BYTES (64 * 1024)
#define US_PER_MS          INT64_C(1000)

enum watch_request { REQUEST_LOOK = 1 << 0, REQUEST_STOP = 1 << 1 };

/* Which folder the root is; {0} while it is gone. */
struct identity {
    dev_t device;
    ino_t inode;
};

struct watch {
    char **roots; /* their folders */
    struct identity *identities;
    size_t root_count;
    enum watch_mode mode;
    struct slice except;
    void (*report)(const char *text);
    int inotify; /* -1 unless the mode is WATCH_INOTIFY */
    int wake;    /* readable when there is a request */
    atomic_uint requests;
    struct folders folders;
    struct pending pending;
    int64_t root_due_us; /* when to look at the roots again */
    int64_t look_due_us; /* when everything may have changed, or never */
    int64_t look_since_us;
};

/* File systems that others can change without this kernel's knowledge. */
static bool is_remote(const char *path)
{
    static const uint32_t types[] = {
        0x6969,     /* NFS */
        0x517B,     /* SMB */
        0xFF534D42, /* CIFS */
        0xFE534D42, /* SMB 2 */
        0x65735546, /* FUSE, and with it virtiofs and sshfs */
        0x01021997, /* 9p */
        0x00C36400, /* Ceph */
        0x5346414F, /* AFS */
        0x786F4256, /* VirtualBox's shared folders */
        0xBACBACBC, /* VMware's shared folders */
    };
    struct statfs status;
    if (statfs(path, &status) != 0)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if ((uint32_t)status.f_type == types[i])
            return true;
    }
    return false;
}

static struct identity identity_of(const char *folder)
{
    struct stat status;
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode))
        return (struct identity){0};
    return (struct identity){status.st_dev, status.st_ino};
}

static void start_polling(struct watch *watch, const char *reason)
{
    if (watch->inotify >= 0)
        close(watch->inotify);
    watch->inotify = -1;
    watch->mode = WATCH_POLL;
    watch->look_due_us = clock_monotonic_us();
    folders_release(&watch->folders);
    if (watch->report != NULL)
        watch->report(reason);
}

static void start_inotify(struct watch *watch)
{
    watch->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->inotify < 0)
        start_polling(watch,
                      "polling for changes every second, because the system "
                      "has no inotify instances left "
                      "(fs.inotify.max_user_instances)");
}

static void add_roots(struct watch *watch, const struct watch_options *options)
{
    size_t count = 1 + options->more_count;
    watch->roots = mem_alloc(count, sizeof(char *));
    watch->identities = mem_alloc(count, sizeof *watch->identities);
    watch->roots[watch->root_count++] = strdup(options->folder);
    for (size_t i = 0; i < options->more_count; i++)
        watch->roots[watch->root_count++] = strdup(options->more_folders[i]);
}

static void release_roots(struct watch *watch)
{
    for (size_t i = 0; i < watch->root_count; i++)
        free(watch->roots[i]);
    free(watch->roots);
    free(watch->identities);
}

bool watch_open(const struct watch_options *options, struct watch **ret_watch,
                struct err *err)
{
    int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake < 0)
        return err_set(err, ERR_IO, "cannot watch the content: %s",
                       strerror(errno));

    struct watch *watch = mem_alloc(1, sizeof *watch);
    add_roots(watch, options);
    watch->mode = options->mode;
    watch->except = options->except;
    watch->report = options->report;
    watch->inotify = -1;
    watch->wake = wake;
    watch->look_due_us = WATCH_NEVER;
    if (watch->mode == WATCH_INOTIFY)
        start_inotify(watch);
    *ret_watch = watch;
    return true;
}

void watch_close(struct watch *watch)
{
    if (watch == NULL)
        return;
    if (watch->inotify >= 0)
        close(watch->inotify);
    close(watch->wake);
    folders_release(&watch->folders);
    pending_release(&watch->pending);
    release_roots(watch);
    free(watch);
}

/* Returns whether one of the roots is another folder than before, or gone. */
static bool note_identities(struct watch *watch)
{
    bool is_any = false;
    for (size_t i = 0; i < watch->root_count; i++) {
        struct identity now = identity_of(watch->roots[i]);
        struct identity *known = &watch->identities[i];
        is_any |= now.device != known->device || now.inode != known->inode;
        *known = now;
    }
    return is_any;
}

void watch_start_look(struct watch *watch)
{
    watch->look_since_us = clock_monotonic_us();
    watch->folders.look++;
    (void)note_identities(watch);
}

void watch_folder(struct watch *watch, const char *path, struct slice relative)
{
    if (watch->inotify < 0)
        return;
    if (is_remote(path)) {
        start_polling(watch, "polling for changes every second, because the "
                             "content is on a network or shared file system");
        return;
    }
    int descriptor = inotify_add_watch(watch->inotify, path, EVENT_MASK);
    if (descriptor >= 0)
        folders_put(&watch->folders, descriptor, relative);
    else if (errno == ENOSPC || errno == ENOMEM)
        start_polling(watch, "polling for changes every second, because the "
                             "system has no inotify watches left "
                             "(fs.inotify.max_user_watches)");
    /* Otherwise it is gone or unreadable, which its parent reports. */
}

static void forget(void *context, int descriptor)
{
    const struct watch *watch = context;
    (void)inotify_rm_watch(watch->inotify, descriptor);
}

void watch_end_look(struct watch *watch)
{
    int64_t now = clock_monotonic_us(), taken = now - watch->look_since_us;
    int64_t pause = WATCH_POLL_MS * US_PER_MS;
    folders_sweep(&watch->folders, forget, watch);
    if (pause < taken * WATCH_LOOK_SHARE)
        pause = taken * WATCH_LOOK_SHARE;
    watch->look_due_us = watch->mode == WATCH_POLL ? now + pause : WATCH_NEVER;
}

void watch_look_again(struct watch *watch, int64_t after_ms)
{
    watch->look_due_us = clock_monotonic_us() + after_ms * US_PER_MS;
}

static void send_request(struct watch *watch, enum watch_request request)
{
    const uint64_t one = 1;
    atomic_fetch_or(&watch->requests, (unsigned)request);
    if (write(watch->wake, &one, sizeof one) < 0)
        return; /* the counter is full, hence readable */
}

void watch_poke(struct watch *watch)
{
    send_request(watch, REQUEST_LOOK);
}

void watch_stop(struct watch *watch)
{
    send_request(watch, REQUEST_STOP);
}

static void note_event(struct watch *watch, const struct inotify_event *event,
                       int64_t now_us)
{
    const struct folder *folder = folders_find(&watch->folders, event->wd);

    if ((event->mask & IN_IGNORED) != 0) {
        folders_remove(&watch->folders, event->wd);
        return;
    }
    if ((event->mask & IN_Q_OVERFLOW) != 0 ||
        (folder != NULL && event->len == 0)) {
        /* Events were lost, or it is about the folder itself. */
        pending_note_everything(&watch->pending, now_us);
        return;
    }
    if (folder == NULL)
        return; /* it has left the tree, these are late events */

    struct str path = {0};
    str_append(&path, folder->path);
    if (path.size > 0)
        str_append_char(&path, '/');
    str_append_text(&path, event->name);
    if ((event->mask & IN_ISDIR) != 0)
        str_append_char(&path, '/');
    if (!slice_equal(str_slice(&path), watch->except))
        pending_note(&watch->pending, str_slice(&path),
                     (event->mask & IN_MODIFY) != 0, now_us);
    str_release(&path);
}

static void read_events(struct watch *watch, int64_t now_us)
{
    _Alignas(struct inotify_event) char buffer[EVENT_BUFFER_BYTES];
    ssize_t size;
    while ((size = read(watch->inotify, buffer, sizeof buffer)) > 0) {
        for (char *at = buffer; at < buffer + size;) {
            const struct inotify_event *event = (const void *)at;
            note_event(watch, event, now_us);
            at += sizeof *event + event->len;
        }
    }
}

static void check_roots(struct watch *watch, int64_t now_us)
{
    if (now_us < watch->root_due_us)
        return;
    watch->root_due_us = now_us + WATCH_TICK_MS * US_PER_MS;
    if (watch->mode == WATCH_OFF)
        return;
    if (note_identities(watch))
        pending_note_everything(&watch->pending, now_us);
}

static void read_requests(struct watch *watch, struct changes *changes)
{
    uint64_t count;
    if (read(watch->wake, &count, sizeof count) < 0)
        return;
    unsigned requests = atomic_exchange(&watch->requests, 0);
    if ((requests & REQUEST_LOOK) != 0)
        changes->is_everything = true;
    if ((requests & REQUEST_STOP) != 0)
        changes->is_over = true;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Rounds up, so as not to wake too early. */
static int sleep_ms(int64_t now_us, int64_t due_us)
{
    return due_us > now_us
               ? (int)((due_us - now_us + US_PER_MS - 1) / US_PER_MS)
               : 0;
}

/* The time `until_ms` on the monotonic clock, as of now. */
static int64_t due_of_clock(int64_t until_ms, int64_t now_us)
{
    int64_t ahead_ms =
        until_ms == WATCH_NEVER ? WATCH_TICK_MS : until_ms - clock_now_ms();
    return now_us + earlier(ahead_ms, WATCH_TICK_MS) * US_PER_MS;
}

void watch_wait(struct watch *watch, int64_t until_ms,
                struct changes *ret_changes)
{
    struct pollfd descriptors[] = {{.fd = watch->wake, .events = POLLIN},
                                   {.fd = watch->inotify, .events = POLLIN}};
    int64_t now = clock_monotonic_us();
    int64_t end =
        earlier(now + WATCH_TICK_MS * US_PER_MS, due_of_clock(until_ms, now));
    struct changes requested = {0};

    for (;;) {
        if (watch->inotify >= 0)
            read_events(watch, now);
        check_roots(watch, now);
        read_requests(watch, &requested);
        int64_t changes_due =
            earlier(pending_due_us(&watch->pending), watch->look_due_us);
        if (requested.is_everything || requested.is_over ||
            now >= changes_due || now >= end)
            break;
        int64_t due = earlier(earlier(end, changes_due), watch->root_due_us);
        (void)poll(descriptors, 2, sleep_ms(now, due));
        now = clock_monotonic_us();
    }
    *ret_changes = (struct changes){0};
    if (requested.is_everything || now >= pending_due_us(&watch->pending))
        pending_take(&watch->pending, ret_changes);
    if (requested.is_everything || now >= watch->look_due_us)
        ret_changes->is_everything = true;
    ret_changes->is_over = requested.is_over;
}
