"""Bring the locked jars onto this machine: in parallel, checked, and each put in place whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from graphdb.environment import environment as gathered
from graphdb.errors import NoServerError
from graphdb.outfile import OutStream, make_folder
from proxygraph.runtime.lockfile import Jar
from proxygraph.runtime.progress import counting_bytes

if TYPE_CHECKING:
    import requests

CONNECTIONS = 16
ATTEMPTS = 4
TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and seconds without a byte."""
PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
"""HTTP answers that another try may change."""


class JarUnavailableError(NoServerError):
    """A jar cannot be had; see to the network or name a mirror, then run again."""


def repository_url(environment: Mapping[str, str] | None = None) -> str:
    """Name the Maven repository: ``PROXYGRAPH_MAVEN_URL`` where set, else Maven Central."""
    env = gathered() if environment is None else environment
    named = env.get("PROXYGRAPH_MAVEN_URL", "").strip()
    if named:
        return named.rstrip("/")
    from jgo.constants import MAVEN_CENTRAL_URL

    return str(MAVEN_CENTRAL_URL).rstrip("/")


def is_whole(jar: Jar, cache: Path) -> bool:
    """Whether the jar is in the cache with the size and SHA-256 of the lock."""
    path = cache / jar.path
    try:
        if path.stat().st_size != jar.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except (FileNotFoundError, NotADirectoryError):
        return False


def missing_jars(jars: tuple[Jar, ...], cache: Path) -> tuple[Jar, ...]:
    """Those that are not there, cut off, or changed; all bytes are read (189 MB in 0.2-1 s)."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        whole = pool.map(lambda jar: is_whole(jar, cache), jars)
        return tuple(jar for jar, good in zip(jars, whole, strict=True) if not good)


def fetch_jars(
    jars: tuple[Jar, ...],
    cache: Path,
    url: str | None = None,
    pause: float = 0.5,
    what: str = "Neo4j",
) -> tuple[Jar, ...]:
    """Make every jar of the lock present and whole; without any network where they are already.

    Parameters
    ----------
    jars
        What has to be there.
    cache
        Folder laid out like a Maven repository; other processes may use it at the same time.
    url
        Base address of the repository, by default that of :func:`repository_url`.
    pause
        Seconds before the second try of a jar; doubled before each further one.
    what
        What the jars are, for the line that shows progress.

    Returns
    -------
    tuple of Jar
        Those that were fetched now.

    Raises
    ------
    JarUnavailableError
        A jar could not be had in ``ATTEMPTS`` tries; those already fetched stay.
    """
    from filelock import FileLock

    if not missing_jars(jars, cache):
        return ()
    make_folder(cache)
    with FileLock(cache / "download.lock"):
        missing = missing_jars(jars, cache)
        if missing:
            _fetch_all(missing, cache, url or repository_url(), pause, what)
        return missing


def _fetch_all(jars: tuple[Jar, ...], cache: Path, url: str, pause: float, what: str) -> None:
    from proxygraph.runtime.web import web_session

    total = sum(jar.size for jar in jars)
    with (
        web_session(CONNECTIONS) as session,
        counting_bytes(f"Fetching {what}, {len(jars)} jars", total) as count,
        ThreadPoolExecutor(CONNECTIONS) as pool,
    ):
        largest_first = sorted(jars, key=lambda jar: -jar.size)
        pending = [
            pool.submit(_fetch, session, jar, cache, url, pause, count) for jar in largest_first
        ]
        try:
            done, _ = wait(pending, return_when=FIRST_EXCEPTION)
        finally:
            pool.shutdown(cancel_futures=True)
        for future in done:
            if not future.cancelled():
                future.result()


def _fetch(
    session: requests.Session,
    jar: Jar,
    cache: Path,
    url: str,
    pause: float,
    count: Callable[[int], None],
) -> None:
    """Fetch one jar to a temporary name, check it, and rename it into place."""
    problem = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            sleep(pause * 2 ** (attempt - 1))
        problem = _try(session, jar, cache, url)
        if not problem:
            count(jar.size)
            return
    raise _unavailable(jar, url, problem)


def _try(session: requests.Session, jar: Jar, cache: Path, url: str) -> str:
    """Fetch the jar once; return what went wrong, empty where nothing did."""
    from requests import RequestException

    target = cache / jar.path
    part = target.with_name(target.name + ".part")
    make_folder(target.parent)
    digest = hashlib.sha256()
    try:
        with session.get(f"{url}/{jar.path}", stream=True, timeout=TIMEOUT) as answer:
            if answer.status_code in PASSING_STATUS:
                return f"HTTP {answer.status_code}"
            if not answer.ok:
                raise _unavailable(jar, url, f"HTTP {answer.status_code}")
            with OutStream(part, is_binary=True) as file:
                for block in answer.iter_content(1 << 16):
                    digest.update(block)
                    file.write(block)
    except RequestException as error:
        return _reason(error)
    if digest.hexdigest() != jar.sha256:
        part.unlink()
        return "the bytes are not those of the lock (SHA-256 differs)"
    part.replace(target)
    return ""


def _reason(error: BaseException) -> str:
    """Tell the innermost cause: requests wraps "connection refused" several times."""
    causes = getattr(error, "args", ())
    inner = causes[0] if causes else None
    inner = getattr(inner, "reason", inner)
    return f"{type(error).__name__}: {inner or error}"


def _unavailable(jar: Jar, url: str, problem: str) -> JarUnavailableError:
    return JarUnavailableError(
        f"cannot fetch {jar.coordinate} from {url}: {problem}.\n"
        "The first time needs the network; later ones do not. Check the connection and any "
        "proxy (HTTPS_PROXY), or set PROXYGRAPH_MAVEN_URL to a Maven repository that this "
        "machine reaches, then run again: what has arrived is kept."
    )
