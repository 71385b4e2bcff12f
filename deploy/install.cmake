# What is installed, by hand (cmake --install) or in a package, and where to.
#
#   program   the program, its manual, completions for bash and fish, samples
#   local     what a package has elsewhere: the licence, completions for zsh
#
# `cmake --install build/release --component program` installs one of them. The
# manual and the completions are what the program prints (src/cli/manual.c,
# src/cli/completion.c), so they are made when it is built.
include(GNUInstallDirs)
find_program(GZIP gzip REQUIRED)

# Whom to ask for them. A program for another machine cannot run here: then name
# one of the same version that can.
set(HEADMATTER_ASKED headmatter CACHE STRING
    "The program that prints the manual and the completions")

set(made ${CMAKE_BINARY_DIR}/made)
file(MAKE_DIRECTORY ${made})

# add_page(NAME SECTION): made/NAME.SECTION.gz; -n leaves out the time.
function(add_page name section)
    set(page ${made}/${name}.${section})
    add_custom_command(
        OUTPUT ${page}.gz
        COMMAND ${HEADMATTER_ASKED} manual ${name} > ${page}
        COMMAND ${GZIP} -9nf ${page}
        DEPENDS headmatter VERBATIM)
    set(pages ${pages} ${page}.gz PARENT_SCOPE)
    install(FILES ${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section}
            COMPONENT program)
endfunction()

# add_completion(SHELL FILE FOLDER COMPONENT)
function(add_completion shell file folder component)
    add_custom_command(
        OUTPUT ${made}/${shell}/${file}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${made}/${shell}
        COMMAND ${HEADMATTER_ASKED} completion ${shell} > ${made}/${shell}/${file}
        DEPENDS headmatter VERBATIM)
    set(completions ${completions} ${made}/${shell}/${file} PARENT_SCOPE)
    install(FILES ${made}/${shell}/${file}
            DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder}
            COMPONENT ${component})
endfunction()

add_page(headmatter 1)
add_page(headmatter.yaml 5)
add_completion(bash headmatter bash-completion/completions program)
add_completion(fish headmatter.fish fish/vendor_completions.d program)
add_completion(zsh _headmatter zsh/site-functions local)
add_custom_target(manual ALL DEPENDS ${pages} ${completions})

install(TARGETS headmatter RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
        COMPONENT program)
if(IMAGES)
    # Where the program looks for it; nobody else calls it.
    install(TARGETS headmatter-pictures RUNTIME DESTINATION lib/headmatter
            COMPONENT program)
endif()
install(FILES README.md CHANGELOG.md SECURITY.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT local)
if(docs_viewer)
    # Of the viewer at /_docs and of all that is in its script.
    add_custom_command(
        OUTPUT ${made}/swagger-ui-dist
        COMMAND ${CMAKE_COMMAND} -E cat ${docs_viewer}/NOTICE
            ${docs_viewer}/LICENSE
            ${docs_viewer}/swagger-ui-bundle.js.LICENSE.txt
            > ${made}/swagger-ui-dist
        DEPENDS headmatter VERBATIM)
    add_custom_target(licenses ALL DEPENDS ${made}/swagger-ui-dist)
    install(FILES ${made}/swagger-ui-dist
            DESTINATION ${CMAKE_INSTALL_DOCDIR}/licenses COMPONENT program)
endif()
install(DIRECTORY content DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT program)

# The service of systemd: `cmake --install build/release --component service`,
# as root. It is no part of a plain install, since it writes to /etc and /var.
set(settings ${made}/headmatter.yaml)
add_custom_command(
    OUTPUT ${settings}
    COMMAND ${HEADMATTER_ASKED} config --example > ${settings}.rest
    COMMAND ${CMAKE_COMMAND} -E cat ${PROJECT_SOURCE_DIR}/deploy/service/head.yaml
            ${settings}.rest > ${settings}
    DEPENDS headmatter ${PROJECT_SOURCE_DIR}/deploy/service/head.yaml VERBATIM)
add_custom_target(settings ALL DEPENDS ${settings})
install(FILES ${settings} DESTINATION /etc COMPONENT service EXCLUDE_FROM_ALL)
install(FILES deploy/service/logrotate.conf DESTINATION /etc/logrotate.d
        RENAME headmatter COMPONENT service EXCLUDE_FROM_ALL)
install(FILES deploy/service/sysusers.conf DESTINATION lib/sysusers.d
        RENAME headmatter.conf COMPONENT service EXCLUDE_FROM_ALL)
install(DIRECTORY DESTINATION /var/lib/headmatter/content
        COMPONENT service EXCLUDE_FROM_ALL)
# The prefix is known only now.
install(CODE "
    set(BINDIR \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
    configure_file(${PROJECT_SOURCE_DIR}/deploy/service/headmatter.service.in
        ${made}/headmatter.service @ONLY)
    file(INSTALL ${made}/headmatter.service
        DESTINATION \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system\")"
    COMPONENT service EXCLUDE_FROM_ALL)

include(deploy/debian/package.cmake)
