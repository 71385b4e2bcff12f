# cmake -DOUTPUT=... -DHASHES=... -P page.cmake: the page for browsers as one
# file, and C strings of what its Content-Security-Policy lets in.
#
# The scripts are modules that import each other, which tests do as well. In the
# page they are one: all have one scope, so their imports and exports are left
# out, and a name that two of them define is an error that no test overlooks.
set(here ${CMAKE_CURRENT_LIST_DIR})
include(${here}/parts.cmake)

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
string(REPLACE "<style></style>" "<style>${style}</style>" page "${page}")
string(REPLACE "<script type=\"module\"></script>"
       "<script type=\"module\">${script}</script>" page "${page}")
file(WRITE ${OUTPUT} "${page}")

# SHA-256 in base64, as the policy wants it (CSP Level 3, section 2.3.1).
function(hash_of text ret_hash)
    set(letters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    string(SHA256 hex "${text}")
    string(APPEND hex "00") # 33 bytes: eleven times four letters
    set(base64 "")
    foreach(group RANGE 10)
        math(EXPR at "${group} * 6")
        string(SUBSTRING ${hex} ${at} 6 digits)
        foreach(shift 18 12 6 0)
            math(EXPR index "(0x${digits} >> ${shift}) & 63")
            string(SUBSTRING ${letters} ${index} 1 letter)
            string(APPEND base64 ${letter})
        endforeach()
    endforeach()
    string(SUBSTRING ${base64} 0 43 base64)
    set(${ret_hash} "sha256-${base64}=" PARENT_SCOPE)
endfunction()
hash_of("${script}" script_hash)
hash_of("${style}" style_hash)
file(WRITE ${HASHES} "extern const char explore_script_hash[];\n\
extern const char explore_style_hash[];\n\
const char explore_script_hash[] = \"${script_hash}\";\n\
const char explore_style_hash[] = \"${style_hash}\";\n")
