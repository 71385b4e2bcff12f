/* run.c - starts git, reads what it says, and ends it when its time is over.
 *
 * The program rather than libgit2: it is on every machine that has a
 * repository, follows the ssh and credential settings that its owner knows,
 * fetches shallowly (libgit2 only from 1.7 on, which Debian 12 does not have),
 * and what a remote can make it do, it does in a process that the system
 * limits. */
#include "git/run.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHUNK_BYTES   65536
#define MAX_COMPLAINT 8192 /* of standard error; the rest is dropped */
#define MAX_VARIABLES 4096
#define MS_PER_S      1000
#define NOT_RUN       127
#define CREDENTIAL_HELPER                                                      \
    "!f() { test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' "       \
    "\"$HEADMATTER_GIT_USER\" \"$HEADMATTER_GIT_PASSWORD\"; }; f"
#define DEFAULT_USER "x-access-token" /* any will do for most forges */

/* Of all runs. Filters would let LFS fetch from elsewhere, and hooks run what
 * the machine's configuration names. */
static const char *const common[] = {
    "-c", "core.hooksPath=/dev/null",  "-c", "core.fsmonitor=false",
    "-c", "core.autocrlf=false",       "-c", "core.attributesFile=/dev/null",
    "-c", "filter.lfs.smudge=",        "-c", "filter.lfs.process=",
    "-c", "filter.lfs.required=false", "-c", "submodule.recurse=false",
    "-c", "gc.autoDetach=false",       "-c", "gc.auto=2000",
    "-c", "gc.autoPackLimit=40",       "-c", "gc.pruneExpire=now",
    "-c", "http.lowSpeedLimit=1",      "-c", "http.lowSpeedTime=60",
    "-c", "advice.detachedHead=false",
};

static const char *const variables[] = {
    "LC_ALL=C",
    "GIT_TERMINAL_PROMPT=0",
    "GIT_ASKPASS=",
    "SSH_ASKPASS=",
    "SSH_ASKPASS_REQUIRE=never",
    "GIT_ALLOW_PROTOCOL=https:http:ssh:git:file",
    "GIT_NO_LAZY_FETCH=1",
    "GIT_NO_REPLACE_OBJECTS=1",
    "GIT_OPTIONAL_LOCKS=0",
};

/* What of git's own variables its user has set for fetching; all others would
 * lead it to another repository. */
static const char *const kept[] = {
    "GIT_SSH=",           "GIT_SSH_COMMAND=",
    "GIT_SSH_VARIANT=",   "GIT_SSL_",
    "GIT_HTTP_",          "GIT_PROXY_",
    "GIT_CONFIG_GLOBAL=", "GIT_CONFIG_NOSYSTEM=",
    "GIT_CONFIG_SYSTEM=", "GIT_EXEC_PATH=",
};

static bool is_inherited(const char *variable)
{
    struct slice text = slice_of(variable);
    if (slice_starts(text, "HEADMATTER_") || slice_starts(text, "LC_ALL="))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(kept); i++) {
        if (slice_starts(text, kept[i]))
            return true;
    }
    return !slice_starts(text, "GIT_") && !slice_starts(text, "SSH_ASKPASS");
}

static void append_quoted(struct str *out, const char *path)
{
    str_append_char(out, '\'');
    for (; *path != '\0'; path++) {
        if (*path == '\'')
            str_append_text(out, "'\\''");
        else
            str_append_char(out, *path);
    }
    str_append_char(out, '\'');
}

/* A host that is not known is refused, not asked about. */
static void append_ssh(const struct git_runner *runner, struct str *out)
{
    str_append_text(out, "GIT_SSH_COMMAND=ssh -o BatchMode=yes "
                         "-o StrictHostKeyChecking=yes -o ConnectTimeout=20");
    if (runner->ssh_key[0] != '\0') {
        str_append_text(out, " -o IdentitiesOnly=yes -i ");
        append_quoted(out, runner->ssh_key);
    }
    if (runner->known_hosts[0] != '\0') {
        str_append_text(out, " -o UserKnownHostsFile=");
        append_quoted(out, runner->known_hosts);
    }
}

