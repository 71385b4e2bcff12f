# The package of Debian: `cpack --config build/release/CPackConfig.cmake`, on the
# Debian that it is for, since it depends on the libraries that are found there.
#
# It starts no service when it is installed: `systemctl enable --now headmatter`
# does. Its user is made by adduser and not by systemd-sysusers, so that the
# program can be installed without systemd; DynamicUser was rejected, for the
# tokens file is to be readable by this user and nobody else.
set(HEADMATTER_MAINTAINER "The headmatter authors <headmatter@lists.invalid>"
    CACHE STRING "Whom the package names as its maintainer")
set(docs ${CMAKE_INSTALL_DATADIR}/doc/headmatter)

# Of the time in SOURCE_DATE_EPOCH, if that is set.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(deploy/debian/changelog.in ${made}/changelog @ONLY)
add_custom_command(
    OUTPUT ${made}/changelog.gz
    COMMAND ${GZIP} -9nc ${made}/changelog > ${made}/changelog.gz
    DEPENDS ${made}/changelog VERBATIM)
add_custom_target(changelog ALL DEPENDS ${made}/changelog.gz)

install(FILES ${made}/changelog.gz deploy/debian/copyright DESTINATION ${docs}
        COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${made}/zsh/_headmatter
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME headmatter)
set(CPACK_PACKAGE_CONTACT ${HEADMATTER_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "read-only JSON API of a folder of Markdown files")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL program service debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, tzdata")
# Only --git runs it, and what it fetches by ssh wants openssh-client.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git")
if(IMAGES)
    # A library of its own since Debian 13, which nothing depends on.
    string(APPEND CPACK_DEBIAN_PACKAGE_RECOMMENDS ", libheif-plugin-aomenc")
endif()
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx | caddy | haproxy, openssh-client")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "headmatter serves a folder of Markdown files with YAML or TOML front matter
as a JSON API, without a database or a build step. It knows how Jekyll, Hugo,
Astro, Nuxt, Eleventy and Stackbit file and route their documents, and an edit
is served at once.")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA)
foreach(file postinst prerm postrm conffiles)
    list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
         ${PROJECT_SOURCE_DIR}/deploy/debian/${file})
endforeach()
include(CPack)
