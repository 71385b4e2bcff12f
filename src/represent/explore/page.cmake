# cmake -DOUTPUT=... -DHASHES=... -P page.cmake: the page for browsers as one
# file, and C strings of what its Content-Security-Policy lets in.
#
# The scripts are modules that import each other, which tests do as well. In the
# page they are one: all have one scope, so their imports and exports are left
# out, and a name that two of them define is an error that no test overlooks.
set(here ${CMAKE_CURRENT_LIST_DIR})
include(${here}/parts.cmake)
include(${here}/../page.cmake)

set(script "\n")
foreach(name IN LISTS explore_scripts)
    file(READ ${here}/${name}.js text)
    string(REGEX REPLACE "(^|\n)import [^;]*;" "" text "${text}")
    string(REGEX REPLACE "(^|\n)export " "\\1" text "${text}")
    string(APPEND script "${text}\n")
endforeach()
file(READ ${here}/page.css style)
string(PREPEND style "\n")
file(READ ${here}/page.html page)
write_page(explore "${page}" "${script}" "${style}")
