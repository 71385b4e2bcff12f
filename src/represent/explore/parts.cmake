# The scripts of the page, each after those that it imports.
set(explore_scripts
    dom address session api guess fields parts controls builder table facts charts answer
    code codes frame document diagnostics home sidebar tools search main)
