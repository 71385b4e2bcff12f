/* links.c - links, images and references that lead nowhere.
 *
 * Links were already resolved when the snapshot was built; they are looked up
 * once more here, because only missing targets need a message, and no request
 * waits for it. Unpublished documents are treated as missing: a link to a draft
 * gets the same warning as a link to nothing. */
#include "lint/checks.h"

#include "base/array.h"
#include "base/map.h"
#include "base/unicode.h"
#include "lint/note_hints.h"
#include "lint/pages.h"
#include "store/link.h"

/* How much of a destination a message shows. */
#define SHOWN_MAX_BYTES 200

struct checker {
    const struct snapshot *snapshot;
    const struct media *media; /* or NULL */
    struct diagnostics *found;
    struct links links;
    struct page_folders pages;
    struct note_hints notes;
    struct str joined, beside, hint; /* scratch */
    struct arena arena;
    struct map folded; /* paths and urls in one case -> entry */
    /* Of the document at hand: */
    const struct entry *entry;
    size_t missing_count; /* its links that lead nowhere */
};

/* What is wrong with a path, and where it stands. */
struct missing {
    enum diagnostic_code code;
    const char *hint, *before, *after;
    struct slice path;
    uint32_t line, column;
};

static void report(struct checker *checker, const struct missing *missing)
{
    struct diagnostics *diagnostics = checker->found;

    diagnostics->path = checker->entry->source->path;
    if (checker->missing_count++ == DIAGNOSTICS_MAX_PER_FILE)
        diagnostics_add(diagnostics, DIAGNOSTIC_MORE_FOLLOW, missing->line, 0,
                        "fix the ones above first",
                        "the file has more broken links, which are not shown");
    if (checker->missing_count > DIAGNOSTICS_MAX_PER_FILE)
        return;
    diagnostics_add(diagnostics, missing->code, missing->line, missing->column,
                    missing->hint, "%s'%.*s'%s", missing->before,
                    SLICE_FMT(utf8_truncate(missing->path, SHOWN_MAX_BYTES)),
                    missing->after);
}

/* Warns about a link or an image in the body. */
static void warn(struct checker *checker, size_t index, struct missing missing)
{
    const struct source *source = checker->entry->source;
    if (!source->body.slots[index].is_note &&
        slot_is_footnote(&source->body, index, source->markdown))
        return;
    missing.path = source->body.slots[index].destination;
    missing.line = source->body.slots[index].line;
    if (checker->missing_count < DIAGNOSTICS_MAX_PER_FILE)
        slot_find(&source->body, index, source->markdown, &missing.line,
                  &missing.column);
    report(checker, &missing);
}

/* A path or url in one case, and without the slash at its end. */
static struct slice fold(struct checker *checker, struct slice address)
{
    while (slice_ends(address, "/"))
        address = slice_sub(address, 0, address.size - 1);
    return unicode_casefold(&checker->arena, address);
}

static void add_folded(struct checker *checker, struct slice address,
                       const struct entry *entry)
{
    if (address.size > 0)
        (void)map_add(&checker->folded, fold(checker, address), (void *)entry);
}

/* Finds what is published under this path or url but for upper and lower case,
 * or NULL. Such a link works on a disk that does not tell them apart. */
static const struct entry *find_in_other_case(struct checker *checker,
                                              struct slice address)
{
    const struct snapshot *snapshot = checker->snapshot;
    bool is_made = checker->folded.count > 0;
    for (size_t i = 0; !is_made && i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (entry->source == NULL || !entry->is_listed)
            continue;
        add_folded(checker, entry->source->path, entry);
        add_folded(checker, entry->decoded_url, entry);
    }
    return map_find(&checker->folded, fold(checker, address));
}

static void warn_of_link(struct checker *checker, size_t index,
                         const char *hint)
{
    warn(checker, index,
         (struct missing){
             .code = DIAGNOSTIC_LINK_TARGET_MISSING,
             .hint = hint,
             .before = "a link leads to ",
             .after = ", but nothing is published there",
         });
}

