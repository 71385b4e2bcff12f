# engine.c is compiled once for cmark-gfm and once for cmark, two libraries whose
# functions have the same names. So the second object is linked with cmark's
# archive into one whose only name that others see is engine_cmark:
#
#     engine.c --> engine.o + libcmark.a --ld -r, objcopy--> engine_cmark.o
get_target_property(document_sources document SOURCES)
list(FILTER document_sources EXCLUDE REGEX "/engine\\.c$")
set_target_properties(document PROPERTIES SOURCES "${document_sources}")

foreach(engine IN ITEMS engine_cmark engine_cmark_gfm)
    add_library(${engine} OBJECT document/engine.c)
    target_include_directories(${engine} PRIVATE ${PROJECT_SOURCE_DIR}/include
                                                 ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${engine} PRIVATE PkgConfig::XXHASH)
endforeach()
target_include_directories(engine_cmark SYSTEM PRIVATE ${CMARK_INCLUDE_DIRS})
target_compile_definitions(engine_cmark_gfm PRIVATE ENGINE_GFM)
target_link_libraries(engine_cmark_gfm PRIVATE PkgConfig::CMARK_GFM)

set(engine_hidden ${CMAKE_CURRENT_BINARY_DIR}/engine_cmark.o)
add_custom_command(
    OUTPUT ${engine_hidden}
    COMMAND ${CMAKE_C_COMPILER} -r -nostdlib -o ${engine_hidden}
            $<TARGET_OBJECTS:engine_cmark> ${CMARK_ARCHIVE}
    COMMAND ${CMAKE_OBJCOPY} --keep-global-symbol=engine_cmark ${engine_hidden}
    DEPENDS engine_cmark $<TARGET_OBJECTS:engine_cmark> ${CMARK_ARCHIVE}
    VERBATIM)
target_sources(document PRIVATE ${engine_hidden}
                                $<TARGET_OBJECTS:engine_cmark_gfm>)
