/* openapi.h - the description of the API, built into the binary. */
#ifndef REPRESENT_OPENAPI_H
#define REPRESENT_OPENAPI_H

#include "base/str.h"

/* openapi/openapi.yaml as it is, and converted to JSON. Both last as long as
 * the program; any thread may call these functions. */
struct slice openapi_yaml(void);
struct slice openapi_json(void);

#endif
