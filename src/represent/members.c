/* members.c - what a document shows beside its front matter.
 *
 * The table of computed fields (index/computed.h) knows which members there
 * are, which entries have them, and their plain values. Queries compare by the
 * same table, so whatever is shown can be asked for. This file knows how the
 * members are written that are more than a plain value, and which are shown
 * only on request: rendered bodies, and relations that are not fields. */
#include "represent/members.h"

#include "base/array.h"
#include "document/mdast.h"
#include "document/section.h"
#include "represent/absolute.h"
#include "represent/chunks.h"
#include "represent/datum.h"
#include "represent/front_matter_html.h"
#include "represent/html.h"
#include "represent/images.h"
#include "represent/relations.h"
#include "represent/write.h"
#include "store/link.h"

#include <string.h>

/* In the order in which they are shown. */
static const struct {
    enum computed_id from, to; /* without `to` */
} groups[] = {
    [MEMBERS_HEAD] = {COMPUTED_ID, COMPUTED_POST_COUNT},
    [MEMBERS_COUNTS] = {COMPUTED_POST_COUNT, COMPUTED_TITLE},
    [MEMBERS_OWN] = {COMPUTED_TITLE, COMPUTED_AUTHOR},
    [MEMBERS_AUTHORS] = {COMPUTED_AUTHOR, COMPUTED_TAGS},
    [MEMBERS_TAIL] = {COMPUTED_TAGS, COMPUTED_HTML},
    [MEMBERS_BODY] = {COMPUTED_HTML, COMPUTED_COUNT},
};

/* Those that are not always shown. */
static const unsigned includes[COMPUTED_COUNT] = {
    [COMPUTED_HTML] = INCLUDE_HTML,
    [COMPUTED_TOC] = INCLUDE_TOC,
    [COMPUTED_MARKDOWN] = INCLUDE_MARKDOWN,
    [COMPUTED_TEXT] = INCLUDE_TEXT,
    [COMPUTED_MDAST] = INCLUDE_MDAST | INCLUDE_POSITIONS,
    [COMPUTED_CHUNKS] = INCLUDE_CHUNKS,
    [COMPUTED_FRONT_MATTER] = INCLUDE_FRONT_MATTER,
    [COMPUTED_POST_COUNT] = INCLUDE_POST_COUNT,
};

/* Relations that are not fields, shown last, and the entries that have them. */
static const unsigned link_kinds[RELATION_COUNT] = {
    [RELATION_PREVIOUS] = KIND_ANY,     [RELATION_NEXT] = KIND_ANY,
    [RELATION_RELATED] = KIND_DOCUMENT, [RELATION_BACKLINKS] = KIND_ANY,
    [RELATION_POSTS] = KIND_NAMED,
};

static void append_piece(void *context, struct slice piece)
{
    str_append(context, piece);
}

/* What the links of the body become. A document that a preview link opens does
 * not say where other drafts are. */
static const struct slice *hrefs_of(const struct member_writer *w,
                                    const struct entry *entry,
                                    struct arena *arena)
{
    const struct snapshot *surroundings = w->shape->surroundings;
    return surroundings != NULL ? hrefs_among(surroundings, entry, arena)
                                : entry->hrefs;
}

static const struct markdown *body_of(const struct member_writer *w,
                                      const struct entry *entry)
{
    return w->shape->section != NULL ? &w->shape->section->body
                                     : &entry->source->body;
}

static void write_absolute_html(const struct member_writer *w,
                                const struct entry *entry)
{
    struct site_base base;
    struct arena scratch = {0};
    struct str html = {0}, absolute = {0};
    html_render(body_of(w, entry), hrefs_of(w, entry, &scratch), &html);
    if (site_base_find(w->around, &base))
        absolute_append_html(&absolute, &base, entry, str_slice(&html));
    write_string(w->out, str_slice(&absolute));
    str_release(&html);
    str_release(&absolute);
    arena_release(&scratch);
}

static void write_html(const struct member_writer *w, const struct entry *entry)
{
    struct arena scratch = {0};
    if (w->shape->has_absolute_urls) {
        write_absolute_html(w, entry);
        return;
    }
    str_append_char(w->out, '"');
    html_each_piece(body_of(w, entry), hrefs_of(w, entry, &scratch),
                    append_piece, w->out);
    str_append_char(w->out, '"');
    arena_release(&scratch);
}

static void write_text(const struct member_writer *w, const struct entry *entry)
{
    struct arena scratch = {0};
    write_string(w->out, delta_string(&body_of(w, entry)->text, &scratch));
    arena_release(&scratch);
}

static void write_mdast(const struct member_writer *w,
                        const struct entry *entry)
{
    const struct shape *shape = w->shape;
    struct arena scratch = {0};
    const struct mdast_options options = {
        .hrefs = hrefs_of(w, entry, &scratch),
        .section = shape->section != NULL ? shape->section->id : SLICE_NONE,
        .has_positions = shape->include != NULL &&
                         (shape->include->members & INCLUDE_POSITIONS) != 0,
        .max_bytes = SHAPE_MAX_BYTES,
    };
    mdast_append(entry->source, &options, w->out);
    arena_release(&scratch);
}

