/* media_use.c - who shows a file, and whether nobody may know of it yet.
 *
 * The two kinds of documents are read with opposite care. What a published one
 * says makes a file visible, so it has to lead to that file: from the folder of
 * the document, or from the top of the site. What an unpublished one says hides
 * a file, so any file that it might mean counts: every one whose path ends like
 * that, however little of it is left to compare. What neither says is decided
 * by where it lies: among drafts, in the bundle of a page that is not
 * published, or beside a document of the same name, it waits for that.
 *
 * Keys that the operator hides are not published either. */
#include "store/media_use.h"

#include "base/map.h"
#include "base/mem.h"
#include "document/path.h"
#include "store/mentions.h"
#include "store/notes.h"

#include <pthread.h>
#include <stdlib.h>

#define MAX_LIKE 10000 /* files that one mention may hide */

enum { IS_SHOWN = 1, IS_MENTIONED = 2 };

struct pair {
    size_t file;
    const struct entry *entry;
};

struct media_use {
    pthread_mutex_t lock; /* held while it is made */
    bool is_made;
    struct arena arena;
    unsigned char *marks; /* of each file */
    const struct entry **users;
    size_t *starts; /* of each file in `users`; one more at the end */
    size_t *listed; /* of these, how many are listed: the first ones */
};

struct use_maker {
    const struct snapshot *snapshot;
    struct media_use *use;
    struct pair *pairs;
    size_t count, capacity;
    struct map stems;   /* of unpublished documents */
    struct map bundles; /* folder -> a published index of it, or `hidden` */
    struct arena arena;
    /* Of the text at hand: */
    const struct entry *entry; /* that shows what is in it, or NULL */
    struct slice folder;
};

static struct entry hidden_entry; /* a value of `bundles` */

static void media_use_free(struct media_use *use)
{
    (void)pthread_mutex_destroy(&use->lock);
    arena_release(&use->arena);
    free(use);
}

void media_use_attach(struct snapshot *snapshot)
{
    snapshot->media_use = mem_alloc(1, sizeof *snapshot->media_use);
    (void)pthread_mutex_init(&snapshot->media_use->lock, NULL);
    snapshot->free_media_use = media_use_free;
}

static void add_user(struct use_maker *m, const struct media_file *file)
{
    m->use->marks[file->index] |= IS_SHOWN;
    for (size_t i = m->count; i > 0 && m->pairs[i - 1].entry == m->entry; i--) {
        if (m->pairs[i - 1].file == file->index)
            return;
    }
    m->pairs = arena_grow(&m->arena, m->pairs, m->count, &m->capacity,
                          sizeof *m->pairs);
    m->pairs[m->count++] = (struct pair){file->index, m->entry};
}

/* "../a/./b.png" -> "a/b.png", "@/c.png" -> "c.png": what is left of it when
 * nobody knows what it is relative to. */
static struct slice without_start(struct slice path)
{
    struct slice rest = path, part;
    while (slice_cut(&rest, '/', &part) && rest.size > 0 &&
           (part.size == 0 || part.data[0] == '.' || part.data[0] == '@' ||
            part.data[0] == '~' || part.data[0] == '$' || part.data[0] == '#'))
        path = rest;
    return path;
}

/* All files that it may mean: those whose paths end like most of it. */
static bool mark_all_like(struct use_maker *m, struct slice path)
{
    const struct media *media = m->snapshot->media;
    const struct media_file *file = NULL;
    size_t count = 0;
    while (count < MAX_LIKE &&
           (file = media_next_like(media, path, file)) != NULL) {
        m->use->marks[file->index] |= IS_MENTIONED;
        count++;
    }
    return count > 0;
}

static void mark_mentioned(struct use_maker *m, struct slice written)
{
    struct slice path = without_start(written), part;
    while (path.size > 0 && !mark_all_like(m, path))
        (void)slice_cut(&path, '/', &part);
}

/* The one file that it can only mean; NULL if there is none or are several. */
static const struct media_file *find_only(const struct use_maker *m,
                                          struct slice written)
{
    struct slice path = without_start(written);
    if (slice_find_char(path, 0, '/') == path.size)
        return NULL;
    const struct media_file *file =
        media_next_like(m->snapshot->media, path, NULL);
    return file != NULL &&
                   media_next_like(m->snapshot->media, path, file) == NULL
               ? file
               : NULL;
}

/* Removes the address of the site, or that of this API; SLICE_NONE if it is on
 * another host. */
