/* tokens.c - reads the tokens file, and appends a line to it.
 *
 * Removing a line must revoke the token whatever else is wrong. So an invalid
 * line gives access to nobody while the others stay in effect, and a file that
 * cannot be read has no tokens. Each is also an error that keeps a server from
 * starting: a token that was silently ignored would be searched for in the
 * wrong place. The file must not be in the content folder unless its name
 * starts with a dot: such files are never read as content. */
#include "site/tokens.h"

#include "base/ascii.h"
#include "document/bytes.h"
#include "document/path.h"
#include "store/preview.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HINT_FORM                                                              \
    "each line is  name:hash  as  headmatter token NAME  writes it"
#define HINT_FILE                                                              \
    "no token is accepted until the server can read it; headmatter token "     \
    "NAME creates one"

struct slice tokens_path(const struct settings *settings, const char *folder,
                         struct arena *arena)
{
    return settings_path(settings, "tokens", folder, arena);
}

static bool is_name(struct slice name)
{
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!ascii_is_letter_or_digit(c) && c != '-' && c != '_')
            return false;
    }
    return name.size > 0 && name.size <= TOKENS_MAX_NAME_BYTES;
}

/* Follows links in the path of the folder but not in the file's own name: by
 * that name it would be read as content. */
static bool is_in_content(struct slice path, const char *folder)
{
    struct slice above = path_folder(path);
    struct str parent = {0};
    str_append(&parent, above.size > 0            ? above
                        : slice_starts(path, "/") ? SLICE("/")
                                                  : SLICE("."));
    char *root = realpath(folder, NULL), *real = realpath(parent.data, NULL);
    bool is_in = false;
    if (root != NULL && real != NULL)
        is_in = path_is_within(slice_of(real), slice_of(root));
    free(root);
    free(real);
    str_release(&parent);
    return is_in && !slice_starts(path_name(path), ".");
}

static void report(struct diagnostics *faults, uint32_t line, const char *hint,
                   const char *message)
{
    diagnostics_add(faults, DIAGNOSTIC_TOKENS_INVALID, line, 0, hint, "%s",
                    message);
}

static void read_line(struct policy *policy, struct token *tokens,
                      struct slice line, uint32_t number,
                      struct diagnostics *faults)
{
    size_t colon = slice_find_char(line, 0, ':');
    struct token token = {.name = slice_sub(line, 0, colon)};
    struct slice hash = slice_from(line, colon + 1);

    if (!is_name(token.name))
        report(faults, number, HINT_FORM,
               "a token's name consists of letters, digits, '-' and '_'");
    else if (!token_hash_parse(hash, &token.hash))
        report(faults, number, HINT_FORM,
               slice_starts(hash, "hm_")
                   ? "this is a token instead of the hash of one; consider it "
                     "compromised"
                   : "a token's hash has 64 hexadecimal digits");
    else if (policy_token(policy, token.name) != NULL)
        report(faults, number, "rename one of the two",
               "another token above has the same name");
    else
        tokens[policy->token_count++] = token;
}

static void read_lines(struct slice text, struct policy *policy,
                       struct arena *arena, struct diagnostics *faults)
{
    struct token *tokens = arena_alloc(arena, TOKENS_MAX, sizeof *tokens);
    struct slice line;
    policy->tokens = tokens;
    for (uint32_t number = 1; slice_cut(&text, '\n', &line); number++) {
        line = slice_trim(line);
        if (line.size == 0 || line.data[0] == '#')
            continue;
        if (policy->token_count == TOKENS_MAX) {
            report(faults, number, "remove those that are no longer used",
                   "there are more than 256 tokens");
            return;
        }
        read_line(policy, tokens, line, number, faults);
    }
}

/* They could let themselves in. */
static bool others_may_write(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

bool tokens_read(struct settings *settings, const char *folder,
                 struct diagnostics *faults)
{
    struct arena *arena = &settings->tokens_arena;
    struct slice path = tokens_path(settings, folder, arena), text;
    size_t before = faults->count;
    struct err err;

    settings->policy.tokens = NULL;
    settings->policy.token_count = 0;
    settings->policy.serves_preview = path.size > 0;
    if (path.size == 0)
        return true;
    faults->path = arena_copy(faults->arena, path);
    if (is_in_content(path, folder))
        report(faults, 0, "move it elsewhere, or start its name with '.'",
               "the tokens file is in the content folder");
    else if (others_may_write(path.data))
        report(faults, 0, "chmod go-w it; check its lines first",
               "others than its owner may write the tokens file, so no token "
               "is accepted");
    else if (!bytes_read(path.data, TOKENS_MAX_FILE_BYTES, arena, &text, &err))
        report(faults, 0, HINT_FILE, err.text);
    else
        read_lines(text, &settings->policy, arena, faults);
    return faults->count == before;
}

/* Else the next line would become part of the last one. */
static bool ends_a_line(int fd)
{
    char last;
    off_t size = lseek(fd, 0, SEEK_END);
    return size <= 0 || pread(fd, &last, 1, size - 1) != 1 || last == '\n';
}

static bool append(const char *path, struct slice line, struct err *err)
{
    struct str text = {0};
    int fd =
        open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool ok = fd >= 0;
    if (ok) {
        str_append_text(&text, ends_a_line(fd) ? "" : "\n");
        str_append(&text, line);
        ok = write(fd, text.data, text.size) == (ssize_t)text.size;
        ok = fsync(fd) == 0 && ok;
    }
    if (!ok)
        err_set(err, ERR_IO, "cannot write %s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    str_release(&text);
    return ok;
}

/* Reads the tokens that the file has, if it exists. */
static bool read_present(const char *path, struct arena *arena,
                         struct policy *policy, struct err *err)
{
    struct diagnostics faults = {.arena = arena, .path = slice_of(path)};
    struct slice text;
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return true;
    if (!bytes_read(path, TOKENS_MAX_FILE_BYTES, arena, &text, err))
        return false;
    read_lines(text, policy, arena, &faults);
    if (faults.count == 0)
        return true;
    err_set(err, ERR_INVALID, "%s:%u: %.*s", path, faults.items[0].line,
            SLICE_FMT(faults.items[0].message));
    return err_set_hint(err, "%.*s", SLICE_FMT(faults.items[0].hint));
}

bool tokens_add(const char *path, struct slice name,
                char ret_token[TOKEN_SIZE + 1], struct err *err)
{
    struct arena arena = {0};
    struct policy present = {0};
    char token[TOKEN_SIZE + 1], hex[TOKEN_HASH_HEX_SIZE + 1];
    bool ok = is_name(name);

    if (!ok) {
        err_set(err, ERR_INVALID, "'%.*s' is not a valid token name",
                SLICE_FMT(slice_sub(name, 0, 80)));
        err_set_hint(err, "use letters, digits, '-' and '_'");
    } else {
        ok = read_present(path, &arena, &present, err);
    }
    if (ok && policy_token(&present, name) != NULL) {
        ok = err_set(err, ERR_INVALID, "%s already has a token '%.*s'", path,
                     SLICE_FMT(name));
        err_set_hint(err, "remove its line first, or choose another name");
    }
    if (ok) {
        token_generate(token);
        const struct token_hash hash = token_hash_of(slice_of(token));
        token_hash_print(&hash, hex);
        ok = append(
            path, arena_printf(&arena, "%.*s:%s\n", SLICE_FMT(name), hex), err);
    }
    if (ok)
        memcpy(ret_token, token, sizeof token);
    arena_release(&arena);
    return ok;
}
