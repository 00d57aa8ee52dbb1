"""Style, guide, saved queries and Browser itself as files, for a server of one's own."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

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
    """
    home = home or default_home()
    jar, own = browser_jar(), pages()
    fetch_jars((jar,), home.cache)
    (folder / QUERIES).mkdir(parents=True, exist_ok=True)
    written = {Path(name): own[name] for name in ("guide.html", "style.grass")}
    for one in queries(query_names()):
        name = one.name.rsplit("/", maxsplit=1)[-1]
        written[QUERIES / f"{name}.cypher"] = one.text + "\n"
    for path, text in written.items():
        (folder / path).write_text(text, encoding="utf-8")
    saved = Path("queries.zip")
    with ZipFile(folder / saved, "w", ZIP_DEFLATED) as made:
        for path in written:
            if path.parent == QUERIES:
                made.write(folder / path, f"{SAVED_AS}/{path.name}")
    whole = Path("neo4j-browser.zip")
    write_browser(home.cache / jar.path, own, folder / whole)
    return (*written, saved, whole)
