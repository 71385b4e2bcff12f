#include <cmark-gfm.h>
#include <yaml.h>
#include <zlib.h>
#include LIBRARY