/* Headings [from, to), nested. Recursion is as deep as headings go: six. */
static struct value toc_of(const struct heading *headings, size_t from,
                           size_t to, struct arena *arena)
{
    struct value *items = arena_alloc(arena, to - from, sizeof *items);
    size_t count = 0;
    for (size_t i = from; i < to;) {
        size_t next = heading_end(headings, i, to);
        const struct member members[] = {
            {SLICE("level"),
             {.kind = VALUE_INTEGER, .as.integer = headings[i].level}},
            {SLICE("id"), value_of_text(headings[i].id)},
            {SLICE("text"), value_of_text(headings[i].text)},
            {SLICE("children"), toc_of(headings, i + 1, next, arena)},
        };
        struct member *kept = arena_alloc(arena, 1, sizeof members);
        memcpy(kept, members, sizeof members);
        items[count++] = (struct value){.kind = VALUE_OBJECT,
                                        .as.members = kept,
                                        .size = ARRAY_COUNT(members)};
        i = next;
    }
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = count};
}

static void write_toc(const struct member_writer *w, const struct entry *entry,
                      const struct parts *parts)
{
    const struct markdown *body = body_of(w, entry);
    struct arena scratch = {0};
    if (parts->names == NULL) {
        headings_append_toc(w->out, body->headings, body->heading_count);
        return;
    }
    const struct value toc =
        toc_of(body->headings, 0, body->heading_count, &scratch);
    parts_write_value(w->out, &toc, parts, w->shape->work);
    arena_release(&scratch);
}

static bool keep_datum(void *context, const struct datum *datum)
{
    *(struct datum *)context = *datum;
    return true;
}

static bool read_plain(const struct entry *entry, enum computed_id id,
                       struct datum *ret_datum)
{
    const struct datum_visitor visitor = {keep_datum, ret_datum};
    return computed_fields[id].read(entry, &visitor);
}

static void write_plain(struct str *out, const struct entry *entry,
                        enum computed_id id)
{
    struct datum datum;
    if (read_plain(entry, id, &datum))
        datum_write(out, &datum);
    else
        str_append(out, SLICE("null"));
}

static void write_computed(const struct member_writer *w,
                           const struct entry *entry, enum computed_id id,
                           const struct parts *parts)
{
    switch (id) {
    case COMPUTED_REV:
        write_string(w->out,
                     slice_of(entry->rev != NULL ? entry->rev : NO_REV));
        break;
    case COMPUTED_URL:
        write_string_or_null(w->out, entry->url);
        break;
    case COMPUTED_AUTHOR:
        relation_write(w, entry, RELATION_AUTHOR, parts);
        break;
    case COMPUTED_AUTHORS:
        relation_write(w, entry, RELATION_AUTHORS, parts);
        break;
    case COMPUTED_TAGS:
        relation_write(w, entry, RELATION_TAGS, parts);
        break;
    case COMPUTED_CATEGORIES:
        relation_write(w, entry, RELATION_CATEGORIES, parts);
        break;
    case COMPUTED_TRANSLATIONS:
        relation_write_translations(w, entry, parts);
        break;
    case COMPUTED_HTML:
        write_html(w, entry);
        break;
    case COMPUTED_TOC:
        write_toc(w, entry, parts);
        break;
    case COMPUTED_MARKDOWN:
        write_string(w->out, w->shape->section != NULL
                                 ? w->shape->section->markdown
                                 : entry->source->markdown);
        break;
    case COMPUTED_TEXT:
        write_text(w, entry);
        break;
    case COMPUTED_MDAST:
        write_mdast(w, entry);
        break;
    case COMPUTED_CHUNKS:
        chunks_write(w, entry, parts);
        break;
    case COMPUTED_FRONT_MATTER:
        parts_write_value(w->out, &entry->meta->written, parts, w->shape->work);
        break;
    default:
        write_plain(w->out, entry, id);
    }
}

/* Whether only parts are asked for of a member that has none. Null, which may
 * stand for an object, is shown nevertheless. */
static bool lacks_parts(const struct entry *entry, enum computed_id id,
                        const struct parts *parts)
{
    struct datum ignored;
    return parts->names != NULL && !parts->leaves_out &&
           (computed_fields[id].types & (FIELD_RELATION | FIELD_OBJECT)) == 0 &&
           (includes[id] != 0 || read_plain(entry, id, &ignored));
}

/* A member that this kind of entry lacks but that is asked for by name is null,
 * so that all elements of a list have the same keys. */
static void write_absent(const struct member_writer *w,
                         const struct entry *entry, struct slice name)
{
    if (!shape_choose(w->shape, name).is_named ||
        value_find_slice(entry_own_root(entry), name) != NULL)
        return;
    write_plain_key(w->out, name);
    str_append(w->out, SLICE("null"));
}

