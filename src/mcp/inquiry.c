/* inquiry.c - how a request fails. */
#include "mcp/inquiry.h"

bool inquiry_fail(struct inquiry *inquiry, int code, struct slice text)
{
    inquiry->code = code;
    inquiry->text = text;
    return false;
}

bool inquiry_reject(struct inquiry *inquiry, int status, int code,
                    struct slice text)
{
    inquiry->status = status;
    return inquiry_fail(inquiry, code, text);
}

const json_t *inquiry_param(const struct inquiry *inquiry, const char *name)
{
    return json_object_get(inquiry->rpc.params, name);
}
