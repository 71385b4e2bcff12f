#include "base/str.h"
#include "query/plan.h"
