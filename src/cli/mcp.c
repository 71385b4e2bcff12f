/* mcp.c - the Model Context Protocol on standard input and output.
 *
 *     client --line--> mcp_answer() --line--> client        this thread
 *     folder --change--> live: the next snapshot            its thread
 *
 * Whoever has started this owns the files, and so may ask for drafts, too. One
 * message after the other is answered, each from the snapshot that is current
 * then. Nothing but answers goes to standard output (2026-07-28, stdio). */
#include "mcp/mcp.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/finder.h"
#include "cli/live.h"
#include "cli/sandbox.h"
#include "search/search.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define CHUNK_BYTES (16 * 1024)

/* What has come in of lines that are not answered yet. */
struct input {
    struct str bytes;
    bool is_skipping; /* the rest of a line that is too long */
    bool is_over;
};

struct conversation {
    struct site *site;
    struct mcp_session session;
    struct input input;
    struct str out;
};

static bool write_all(struct slice bytes)
{
    while (bytes.size > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes.data, bytes.size);
        if (written < 0 && errno != EINTR)
            return false;
        bytes = slice_from(bytes, written > 0 ? (size_t)written : 0);
    }
    return true;
}

/* One write for each message, if the client takes it at once. */
static bool send(struct str *out)
{
    if (out->size == 0)
        return true;
    str_append_char(out, '\n');
    bool ok = write_all(str_slice(out));
    str_clear(out);
    return ok;
}

static bool answer(struct conversation *talk, struct slice line)
{
    const struct request sender = {.is_trusted = true,
                                   .now_ms = clock_now_ms()};
    const struct mcp_message message = {
        .text = line, .sender = &sender, .transport = MCP_OVER_STDIO};
    if (slice_trim(line).size == 0)
        return true;
    struct snapshot *snapshot = store_acquire(site_store(talk->site));
    (void)mcp_answer(snapshot, &message, &talk->session, &talk->out);
    snapshot_unref(snapshot);
    return send(&talk->out);
}

/* What is longer than a message is not kept: it is answered when it ends. */
static bool refuse(struct conversation *talk)
{
    talk->input.is_skipping = false;
    mcp_refuse_long(&talk->out);
    return send(&talk->out);
}

static bool answer_line(struct conversation *talk, struct slice line)
{
    return talk->input.is_skipping || line.size > MCP_MAX_MESSAGE_BYTES
               ? refuse(talk)
               : answer(talk, line);
}

/* Removes so many bytes from the start. */
static void drop(struct str *bytes, size_t count)
{
    struct str rest = {0};
    str_append(&rest, slice_from(str_slice(bytes), count));
    str_release(bytes);
    *bytes = rest;
}

/* All whole lines, and the last one without an end at the end of it all. */
static bool answer_lines(struct conversation *talk)
{
    struct input *input = &talk->input;
    struct slice bytes = str_slice(&input->bytes);
    size_t start = 0, end;
    bool ok = true;
    while (ok && (end = slice_find_char(bytes, start, '\n')) < bytes.size) {
        ok = answer_line(talk, slice_sub(bytes, start, end));
        start = end + 1;
    }
    if (ok && input->is_over && (start < bytes.size || input->is_skipping))
        return answer_line(talk, slice_from(bytes, start));
    if (bytes.size - start > MCP_MAX_MESSAGE_BYTES) {
        input->is_skipping = true;
        start = bytes.size;
    }
    drop(&input->bytes, start);
    return ok;
}

/* Until the client closes its end, or takes no more. */
static void converse(struct conversation *talk)
{
    char bytes[CHUNK_BYTES];
    do {
        ssize_t size = read(STDIN_FILENO, bytes, sizeof bytes);
        if (size < 0 && errno == EINTR)
            continue;
        talk->input.is_over = size <= 0;
        if (size > 0)
            str_append(&talk->input.bytes, (struct slice){bytes, (size_t)size});
    } while (answer_lines(talk) && !talk->input.is_over);
    str_release(&talk->input.bytes);
    str_release(&talk->out);
}

static int follow_and_converse(const struct live_options *with)
{
    struct conversation talk = {.site = with->site};
    struct live *live;
    struct err err;
    if (!live_start(with, &live, &err))
        return message_print(EXIT_FAILED, &err);
    converse(&talk);
    live_stop(live);
    return EXIT_DONE;
}

static int load_and_follow(const struct options *options,
                           struct settings *settings, struct arena *arena)
{
    struct live_options with = {.options = options, .settings = settings};
    struct search *search;
    struct err err;
    if (settings->sandbox != 0 && !sandbox_enter(options, settings, &err)) {
        settings_release(settings);
        return message_print(EXIT_FAILED, &err);
    }
    if (!finder_open(options, settings, true, arena, &search, &err)) {
        settings_release(settings);
        return message_print(EXIT_USAGE, &err);
    }
    int code = load_open_site(options, settings, search, NULL, &with.site);
    if (code == EXIT_DONE) {
        code = follow_and_converse(&with);
        site_close(with.site);
        search_close(search);
        settings_release(settings);
    } else {
        search_close(search);
    }
    return code;
}

int command_mcp(const struct options *options)
{
    struct settings settings;
    struct arena arena = {0};
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit of files is a full disk */
    mem_return_large();
    int code = load_settings(options, &settings);
    if (code == EXIT_DONE)
        code = load_and_follow(options, &settings, &arena);
    arena_release(&arena);
    return code;
}
