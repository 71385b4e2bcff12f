/* markdown.h - a body in Markdown and everything that is read off it.
 *
 * The only door to cmark and to cmark-gfm, its fork for GitHub's flavor. */
#ifndef DOCUMENT_MARKDOWN_H
#define DOCUMENT_MARKDOWN_H

#include "base/delta.h"
#include "base/err.h"
#include "document/diagnostic.h"

#define MARKDOWN_MAX_BRACKETS           60000 /* "[" in a body; parsing is quadratic */
#define MARKDOWN_EXCERPT_MAX_CHARACTERS 200

/* Kept, left out or shown. Where it is not kept, links and images also lose
 * destinations that a browser would run, or open on its own disk. */
enum raw_html {
    RAW_HTML_KEEP,
    RAW_HTML_OMIT,   /* tags vanish, and blocks with all that is in them */
    RAW_HTML_ESCAPE, /* it is shown as text; but the mark that ends the excerpt
                        is still removed */
};

/* What flavors add to CommonMark. */
enum markdown_extension {
    MARKDOWN_TABLES = 1,
    MARKDOWN_STRIKETHROUGH = 2, /* ~~gone~~ */
    MARKDOWN_AUTOLINKS = 4,     /* of bare addresses */
    MARKDOWN_TASKS = 8,         /* - [x] done */
    MARKDOWN_FOOTNOTES = 16,    /* [^1] and [^1]: text */
    MARKDOWN_ALERTS = 32,       /* > [!NOTE] */
    MARKDOWN_GFM = 63,
    MARKDOWN_ATTRIBUTES = 64, /* ## Set up {#install .wide}; not GitHub's */
    MARKDOWN_KRAMDOWN_LISTS = 128, /* {: .lead} after blocks and spans */
    MARKDOWN_BLOCK_LISTS = 256, /* {.lead} after blocks, as goldmark has it */
    MARKDOWN_SPAN_HTML =
        512, /* <img> alone is a paragraph, as kramdown has it */
    MARKDOWN_HARD_BREAKS = 1024,  /* the end of a line is a <br> */
    MARKDOWN_CALLOUTS = 2048,     /* > [!any]- Title, Obsidian's alerts */
    MARKDOWN_STATIC_FILES = 4096, /* ![a]({static}/a.png), Pelican's */
};

/* Who makes curly quotes, dashes and ellipses of plain ones (smart.c). */
enum markdown_smart {
    MARKDOWN_NOT_SMART,
    MARKDOWN_SMART_GOLDMARK,
    MARKDOWN_SMART_KRAMDOWN,
    MARKDOWN_SMARTYPANTS, /* of Astro */
};

/* How the id of a heading is made of its text (heading_ids.c). */
enum heading_ids {
    HEADING_IDS_GITHUB,
    HEADING_IDS_SLUGGER, /* npm's github-slugger: without the text of images */
    HEADING_IDS_ASTRO,
    HEADING_IDS_NUXT,
    HEADING_IDS_VITEPRESS,
    HEADING_IDS_HUGO,
    HEADING_IDS_HUGO_ASCII,  /* `github-ascii` in its settings */
    HEADING_IDS_BLACKFRIDAY, /* likewise */
    HEADING_IDS_KRAMDOWN_GFM,
    HEADING_IDS_KRAMDOWN,   /* as its own parser, for `input: kramdown` */
    HEADING_IDS_HEXO,       /* in upper and lower case */
    HEADING_IDS_HEXO_LOWER, /* for `modifyAnchors: 1` */
    HEADING_IDS_ZOLA,
    HEADING_IDS_ZOLA_SAFE, /* for `slugify.anchors = "safe"` */
};

/* What is in bodies that is not Markdown, and is read by other programs. In the
 * HTML it stays as it is written; in the text only what readers would see. */
enum foreign_form {
    FOREIGN_LIQUID = 1,     /* {% tags %} and {{ outputs }}, of Nunjucks, too */
    FOREIGN_SHORTCODES = 2, /* Hugo's: {{< figure >}}, {{% note %}} */
    FOREIGN_DIRECTIVES = 4, /* :::tip Title, ::video[Label], :abbr[HTML] */
    FOREIGN_MDC = 8,        /* Nuxt's: ::card{props}, :icon, [text]{.class} */
    FOREIGN_MDX = 16,       /* imports, exports, <Tags> and {expressions} */
    FOREIGN_MATH = 32,      /* $x$, $$x$$, \(x\) and \[x\] */
    FOREIGN_NOTES = 64,     /* [[note]] and ![[embed]] */
    FOREIGN_VAULT = 128, /* and the rest of Obsidian's: ==mark==, #tag, ^id */
    FOREIGN_WORDPRESS = 256, /* [caption width="300"], [/caption] */
    FOREIGN_HEXO = 512       /* {% post_link a %}, and others that lead */
};

