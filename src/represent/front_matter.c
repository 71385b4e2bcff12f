/* front_matter.c - a value that was read, as YAML again.
 *
 * It need not have been YAML: TOML and JSON have the same values. Whatever it
 * was, comments and spelling are gone, since a text that is copied could hold
 * keys that are hidden. */
#include "represent/front_matter.h"

#include "document/yaml_writer.h"

void front_matter_append_yaml(struct str *out, const struct entry *entry)
{
    const struct value *written = &entry->meta->written;
    if (written->kind != VALUE_NULL && written->size > 0)
        yaml_write(out, written);
}

void front_matter_append(struct str *out, const struct entry *entry)
{
    str_append(out, SLICE("---\n"));
    front_matter_append_yaml(out, entry);
    str_append(out, SLICE("---\n\n"));
}
