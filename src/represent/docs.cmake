# The page at /_docs, with -DDOCS=ON: Swagger UI, fetched by npm as
# docs/package-lock.json has it, or taken from DOCS_VIEWER. Without that the page
# is empty, which src/represent/docs.c knows.
set(docs_folder ${CMAKE_CURRENT_SOURCE_DIR}/represent/docs)
set(docs_page ${CMAKE_CURRENT_BINARY_DIR}/docs.html)
set(docs_hashes ${CMAKE_CURRENT_BINARY_DIR}/docs_hashes.c)
file(GLOB docs_parts CONFIGURE_DEPENDS ${docs_folder}/page.* ${docs_folder}/*.js)

set(docs_viewer "")
set(docs_files "")
if(DOCS AND DOCS_VIEWER)
    set(docs_viewer ${DOCS_VIEWER})
elseif(DOCS)
    find_program(NPM npm)
    if(NOT NPM)
        message(FATAL_ERROR "-DDOCS=ON needs npm, to fetch Swagger UI; or name a "
            "folder with swagger-ui-dist by -DDOCS_VIEWER")
    endif()
    set(fetched ${CMAKE_CURRENT_BINARY_DIR}/docs)
    set(docs_viewer ${fetched}/node_modules/swagger-ui-dist)
    set(docs_lock ${docs_folder}/package.json ${docs_folder}/package-lock.json
        ${docs_folder}/.npmrc)
    set(docs_files ${fetched}/is-fetched)
    add_custom_command(
        OUTPUT ${docs_files}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${fetched}
        COMMAND ${CMAKE_COMMAND} -E copy ${docs_lock} ${fetched}
        COMMAND ${CMAKE_COMMAND} -E chdir ${fetched} ${NPM} ci --no-progress
            --loglevel=error
        COMMAND ${CMAKE_COMMAND} -E touch ${docs_files}
        DEPENDS ${docs_lock}
        VERBATIM)
endif()
add_custom_command(
    OUTPUT ${docs_page} ${docs_hashes}
    COMMAND ${CMAKE_COMMAND} "-DVIEWER=${docs_viewer}" -DOUTPUT=${docs_page}
        -DHASHES=${docs_hashes} -P ${docs_folder}/page.cmake
    DEPENDS ${docs_files} ${docs_parts}
        ${CMAKE_CURRENT_SOURCE_DIR}/represent/page.cmake
    VERBATIM)

# For the licences, and for what the program says of itself.
set(docs_viewer ${docs_viewer} PARENT_SCOPE)
if(docs_files)
    file(READ ${docs_folder}/package.json docs_json)
    string(JSON docs_version GET "${docs_json}" dependencies swagger-ui-dist)
elseif(docs_viewer)
    file(READ ${docs_viewer}/package.json docs_json)
    string(JSON docs_version GET "${docs_json}" version)
endif()
