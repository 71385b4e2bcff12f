/* podcast.c - the names of Apple and of the podcast namespace.
 *
 *     podcast:
 *       url: /ep1.mp3
 *       duration: "32:10"       <itunes:duration>32:10</itunes:duration>
 *       season: 2               <itunes:season>, <podcast:season>
 *     transcript: /ep1.vtt      <podcast:transcript url type>
 *
 * A fact of an episode stands in the mapping with its file, in a mapping
 * `itunes`, or at the top of the front matter; the first that has it counts.
 * What Apple would refuse is left out: a duration or a number that is none
 * (Podcasters' guide to RSS). */
#include "feed/podcast.h"

#include "base/array.h"
#include "base/uuid.h"
#include "feed/xml.h"

#define PEOPLE_MAX 100

enum fact_kind { FACT_TEXT, FACT_NUMBER, FACT_DURATION, FACT_FLAG, FACT_WORD };

static const char *const episode_types[] = {"full", "trailer", "bonus"};

/* Those of an episode that are a single value. */
static const struct {
    const char *element;
    const char *keys[3];
    enum fact_kind kind;
} facts[] = {
    {"itunes:duration", {"duration"}, FACT_DURATION},
    {"itunes:season", {"season", "season_number"}, FACT_NUMBER},
    {"itunes:episode", {"episode", "episode_number"}, FACT_NUMBER},
    {"itunes:episodeType", {"episode_type", "episodeType"}, FACT_WORD},
    {"itunes:explicit", {"explicit"}, FACT_FLAG},
    {"itunes:subtitle", {"subtitle"}, FACT_TEXT},
    {"itunes:summary", {"summary"}, FACT_TEXT},
    {"podcast:season", {"season", "season_number"}, FACT_NUMBER},
    {"podcast:episode", {"episode", "episode_number"}, FACT_NUMBER},
};

static const struct {
    const char *key, *role;
} people[] = {
    {"hosts", "host"},
    {"guests", "guest"},
    {"guest", "guest"},
};

static const struct value *front_matter_of(const struct feed_item *item)
{
    return item->entry->meta != NULL ? &item->entry->meta->front_matter : NULL;
}

static const struct value *find_fact(const struct feed_item *item,
                                     const struct media_link *link,
                                     const char *key)
{
    const struct value *root = front_matter_of(item);
    const struct value *found = value_find(link->written, key);
    if (found == NULL)
        found = value_find(value_find(root, "itunes"), key);
    return found != NULL ? found : value_find(root, key);
}

/* "1930", "32:10" or "1:02:03"; the seconds, or 0. */
static unsigned duration_s(struct slice text)
{
    unsigned seconds = 0, parts = 0;
    struct slice part;
    while (slice_cut(&text, ':', &part)) {
        if (++parts > 3 || !slice_is_digits(part) || part.size > 6)
            return 0;
        unsigned number = 0;
        for (size_t i = 0; i < part.size; i++)
            number = number * 10 + (unsigned)(part.data[i] - '0');
        if (parts > 1 && number > 59)
            return 0;
        seconds = seconds * 60 + number;
    }
    return seconds;
}

unsigned podcast_duration_s(const struct feed_item *item,
                            const struct media_link *link, struct arena *arena)
{
    return duration_s(
        slice_trim(value_spelling(find_fact(item, link, "duration"), arena)));
}

static bool is_episode_type(struct slice word)
{
    for (size_t i = 0; i < ARRAY_COUNT(episode_types); i++) {
        if (slice_is(word, episode_types[i]))
            return true;
    }
    return false;
}

/* "yes" and "clean" are from before Apple asked for true and false. */
static struct slice flag_of(struct slice word)
{
    static const char *const yes[] = {"true", "yes", "explicit"};
    static const char *const no[] = {"false", "no", "clean"};
    for (size_t i = 0; i < ARRAY_COUNT(yes); i++) {
        if (slice_equal_nocase(word, slice_of(yes[i])))
            return SLICE("true");
        if (slice_equal_nocase(word, slice_of(no[i])))
            return SLICE("false");
    }
    return SLICE_NONE;
}

/* What the element holds; SLICE_NONE where the value makes no sense in it. */
static struct slice fact_text(enum fact_kind kind, struct slice written)
{
    bool is_positive = slice_is_digits(written) && written.size < 9 &&
                       !slice_starts(written, "0");
    bool is_kept = written.size > 0;
    if (kind == FACT_FLAG)
        return flag_of(written);
    if (kind == FACT_NUMBER)
        is_kept = is_positive;
    if (kind == FACT_DURATION)
        is_kept = duration_s(written) > 0;
    if (kind == FACT_WORD)
        is_kept = is_episode_type(written);
    return is_kept ? written : SLICE_NONE;
}

static void append_facts(struct str *out, const struct feed_item *item,
                         const struct media_link *link, struct arena *arena)
{
    for (size_t i = 0; i < ARRAY_COUNT(facts); i++) {
        const struct value *found = NULL;
        for (size_t k = 0; k < ARRAY_COUNT(facts[i].keys) && found == NULL &&
                           facts[i].keys[k] != NULL;
             k++)
            found = find_fact(item, link, facts[i].keys[k]);
        struct slice written = slice_trim(value_spelling(found, arena));
        xml_element(out, facts[i].element, fact_text(facts[i].kind, written));
    }
}

