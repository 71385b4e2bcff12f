#include "base/a.h"
void c(void);