static struct slice local_path(const struct use_maker *m, struct slice written)
{
    struct slice url = m->snapshot->policy.public_url;
    size_t scheme = slice_find(written, 0, SLICE("//"));
    if (scheme < written.size && slice_ends(slice_sub(written, 0, scheme), ":"))
        written = slice_from(written, scheme);
    if (slice_starts(written, "//")) {
        struct slice rest = slice_from(written, 2);
        size_t slash = slice_find_char(rest, 0, '/');
        struct slice host = slice_sub(rest, 0, slash);
        bool is_site = slice_find(url, 0, host) < url.size;
        if (m->entry != NULL && !is_site)
            return SLICE_NONE;
        written = slice_from(rest, slash);
    }
    size_t own = slice_find(written, 0, SLICE("/_media/"));
    return own < written.size ? slice_from(written, own + sizeof "/_media" - 1)
                              : written;
}

static bool note(struct use_maker *m, struct slice written)
{
    struct slice path = local_path(m, written);
    const struct media_file *file =
        media_resolve(m->snapshot->media, m->folder, path);
    if (path.size == 0)
        return true;
    if (file == NULL && m->entry != NULL)
        file = find_only(m, path);
    if (file != NULL && m->entry != NULL)
        add_user(m, file);
    else if (file != NULL)
        m->use->marks[file->index] |= IS_MENTIONED;
    return file != NULL;
}

static void note_mention(void *context, struct slice tight, struct slice loose)
{
    struct use_maker *m = context;
    if (note(m, tight) || (loose.size > tight.size && note(m, loose)) ||
        m->entry != NULL)
        return;
    mark_mentioned(m, tight);
    if (loose.size > tight.size)
        mark_mentioned(m, loose);
}

/* Whether it is a file of a vault, wherever that is. */
static bool note_embed(struct use_maker *m, const struct source *source,
                       const struct slot *slot)
{
    const struct media_file *file =
        notes_find_media(m->snapshot, source, slot->destination);
    if (file != NULL)
        add_user(m, file);
    return file != NULL;
}

/* Destinations as Markdown has them, with blanks and entities. */
static void note_slots(struct use_maker *m, const struct source *source)
{
    for (size_t i = 0; i < source->body.slot_count; i++) {
        const struct slot *slot = &source->body.slots[i];
        struct slice written = slot_path(slot->destination);
        if (slot->is_note && m->entry != NULL && note_embed(m, source, slot))
            continue;
        if (media_kind_of(path_name(written)) != NULL && !note(m, written) &&
            m->entry == NULL)
            mark_mentioned(m, written);
    }
}

static void note_source(struct use_maker *m, size_t index)
{
    const struct source *source = m->snapshot->sources[index];
    const struct entry *entry = &m->snapshot->entries[index];
    bool is_published = entry->source != NULL;
    m->folder = path_folder(source->path);
    m->entry = is_published ? entry : NULL;
    note_slots(m, source);
    mentions_each(source->markdown, note_mention, m);
    if (is_published)
        mentions_each_of_value(&entry->meta->front_matter, note_mention, m);
    m->entry = NULL;
    if (!is_published || entry->meta->full != NULL)
        mentions_each_of_value(&source->front_matter, note_mention, m);
}

static bool is_index(struct slice path)
{
    struct slice name = path_name(path);
    return slice_starts(name, "index.") || slice_starts(name, "_index.");
}

/* Documents whose place in the tree says whose files are beside them. */
static void note_places(struct use_maker *m)
{
    const struct snapshot *snapshot = m->snapshot;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct slice path = snapshot->sources[i]->path;
        struct slice folder = path_folder(path);
        bool is_published = snapshot->entries[i].source != NULL;
        if (!is_published)
            map_put(&m->stems,
                    slice_sub(path, 0,
                              folder.size + (folder.size > 0 ? 1 : 0) +
                                  path_stem(path).size),
                    m);
        if (!is_index(path) || folder.size == 0 ||
            slice_equal(folder,
                        snapshot_find_root(snapshot, path)->content_root))
            continue;
        if (is_published)
            map_put(&m->bundles, folder, &snapshot->entries[i]);
        else
            (void)map_add(&m->bundles, folder, &hidden_entry);
    }
}

