#include <civetweb.h>
#include <sys/inotify.h>
#include <sys/socket.h>
