# policy_hash(TEXT RESULT): how a Content-Security-Policy names a script or style
# that stands in a page.
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