static void warn_of_case(struct checker *checker, size_t index,
                         struct slice meant)
{
    str_clear(&checker->hint);
    str_appendf(&checker->hint,
                "only upper and lower case differ from %.*s; write them alike",
                SLICE_FMT(utf8_truncate(meant, SHOWN_MAX_BYTES)));
    warn_of_link(checker, index, checker->hint.data);
}

static void check_document(struct checker *checker, size_t index)
{
    const struct source *source = checker->entry->source;
    struct slice path = links_decode(
        &checker->links, slot_path(source->body.slots[index].destination));
    const struct slice folders[] = {
        path_folder(source->path), SLICE(""),
        snapshot_find_root(checker->snapshot, source->path)->content_root};
    const struct entry *meant = NULL;
    for (size_t i = slice_starts(path, "/") ? 1 : 0;
         i < ARRAY_COUNT(folders) && meant == NULL; i++) {
        if (path_join(&checker->joined, folders[i], path))
            meant = find_in_other_case(checker, str_slice(&checker->joined));
    }
    if (meant != NULL)
        warn_of_case(checker, index, meant->source->path);
    else
        warn_of_link(checker, index,
                     "correct the path, add the file, or remove the link");
}

/* Whether the name on the disk has the percent signs of the path, as those of
 * exports do. */
static bool exists_as_written(struct checker *checker, struct slice path)
{
    struct str beside = {0}, joined = {0};
    bool is_beside =
        !slice_starts(path, "/") &&
        links_join(&checker->links, checker->entry->source, path, &beside);
    (void)path_join(&joined, SLICE(""), path);
    bool exists =
        !media_is_missing(checker->media, str_slice(&joined),
                          is_beside ? str_slice(&beside) : SLICE_NONE);
    str_release(&beside);
    str_release(&joined);
    return exists;
}

/* Returns whether an image or other file exists. If not, *ret_missing is filled
 * except for its position; its strings are scratch memory. */
static bool check_file(struct checker *checker, struct slice written,
                       struct missing *ret_missing)
{
    static const char usual[] = "correct the path, or add the file";
    struct slice raw = slot_path(written);
    struct slice path = links_decode(&checker->links, raw);
    bool is_encoded = path.size < raw.size;
    struct slice beside = SLICE_NONE, nearest = SLICE_NONE;

    if (!slice_starts(path, "/")) {
        if (!links_join(&checker->links, checker->entry->source, path,
                        &checker->beside))
            return true;
        beside = str_slice(&checker->beside);
    }
    (void)path_join(&checker->joined, SLICE(""), path);
    path = str_slice(&checker->joined);
    if (!media_is_missing(checker->media, path, beside) ||
        (is_encoded && exists_as_written(checker, raw)))
        return true;

    if (checker->missing_count < DIAGNOSTICS_MAX_PER_FILE)
        nearest = media_nearest(checker->media, path, beside);
    str_clear(&checker->hint);
    if (nearest.data != NULL)
        str_appendf(&checker->hint, "did you mean %.*s?",
                    SLICE_FMT(utf8_truncate(nearest, SHOWN_MAX_BYTES)));
    *ret_missing = (struct missing){
        .code = DIAGNOSTIC_FILE_MISSING,
        .hint = nearest.data != NULL ? checker->hint.data : usual,
        .before = "there is no file ",
        .after = "",
    };
    return false;
}

static void check_slot(struct checker *checker, size_t index)
{
    struct missing missing;
    if (!check_file(checker,
                    checker->entry->source->body.slots[index].destination,
                    &missing))
        warn(checker, index, missing);
}

static void check_front_matter(struct checker *checker)
{
    const struct meta *meta = checker->entry->meta;
    const struct references *media = &meta->media;
    bool are_all_there = true;
    if (checker->media == NULL) /* the files are not known */
        return;
    if (media->count == 0 ||
        meta_has_media(meta, media_version(checker->media)))
        return;
    for (size_t i = 0; i < media->count; i++) {
        const struct value *value = media->items[i];
        struct missing missing;
        if (check_file(checker, value_text(value), &missing))
            continue;
        are_all_there = false;
        missing.path = value_text(value);
        missing.line = value->line;
        missing.column = value->column;
        report(checker, &missing);
    }
    if (are_all_there)
        meta_remember_media(meta, media_version(checker->media));
}

