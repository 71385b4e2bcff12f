#  include  "store/index.h"