/* Reads TOKEN or USER:TOKEN. */
static bool read_token(const char *file, struct str *ret_user,
                       struct str *ret_password, struct err *err)
{
    char bytes[4096];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd >= 0 ? read(fd, bytes, sizeof bytes) : -1;
    if (fd >= 0)
        (void)close(fd);
    if (size < 0)
        return err_set(err, ERR_IO, "%s: the token cannot be read: %s", file,
                       strerror(errno));
    struct slice line = {bytes, (size_t)size};
    line = slice_trim(slice_sub(line, 0, slice_find_char(line, 0, '\n')));
    size_t colon = slice_find_char(line, 0, ':');
    bool has_user = colon < line.size;
    if (line.size == 0 || (size_t)size == sizeof bytes)
        return err_set(err, ERR_INVALID,
                       "%s: the file must have one line: TOKEN or USER:TOKEN",
                       file);
    if (has_user)
        str_append(ret_user, slice_sub(line, 0, colon));
    else
        str_append_text(ret_user, DEFAULT_USER);
    str_append(ret_password, has_user ? slice_from(line, colon + 1) : line);
    return true;
}

/* The variables of one run. */
struct surroundings {
    const char *items[MAX_VARIABLES];
    size_t count;
    struct str ssh, user, password, index;
};

static void add_variable(struct surroundings *all, const char *variable)
{
    if (all->count + 1 < MAX_VARIABLES)
        all->items[all->count++] = variable;
}

static void surroundings_free(struct surroundings *all)
{
    str_release(&all->ssh);
    str_release(&all->user);
    str_release(&all->password);
    str_release(&all->index);
    free(all);
}

static bool has_own_ssh(void)
{
    return getenv("GIT_SSH_COMMAND") != NULL || getenv("GIT_SSH") != NULL;
}

static bool surround(const struct git_runner *runner, const struct git_run *run,
                     struct surroundings *all, struct err *err)
{
    bool names_ssh =
        runner->ssh_key[0] != '\0' || runner->known_hosts[0] != '\0';
    bool sets_ssh = names_ssh || !has_own_ssh();
    for (size_t i = 0; i < ARRAY_COUNT(variables); i++)
        add_variable(all, variables[i]);
    for (char **variable = environ; *variable != NULL; variable++) {
        if (is_inherited(*variable) &&
            !(sets_ssh && slice_starts(slice_of(*variable), "GIT_SSH")))
            add_variable(all, *variable);
    }
    if (sets_ssh) {
        append_ssh(runner, &all->ssh);
        add_variable(all, all->ssh.data);
    }
    if (run->index != NULL) {
        str_appendf(&all->index, "GIT_INDEX_FILE=%s", run->index);
        add_variable(all, all->index.data);
    }
    if (!run->is_remote || runner->credentials_of[0] == '\0')
        return true;
    str_append_text(&all->user, "HEADMATTER_GIT_USER=");
    str_append_text(&all->password, "HEADMATTER_GIT_PASSWORD=");
    if (!read_token(runner->token, &all->user, &all->password, err))
        return false;
    add_variable(all, all->user.data);
    add_variable(all, all->password.data);
    return true;
}

static void add_credentials(const struct git_runner *runner, struct str *option)
{
    str_appendf(option, "credential.%s.helper=", runner->credentials_of);
    str_append_text(option, CREDENTIAL_HELPER);
}

static _Noreturn void become(const struct git_runner *runner,
                             const struct git_run *run,
                             const char *const *arguments,
                             const char *const *environment, int out,
                             int complaint)
{
    const struct rlimit limit = {runner->max_bytes, runner->max_bytes};
    int nothing = open("/dev/null", O_RDONLY);
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGXFSZ, SIG_DFL);
    (void)setpgid(0, 0);
    (void)setrlimit(RLIMIT_FSIZE, &limit);
    if (dup2(nothing, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
        dup2(complaint, STDERR_FILENO) < 0 ||
        (run->folder != NULL && chdir(run->folder) != 0))
        _exit(NOT_RUN);
    (void)execvpe("git", (char *const *)arguments, (char *const *)environment);
    _exit(NOT_RUN);
}

