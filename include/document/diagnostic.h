/* diagnostic.h - what is wrong with the content, for its writer.
 *
 * A diagnostic names the file, the place in it, what is wrong, and what to do.
 * An error means that the document is not served, or that it is not what the
 * owner's schema asks for; a warning, that it is served, but not as its writer
 * may have meant; a notice, that the API has a name of its
 * own for something, and nothing has to be done. */
#ifndef DOCUMENT_DIAGNOSTIC_H
#define DOCUMENT_DIAGNOSTIC_H

#include "base/arena.h"

#include <stdint.h>

enum severity {
    SEVERITY_NOTICE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
    SEVERITY_COUNT
};

/* The one list of diagnostics: X(constant, severity, code). */
#define DIAGNOSTIC_CODES(X)                                                    \
    X(FILE_UNREADABLE, ERROR, "file-unreadable")                               \
    X(FORMAT_UNREAD, NOTICE, "format-unread")                                  \
    X(SITE_NESTED, WARNING, "site-nested")                                     \
    X(FILE_TOO_LARGE, ERROR, "file-too-large")                                 \
    X(FILE_NAME_ENCODING, ERROR, "file-name-encoding")                         \
    X(FILE_ENCODING, ERROR, "file-encoding")                                   \
    X(LINK_OUTSIDE, WARNING, "link-outside")                                   \
    X(LINK_BROKEN, WARNING, "link-broken")                                     \
    X(LINK_NESTED, WARNING, "link-nested")                                     \
    X(TOO_MANY_FILES, ERROR, "too-many-files")                                 \
    X(FOLDER_TOO_DEEP, ERROR, "folder-too-deep")                               \
    X(FRONT_MATTER_UNCLOSED, ERROR, "front-matter-unclosed")                   \
    X(FRONT_MATTER_OPENING, ERROR, "front-matter-opening")                     \
    X(FRONT_MATTER_LATE, WARNING, "front-matter-late")                         \
    X(FRONT_MATTER_JSON, ERROR, "front-matter-json")                           \
    X(FRONT_MATTER_TOO_LARGE, ERROR, "front-matter-too-large")                 \
    X(FRONT_MATTER_TOO_DEEP, ERROR, "front-matter-too-deep")                   \
    X(FRONT_MATTER_TOO_MANY_NODES, ERROR, "front-matter-too-many-nodes")       \
    X(FRONT_MATTER_NOT_A_MAPPING, ERROR, "front-matter-not-a-mapping")         \
    X(FRONT_MATTER_ENCODING, ERROR, "front-matter-encoding")                   \
    X(YAML_SYNTAX, ERROR, "yaml-syntax")                                       \
    X(YAML_UNKNOWN_ALIAS, ERROR, "yaml-unknown-alias")                         \
    X(YAML_DUPLICATE_KEY, WARNING, "yaml-duplicate-key")                       \
    X(YAML_NUMBER, WARNING, "yaml-number")                                     \
    X(YAML_KEY, WARNING, "yaml-key")                                           \
    X(YAML_LOST, WARNING, "yaml-lost")                                         \
    X(JSON_SYNTAX, ERROR, "json-syntax")                                       \
    X(TOML_SYNTAX, ERROR, "toml-syntax")                                       \
    X(BODY_ENCODING, WARNING, "body-encoding")                                 \
    X(COMMENT_UNCLOSED, WARNING, "comment-unclosed")                           \
    X(BODY_TOO_COMPLEX, ERROR, "body-too-complex")                             \
    X(TOO_MANY_NAMES, WARNING, "too-many-names")                               \
    X(DATE_UNREADABLE, WARNING, "date-unreadable")                             \
    X(FILE_COPY, WARNING, "file-copy")                                         \
    X(DATE_KEY_UNKNOWN, WARNING, "date-key-unknown")                           \
    X(DATE_AMBIGUOUS, WARNING, "date-ambiguous")                               \
    X(FIELD_TYPE, WARNING, "field-type")                                       \
    X(FIELD_COMPUTED, NOTICE, "field-computed")                                \
    X(KEPT_BACK, NOTICE, "kept-back")                                          \
    X(FIELD_TYPES_MIXED, WARNING, "field-types-mixed")                         \
    X(TOO_MANY_FIELDS, NOTICE, "too-many-fields")                              \
    X(KEY_MISSPELT, WARNING, "key-misspelt")                                   \
    X(KEY_OF_PUBLICATION, WARNING, "key-of-publication")                       \
    X(COLLECTION_RESERVED, NOTICE, "collection-reserved")                      \
    X(BODY_MISSING, WARNING, "body-missing")                                   \
    X(BUNDLE_PART, WARNING, "bundle-part")                                     \
    X(SETTINGS_UNREAD, WARNING, "settings-unread")                             \
    X(SLUG_TAKEN, NOTICE, "slug-taken")                                        \
    X(SLUG_UNDATED, WARNING, "slug-undated")                                   \
    X(REFERENCE_MISSING, WARNING, "reference-missing")                         \
    X(LINK_TARGET_MISSING, WARNING, "link-target-missing")                     \
    X(FILE_MISSING, WARNING, "file-missing")                                   \
    X(URL_TAKEN, WARNING, "url-taken")                                         \
    X(LANGUAGE_UNKNOWN, WARNING, "language-unknown")                           \
    X(REPOSITORY_UNREACHABLE, WARNING, "repository-unreachable")               \
    X(REPOSITORY_SUBMODULE, NOTICE, "repository-submodule")                    \
    X(REPOSITORY_POINTER, WARNING, "repository-pointer")                       \
    X(SETTING_UNUSED, WARNING, "setting-unused")                               \
    X(SETTING_UNKNOWN, ERROR, "setting-unknown")                               \
    X(SETTING_INVALID, ERROR, "setting-invalid")                               \
    X(TOKENS_INVALID, ERROR, "tokens-invalid")                                 \
    X(SCHEMA_UNREADABLE, ERROR, "schema-unreadable")                           \
    X(SCHEMA_INVALID, ERROR, "schema-invalid")                                 \
    X(SCHEMA_DRAFT, WARNING, "schema-draft")                                   \
    X(SCHEMA_KEYWORD_UNKNOWN, WARNING, "schema-keyword-unknown")               \
    X(SCHEMA_UNUSED, NOTICE, "schema-unused")                                  \
    X(SCHEMA_KEY_MISSING, ERROR, "schema-key-missing")                         \
    X(SCHEMA_KEY_UNKNOWN, ERROR, "schema-key-unknown")                         \
    X(SCHEMA_VALUE, ERROR, "schema-value")                                     \
    X(SCHEMA_REFERENCE, ERROR, "schema-reference")                             \
    X(SCHEMA_LIMIT, ERROR, "schema-limit")                                     \
    X(MORE_FOLLOW, WARNING, "more-follow")

