/* arguments.c - what a model gives to a tool: described, checked, and written
 * as parameters of the API.
 *
 * Models write "5" for 5 and ["a", "b"] for "a,b"; where it is clear what is
 * meant, it is taken. What a value may be is the API's to say. */
#include "base/array.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "mcp/site.h"
#include "mcp/tool.h"
#include "query/options.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NAMED      64 /* collections, in a schema */
#define MAX_NAME_BYTES 200

static const char *explanation_of(const struct tool_argument *argument)
{
    if (argument->explanation != NULL)
        return argument->explanation;
    const char *name;
    for (size_t i = 0; (name = query_parameter_name(i)) != NULL; i++) {
        if (strcmp(name, argument->name) == 0)
            return query_parameter_explanation(i);
    }
    return "";
}

static bool is_used(const struct tool_argument *argument,
                    const struct inquiry *inquiry, const json_t *site)
{
    const struct request *sender = inquiry->message->sender;
    switch (argument->use) {
    case USED_WITH_LANGUAGES:
        return site_has_languages(site);
    case USED_BY_HOLDERS:
        return sender->is_trusted || sender->authorization.size > 0;
    default:
        return true;
    }
}

/* With the names of the site, a model need not guess. */
static void add_collections(json_t *property, const json_t *site)
{
    json_t *collections = site_collections(site);
    json_t *names = json_array(), *collection;
    size_t i;
    json_array_foreach(collections, i, collection)
        json_array_append(names, json_object_get(collection, "name"));
    if (i > 0 && i <= MAX_NAMED)
        json_object_set(property, "enum", names);
    json_decref(names);
    json_decref(collections);
}

static json_t *property_of(const struct tool_argument *argument,
                           const json_t *site)
{
    static const char *const types[] = {
        [ARGUMENT_TEXT] = "string",
        [ARGUMENT_LIST] = "string",
        [ARGUMENT_NUMBER] = "integer",
        [ARGUMENT_CONDITIONS] = "object",
    };
    json_t *property = json_object();
    json_object_set_new(property, "type", json_string(types[argument->kind]));
    json_object_set_new(property, "description",
                        json_string(explanation_of(argument)));
    if (argument->kind == ARGUMENT_NUMBER) {
        json_object_set_new(property, "minimum", json_integer(0));
        if (argument->max < INT32_MAX)
            json_object_set_new(property, "maximum",
                                json_integer(argument->max));
        json_object_set_new(property, "default",
                            json_integer(argument->initial));
    }
    if (argument->is_collection)
        add_collections(property, site);
    return property;
}

json_t *arguments_describe(const struct tool *tool,
                           const struct inquiry *inquiry, const json_t *site)
{
    json_t *schema = json_object(), *properties = json_object();
    json_t *required = json_array();
    for (const struct tool_argument *a = tool->arguments; a->name != NULL;
         a++) {
        if (is_used(a, inquiry, site))
            json_object_set_new(properties, a->name, property_of(a, site));
        if (a->is_required)
            json_array_append_new(required, json_string(a->name));
    }
    json_object_set_new(schema, "type", json_string("object"));
    json_object_set_new(schema, "properties", properties);
    if (json_array_size(required) > 0)
        json_object_set(schema, "required", required);
    json_decref(required);
    json_object_set_new(schema, "additionalProperties", json_false());
    return schema;
}

static const struct tool_argument *find_argument(const struct tool *tool,
                                                 struct slice name)
{
    for (const struct tool_argument *a = tool->arguments; a->name != NULL;
         a++) {
        if (slice_is(name, a->name))
            return a;
    }
    return NULL;
}

static bool refuse_name(const struct call *call, struct slice name)
{
    const struct tool *tool = call->tool;
    struct nearest nearest = nearest_to(name);
    str_appendf(call->fault, "%s has no argument '%.*s'. It takes", tool->name,
                SLICE_FMT(utf8_truncate(name, MAX_NAME_BYTES)));
    for (const struct tool_argument *a = tool->arguments; a->name != NULL;
         a++) {
        (void)nearest_consider(&nearest, slice_of(a->name));
        str_appendf(call->fault, "%s %s", a == tool->arguments ? "" : ",",
                    a->name);
    }
    if (nearest.name.data != NULL)
        str_appendf(call->fault, ". Did you mean %.*s?",
                    SLICE_FMT(nearest.name));
    else if (find_argument(tool, SLICE("filter")) != NULL)
        str_append_text(call->fault, "; conditions on fields go into filter.");
    return false;
}

/* A whole number, also in quotes. */
static bool read_number(const json_t *value, long max, long *ret_number)
{
    const char *digits = json_string_value(value);
    char *end = NULL;
    long long number = json_integer_value(value);
    if (digits != NULL && *digits != '\0')
        number = strtoll(digits, &end, 10);
    if ((!json_is_integer(value) && (end == NULL || *end != '\0')) ||
        number < 0 || number > max)
        return false;
    *ret_number = (long)number;
    return true;
}

static bool is_scalar(const json_t *value)
{
    return !json_is_object(value) && !json_is_array(value);
}

static bool is_list_of_scalars(const json_t *value)
{
    const json_t *item;
    size_t i;
    json_array_foreach(value, i, item)
    {
        if (!is_scalar(item))
            return false;
    }
    return json_is_array(value);
}

