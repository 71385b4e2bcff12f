#!/usr/bin/env bash
# A blog on the terminal, with curl and jq: what can be asked in one request.
#
#     blog.sh list [TAG]        the posts, newest first
#     blog.sh search WORD       posts whose title or excerpt has the word
#     blog.sh month YYYY-MM     the posts of a month
#     blog.sh tags              the tags, most used first
#     blog.sh read SLUG         one post, as its writer wrote it
#     blog.sh routes            every page of the site
#     blog.sh backup FILE       every post, one JSON object a line
#
# HEADMATTER_API names the API; http://127.0.0.1:8080 unless it does.
set -euo pipefail

api=${HEADMATTER_API:-http://127.0.0.1:8080}
list='.data[] | "\(.day // "----------")  \(.slug)  \(.title)"'

# ask PATH [NAME=VALUE...]: curl encodes the values, the API explains errors.
ask() {
    path=$1
    shift
    for parameter in "$@"; do
        set -- "$@" --data-urlencode "$parameter"
        shift
    done
    body=$(curl -sS --get "$api$path" "$@") || exit 1
    if [ "$(printf '%s' "$body" | jq '.status? // 200')" -ge 400 ]; then
        printf '%s' "$body" |
            jq -r '.detail, (.errors[]? | "  \(.parameter): \(.detail)")' >&2
        exit 1
    fi
    printf '%s\n' "$body"
}

# In an object of conditions a value with commas or parentheses is quoted.
quote() {
    printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}

usage() {
    sed -n '2,/^set -euo/ s/^# \{0,1\}//p' "$0"
    exit 2
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
search | month | read | backup) [ $# -gt 0 ] || usage ;;
esac
case $command in
list)
    if [ $# -gt 0 ]; then
        set -- "tags=$1"
    fi
    ask /posts limit=all fields=day,slug,title "$@" | jq -r "$list"
    ;;
search)
    word=$(quote "$1")
    ask /posts limit=all fields=day,slug,title \
        "or=(title:contains=$word,excerpt:contains=$word)" | jq -r "$list"
    ;;
month)
    ask /posts limit=all fields=day,slug,title "date=$1" | jq -r "$list"
    ;;
tags)
    ask /posts limit=0 facets=tags |
        jq -r '.meta.facets.tags[] | "\(.count)\t\(.value)\t\(.name)"'
    ;;
read)
    curl -sS --fail-with-body "$api/posts/$1.md"
    ;;
routes)
    curl -sSf "$api/_all.ndjson?url:exists=true&fields=url,id&sort=url" |
        jq -r '"\(.url)\t\(.id)"'
    ;;
backup)
    curl -sS --fail-with-body -o "$1" "$api/posts.ndjson?include=markdown"
    wc -l <"$1"
    ;;
*)
    usage
    ;;
esac
