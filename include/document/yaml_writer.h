/* yaml_writer.h - a value as YAML. */
#ifndef DOCUMENT_YAML_WRITER_H
#define DOCUMENT_YAML_WRITER_H

#include "document/value.h"

/* Appends one YAML 1.2 document in block style. A reader that follows the core
 * schema gets an equal value. */
void yaml_write(struct str *out, const struct value *value);

#endif
