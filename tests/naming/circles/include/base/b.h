#include "base/c.h"
void b(void);
