/* mirror.c - fetches, and makes a tree of files of each commit.
 *
 *     remote --fetch, depth 1--> refs/headmatter/served
 *                                      | read-tree -u, with an index of its own
 *                                      v
 *                            trees/COMMIT.part --rename--> trees/COMMIT
 *
 * A tree of its own for each commit, rather than one that git changes in place:
 * a look at that could meet half of a checkout, and a file that is being sent
 * could become another one. `git archive` would leave out what the attributes
 * of the repository exclude from releases.
 *
 * The ref is set by force, so a history that was rewritten is one more commit.
 * A repository that was damaged is thrown away and fetched anew, once the
 * remote has been found to be there. */
#include "git/mirror.h"

#include "base/array.h"
#include "git/tree_files.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REF        "refs/headmatter/served"
#define COMMIT     REF "^{commit}"
#define UNFINISHED ".part"

/* "https://user@host:8443/a.git" -> "https://host:8443", for which the token
 * is; an address that redirects to another host does not get it there. */
static void append_host(const char *url, struct str *out)
{
    struct slice text = slice_of(url);
    size_t start = slice_find(text, 0, SLICE("://"));
    if (!slice_starts(text, "http") || start == text.size)
        return;
    start += strlen("://");
    size_t end = slice_find_char(text, start, '/');
    struct slice host = slice_sub(text, start, end);
    size_t at = slice_find_char(host, 0, '@');
    str_append(out, slice_sub(text, 0, start));
    str_append(out, at < host.size ? slice_from(host, at + 1) : host);
}

void mirror_init(struct mirror *mirror, const struct keeper_options *options,
                 int cancel)
{
    *mirror = (struct mirror){.options = *options};
    str_appendf(&mirror->repository, "%s/repository", options->cache);
    str_appendf(&mirror->trees, "%s/trees", options->cache);
    str_appendf(&mirror->current, "%s/current", options->cache);
    str_appendf(&mirror->index, "%s/index", options->cache);
    if (options->token[0] != '\0')
        append_host(options->url, &mirror->host);
    mirror->runner = (struct git_runner){
        .ssh_key = options->ssh_key,
        .known_hosts = options->known_hosts,
        .credentials_of = mirror->host.size > 0 ? mirror->host.data : "",
        .token = options->token,
        .timeout_s = options->timeout_s,
        .max_bytes = options->max_bytes,
        .cancel = cancel,
    };
}

void mirror_release(struct mirror *mirror)
{
    str_release(&mirror->repository);
    str_release(&mirror->trees);
    str_release(&mirror->current);
    str_release(&mirror->index);
    str_release(&mirror->host);
}

static bool make_folder(const char *path, struct err *err)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST ||
           err_set(err, ERR_IO, "cannot make the folder %s: %s", path,
                   strerror(errno));
}

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static bool ensure_repository(const struct mirror *mirror, struct err *err)
{
    struct str head = {0};
    const char *repository = mirror->repository.data;
    str_appendf(&head, "%s/HEAD", repository);
    const struct git_run init = {
        .arguments = {"init", "--quiet", "--bare", "--template=", repository}};
    bool ok =
        is_there(head.data) || (remove_all(repository, err) &&
                                git_run(&mirror->runner, &init, NULL, err));
    str_release(&head);
    return ok;
}

/* What the remote calls it. */
static void append_ref(const struct mirror *mirror, struct str *out)
{
    const char *branch = mirror->options.branch;
    if (branch[0] == '\0')
        str_append_text(out, "HEAD");
    else if (slice_starts(slice_of(branch), "refs/"))
        str_append_text(out, branch);
    else
        str_appendf(out, "refs/heads/%s", branch);
}

