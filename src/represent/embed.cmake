# cmake -DINPUT=... -DNAME=openapi -DOUTPUT=... -P embed.cmake: a file as a C
# array, openapi_bytes[] of openapi_size.
file(READ ${INPUT} hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "#include <stddef.h>\n\
extern const unsigned char ${NAME}_bytes[];\nextern const size_t ${NAME}_size;\n\
const unsigned char ${NAME}_bytes[] = {${bytes}0};\n\
const size_t ${NAME}_size = ${size};\n")