static bool check_value(const struct call *call,
                        const struct tool_argument *argument,
                        const json_t *value)
{
    const char *wanted = NULL;
    long number;
    if (argument->kind == ARGUMENT_NUMBER) {
        if (read_number(value, argument->max, &number))
            return true;
        str_appendf(call->fault, "%s has to be a whole number from 0 to %ld.",
                    argument->name, argument->max);
        return false;
    }
    if (argument->kind == ARGUMENT_TEXT && !is_scalar(value))
        wanted = "a string";
    else if (argument->kind == ARGUMENT_LIST && !is_scalar(value) &&
             !is_list_of_scalars(value))
        wanted = "a string, with commas between its parts";
    else if (argument->kind == ARGUMENT_CONDITIONS && !json_is_object(value))
        wanted = "an object, such as {\"tags\": \"go\"}";
    if (wanted == NULL)
        return true;
    str_appendf(call->fault, "%s has to be %s.", argument->name, wanted);
    return false;
}

bool arguments_check(const struct call *call)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)call->arguments, key, value)
    {
        const struct tool_argument *argument =
            find_argument(call->tool, slice_of(key));
        if (argument == NULL)
            return refuse_name(call, slice_of(key));
        if (!json_is_null(value) && !check_value(call, argument, value))
            return false;
    }
    for (const struct tool_argument *a = call->tool->arguments; a->name != NULL;
         a++) {
        if (a->is_required && argument_text(call, a->name).data == NULL) {
            str_appendf(call->fault, "The argument %s is missing.", a->name);
            return false;
        }
    }
    return true;
}

static void append_scalar(const json_t *value, struct str *out)
{
    if (json_is_string(value))
        str_append(out, node_text(value));
    else
        node_write(value, out);
}

/* "a,b", in quotes where one of them has a comma or a quote itself. */
static void append_list(const json_t *list, struct str *out)
{
    const json_t *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        struct str one = {0};
        append_scalar(item, &one);
        struct slice text = str_slice(&one);
        bool is_quoted = slice_find_char(text, 0, ',') < text.size ||
                         slice_find_char(text, 0, '"') < text.size;
        str_append_text(out, i > 0 ? "," : "");
        str_append_text(out, is_quoted ? "\"" : "");
        for (size_t k = 0; k < text.size; k++) {
            if (is_quoted && (text.data[k] == '"' || text.data[k] == '\\'))
                str_append_char(out, '\\');
            str_append_char(out, text.data[k]);
        }
        str_append_text(out, is_quoted ? "\"" : "");
        str_release(&one);
    }
}

static struct slice text_of(const json_t *value, struct arena *arena)
{
    struct str text = {0};
    if (json_is_array(value))
        append_list(value, &text);
    else
        append_scalar(value, &text);
    struct slice kept = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return kept;
}

struct slice argument_text(const struct call *call, const char *name)
{
    const json_t *value = json_object_get(call->arguments, name);
    return value == NULL || json_is_null(value)
               ? SLICE_NONE
               : text_of(value, call->inquiry->arena);
}

long argument_number(const struct call *call, const char *name)
{
    const struct tool_argument *argument =
        find_argument(call->tool, slice_of(name));
    const json_t *value = json_object_get(call->arguments, name);
    long number = argument->initial;
    if (value != NULL && !json_is_null(value))
        (void)read_number(value, argument->max, &number);
    return number;
}

static bool is_group(struct slice name)
{
    return slice_is(name, "and") || slice_is(name, "or") ||
           slice_is(name, "not");
}

/* A name that is a parameter's as well is a field here. */
static struct slice condition_name(struct slice name, struct arena *arena)
{
    return is_group(name) || !query_hides_field(name)
               ? name
               : arena_printf(arena, "%.*s:eq", SLICE_FMT(name));
}

static bool takes_list(struct slice name)
{
    return slice_ends(name, ":in") || slice_ends(name, ":nin") ||
           slice_ends(name, ":all");
}

static void add_condition(const struct call *call, struct slice name,
                          const json_t *value, struct address *address)
{
    struct arena *arena = call->inquiry->arena;
    const json_t *item;
    size_t i;
    if (json_is_null(value)) { /* there is none */
        address_add(address,
                    arena_printf(arena, "%.*s:exists", SLICE_FMT(name)),
                    SLICE("false"));
    } else if (json_is_array(value) && !takes_list(name)) {
        json_array_foreach(value, i, item) address_add(
            address, condition_name(name, arena), text_of(item, arena));
    } else {
        address_add(address, condition_name(name, arena),
                    text_of(value, arena));
    }
}

void conditions_add(const struct call *call, struct address *address)
{
    json_t *filter = json_object_get(call->arguments, "filter"), *value, *part;
    const char *name, *op;
    json_object_foreach(filter, name, value)
    {
        if (!json_is_object(value)) {
            add_condition(call, slice_of(name), value, address);
            continue;
        }
        json_object_foreach(value, op, part) /* {"date": {"gte": "2024"}} */
            add_condition(call,
                          arena_printf(call->inquiry->arena, "%s:%s", name,
                                       op + (op[0] == '$' ? 1 : 0)),
                          part, address);
    }
}
