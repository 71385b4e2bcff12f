/* replay.c - a fuzzer without the fuzzing: feeds it files, once each.
 *
 *     <name>_replay FILE|FOLDER...
 *
 * So every build and every sanitizer runs the fuzzers' checks over the kept
 * inputs in a moment, with any compiler. Folders are read to the bottom. A
 * .txt file is a table: of each line, what stands before the first "|" is one
 * input, lines that begin with "#" are none. What begins with a "." is left
 * out. A fault stops the program there, and the last line names the input. */
/* Before fts.h, which uses them without saying so. */
#include <sys/stat.h>
#include <sys/types.h>

#include <errno.h>
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static unsigned long fed;

static void die(const char *what)
{
    (void)fprintf(stderr, "replay: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* A copy of its own, so that reading one byte too far is seen. */
static void feed(const char *bytes, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL)
        die("memory");
    if (size > 0)
        memcpy(copy, bytes, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    fed++;
}

static void feed_table(const char *text, size_t size)
{
    const char *end = text + size;
    while (text < end) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        if (line_end == NULL)
            line_end = end;
        const char *bar = memchr(text, '|', (size_t)(line_end - text));
        const char *stop = bar != NULL ? bar : line_end;
        if (stop > text && text[0] != '#')
            feed(text, (size_t)(stop - text));
        text = line_end + 1;
    }
}

static void feed_file(const char *path, size_t size)
{
    const char *extension = strrchr(path, '.');
    char *bytes = malloc(size + 1);
    FILE *file = fopen(path, "rb");
    if (bytes == NULL || file == NULL)
        die(path);
    size = fread(bytes, 1, size, file);
    (void)fclose(file);

    printf("%s\n", path);
    (void)fflush(stdout);
    if (extension != NULL && strcmp(extension, ".txt") == 0)
        feed_table(bytes, size);
    else
        feed(bytes, size);
    free(bytes);
}

int main(int argc, char **argv)
{
    FTS *tree = argc > 1 ? fts_open(argv + 1, FTS_LOGICAL, NULL) : NULL;
    if (tree == NULL) {
        (void)fprintf(stderr, "usage: %s FILE|FOLDER...\n", argv[0]);
        return 2;
    }
    for (FTSENT *entry = fts_read(tree); entry != NULL;
         entry = fts_read(tree)) {
        if (entry->fts_level > 0 && entry->fts_name[0] == '.')
            (void)fts_set(tree, entry, FTS_SKIP);
        else if (entry->fts_info == FTS_F)
            feed_file(entry->fts_path, (size_t)entry->fts_statp->st_size);
        else if (entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR)
            die(entry->fts_path);
    }
    (void)fts_close(tree);
    printf("%lu inputs\n", fed);
    return fed > 0 ? 0 : 1;
}