static void check_page(struct checker *checker, size_t index)
{
    const struct slot *slot = &checker->entry->source->body.slots[index];
    (void)links_find_page(&checker->links, entry_page_folder(checker->entry),
                          slot->destination);
    struct slice url = str_slice(&checker->links.url);
    if (url.size == 0 ||
        !page_is_missing(&checker->pages, checker->snapshot, url))
        return;
    const struct entry *meant = find_in_other_case(checker, url);
    if (meant != NULL)
        warn_of_case(checker, index, meant->decoded_url);
    else
        warn_of_link(checker, index, "correct the address, or remove the link");
}

/* A note, or a file to show or to open. Where nobody says that these are notes,
 * the brackets may be meant. */
static void check_note(struct checker *checker, size_t index)
{
    const struct source *source = checker->entry->source;
    const struct slot *slot = &source->body.slots[index];
    bool is_file = slot_names_media(slot->destination);
    if (checker->entry->hrefs != NULL &&
        checker->entry->hrefs[index].data != NULL)
        return;
    if ((source->input.options.foreign & FOREIGN_VAULT) == 0 ||
        (is_file && checker->media == NULL))
        return;
    str_clear(&checker->hint);
    if (is_file)
        str_append_text(&checker->hint, "correct the name, or add the file");
    else
        note_hint_append(&checker->notes, checker->snapshot, slot->destination,
                         &checker->hint);
    warn(checker, index,
         (struct missing){
             .code = is_file ? DIAGNOSTIC_FILE_MISSING
                             : DIAGNOSTIC_LINK_TARGET_MISSING,
             .hint = checker->hint.data,
             .before =
                 is_file ? "there is no file " : "a link leads to the note ",
             .after = is_file ? "" : ", but no note of that name is published",
         });
}

/* Building the snapshot has found where the other links lead. */
static void check_body(struct checker *checker)
{
    const struct entry *entry = checker->entry;
    for (size_t k = 0; k < entry->loose_count; k++) {
        size_t i = entry->loose_slots[k];
        struct slice destination = entry->source->body.slots[i].destination;
        if (entry->source->body.slots[i].is_note)
            check_note(checker, i);
        else if (slot_names_document(destination))
            check_document(checker, i);
        else if (!slot_names_media(destination))
            check_page(checker, i);
        else if (checker->media != NULL)
            check_slot(checker, i);
    }
}

void check_links(const struct snapshot *snapshot, const struct media *media,
                 struct diagnostics *found)
{
    struct checker checker = {
        .snapshot = snapshot, .media = media, .found = found};
    unsigned wanted = TRAIT_LINKS;
    if (media != NULL)
        wanted |= TRAIT_MEDIA;
    links_init(&checker.links, snapshot);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        checker.entry = &snapshot->entries[i];
        checker.missing_count = 0;
        if (checker.entry->source == NULL ||
            (checker.entry->traits & wanted) == 0)
            continue;
        check_front_matter(&checker);
        check_body(&checker);
    }
    links_release(&checker.links);
    page_folders_release(&checker.pages);
    note_hints_release(&checker.notes);
    str_release(&checker.joined);
    str_release(&checker.beside);
    str_release(&checker.hint);
    map_release(&checker.folded);
    arena_release(&checker.arena);
}

void check_references(const struct snapshot *snapshot,
                      struct diagnostics *found)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        size_t count = entry->is_listed ? entry->meta->references.count : 0;
        found->path = snapshot->sources[i]->path;
        for (size_t k = 0; k < count; k++) {
            const struct value *path = entry->meta->references.items[k];
            if (snapshot_find_path_from(snapshot, entry->source,
                                        value_text(path)) == NULL)
                diagnostics_add(
                    found, DIAGNOSTIC_REFERENCE_MISSING, path->line,
                    path->column,
                    "correct the path, add the file, or remove the reference",
                    "nothing is published at '%.*s'",
                    SLICE_FMT(value_text(path)));
        }
    }
}