/* The ends that are read. */
struct outlet {
    int out, complaint;
    pid_t pid;
};

static bool start(const struct git_runner *runner, const struct git_run *run,
                  const char *const *arguments, const char *const *environment,
                  struct outlet *ret_outlet, struct err *err)
{
    int out[2], complaint[2];
    if (pipe2(out, O_CLOEXEC) != 0)
        return err_set(err, ERR_IO, "cannot run git: %s", strerror(errno));
    if (pipe2(complaint, O_CLOEXEC) != 0) {
        (void)close(out[0]);
        (void)close(out[1]);
        return err_set(err, ERR_IO, "cannot run git: %s", strerror(errno));
    }
    pid_t pid = fork();
    if (pid == 0)
        become(runner, run, arguments, environment, out[1], complaint[1]);
    (void)close(out[1]);
    (void)close(complaint[1]);
    *ret_outlet = (struct outlet){out[0], complaint[0], pid};
    if (pid > 0) {
        (void)setpgid(pid, pid); /* whoever of the two is first */
        return true;
    }
    (void)close(out[0]);
    (void)close(complaint[0]);
    return err_set(err, ERR_IO, "cannot run git: %s", strerror(errno));
}

/* Returns whether there may be more; what is over the limit is dropped. */
static bool take(int fd, struct str *out, size_t max_bytes, bool *ret_is_cut)
{
    char bytes[CHUNK_BYTES];
    ssize_t size = read(fd, bytes, sizeof bytes);
    if (size < 0)
        return errno == EINTR || errno == EAGAIN;
    struct slice got = {bytes, (size_t)size};
    if (out != NULL && out->size + got.size <= max_bytes)
        str_append(out, got);
    else if (got.size > 0)
        *ret_is_cut = true;
    return size > 0;
}

enum ending { ENDED, TOO_LATE, CANCELLED };

/* Until git and all that it has started have closed their ends. */
static enum ending read_outlet(const struct git_runner *runner,
                               const struct outlet *outlet, struct str *out,
                               struct str *complaint, bool *ret_is_cut)
{
    struct pollfd ends[] = {{.fd = outlet->out, .events = POLLIN},
                            {.fd = outlet->complaint, .events = POLLIN},
                            {.fd = runner->cancel, .events = POLLRDHUP}};
    int64_t until_us =
        clock_monotonic_us() + (int64_t)runner->timeout_s * 1000000;
    bool is_dropped = false;
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        int64_t left_ms = (until_us - clock_monotonic_us()) / 1000;
        if (left_ms <= 0)
            return TOO_LATE;
        if (poll(ends, ARRAY_COUNT(ends),
                 left_ms < MS_PER_S ? (int)left_ms : MS_PER_S) < 0 &&
            errno != EINTR)
            return TOO_LATE;
        if ((ends[2].revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0)
            return CANCELLED;
        if (ends[0].fd >= 0 && ends[0].revents != 0 &&
            !take(ends[0].fd, out, GIT_MAX_OUTPUT, ret_is_cut))
            ends[0].fd = -1;
        if (ends[1].fd >= 0 && ends[1].revents != 0 &&
            !take(ends[1].fd, complaint, MAX_COMPLAINT, &is_dropped))
            ends[1].fd = -1;
    }
    return ENDED;
}

/* The line that says most: the first that is fatal, else the last one. */
static struct slice pick_line(struct slice complaint)
{
    static const char *const marks[] = {"fatal: ", "error: "};
    struct slice found = SLICE_NONE, line;
    bool is_found = false;
    while (slice_cut(&complaint, '\n', &line)) {
        line = slice_trim(line);
        for (size_t i = 0; !is_found && i < ARRAY_COUNT(marks); i++) {
            if (slice_starts(line, marks[i])) {
                found = slice_from(line, strlen(marks[i]));
                is_found = true;
            }
        }
        if (!is_found && line.size > 0)
            found = line;
    }
    return found;
}

