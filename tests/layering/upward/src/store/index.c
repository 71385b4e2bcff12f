#include "index/index.h"
#include "document/value.h"
#include <stdio.h>
