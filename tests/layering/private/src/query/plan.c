#include "store/rank.h"
#include "store/gone.h"