enum diagnostic_code {
#define X(constant, severity, code) DIAGNOSTIC_##constant,
    DIAGNOSTIC_CODES(X)
#undef X
};

struct diagnostic {
    enum diagnostic_code code;
    uint32_t line, column; /* from 1, in characters; 0 where unknown */
    size_t more;           /* how many other files it is about, for a notice */
    struct slice path;     /* relative to the site's folder */
    struct slice message;  /* what is wrong: no full stop at the end */
    struct slice hint;     /* what to do, or SLICE_NONE */
};

/* Warnings that are kept of one file; nobody reads more. */
#define DIAGNOSTICS_MAX_PER_FILE 100

/* A growing list. Set `arena` and `path` first; the list and its strings
 * live in the arena. */
struct diagnostics {
    struct arena *arena;
    size_t max_warnings; /* 0: no limit; further ones are not kept */
    struct slice path;   /* of the file being read */
    struct diagnostic *items;
    size_t count, capacity;
    size_t error_count;
};

const char *diagnostic_code_name(enum diagnostic_code code);
enum severity diagnostic_severity(enum diagnostic_code code);

/* "error", "warning" or "notice". */
const char *severity_name(enum severity severity);

/* Adds one about the current path. `hint` may be NULL; it is copied. Returns
 * false, so that a parser can `return diagnostics_add(...)`. */
bool diagnostics_add(struct diagnostics *list, enum diagnostic_code code,
                     uint32_t line, uint32_t column, const char *hint,
                     const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Adds a copy of one from another list, with its path. */
void diagnostics_copy(struct diagnostics *list, const struct diagnostic *found);

#endif