/* What to do about what git says; the texts are those of git and of ssh. */
static const struct {
    const char *says, *hint;
} hints[] = {
    {"could not read Username",
     "name a file with a token by --git-token, or use an address with ssh"},
    {"Authentication failed",
     "the token in the file of --git-token is refused"},
    {"Host key verification failed",
     "put the host's key into the file of --git-known-hosts: ssh-keyscan"},
    {"Permission denied (publickey",
     "name the file of a deploy key by --git-ssh-key"},
    {"couldn't find remote ref", "check the name of the branch, --branch"},
    {"does not appear to be a git repository", "check the address, --git"},
    {"dubious ownership",
     "the repository belongs to another user: git config --global --add "
     "safe.directory PATH"},
    {"No space left", "free some, or set another folder by --git-cache"},
};

static bool explain(const struct git_run *run, int status, struct slice says,
                    struct err *err)
{
    struct slice line = pick_line(says);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_RUN && says.size == 0) {
        err_set(err, ERR_UNSUPPORTED, "git is not installed");
        return err_set_hint(err, "install it, or check PATH");
    }
    if (WIFSIGNALED(status) && line.size == 0)
        err_set(err, ERR_IO, "git %s was ended by signal %d", run->arguments[0],
                WTERMSIG(status));
    else
        err_set(err, ERR_IO, "git: %.*s", SLICE_FMT(slice_sub(line, 0, 300)));
    for (size_t i = 0; i < ARRAY_COUNT(hints); i++) {
        if (slice_find(says, 0, slice_of(hints[i].says)) < says.size)
            return err_set_hint(err, "%s", hints[i].hint);
    }
    return false;
}

static bool finish(const struct git_runner *runner, const struct git_run *run,
                   const struct outlet *outlet, enum ending ending,
                   struct slice says, struct err *err)
{
    int status = 0;
    if (ending != ENDED)
        (void)kill(-outlet->pid, SIGKILL);
    while (waitpid(outlet->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    (void)close(outlet->out);
    (void)close(outlet->complaint);
    if (ending == TOO_LATE) {
        err_set(err, ERR_LIMIT, "git %s took longer than %u seconds",
                run->arguments[0], runner->timeout_s);
        return err_set_hint(err, "--git-timeout sets how long it may take");
    }
    if (ending == CANCELLED)
        return err_set(err, ERR_AGAIN, "git was ended with the server");
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           explain(run, status, says, err);
}

bool git_run(const struct git_runner *runner, const struct git_run *run,
             struct str *out, struct err *err)
{
    const char *arguments[1 + ARRAY_COUNT(common) + 4 + GIT_MAX_ARGUMENTS];
    struct surroundings *all = mem_alloc(1, sizeof *all);
    struct str complaint = {0}, credentials = {0};
    struct outlet outlet = {-1, -1, -1};
    bool is_cut = false;
    size_t count = 0;

    arguments[count++] = "git";
    for (size_t i = 0; i < ARRAY_COUNT(common); i++)
        arguments[count++] = common[i];
    if (run->is_remote && runner->credentials_of[0] != '\0') {
        add_credentials(runner, &credentials);
        arguments[count++] = "-c";
        arguments[count++] = credentials.data;
    }
    for (size_t i = 0; run->arguments[i] != NULL; i++)
        arguments[count++] = run->arguments[i];
    arguments[count] = NULL;
    bool ok = surround(runner, run, all, err) &&
              start(runner, run, arguments, all->items, &outlet, err);
    if (ok) {
        enum ending ending =
            read_outlet(runner, &outlet, out, &complaint, &is_cut);
        ok = finish(runner, run, &outlet, ending, str_slice(&complaint), err);
    }
    if (ok && out != NULL && is_cut)
        ok = err_set(err, ERR_LIMIT, "git %s printed more than %d MB",
                     run->arguments[0], GIT_MAX_OUTPUT / 1000000);
    surroundings_free(all);
    str_release(&complaint);
    str_release(&credentials);
    return ok;
}
