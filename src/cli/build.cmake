# What `headmatter --version` says of its build: the libraries, by the versions of
# their headers, and how it was compiled.
file(STRINGS ${CIVETWEB_INCLUDE}/civetweb.h civetweb
     REGEX "#define CIVETWEB_VERSION ")
string(REGEX REPLACE ".*\"(.*)\".*" "\\1" civetweb "${civetweb}")

file(STRINGS ${SQLITE_INCLUDE}/sqlite3.h sqlite
     REGEX "#define SQLITE_VERSION ")
string(REGEX REPLACE ".*\"(.*)\".*" "\\1" sqlite "${sqlite}")

file(GLOB toml_headers ${TOML_INCLUDE}/toml++/impl/*version.h*)
foreach(part MAJOR MINOR PATCH)
    file(STRINGS ${toml_headers} number
         REGEX "#define[ \t]+TOML_LIB_${part}[ \t]+[0-9]")
    string(REGEX REPLACE ".*TOML_LIB_${part}[ \t]+([0-9]+).*" "\\1"
           toml_${part} "${number}")
endforeach()

string(CONCAT libraries
    "CivetWeb ${civetweb}, libyaml ${YAML_VERSION}, "
    "toml++ ${toml_MAJOR}.${toml_MINOR}.${toml_PATCH}, "
    "jansson ${JANSSON_VERSION}, utf8proc ${UTF8PROC_VERSION}, "
    "PCRE2 ${PCRE2_VERSION}, SQLite ${sqlite}, "
    "xxHash ${XXHASH_VERSION}, libsodium ${SODIUM_VERSION}, "
    "zlib ${ZLIB_VERSION}, Brotli ${BROTLI_VERSION}, libstemmer")
string(CONCAT build
    "${CMAKE_BUILD_TYPE}, ${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}, "
    "${CMAKE_SYSTEM_PROCESSOR}")
if(POSTGRES)
    string(APPEND libraries ", libpq ${PQ_VERSION}")
    string(APPEND build ", with PostgreSQL")
endif()
if(IMAGES)
    string(APPEND libraries ", libvips ${VIPS_VERSION}")
    string(APPEND build ", with pictures")
endif()
if(docs_viewer)
    string(APPEND libraries ", Swagger UI ${docs_version}")
    string(APPEND build ", with /_docs")
endif()
if(SANITIZE)
    string(APPEND build ", with sanitizers (${SANITIZE})")
endif()
target_compile_definitions(headmatter PRIVATE
    HEADMATTER_LIBRARIES="${libraries}" HEADMATTER_BUILD="${build}")
