#include <cmark.h>
#include <cmark-gfm-core-extensions.h>
