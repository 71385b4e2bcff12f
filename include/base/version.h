/* version.h - what this build is. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define HEADMATTER_VERSION "0.1.0"

#endif
