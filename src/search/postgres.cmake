# PostgreSQL as the engine of search, with -DPOSTGRES=ON: libpq. Without it
# postgres_none.c says that there is none. Included after add_room(search ...).
get_target_property(search_sources search SOURCES)
if(POSTGRES)
    pkg_check_modules(PQ REQUIRED IMPORTED_TARGET libpq)
    target_link_libraries(search PUBLIC PkgConfig::PQ)
    list(FILTER search_sources EXCLUDE REGEX "/postgres_none\\.c$")
else()
    list(FILTER search_sources EXCLUDE REGEX "/(postgres|lexeme).*\\.c$")
    list(APPEND search_sources search/postgres_none.c)
endif()
set_target_properties(search PROPERTIES SOURCES "${search_sources}")