struct markdown_options {
    enum raw_html raw_html;
    bool keeps_comments; /* otherwise those in HTML are left out */
    unsigned extensions; /* enum markdown_extension; 0: CommonMark alone */
    enum heading_ids ids;
    enum markdown_smart smart;
    unsigned foreign; /* enum foreign_form */
};

struct heading {
    unsigned level;    /* 1 to 6 */
    uint32_t text_at;  /* where it begins in the plain text of the body */
    struct slice id;   /* unique in the document */
    struct slice text; /* plain text */
};

/* Where the headings nested under the one at `index` end, at most `end`. */
size_t heading_end(const struct heading *headings, size_t index, size_t end);

/* The table of contents as JSON: headings below the level of the one before
 * them are nested under it. */
void headings_append_toc(struct str *out, const struct heading *headings,
                         size_t count);

/* A link or image in the HTML whose destination depends on where other
 * documents live, or on where this one does:
 *
 *     <a href=\"b.md?c&amp;d\">        destination: b.md?c&d
 *               '-start     '-end                                      */
struct slot {
    struct slice destination; /* as written, not escaped */
    size_t start, end;        /* what stands for it in the escaped HTML */
    uint32_t line;            /* of its paragraph, in the file */
    enum {
        SLOT_LINK,
        SLOT_IMAGE,   /* of the same, or of an <img> in raw HTML: a place in its
                         tag for attributes. The destination is empty unless it
                         may be a file of the site */
        SLOT_SOURCE,  /* `src` of an <img> in raw HTML, always after its
                         SLOT_IMAGE */
        SLOT_NOTE,    /* where the tag of a link [[note]] goes if it leads
                         anywhere:    there is none without. The destination is
                         "note#part" */
        SLOT_NOTE_END /* and the tag that ends it, always next */
    } kind;
    bool has_size, has_loading, has_srcset; /* of SLOT_IMAGE: its writer says
                                               so */
    bool is_note; /* the destination may be anywhere in a vault */
};

/* What answers show of a body, so that no request and no reload has to parse it
 * again. HTML and text are mostly the body again, and kept as how they differ
 * from it. */
struct markdown {
    uint32_t first_line;       /* of the body, in its file */
    struct delta escaped_html; /* as it stands in a JSON string */
    uint64_t hash;             /* of the HTML and the table of contents */
    struct slot *slots;        /* in the order of the HTML */
    size_t slot_count;
    struct delta text;    /* plain text, blocks apart by one blank line */
    struct slice excerpt; /* before <!--more-->, else the first paragraph with a
                             sentence, plain text cut at a word; SLICE_NONE if
                             there is none */
    struct heading *headings;
    size_t heading_count;
    struct slice *tags; /* #tags of a vault, without the sign */
    size_t tag_count;
    uint32_t word_count;   /* CJK by character */
    uint32_t reading_time; /* minutes; 0 for an empty body */
};

/* A body as it was rendered: what is made of it only on request is made from
 * these again. */
struct markdown_input {
    struct slice body;
    uint32_t first_line; /* in its file */
    struct markdown_options options;
};

/* What reading a body again takes. Estimates, and never far too low: what takes
 * more than its size is known (complexity.h). */
struct markdown_cost {
    size_t effort; /* in units of ten nanoseconds */
    size_t bytes;  /* of memory, until it is read */
};

struct markdown_cost markdown_cost(const struct markdown_input *input);

/* Renders a body of valid UTF-8, which must live as long as the result, into
 * `arena`. `first_line` is the body's line in its file. Returns false after
 * adding an error (a named limit). */
bool markdown_render(struct slice body, uint32_t first_line,
                     const struct markdown_options *options,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct markdown *ret_markdown) MUST_USE;

/* A destination without its query and fragment. */
struct slice slot_path(struct slice destination);
/* Whether a link or image may need another destination, once it is known
 * where this document and the others live. */
bool slot_is_needed(struct slice destination);

/* What the address of an entry starts with in Statamic; its id follows. */
#define SLOT_STATAMIC_ENTRY "statamic://entry::"
/* What we have in front of the name of a post that a tag of Hexo links to. */
#define SLOT_HEXO_POST "hexo://post/"

/* Whether a destination is the path of a file with a body, or the id of one; or
 * the path of an image or the like. */
bool slot_names_document(struct slice destination);
bool slot_names_media(struct slice destination);

/* Whether a string of front matter is the path of an image or the like, and
 * not a sentence or an address elsewhere. */
bool string_names_media(struct slice text);

/* Whether it comes from a footnote, `[^1]: word`, which CommonMark takes for
 * the definition of a link. */
bool slot_is_footnote(const struct markdown *markdown, size_t index,
                      struct slice body);

/* Where the destination of slot `index` is written, from the body as written:
 * line in the file and column in characters. Without the latter (0) where it
 * is written in another way, for example with entities. */
void slot_find(const struct markdown *markdown, size_t index, struct slice body,
               uint32_t *ret_line, uint32_t *ret_column);

/* The name and version of the engine for these, "cmark 0.30.2". */
const char *markdown_engine(unsigned extensions);

#endif
