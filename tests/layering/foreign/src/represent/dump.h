#include "jansson.h"
#include <jansson.h>
