#include "store/index.h"
#include "document/value.h"
#include <stdio.h>