/* A file beside the audio: `type` is what it is unless its ending says so. */
static void append_file(struct str *out, const struct feed *feed,
                        const struct feed_item *item,
                        const struct value *written, const char *element,
                        const char *type, struct arena *arena)
{
    struct slice said = value_text(value_find(written, "type"));
    const char *otherwise = type != NULL ? type : "text/plain";
    struct slice url =
        front_matter_url(feed, item->entry, written_address(written), arena);
    if (url.data == NULL)
        return;
    if (slice_find_char(said, 0, '/') == said.size)
        said = type != NULL ? SLICE_NONE : media_type_of(url);
    if (said.data == NULL)
        said = slice_of(otherwise);
    xml_begin(out, element);
    xml_attribute(out, "url", url);
    xml_attribute(out, "type", said);
    xml_attribute(out, "language",
                  value_is_object(written)
                      ? value_text(value_find(written, "language"))
                      : SLICE_NONE);
    xml_end(out);
}

static void append_transcripts(struct str *out, const struct feed *feed,
                               const struct feed_item *item,
                               const struct media_link *link,
                               struct arena *arena)
{
    const struct value *one = find_fact(item, link, "transcript");
    if (one == NULL)
        one = find_fact(item, link, "transcripts");
    size_t count;
    const struct value *all = values_of(one, &count);
    for (size_t i = 0; i < count && i < MEDIA_LINKS_MAX; i++)
        append_file(out, feed, item, &all[i], "podcast:transcript", NULL,
                    arena);
}

static void append_person(struct str *out, const struct value *person,
                          const char *role)
{
    struct slice name = value_is_object(person)
                            ? value_text(value_find(person, "name"))
                            : value_text(person);
    name = slice_trim(name);
    if (name.size == 0)
        return;
    str_appendf(out, "<podcast:person role=\"%s\">", role);
    xml_append(out, name);
    str_append(out, SLICE("</podcast:person>\n"));
}

static void append_people(struct str *out, const struct feed_item *item,
                          const struct media_link *link)
{
    for (size_t i = 0; i < ARRAY_COUNT(people); i++) {
        size_t count;
        const struct value *named =
            values_of(find_fact(item, link, people[i].key), &count);
        for (size_t k = 0; k < count && k < PEOPLE_MAX; k++)
            append_person(out, &named[k], people[i].role);
    }
}

static void append_href(struct str *out, const char *element, struct slice url)
{
    if (url.data == NULL)
        return;
    xml_begin(out, element);
    xml_attribute(out, "href", url);
    xml_end(out);
}

void podcast_append_episode(struct str *out, const struct feed *feed,
                            const struct feed_item *item, struct arena *arena)
{
    const struct media_link *link = item->media;
    if (item->media_count == 0 || !media_link_is_played(link))
        return;
    append_facts(out, item, link, arena);
    append_href(out, "itunes:image", item->image);
    append_transcripts(out, feed, item, link, arena);
    append_file(out, feed, item, find_fact(item, link, "chapters"),
                "podcast:chapters", "application/json+chapters", arena);
    append_people(out, item, link);
}

/* "Society & Culture/Documentary" is a category within another. */
static void append_category(struct str *out, struct slice category)
{
    size_t slash = slice_find_char(category, 0, '/');
    struct slice inner = slice_trim(slice_from(category, slash + 1));
    xml_begin(out, "itunes:category");
    xml_attribute(out, "text", slice_trim(slice_sub(category, 0, slash)));
    if (inner.size == 0) {
        xml_end(out);
        return;
    }
    str_append(out, SLICE(">\n"));
    xml_begin(out, "itunes:category");
    xml_attribute(out, "text", inner);
    xml_end(out);
    str_append(out, SLICE("</itunes:category>\n"));
}

/* Of the address of the feed without its scheme and slashes at the end, in the
 * namespace that the podcast namespace has for that
 * (https://podcasting2.org/docs/podcast-namespace/tags/guid). */
static void append_guid(struct str *out, const struct feed *feed)
{
    static const uint8_t space[] = {0xEA, 0xD4, 0xC2, 0x36, 0xBF, 0x58,
                                    0x58, 0xC6, 0xA2, 0xC6, 0xA6, 0xB2,
                                    0x8D, 0x12, 0x8C, 0xB6};
    char guid[UUID_TEXT_SIZE + 1];
    struct slice chosen = feed->snapshot->policy.feeds.guid;
    struct slice name = feed->first;
    size_t scheme = slice_find(name, 0, SLICE("://"));
    name = slice_from(name, scheme < name.size ? scheme + 3 : 0);
    while (slice_ends(name, "/"))
        name = slice_sub(name, 0, name.size - 1);
    uuid_of_name(space, name, guid);
    xml_element(out, "podcast:guid", chosen.size > 0 ? chosen : slice_of(guid));
}

void podcast_append_channel(struct str *out, const struct feed *feed)
{
    const struct feed_policy *policy = &feed->snapshot->policy.feeds;
    struct arena scratch = {0};
    append_guid(out, feed);
    xml_element(out, "itunes:author", feed_author(feed));
    append_href(out, "itunes:image", feed_image(feed, &scratch));
    for (size_t i = 0; i < policy->categories.count; i++)
        append_category(out, policy->categories.items[i]);
    xml_element(out, "itunes:explicit",
                policy->is_explicit ? SLICE("true") : SLICE("false"));
    arena_release(&scratch);
}
