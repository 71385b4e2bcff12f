/* hosts.h - what a server has to be told so that it answers as headmatter does.
 * Private to this room.
 *
 *     _headers, _redirects       Netlify, Cloudflare: beside the files, as they
 *                                want it
 *     404.json, 404.html         what is sent where there is no file
 *     .headmatter/nginx.conf, Caddyfile, serve.json   to be named to those
 *
 * Types follow from the ends of names, and where one end has several types, the
 * few files of the others are named. */
#ifndef EXPORT_HOSTS_H
#define EXPORT_HOSTS_H

#include "export/target_list.h"

struct snapshot;

struct hosts {
    struct snapshot *snapshot;
    const char *folder; /* DIST */
    struct export_target *const *targets;
    size_t count;
    /* Writes a file of DIST. */
    bool (*keep)(void *context, const char *name, struct slice text,
                 struct err *err);
    void *context;
};

bool hosts_write(const struct hosts *hosts, struct err *err) MUST_USE;

#endif
