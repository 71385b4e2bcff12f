/* door.h - the library's accept() is ours. */
#ifndef HTTP_DOOR_H
#define HTTP_DOOR_H

struct lobby;

/* From now on accept() of that descriptor, unless it is -1, returns who leaves
 * the lobby. */
void door_add(int fd, struct lobby *lobby);
void door_remove(const struct lobby *lobby);

#endif