static bool fetch(const struct mirror *mirror, struct err *err)
{
    struct str refspec = {0};
    str_append_char(&refspec, '+');
    append_ref(mirror, &refspec);
    str_append_text(&refspec, ":" REF);
    const struct git_run run = {
        .arguments = {"fetch", "--quiet", "--depth=1", "--no-tags",
                      "--no-recurse-submodules", "--no-write-fetch-head",
                      "--force", "--", mirror->options.url, refspec.data},
        .folder = mirror->repository.data,
        .is_remote = true};
    bool ok = git_run(&mirror->runner, &run, NULL, err);
    str_release(&refspec);
    return ok;
}

/* Whether the remote has the branch, so that a failure is the fault of what is
 * kept here. */
static bool has_remote(const struct mirror *mirror)
{
    struct str ref = {0};
    struct err err;
    append_ref(mirror, &ref);
    const struct git_run run = {.arguments = {"ls-remote", "--quiet",
                                              "--exit-code", "--",
                                              mirror->options.url, ref.data},
                                .folder = mirror->options.cache,
                                .is_remote = true};
    bool ok = git_run(&mirror->runner, &run, NULL, &err);
    str_release(&ref);
    return ok;
}

static bool find_commit(const struct mirror *mirror,
                        char ret_commit[GIT_ID_BYTES], struct err *err)
{
    struct str out = {0};
    const struct git_run run = {.arguments = {"rev-parse", "--quiet",
                                              "--verify", "--end-of-options",
                                              (COMMIT)},
                                .folder = mirror->repository.data};
    bool ok = git_run(&mirror->runner, &run, &out, err);
    struct slice name = slice_trim(str_slice(&out));
    if (ok && !git_is_commit(name))
        ok = err_set(err, ERR_INVALID, "git: what was fetched is no commit");
    if (ok)
        (void)snprintf(ret_commit, GIT_ID_BYTES, "%.*s", SLICE_FMT(name));
    str_release(&out);
    return ok;
}

static bool list(const struct mirror *mirror, const char *commit,
                 struct str *out, struct err *err)
{
    const struct git_run run = {
        .arguments = {"ls-tree", "-r", "-l", "-z", "--full-tree", commit},
        .folder = mirror->repository.data};
    return git_run(&mirror->runner, &run, out, err);
}

/* Whether what is to be served is a folder, and in the tree: a link may lead
 * anywhere. */
static bool check_path(const struct mirror *mirror, const char *tree,
                       struct err *err)
{
    char real[PATH_MAX], real_tree[PATH_MAX];
    struct str path = {0};
    struct stat status;
    str_appendf(&path, "%s/%s", tree, mirror->options.path);
    bool ok =
        realpath(path.data, real) != NULL &&
        realpath(tree, real_tree) != NULL && stat(real, &status) == 0 &&
        S_ISDIR(status.st_mode) &&
        strncmp(real, real_tree, strlen(real_tree)) == 0 &&
        (real[strlen(real_tree)] == '/' || real[strlen(real_tree)] == '\0');
    str_release(&path);
    if (!ok) {
        err_set(err, ERR_INVALID, "the commit has no folder %s",
                mirror->options.path);
        err_set_hint(err, "check the path, --path");
    }
    return ok;
}

static bool write_files(const struct mirror *mirror, const char *commit,
                        const char *folder, struct err *err)
{
    struct str git_dir = {0}, work_tree = {0};
    str_appendf(&git_dir, "--git-dir=%s", mirror->repository.data);
    str_appendf(&work_tree, "--work-tree=%s", folder);
    const struct git_run run = {.arguments = {git_dir.data, work_tree.data,
                                              "read-tree", "--reset", "-u",
                                              commit},
                                .folder = folder,
                                .index = mirror->index.data};
    bool ok = remove_all(mirror->index.data, err) &&
              git_run(&mirror->runner, &run, NULL, err);
    str_release(&git_dir);
    str_release(&work_tree);
    return ok;
}

