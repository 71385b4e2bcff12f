#include <cmark-gfm.h>
#include <yaml.h>
#include <lzma.h>
#include LIBRARY
