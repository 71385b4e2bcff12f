#!/usr/bin/env python3
"""Keeps a folder with a copy of every post: Markdown with front matter.

    mirror.py FOLDER [COLLECTION]

Only what has changed is fetched: each post has a rev, and those of the last
time are in FOLDER/.revs.json. What is gone from the site goes from the folder.
HEADMATTER_API names the API; http://127.0.0.1:8080 unless it does. Needs the
standard library of Python 3.10 and nothing else.
"""

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

API = os.environ.get("HEADMATTER_API", "http://127.0.0.1:8080")


def ask(path, **query):
    """The bytes of an answer; what the API says is wrong ends the program."""
    target = API + urllib.parse.quote(path)
    if query:
        target += "?" + urllib.parse.urlencode(query)
    try:
        with urllib.request.urlopen(target, timeout=30) as response:
            return response.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"{target}: {json.load(error)['detail']}")
    except urllib.error.URLError as error:
        sys.exit(f"{target}: {error.reason}")


def read_revs(state):
    return json.loads(state.read_text()) if state.exists() else {}


def file_of(folder, slug):
    """Slugs have slashes; none may lead out of the folder."""
    file = folder / f"{slug}.md"
    if not file.resolve().is_relative_to(folder.resolve()):
        sys.exit(f"{slug}: leads out of {folder}")
    return file


def document_of(post):
    """A file as a writer would have it; what JSON can say, YAML can, too."""
    keys = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in post["front_matter"].items()
    )
    return "---\n" + "".join(keys) + "---\n" + post["markdown"]


def mirror(folder, collection):
    state = folder / ".revs.json"
    before = read_revs(state)
    listed = json.loads(
        ask(f"/{collection}", fields="slug,rev", limit="all")
    )["data"]
    now = {post["slug"]: post["rev"] for post in listed}
    changed = [slug for slug in now if before.get(slug) != now[slug]]
    gone = [slug for slug in before if slug not in now]
    for slug in changed:
        file = file_of(folder, slug)
        file.parent.mkdir(parents=True, exist_ok=True)
        post = json.loads(
            ask(f"/{collection}/{slug}", include="front_matter,markdown")
        )["data"]
        file.write_text(document_of(post), encoding="utf-8", newline="\n")
    for slug in gone:
        file_of(folder, slug).unlink(missing_ok=True)
    state.write_text(json.dumps(now, indent=1))
    print(f"{len(now)} {collection}: {len(changed)} fetched, {len(gone)} gone")


def main():
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    mirror(folder, *(sys.argv[2:] or ["posts"]))


if __name__ == "__main__":
    main()
