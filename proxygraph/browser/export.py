"""Style, guide, saved queries and Browser itself as files, for a server of one's own."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from graphdb.outfile import make_folder, whole_path, write_whole
from proxygraph.browser.bundle import browser_jar, pages, write_browser
from proxygraph.browser.guide import query_names
from proxygraph.browser.queries import SAVED_AS, queries
from proxygraph.runtime.download import fetch_jars
from proxygraph.runtime.home import Home, default_home

QUERIES = Path("queries")


def export(folder: Path, home: Home | None = None) -> tuple[Path, ...]:
    """Write the files of docs/browser.md; names of what was written, below the folder.

    Browser's jar is fetched (15 MB) where it is not on this machine yet.

    Raises
    ------
    NoServerError
        The jar cannot be fetched.
    FileNotWrittenError
        The machine refuses a file.
    """
    home = home or default_home()
    jar, own = browser_jar(), pages()
    fetch_jars((jar,), home.cache)
    make_folder(folder / QUERIES)
    written = {Path(name): own[name] for name in ("guide.html", "style.grass")}
    for one in queries(query_names()):
        name = one.name.rsplit("/", maxsplit=1)[-1]
        written[QUERIES / f"{name}.cypher"] = one.text + "\n"
    for path, text in written.items():
        write_whole(folder / path, text)
    saved = Path("queries.zip")
    with whole_path(folder / saved) as file, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for path in written:
            if path.parent == QUERIES:
                made.write(folder / path, f"{SAVED_AS}/{path.name}")
    whole = Path("neo4j-browser.zip")
    write_browser(home.cache / jar.path, own, folder / whole)
    return (*written, saved, whole)
