/* journal_file.c - reads and writes the file of a journal.
 *
 * It is written in place: the folder around it may be out of reach once the
 * server has locked itself in. A crash while it is written over loses what it
 * held, and clients that were behind get everything again: never a wrong
 * answer. */
#include "sync/journal_file.h"

#include "base/array.h"
#include "base/mem.h"
#include "document/bytes.h"
#include "document/data.h"
#include "represent/write.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define BATCH_BYTES (256 * 1024)
#define OWNER_ONLY  0600
#define HASH_DIGITS 16

static const char *const ops[] = {
    [CHANGE_APPEARED] = "appeared",
    [CHANGE_EDITED] = "edited",
    [CHANGE_GONE] = "gone",
};

struct journal_file {
    int fd;
    size_t size, grown; /* as it is on the disk */
    struct arena text;  /* while it is read */
    struct slice rest;
    struct map known; /* at the end of what was read */
    struct arena arena;
    char rev[REV_SIZE + 1]; /* of that; "": nothing yet */
};

void journal_file_close(struct journal_file *file)
{
    if (file == NULL)
        return;
    (void)close(file->fd);
    arena_release(&file->text);
    map_release(&file->known);
    arena_release(&file->arena);
    free(file);
}

static bool take_lock(const struct journal_file *file, const char *path,
                      struct err *err)
{
    if (flock(file->fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        return err_set(err, ERR_IO, "cannot lock %s: %s", path,
                       strerror(errno));
    (void)err_set(err, ERR_IO,
                  "%s is the journal of another server that is running", path);
    return err_set_hint(err, "give each server a file of its own");
}

static bool read_whole(struct journal_file *file, const char *path,
                       struct err *err)
{
    struct err why = {0};
    if (bytes_read_open(dup(file->fd), JOURNAL_FILE_MAX_BYTES, &file->text,
                        &file->rest, &why))
        return true;
    return err_set(err, why.code, "cannot read %s: %s", path, why.text);
}

bool journal_file_open(const char *path, struct journal_file **ret_file,
                       struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, OWNER_ONLY);
    if (fd < 0) {
        (void)err_set(err, ERR_IO, "cannot open %s: %s", path, strerror(errno));
        return err_set_hint(err, "sync.journal names a file in a folder that "
                                 "the server may write to");
    }
    struct journal_file *file = mem_alloc(1, sizeof *file);
    file->fd = fd;
    if (take_lock(file, path, err) && read_whole(file, path, err)) {
        *ret_file = file;
        return true;
    }
    journal_file_close(file);
    return false;
}

static bool take_rev(struct slice text, char ret_rev[REV_SIZE + 1])
{
    if (text.data == NULL || text.size > REV_SIZE)
        return false;
    memcpy(ret_rev, text.data, text.size);
    ret_rev[text.size] = '\0';
    return true;
}

/* The index of the word, or `count`. */
static size_t index_of(struct slice word, const char *const *words,
                       size_t count)
{
    size_t i = 0;
    while (i < count && (words[i] == NULL || !slice_is(word, words[i])))
        i++;
    return i;
}

static enum gone_reason reason_named(struct slice name)
{
    enum gone_reason reason = GONE_DELETED;
    while (reason + 1 < GONE_REASON_COUNT &&
           !slice_is(name, gone_reason_name(reason)))
        reason++;
    return reason;
}

static bool read_change(const struct value *line, struct change *ret_change)
{
    struct slice hash = value_find_text(line, "hash");
    size_t op = index_of(value_find_text(line, "op"), ops, ARRAY_COUNT(ops));
    *ret_change = (struct change){
        .kind = (enum change_kind)op,
        .document = {.id = value_find_text(line, "id"),
                     .slug = value_find_text(line, "slug"),
                     .url = value_find_text(line, "url"),
                     .path = value_find_text(line, "path")},
        .moved_to = value_find_text(line, "moved_to"),
    };
    if (op == CHANGE_GONE)
        ret_change->reason = reason_named(value_find_text(line, "reason"));
    if (hash.size == HASH_DIGITS)
        ret_change->document.hash = strtoull(hash.data, NULL, 16);
    return op < ARRAY_COUNT(ops) && ret_change->document.id.size > 0 &&
           ret_change->document.slug.data != NULL &&
           take_rev(value_find_text(line, "rev"), ret_change->document.rev);
}

/* A value in the arena; false at the end, or where it is no line of ours. */
static bool read_line(struct journal_file *file, struct arena *arena,
                      struct value *ret_line)
{
    struct diagnostics faults = {.arena = arena};
    struct slice line;
    size_t end = slice_find_char(file->rest, 0, '\n');
    if (end == file->rest.size)
        return false;
    line = slice_sub(file->rest, 0, end);
    file->rest = slice_from(file->rest, end + 1);
    return data_parse(line, arena, &faults, ret_line);
}

static bool read_step(struct journal_file *file, struct step *ret_step)
{
    struct step step = {0};
    struct value line;
    struct change *items = NULL;
    bool ok = read_line(file, &step.arena, &line) &&
              take_rev(value_find_text(&line, "from"), step.from) &&
              take_rev(value_find_text(&line, "to"), step.rev);
    const struct value *count = ok ? value_find(&line, "count") : NULL;
    ok = count != NULL && count->kind == VALUE_INTEGER &&
         count->as.integer >= 0 && (size_t)count->as.integer <= file->rest.size;
    if (ok)
        items = arena_alloc(&step.arena, (size_t)count->as.integer + 1,
                            sizeof *items);
    while (ok && step.changes.count < (size_t)count->as.integer)
        ok = read_line(file, &step.arena, &line) &&
             read_change(&line, &items[step.changes.count++]);
    step.changes.items = items;
    if (!ok)
        step_release(&step);
    *ret_step = step;
    return ok;
}

static void note(struct journal_file *file, const struct change *change)
{
    struct known *known = arena_alloc(&file->arena, 1, sizeof *known);
    *known = change->document;
    known->id = arena_copy(&file->arena, known->id);
    known->slug = arena_copy(&file->arena, known->slug);
    known->url = arena_copy(&file->arena, known->url);
    known->path = arena_copy(&file->arena, known->path);
    (void)map_put(&file->known, known->id, known);
}

/* What is gone stands in the map as this, until all is read. */
static struct known nothing;

static void replay(struct journal_file *file, const struct step *step)
{
    if (step->from[0] == '\0')
        map_release(&file->known);
    for (size_t i = 0; i < step->changes.count; i++) {
        const struct change *change = &step->changes.items[i];
        if (change->kind != CHANGE_GONE)
            note(file, change);
        else if (map_find(&file->known, change->document.id) != NULL)
            (void)map_put(&file->known, change->document.id, &nothing);
    }
    memcpy(file->rev, step->rev, sizeof file->rev);
}

static void drop_gone(struct journal_file *file)
{
    struct map kept = {0};
    struct slice id;
    void *value;
    size_t cursor = 0;
    while (map_next(&file->known, &cursor, &id, &value)) {
        if (value != &nothing)
            (void)map_put(&kept, ((struct known *)value)->id, value);
    }
    map_release(&file->known);
    file->known = kept;
}

/* Before the first step with everything nothing is known, but each step says
 * what it has changed. */
bool journal_file_read(struct journal_file *file, struct step *ret_step)
{
    while (read_step(file, ret_step)) {
        bool is_whole = ret_step->from[0] == '\0';
        replay(file, ret_step);
        if (!is_whole)
            return true;
        step_release(ret_step);
    }
    drop_gone(file);
    arena_release(&file->text);
    return false;
}

const struct map *journal_file_known(const struct journal_file *file,
                                     const char **ret_rev)
{
    *ret_rev = file->rev;
    return file->rev[0] != '\0' ? &file->known : NULL;
}

static void append_head(struct str *out, const char *from, const char *to,
                        size_t count)
{
    str_appendf(out, "{\"from\":\"%s\",\"to\":\"%s\",\"count\":%zu}\n", from,
                to, count);
}

static void append_change(struct str *out, const struct change *change)
{
    const struct known *document = &change->document;
    str_appendf(out,
                "{\"op\":\"%s\",\"rev\":\"%s\",\"hash\":\"%016" PRIx64 "\"",
                ops[change->kind], document->rev, document->hash);
    write_text_member(out, "id", document->id);
    write_text_member(out, "slug", document->slug);
    write_text_member(out, "url", document->url);
    write_text_member(out, "path", document->path);
    if (change->kind == CHANGE_GONE)
        write_text_member(out, "reason",
                          slice_of(gone_reason_name(change->reason)));
    if (change->moved_to.data != NULL)
        write_text_member(out, "moved_to", change->moved_to);
    str_append(out, SLICE("}\n"));
}

/* Writes all of the buffer and empties it. */
static bool flush(struct journal_file *file, struct str *out)
{
    size_t done = 0;
    while (done < out->size) {
        ssize_t wrote = pwrite(file->fd, out->data + done, out->size - done,
                               (off_t)file->size);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        done += (size_t)wrote;
        file->size += (size_t)wrote;
        file->grown += (size_t)wrote;
    }
    str_clear(out);
    return true;
}

static bool write_step(struct journal_file *file, const struct step *step,
                       struct str *out)
{
    bool ok = true;
    append_head(out, step->from, step->rev, step->changes.count);
    for (size_t i = 0; ok && i < step->changes.count; i++) {
        append_change(out, &step->changes.items[i]);
        ok = out->size < BATCH_BYTES || flush(file, out);
    }
    return ok;
}

static bool write_all(struct journal_file *file,
                      const struct snapshot *snapshot, struct str *out)
{
    const struct list *routes = &snapshot->routes;
    bool ok = true;
    append_head(out, "", snapshot->rev, routes->count);
    for (size_t i = 0; ok && i < routes->count; i++) {
        const struct change change = {.kind = CHANGE_APPEARED,
                                      .document = known_of(routes->items[i])};
        append_change(out, &change);
        ok = out->size < BATCH_BYTES || flush(file, out);
    }
    return ok;
}

bool journal_file_append(struct journal_file *file, const struct step *step)
{
    struct str out = {0};
    size_t before = file->size;
    bool ok = write_step(file, step, &out) && flush(file, &out);
    int reason = errno;
    if (!ok && ftruncate(file->fd, (off_t)before) == 0)
        file->size = before;
    str_release(&out);
    errno = reason;
    return ok;
}

bool journal_file_rewrite(struct journal_file *file, const struct step *steps,
                          size_t count, const struct snapshot *snapshot)
{
    struct str out = {0};
    bool ok = ftruncate(file->fd, 0) == 0;
    file->size = 0;
    for (size_t i = 0; ok && i < count; i++)
        ok = write_step(file, &steps[i], &out);
    ok = ok && write_all(file, snapshot, &out) && flush(file, &out);
    int reason = errno;
    str_release(&out);
    map_release(&file->known);
    arena_release(&file->arena);
    file->rev[0] = '\0';
    file->grown = 0;
    errno = reason;
    return ok;
}

size_t journal_file_grown(const struct journal_file *file)
{
    return file->grown;
}
