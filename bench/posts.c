/* posts.c - writes a site of made-up posts, for bench/run.
 *
 *     posts COUNT BYTES DIR  ->  DIR/content/data/team/author-<n>.json
 *                                DIR/content/pages/blog/post-<nnnnn>.md
 *
 * Each post has the front matter of a Stackbit post as its visual editor
 * writes it (about 40 lines, three levels deep: that is what YAML costs in
 * real life) and a body of paragraphs, headings, lists, links and code up to
 * about BYTES in all. The words are syllables drawn at random, so no two posts
 * are alike and no cache is flattered; the draw depends on nothing but the
 * number of the post, so every run on every machine measures the same bytes. */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define AUTHORS       20
#define MAX_POST_SIZE (1024 * 1024)

struct text {
    char bytes[MAX_POST_SIZE];
    size_t size;
};

static uint64_t random_state;

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static unsigned draw(unsigned below)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (unsigned)((random_state * 0x2545F4914F6CDD1DU) >> 33) % below;
}

static void seed(unsigned number)
{
    random_state = (number + 1) * 0x9E3779B97F4A7C15U;
}

static void die(const char *what)
{
    (void)fprintf(stderr, "posts: %s: %s\n", what, strerror(errno));
    exit(1);
}

__attribute__((format(printf, 2, 3))) static void add(struct text *text,
                                                      const char *format, ...)
{
    size_t room = sizeof text->bytes - text->size;
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(text->bytes + text->size, room, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= room) {
        errno = EFBIG;
        die("a post");
    }
    text->size += (size_t)size;
}

static void add_words(struct text *text, unsigned count)
{
    static const char *const syllables[] = {
        "ba",  "con", "der", "el",  "fi", "gra", "ho", "in", "ka",  "lo", "mi",
        "nor", "o",   "per", "qua", "ri", "sta", "tu", "un", "ver", "wa", "zé"};

    for (unsigned i = 0; i < count; i++) {
        if (i > 0)
            add(text, " ");
        for (unsigned left = 1 + draw(4); left > 0; left--)
            add(text, "%s",
                syllables[draw(sizeof syllables / sizeof *syllables)]);
    }
}

static void add_line(struct text *text, const char *start, unsigned words,
                     const char *end)
{
    add(text, "%s", start);
    add_words(text, words);
    add(text, "%s", end);
}

/* One draw a statement: C leaves the order of a call's arguments open, and
 * compilers differ. */
static void add_head(struct text *text)
{
    add_line(text, "---\ntype: PostLayout\ntitle: ", 4 + draw(5), "\n");
    add(text, "date: '%04u", 2005 + draw(20));
    add(text, "-%02u", 1 + draw(12));
    add(text, "-%02u'\n", 1 + draw(28));
    add(text, "author: content/data/team/author-%u.json\n", draw(AUTHORS));
    add_line(text, "excerpt: >-\n  ", 20, "\n");
    add(text, "tags:\n  - topic %u\n", draw(50));
    add(text, "  - theme %u\n", draw(200));
    if (draw(20) == 0)
        add(text, "isFeatured: true\n");
}

static void add_front_matter(struct text *text, unsigned number)
{
    add_head(text);
    add(text, "colors: colors-%c\nbackgroundImage:\n", (char)('a' + draw(6)));
    add(text, "  type: BackgroundImage\n  url: /images/%u.jpg\n", draw(9));
    add(text, "  backgroundSize: cover\n  backgroundPosition: center\n");
    add(text, "  backgroundRepeat: no-repeat\n  opacity: %u\n", draw(100));
    add(text, "featuredImage:\n  type: ImageBlock\n");
    add(text, "  url: /images/post-%u.jpg\n", number);
    add_line(text, "  altText: ", 4, "\nmedia:\n  type: ImageBlock\n");
    add(text, "  url: /images/post-%u.jpg\n  elementId: ''\n", number);
    add_line(text, "  caption: ", 5, "\nbottomSections:\n");
    add(text, "  - elementId: ''\n    type: RecentPostsSection\n"
              "    colors: colors-f\n    variant: variant-d\n"
              "    subtitle: Recent posts\n    showDate: true\n"
              "    showAuthor: false\n    showExcerpt: true\n"
              "    recentCount: 3\n    styles:\n      self:\n"
              "        height: auto\n        width: wide\n"
              "        margin:\n          - mt-0\n          - mb-0\n"
              "          - ml-0\n          - mr-0\n"
              "        padding:\n          - pt-12\n          - pb-56\n"
              "          - pr-4\n          - pl-4\n"
              "        justifyContent: center\n"
              "      title:\n        textAlign: left\n"
              "      subtitle:\n        textAlign: left\n"
              "    showFeaturedImage: true\n    showReadMoreLink: true\n---\n");
}

static void add_block(struct text *text)
{
    switch (draw(8)) {
    case 0:
        add_line(text, "## ", 3 + draw(4), "\n\n");
        break;
    case 1:
        for (unsigned left = 3 + draw(3); left > 0; left--)
            add_line(text, "- ", 4 + draw(8), "\n");
        add(text, "\n");
        break;
    case 2:
        add_line(text, "```sh\n", 6, "\n```\n\n");
        break;
    case 3:
        add_line(text, "> ", 12 + draw(10), "\n\n");
        break;
    default:
        add_words(text, 15 + draw(30));
        add_line(text, " **", 2, "** ");
        add_line(text, "[", 2, "](https://example.org/) and *");
        add_words(text, 1);
        add_line(text, "* ", 10 + draw(20), ".\n\n");
        break;
    }
}

static void write_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        die(path);
    bool ok = fwrite(bytes, 1, size, file) == size;
    if (fclose(file) != 0 || !ok)
        die(path);
}

static void write_authors(const char *dir)
{
    for (unsigned i = 0; i < AUTHORS; i++) {
        static struct text text;
        char path[4096];
        text.size = 0;
        seed(1000000 + i);
        add_line(&text, "{\"type\": \"Person\", \"firstName\": \"", 1, "\",");
        add_line(&text, " \"lastName\": \"", 1, "\"}\n");
        (void)snprintf(path, sizeof path, "%s/content/data/team/author-%u.json",
                       dir, i);
        write_file(path, text.bytes, text.size);
    }
}

static void write_posts(const char *dir, unsigned count, size_t bytes)
{
    for (unsigned i = 0; i < count; i++) {
        static struct text text;
        char path[4096];
        text.size = 0;
        seed(i);
        add_front_matter(&text, i);
        do
            add_block(&text);
        while (text.size < bytes);
        (void)snprintf(path, sizeof path, "%s/content/pages/blog/post-%05u.md",
                       dir, i);
        write_file(path, text.bytes, text.size);
    }
}

static void make_folders(const char *dir)
{
    static const char *const folders[] = {"",
                                          "/content",
                                          "/content/data",
                                          "/content/data/team",
                                          "/content/pages",
                                          "/content/pages/blog"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s%s", dir, folders[i]);
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            die(path);
    }
}

int main(int argc, char **argv)
{
    unsigned long count = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
    unsigned long bytes = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    if (count == 0 || count > 1000000 || bytes > MAX_POST_SIZE / 2) {
        (void)fprintf(stderr, "usage: posts COUNT BYTES DIR\n");
        return 2;
    }
    make_folders(argv[3]);
    write_authors(argv[3]);
    write_posts(argv[3], (unsigned)count, bytes);
    return 0;
}
