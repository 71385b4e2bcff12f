#include "store/rank.h"
