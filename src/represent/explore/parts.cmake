# The scripts of the page, each after those that it imports.
set(explore_scripts
    marks dom address session api guess fields parts controls builder table results facts charts
    answer code codes frame document diagnostics home sidebar tools searchbox main)
