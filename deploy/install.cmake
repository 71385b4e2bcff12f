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
install(FILES README.md CHANGELOG.md SECURITY.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT local)
install(DIRECTORY content DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT program)
