# cmake -DVIEWER=... -DOUTPUT=... -DHASHES=... -P page.cmake: the page at /_docs
# as one file, and C strings of what its Content-Security-Policy lets in. VIEWER
# is a folder with swagger-ui-dist; without one both are empty.
set(here ${CMAKE_CURRENT_LIST_DIR})
include(${here}/../page.cmake)

set(page "")
set(script "")
set(style "")
if(VIEWER)
    file(READ ${VIEWER}/swagger-ui-bundle.js script)
    file(READ ${VIEWER}/swagger-ui.css style)
    file(READ ${here}/start.js start)
    file(READ ${here}/page.css own)
    file(READ ${here}/page.html page)
    string(PREPEND style "\n")
    string(APPEND style "\n${own}")
    string(PREPEND script "\n")
    string(APPEND script "\n${start}")
    # In HTML a script in which these follow each other does not end where it
    # should. They stand in regular expressions, where this is the same.
    string(REPLACE "<!--" "\\x3c!--" script "${script}")
    string(FIND "${script}" "</script" end)
    if(NOT end EQUAL -1)
        message(FATAL_ERROR "the viewer's script cannot stand in a page")
    endif()
endif()
write_page(docs "${page}" "${script}" "${style}")
