/* warnings.c - warnings in the body and in a header.
 *
 *     meta.warnings   [{"parameter":"zork","code":"unknown-field", ...}]
 *     X-Warnings      unknown-field;parameter="zork", ...
 *
 * An answer without an envelope has no place for warnings in its body, and
 * clients that read only `data` miss them there. So they are also in a header,
 * in a short form: a list of tokens, each with a parameter (RFC 9651, 3.1 and
 * 3.1.2). The details are in the envelope. */
#include "api/warnings.h"

#include "base/percent.h"
#include "represent/write.h"

#define HEADER_MAX_BYTES 4096 /* proxies refuse heads much larger */

static void write_warning(struct str *out,
                          const struct parameter_error *warning)
{
    str_append_char(out, '{');
    write_key(out, SLICE("parameter"));
    write_string(out, warning->parameter);
    write_key(out, SLICE("code"));
    write_string(out, slice_of(warning->code));
    write_key(out, SLICE("detail"));
    write_string(out, warning->detail);
    if (warning->suggestion.data != NULL) {
        write_key(out, SLICE("suggestion"));
        write_string(out, warning->suggestion);
    }
    str_append_char(out, '}');
}

void warnings_write(struct str *out, const struct query *query)
{
    if (query->warning_count == 0)
        return;
    write_key(out, SLICE("warnings"));
    str_append_char(out, '[');
    for (size_t i = 0; i < query->warning_count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        write_warning(out, &query->warnings[i]);
    }
    str_append_char(out, ']');
}

/* Names may be in any script, but a string in a header must be ASCII. */
static void append_member(struct str *out,
                          const struct parameter_error *warning)
{
    str_appendf(out, "%s%s;parameter=\"", out->size > 0 ? ", " : "",
                warning->code);
    percent_append(out, warning->parameter);
    str_append_char(out, '"');
}

void warnings_set_header(struct exchange *x)
{
    struct str out = {0};
    size_t size = 0; /* of the members that are whole and have room */
    for (size_t i = 0; i < x->query.warning_count; i++) {
        append_member(&out, &x->query.warnings[i]);
        if (out.size > HEADER_MAX_BYTES)
            break;
        size = out.size;
    }
    if (size > 0)
        response_set_header(
            x->response, "X-Warnings",
            arena_copy(x->arena, slice_sub(str_slice(&out), 0, size)));
    str_release(&out);
}
