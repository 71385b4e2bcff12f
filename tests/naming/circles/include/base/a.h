#include "base/b.h"
void a(void);