bool members_include(const struct shape *shape, enum computed_id id)
{
    unsigned form = shape->form == FORM_ITEM ? INCLUDE_ITEM : 0;
    form |= shape->depth == 0 ? INCLUDE_POST_COUNT : 0;
    unsigned added = shape->include != NULL ? shape->include->members : 0;
    return includes[id] == 0 || (includes[id] & (form | added)) != 0;
}

static void write_member(const struct member_writer *w,
                         const struct entry *entry, enum computed_id id)
{
    struct slice name = slice_of(computed_fields[id].name);
    const struct choice choice = shape_choose(w->shape, name);
    if (!choice.is_shown ||
        (!choice.is_named && !members_include(w->shape, id)) ||
        lacks_parts(entry, id, &choice.parts))
        return;
    write_plain_key(w->out, name);
    write_computed(w, entry, id, &choice.parts);
}

static bool has_link(const struct shape *shape, enum relation relation)
{
    return shape->include != NULL && shape->include->of[relation] != NULL;
}

static void write_link(const struct member_writer *w, const struct entry *entry,
                       enum relation relation)
{
    struct slice name = slice_of(query_relation_name(relation));
    const struct choice choice = shape_choose(w->shape, name);
    if (!choice.is_shown || (!choice.is_named && !has_link(w->shape, relation)))
        return;
    write_plain_key(w->out, name);
    relation_write(w, entry, relation, &choice.parts);
}

static void write_images(const struct member_writer *w,
                         const struct entry *entry, const struct parts *parts)
{
    struct arena scratch = {0};
    images_write(w, entry,
                 entry_is_document(entry) ? hrefs_of(w, entry, &scratch) : NULL,
                 parts);
    arena_release(&scratch);
}

/* What is neither a computed member nor a relation, and there only where it is
 * included. */
static const struct extra {
    const char *name;
    enum include include;
    unsigned kinds; /* that have it */
    void (*write)(const struct member_writer *w, const struct entry *entry,
                  const struct parts *parts);
} extras[] = {
    {IMAGES_NAME, INCLUDE_IMAGES, KIND_FILE, write_images},
    {FRONT_MATTER_HTML_NAME, INCLUDE_FRONT_MATTER_HTML, KIND_FILE | KIND_PERSON,
     front_matter_html_write},
};

static bool has_extra(const struct shape *shape, const struct entry *entry,
                      const struct extra *extra)
{
    return shape->include != NULL &&
           (shape->include->members & extra->include) != 0 &&
           (entry_kinds(entry) & extra->kinds) != 0;
}

static void write_extras(const struct member_writer *w,
                         const struct entry *entry)
{
    for (size_t i = 0; i < ARRAY_COUNT(extras); i++) {
        struct slice name = slice_of(extras[i].name);
        const struct choice choice = shape_choose(w->shape, name);
        if (!has_extra(w->shape, entry, &extras[i]) || !choice.is_shown)
            continue;
        write_plain_key(w->out, name);
        extras[i].write(w, entry, &choice.parts);
    }
}

void members_write(const struct member_writer *w, const struct entry *entry,
                   enum member_group group)
{
    unsigned kinds = entry_kinds(entry);
    for (enum computed_id id = groups[group].from;
         id < groups[group].to && id < COMPUTED_COUNT; id++) {
        if ((computed_fields[id].kinds & kinds) != 0)
            write_member(w, entry, id);
        else
            write_absent(w, entry, slice_of(computed_fields[id].name));
    }
    if (group == MEMBERS_BODY)
        write_extras(w, entry);
    for (enum relation r = RELATION_DIRECT_COUNT;
         group == MEMBERS_BODY && r < RELATION_COUNT; r++) {
        if ((link_kinds[r] & kinds) != 0)
            write_link(w, entry, r);
        else
            write_absent(w, entry, slice_of(query_relation_name(r)));
    }
}

/* A computed member hides a front matter key of the same name even where the
 * member is not shown: a key must not mean different things in different
 * answers. Links are the exception, since `next` and `related` are good names
 * for keys: an answer that names or includes a link shows it in place of the
 * key, and every other answer shows the key. So it is with `search`, which only
 * answers to a search have, and with the extras. */
bool members_hide_key(const struct shape *shape, const struct entry *entry,
                      struct slice key)
{
    for (enum computed_id id = 0; id < COMPUTED_COUNT; id++) {
        if (slice_is(key, computed_fields[id].name))
            return (computed_fields[id].kinds & entry_kinds(entry)) != 0;
    }
    if (slice_is(key, HIT_NAME))
        return shape->found != NULL;
    for (size_t i = 0; i < ARRAY_COUNT(extras); i++) {
        if (slice_is(key, extras[i].name))
            return has_extra(shape, entry, &extras[i]);
    }
    for (enum relation r = RELATION_DIRECT_COUNT; r < RELATION_COUNT; r++) {
        if (slice_is(key, query_relation_name(r)))
            return (link_kinds[r] & entry_kinds(entry)) != 0 &&
                   (has_link(shape, r) || shape_choose(shape, key).is_named);
    }
    return false;
}