/* Whether it lies where only unpublished documents have their files. */
static bool is_among_unpublished(const struct use_maker *m, struct slice path)
{
    struct slice name = path_name(path);
    size_t dot = name.size;
    while (dot > 0 && name.data[dot - 1] != '.')
        dot--;
    struct slice stem =
        slice_sub(path, 0, path.size - name.size + (dot > 0 ? dot - 1 : 0));
    if (path_is_in_drafts(path) || map_find(&m->stems, stem) != NULL)
        return true;
    for (struct slice folder = path_folder(path); folder.size > 0;
         folder = path_folder(folder)) {
        const struct entry *index = map_find(&m->bundles, folder);
        if (index != NULL)
            return index == &hidden_entry;
    }
    return false;
}

/* Files by where they lie; and a link, as the file that it leads to. */
static void mark_places(struct use_maker *m)
{
    const struct media *media = m->snapshot->media;
    for (size_t i = 0; i < media_count(media); i++) {
        const struct media_file *file = media_at(media, i);
        if (is_among_unpublished(m, file->path) ||
            is_among_unpublished(m, file->disk))
            m->use->marks[i] |= IS_MENTIONED;
    }
    for (size_t i = 0; i < media_count(media); i++) {
        const struct media_file *file = media_at(media, i);
        const struct media_file *target = media_find(media, file->disk);
        if (target != NULL && m->use->marks[target->index] == IS_MENTIONED)
            m->use->marks[i] |= IS_MENTIONED;
    }
}

/* Moves those that are listed, or are not, to where they belong in `users`. */
static void place_users(struct use_maker *m, bool are_listed)
{
    struct media_use *use = m->use;
    for (size_t i = 0; i < m->count; i++) {
        const struct pair *pair = &m->pairs[i];
        if (pair->entry->is_listed != are_listed)
            continue;
        use->users[use->starts[pair->file + 1]++] = pair->entry;
        use->listed[pair->file] += are_listed ? 1 : 0;
    }
}

/* The pairs are in the order of the documents. */
static void sort_users(struct use_maker *m)
{
    struct media_use *use = m->use;
    size_t files = media_count(m->snapshot->media);
    use->starts = arena_alloc(&use->arena, files + 2, sizeof *use->starts);
    use->users = arena_alloc(&use->arena, m->count + 1, sizeof *use->users);
    for (size_t i = 0; i < m->count; i++)
        use->starts[m->pairs[i].file + 2]++;
    for (size_t i = 2; i < files + 2; i++)
        use->starts[i] += use->starts[i - 1];
    use->listed = arena_alloc(&use->arena, files + 1, sizeof *use->listed);
    place_users(m, true);
    place_users(m, false);
}

static void make(const struct snapshot *snapshot, struct media_use *use)
{
    struct use_maker m = {.snapshot = snapshot, .use = use};
    use->marks = arena_alloc(&use->arena, media_count(snapshot->media) + 1, 1);
    for (size_t i = 0; i < snapshot->source_count; i++)
        note_source(&m, i);
    note_places(&m);
    mark_places(&m);
    sort_users(&m);
    map_release(&m.stems);
    map_release(&m.bundles);
    arena_release(&m.arena);
}

static const struct media_use *use_of(const struct snapshot *snapshot)
{
    struct media_use *use = snapshot->media_use;
    (void)pthread_mutex_lock(&use->lock);
    if (!use->is_made)
        make(snapshot, use);
    use->is_made = true;
    (void)pthread_mutex_unlock(&use->lock);
    return use;
}

/* A preview has all documents, and shows their files. */
bool media_use_hides(const struct snapshot *snapshot,
                     const struct media_file *file)
{
    return snapshot->published == NULL &&
           use_of(snapshot)->marks[file->index] == IS_MENTIONED;
}

bool media_use_hides_any(const struct snapshot *snapshot)
{
    size_t i = 0, count = media_count(snapshot->media);
    while (i < count &&
           !media_use_hides(snapshot, media_at(snapshot->media, i)))
        i++;
    return i < count;
}

bool media_use_shows(const struct snapshot *snapshot,
                     const struct media_file *file)
{
    return file->is_served && !media_use_hides(snapshot, file);
}

const struct entry *const *media_use_of(const struct snapshot *snapshot,
                                        const struct media_file *file,
                                        size_t *ret_count)
{
    const struct media_use *use = use_of(snapshot);
    *ret_count = use->listed[file->index];
    return use->users + use->starts[file->index];
}

bool media_use_any(const struct snapshot *snapshot,
                   const struct media_file *file,
                   bool (*fits)(void *context, const struct entry *entry),
                   void *context)
{
    const struct media_use *use = use_of(snapshot);
    for (size_t i = use->starts[file->index]; i < use->starts[file->index + 1];
         i++) {
        if (fits(context, use->users[i]))
            return true;
    }
    return false;
}
