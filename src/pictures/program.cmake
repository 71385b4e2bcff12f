# headmatter-pictures, with -DIMAGES=ON: libvips. A program of its own, since
# libvips brings a hundred libraries, which would be loaded into each command and
# lie beside what the server knows. Without it the room says that there is none.
# Included after add_room(pictures ...).
get_target_property(picture_sources pictures SOURCES)
list(FILTER picture_sources EXCLUDE REGEX "/(maker|program)\\.c$")
set_target_properties(pictures PROPERTIES SOURCES "${picture_sources}")

if(IMAGES)
    pkg_check_modules(VIPS REQUIRED IMPORTED_TARGET vips)
    add_executable(headmatter-pictures pictures/program.c pictures/maker.c)
    target_include_directories(headmatter-pictures
                               PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(headmatter-pictures PRIVATE media PkgConfig::VIPS)
endif()