/* Makes the tree under another name, which it loses only when it is whole. */
static bool export(const struct mirror *mirror, const char *commit,
                   const char *tree, struct err *err)
{
    struct str part = {0};
    str_appendf(&part, "%s/%s" UNFINISHED, mirror->trees.data, commit);
    bool ok = remove_all(part.data, err) && make_folder(part.data, err) &&
              write_files(mirror, commit, part.data, err) &&
              check_path(mirror, part.data, err);
    if (ok && rename(part.data, tree) != 0)
        ok = err_set(err, ERR_IO, "cannot make %s: %s", tree, strerror(errno));
    if (!ok)
        remove_quietly(part.data);
    str_release(&part);
    return ok;
}

static bool make_tree(const struct mirror *mirror, struct keeper_tree *tree,
                      struct err *err)
{
    struct str listing = {0}, folder = {0};
    uint64_t bytes = 0;
    str_appendf(&folder, "%s/%s", mirror->trees.data, tree->commit);
    bool ok = list(mirror, tree->commit, &listing, err);
    if (ok) {
        measure_listing(str_slice(&listing), &bytes, &tree->submodules);
        if (bytes > mirror->options.max_bytes) {
            ok = err_set(err, ERR_LIMIT,
                         "the files of commit %.12s have %llu MB", tree->commit,
                         (unsigned long long)bytes / 1000000);
            err_set_hint(err, "--git-max-bytes sets how many are allowed");
        }
    }
    ok = ok && (is_there(folder.data) ||
                export(mirror, tree->commit, folder.data, err));
    if (ok)
        find_pointers(str_slice(&listing), folder.data, tree);
    str_release(&listing);
    str_release(&folder);
    return ok;
}

static bool fetch_all(const struct mirror *mirror, struct keeper_tree *tree,
                      struct err *err)
{
    return ensure_repository(mirror, err) && fetch(mirror, err) &&
           find_commit(mirror, tree->commit, err) &&
           make_tree(mirror, tree, err);
}

/* Objects that no commit needs any more. A failure costs nothing but room. */
static void collect_garbage(const struct mirror *mirror)
{
    struct err err;
    const struct git_run run = {.arguments = {"gc", "--auto", "--quiet"},
                                .folder = mirror->repository.data};
    if (!git_run(&mirror->runner, &run, NULL, &err))
        return; /* the next one tries again */
}

static void remove_old_trees(const struct mirror *mirror, const char *in_use)
{
    char current[GIT_ID_BYTES] = "";
    (void)keeper_find_current(mirror->options.cache, "", current);
    const struct slice kept[] = {slice_of(current), slice_of(in_use)};
    remove_others(mirror->trees.data, kept, ARRAY_COUNT(kept));
}

bool mirror_fetch(struct mirror *mirror, const char *in_use,
                  struct keeper_tree *ret_tree, struct err *err)
{
    struct keeper_tree tree = {0};
    if (!make_folder(mirror->trees.data, err))
        return false;
    remove_old_trees(mirror, in_use);
    bool ok = fetch_all(mirror, &tree, err);
    if (!ok && err->code == ERR_IO && has_remote(mirror)) {
        struct err again;
        ok = remove_all(mirror->repository.data, &again) &&
             fetch_all(mirror, &tree, &again);
        *err = ok ? *err : again;
    }
    if (ok)
        collect_garbage(mirror);
    if (ok)
        *ret_tree = tree;
    return ok;
}

bool mirror_switch(struct mirror *mirror, const char *commit, struct err *err)
{
    struct str target = {0}, next = {0};
    str_appendf(&target, "trees/%s", commit);
    str_appendf(&next, "%s.next", mirror->current.data);
    bool ok = remove_all(next.data, err);
    if (ok && (symlink(target.data, next.data) != 0 ||
               rename(next.data, mirror->current.data) != 0))
        ok = err_set(err, ERR_IO, "cannot change the link %s: %s",
                     mirror->current.data, strerror(errno));
    str_release(&target);
    str_release(&next);
    return ok;
}
