/* complexity.h - bodies that would cost far more than their size.
 *
 * These limits stand beside MARKDOWN_MAX_BRACKETS (markdown.h). */
#ifndef DOCUMENT_COMPLEXITY_H
#define DOCUMENT_COMPLEXITY_H

#include "base/err.h"
#include "document/diagnostic.h"

/* Lines times the deepest column of a list or quote marker: a blank line costs
 * a step for every list that is open. Real bodies stay below two million;
 * this many steps take about a second. */
#define COMPLEXITY_MAX_NESTING_STEPS 100000000

/* Starts of raw HTML ("<!", "<?") times the bytes of the body, for engines that
 * search for the end of each again: three seconds. A body of 100 kB may hold
 * 40,000 comments. */
#define COMPLEXITY_MAX_HTML_STEPS INT64_C(4000000000)

/* Characters at which a run of plain text ends, and, apart from them, markers
 * of lists and quotes: each costs a node of some hundred bytes, so this many
 * take a quarter of a gigabyte. The largest real body has 65,000, in 850 kB. */
#define COMPLEXITY_MAX_MARKS 500000

/* "@" times the bytes of its line, and "www." times those of its word: what it
 * may take to look at each of them. */
#define COMPLEXITY_MAX_ADDRESS_BYTES 200000000

/* The letter "w" and colons, where bare addresses may start: each ends a run of
 * plain text and costs a node of two hundred bytes. */
#define COMPLEXITY_MAX_HOST_STARTS 2000000

/* Cells of tables, whose rows are all as long as the first. */
#define COMPLEXITY_MAX_CELLS 500000

/* What no engine can bear. Returns false after adding an error that names the
 * limit and its line, as all checks do. */
bool complexity_check(struct slice body, uint32_t first_line,
                      struct diagnostics *diagnostics) MUST_USE;

/* What some engines cannot. */
bool complexity_check_html(struct slice body, uint32_t first_line,
                           struct diagnostics *diagnostics) MUST_USE;

/* What the extensions of some engines cannot: tables and bare addresses. */
bool complexity_check_extensions(struct slice body, uint32_t first_line,
                                 struct diagnostics *diagnostics) MUST_USE;

#endif
