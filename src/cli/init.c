/* init.c - the first step: what does this folder look like, and how to go on?
 *
 * headmatter needs no settings, so the file that this writes sets none: it says
 * in comments what was recognised, and which settings would change that. */
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/example.h"
#include "cli/excerpt.h"
#include "cli/report.h"
#include "layout/policy.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_FOLDER "posts"
#define FIRST_POST   FIRST_FOLDER "/hello.md"

/* Whether there is nothing in it but what starts with a dot. */
static bool is_empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *item = NULL;
    if (folder == NULL)
        return false;
    do
        item = readdir(folder);
    while (item != NULL && item->d_name[0] == '.');
    (void)closedir(folder);
    return item == NULL;
}

/* Writes a new file below the folder. One that exists is left alone, which is
 * no error. */
static bool write_new(const char *folder, const char *name, struct slice text,
                      bool *ret_is_new, struct err *err)
{
    struct str path = {0};
    str_appendf(&path, "%s/%s", folder, name);
    int fd = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int failure = fd < 0 ? errno : 0;
    str_release(&path);
    if (fd >= 0 && write(fd, text.data, text.size) != (ssize_t)text.size)
        failure = errno != 0 ? errno : EIO;
    if (fd >= 0 && close(fd) != 0 && failure == 0)
        failure = errno;
    *ret_is_new = failure == 0;
    return failure == 0 || failure == EEXIST ||
           err_set(err, ERR_IO, "%s/%s cannot be written: %s", folder, name,
                   strerror(failure));
}

/* "#   posts    18, such as content/posts/hello.md" */
static void append_collections(struct str *out, const struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        const struct list *list = &collection->by[ORDER_DEFAULT];
        const struct source *source = NULL;
        size_t count = 0;
        for (size_t k = 0; k < list->count; k++) {
            if (list->items[k]->source == NULL)
                continue;
            source = count++ == 0 ? list->items[k]->source : source;
        }
        if (source == NULL)
            continue;
        str_append_text(out, "#     ");
        visible_append(out, collection->name);
        str_appendf(out, ": %zu, such as ", count);
        visible_append(out, source->path);
        str_append_char(out, '\n');
    }
}

static void append_recognised(struct str *out, const struct snapshot *snapshot)
{
    struct str left_out = {0};
    str_appendf(out, "# It looks like a %.*s", SLICE_FMT(snapshot->site.kind));
    if (snapshot->roots->content_root.size > 0) {
        str_append_text(out, ", with its content in ");
        visible_append(out, snapshot->roots->content_root);
    }
    str_appendf(out, ". Documents: %zu.\n", snapshot->everything.count);
    append_collections(out, snapshot);
    left_out_append(&snapshot->left_out, &left_out);
    if (left_out.size > 0)
        str_appendf(out, "# Left out: %s.\n", left_out.data);
    str_release(&left_out);
}

static bool write_settings(const char *folder, const struct settings *settings,
                           const struct snapshot *snapshot, bool *ret_is_new,
                           struct err *err)
{
    struct str out = {0};
    str_append_text(&out, "# What headmatter cannot see from the content of "
                          "this folder.\n");
    append_recognised(&out, snapshot);
    str_append_text(
        &out,
        "#\n"
        "# Nothing needs to be set. Uncomment a line to set it. `headmatter "
        "config\n"
        "# --example` prints all settings, `headmatter config` those in "
        "effect. "
        "`headmatter\n"
        "# manual headmatter.yaml` describes them, and the keys of "
        "collections, "
        "such as\n"
        "#\n"
        "#     collections:\n"
        "#       recipes:\n"
        "#         paths: kitchen/**\n"
        "#         sort: title\n\n");
    example_append(&out, settings);
    bool ok =
        write_new(folder, SETTINGS_FILE, str_slice(&out), ret_is_new, err);
    str_release(&out);
    return ok;
}

static bool write_first_post(const char *folder, struct err *err)
{
    struct str text = {0}, path = {0};
    bool is_new;
    struct civil today = civil_from_seconds(clock_now_ms() / 1000);
    str_appendf(&path, "%s/" FIRST_FOLDER, folder);
    bool ok = mkdir(path.data, 0777) == 0 ||
              err_set(err, ERR_IO, "%s cannot be made: %s", path.data,
                      strerror(errno));
    str_appendf(&text,
                "---\n"
                "title: Hello\n"
                "date: %04d-%02d-%02d\n"
                "tags: [news]\n"
                "---\n"
                "This is the **first** post. Edit it and the API "
                "changes.\n",
                today.year, today.month, today.day);
    ok = ok && write_new(folder, FIRST_POST, str_slice(&text), &is_new, err);
    if (!ok)
        (void)rmdir(path.data); /* or the next try finds the folder filled */
    str_release(&path);
    str_release(&text);
    return ok;
}

/* The quotes are for a shell, in which the line can be pasted. */
static void print_next(const char *folder)
{
    bool is_plain = strpbrk(folder, " '\"$`\\&;()<>|*?[#~") == NULL;
    printf("  next       headmatter serve%s", folder[0] == '-' ? " --" : "");
    if (strcmp(folder, ".") != 0 && is_plain) {
        printf(" %s", folder);
    } else if (!is_plain) {
        printf(" '");
        for (const char *c = folder; *c != '\0'; c++)
            printf(*c == '\'' ? "'\\''" : "%c", *c);
        printf("'");
    }
    printf("\n");
}

static bool report(const struct options *options, struct settings *settings,
                   struct site *site, bool has_first_post, struct err *err)
{
    struct snapshot *snapshot = store_acquire(site_store(site));
    bool is_new = false;
    settings_add_generator(settings, options->folder);
    bool ok = write_settings(options->folder, settings, snapshot, &is_new, err);
    if (ok) {
        struct str folder = {0};
        visible_append(&folder, slice_of(site_folder(site)));
        printf("headmatter " HEADMATTER_VERSION "\n  folder     %s (%.*s)\n"
               "  %s      " SETTINGS_FILE "\n",
               folder.data, SLICE_FMT(snapshot->site.kind),
               is_new ? "wrote" : "kept ");
        str_release(&folder);
        if (has_first_post)
            printf("  wrote      " FIRST_POST "\n");
        print_next(options->folder);
    }
    snapshot_unref(snapshot);
    return ok;
}

int command_init(const struct options *options)
{
    const char *folder = options->folder;
    struct settings settings;
    struct site *site;
    struct err err;

    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        err_set(&err, ERR_IO, "%s cannot be made: %s", folder, strerror(errno));
        err_set_hint(&err, "name a new folder in one that you may write to");
        return message_print(EXIT_FAILED, &err);
    }
    bool is_empty = is_empty_folder(folder);
    if (is_empty && !write_first_post(folder, &err))
        return message_print(EXIT_FAILED, &err);
    int code = load_site(options, &settings, &site);
    if (code != EXIT_DONE)
        return code;
    bool ok = report(options, &settings, site, is_empty, &err);
    site_close(site);
    settings_release(&settings);
    return ok ? EXIT_DONE : message_print(EXIT_FAILED, &err);
}
