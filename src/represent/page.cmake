# How a page that stands in the binary is put together: style and script in it,
# and what its Content-Security-Policy names them by.
#
# policy_hash(TEXT RESULT): how a Content-Security-Policy names a script or style.
#
# SHA-256 in base64, as the policy wants it (CSP Level 3, section 2.3.1).
function(policy_hash text ret_hash)
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

# write_page(NAME HTML SCRIPT STYLE): the page with both in it as OUTPUT, and as
# HASHES two C strings, NAME_script_hash and NAME_style_hash. The page has one
# script and one style, which are empty.
function(write_page name html script style)
    string(REPLACE "<style></style>" "<style>${style}</style>" html "${html}")
    string(REPLACE "></script>" ">${script}</script>" html "${html}")
    file(WRITE ${OUTPUT} "${html}")
    policy_hash("${script}" script_hash)
    policy_hash("${style}" style_hash)
    file(WRITE ${HASHES} "extern const char ${name}_script_hash[];\n\
extern const char ${name}_style_hash[];\n\
const char ${name}_script_hash[] = \"${script_hash}\";\n\
const char ${name}_style_hash[] = \"${style_hash}\";\n")
endfunction()
