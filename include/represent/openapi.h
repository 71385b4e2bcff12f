/* openapi.h - the API's own description, built into the binary. */
#ifndef REPRESENT_OPENAPI_H
#define REPRESENT_OPENAPI_H

#include "base/str.h"

/* openapi/openapi.yaml as it is, and the same as JSON. Both last as long as
 * the program; any thread may ask. */
struct slice openapi_yaml(void);
struct slice openapi_json(void);

#endif
