/* reading.c - what CivetWeb has read of a request, as a head. */
#include "http/reading.h"

#include <civetweb.h>
#include <string.h>

/* CivetWeb splits the query off the target, in place; this joins them again. */
static struct slice read_target(const struct mg_request_info *info,
                                struct str *target)
{
    bool is_split = info->local_uri != NULL; /* and a path already */
    const char *path = is_split ? info->local_uri_raw : info->request_uri;

    str_clear(target);
    str_append(target, is_split
                           ? slice_of(path)
                           : head_local_target(slice_of(info->request_method),
                                               slice_of(path)));
    if (is_split && info->query_string != NULL) {
        str_append_char(target, '?');
        str_append_text(target, info->query_string);
    }
    return str_slice(target);
}

void reading_take(const struct mg_request_info *info, struct str *target,
                  struct head *head)
{
    size_t count = info->num_headers > 0 ? (size_t)info->num_headers : 0;

    *head = (struct head){0};
    if (info->http_version == NULL)
        return; /* the other strings are not terminated */
    head->method = slice_of(info->request_method);
    head->target = read_target(info, target);
    head->version = slice_of(info->http_version);
    head->field_count = count;
    head->bytes = head_bytes_in_place(
        info->request_method,
        count > 0 ? info->http_headers[count - 1].value : info->http_version);
    head->end = info->request_method + head->bytes;
    for (size_t i = 0; i < count; i++) {
        head->fields[i].name = slice_of(info->http_headers[i].name);
        head->fields[i].value = slice_of(info->http_headers[i].value);
    }
}

static bool has_strict_request_line(const struct mg_request_info *info)
{
    const char *last =
        info->query_string != NULL ? info->query_string : info->request_uri;
    return head_request_line_is_strict(
        info->request_method, info->request_uri, last + strlen(last),
        info->http_version,
        info->num_headers > 0 ? info->http_headers[0].name : NULL);
}

bool reading_is_whole(const struct mg_request_info *info)
{
    int count = info->num_headers;
    if (!has_strict_request_line(info))
        return false;
    for (int i = 0; i < count; i++) {
        if (!head_line_is_strict(info->http_headers[i].name,
                                 info->http_headers[i].value, i + 1 == count))
            return false;
    }
    return count > 0
               ? head_was_read_whole(info->http_headers[count - 1].value, true)
               : head_was_read_whole(info->http_version, false);
}
