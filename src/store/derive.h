/* derive.h - documents with another front matter than their files have. Private
 * to this room.
 *
 *     _config.yml     defaults --.
 *     _index.md       cascade ----+--> source_with(), once
 *     headmatter.yaml hidden ----'
 *
 * What is added depends on other files and on settings, which rarely change;
 * so a snapshot takes over what others have made of the same source by the same
 * rule, and all documents to which the same is added share it. */
#ifndef STORE_DERIVE_H
#define STORE_DERIVE_H

#include "store/build.h"

/* What a rule is one of: part of its number. */
enum rule_kind { RULE_DEFAULTS, RULE_CASCADE, RULE_HIDDEN };

/* A walk over a snapshot's sources, in their order. */
struct deriver {
    struct snapshot *snapshot;
    struct lookback {
        const struct snapshot *before; /* or NULL */
        size_t at;                     /* how far the walk is in it */
    } known[BUILD_BEFORE_COUNT];
    struct map additions; /* rule -> addition, of this walk */
};

struct deriver deriver_for(struct snapshot *snapshot,
                           const struct build_input *input);
void deriver_release(struct deriver *deriver);

/* Puts, in place of the snapshot's source of that index, the same document with
 * the front matter that is made of its own, and returns it. It is not noted yet
 * if it is new; the one that it is made of has to be. */
struct source *derive(struct deriver *deriver, size_t index,
                      const struct derivation *derivation);

/* The same, where `make` puts an object and the front matter together: its
 * context is a copy of the object that lasts. */
struct source *derive_adding(struct deriver *deriver, size_t index,
                             enum rule_kind kind, const struct value *object,
                             struct value (*make)(const void *context,
                                                  const struct source *base,
                                                  struct arena *arena));

#endif
