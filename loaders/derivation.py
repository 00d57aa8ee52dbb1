"""The version of everything that turns a row into what is stored, found out and not kept by hand.

It is a hash over the source code of the modules that derive, their data files, the statements that
write, and the versions of the libraries and of Python. Which modules and libraries these are
follows from their ``import`` statements. A row whose hash holds another version is read again.
"""

from __future__ import annotations

import ast
import platform
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import import_module, metadata, resources
from importlib.util import find_spec, resolve_name
from typing import NamedTuple

from graphdb.statements import statement, statement_names

OWN = frozenset({"analytics", "cypher", "graphdb", "loaders", "proxygraph"})
"""Packages of this project; all others are libraries."""

STORING = (
    "loaders.bulk.files",
    "loaders.identity.settling",
    "loaders.spark.chunks",
    "loaders.writer",
)
"""Modules that turn records into what is stored; what they import counts too."""

TRANSPORT = frozenset(
    {
        "graphdb.connection",
        "graphdb.lookups",
        "graphdb.outfile",
        "graphdb.statements",
        "loaders.changes",
        "loaders.derivation",
        "loaders.difference",
        "loaders.keyindex",
        "loaders.lanes",
        "loaders.lock",
        "loaders.memory",
        "loaders.spool",
        "loaders.transactions",
    }
)
"""Modules that carry values and change none, with what they import: the only ones left out."""

_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Derivation(NamedTuple):
    """What a version is made of: our own modules, libraries and statements, each by name."""

    modules: frozenset[str]
    libraries: frozenset[str]
    statements: frozenset[str]


@cache
def derivation_version(scanner: str) -> str:
    """Give the version of all that makes stored values out of a source's rows.

    Parameters
    ----------
    scanner
        Name of the module that reads the source.

    Examples
    --------
    >>> derivation_version("loaders.tables") == derivation_version("loaders.ofac.scan")
    False
    """
    return _version(derivation_of((scanner,)))


@cache
def storing_version() -> str:
    """Give the version of all that makes stored values out of records."""
    return _version(derivation_of(()))


def hold(scanners: Iterable[str]) -> None:
    """Take into memory all that takes part in deriving, and its versions, as they are now.

    For a process that lives long: an upgrade of the program under it changes files, which would be
    hashed as if the code in memory were theirs.
    """
    names = sorted(scanners)
    everything = derivation_of(names)
    for name in sorted(everything.modules | everything.libraries):
        with suppress(ImportError):  # Of an optional part that is not installed.
            import_module(name)
    for name in names:
        derivation_version(name)
    storing_version()


def derivation_of(readers: Iterable[str]) -> Derivation:
    """Find what takes part in reading by some modules and in storing what they read."""
    modules: set[str] = set()
    libraries: set[str] = set()
    for name in sorted(readers):
        _follow(name, modules, libraries)
    storing: set[str] = set()
    for name in STORING:
        _follow(name, storing, set())  # A library there carries rows and makes none.
    texts = {text for name in storing for text in _parsed(name).texts}
    named = texts & set(statement_names("load"))
    return Derivation(frozenset(modules | storing), frozenset(libraries), frozenset(named))


def _follow(name: str, modules: set[str], libraries: set[str]) -> None:
    """Add a module, the packages that it is in, and all that they import."""
    if name in modules or name in TRANSPORT:
        return
    modules.add(name)
    parent = name.rpartition(".")[0]
    if parent:
        _follow(parent, modules, libraries)
    for imported in _parsed(name).imports:
        top = imported.partition(".")[0]
        if top in OWN:
            _follow(imported, modules, libraries)
        elif top not in sys.stdlib_module_names:
            libraries.add(top)


class _Parsed(NamedTuple):
    """What a module imports, and the texts that stand in it."""

    imports: frozenset[str]
    texts: frozenset[str]


@cache
def _parsed(name: str) -> _Parsed:
    imports: set[str] = set()
    texts: set[str] = set()
    for node in ast.walk(ast.parse(_source(name) or "")):
        match node:
            case ast.Import(names=names):
                imports.update(one.name for one in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = _absolute(name, module, level)
                imports.add(base)
                full = (f"{base}.{one.name}" for one in names)
                imports.update(one for one in full if _is_own_module(one))
            case ast.Constant(value=str(text)):
                texts.add(text)
    return _Parsed(frozenset(imports), frozenset(texts))


def _absolute(name: str, module: str | None, level: int) -> str:
    if not level:
        return module or ""
    package = name if _is_package(name) else name.rpartition(".")[0]
    return resolve_name("." * level + (module or ""), package)


def _is_package(name: str) -> bool:
    spec = find_spec(name)
    return spec is not None and spec.submodule_search_locations is not None


def _is_own_module(name: str) -> bool:
    parent, _, own = name.rpartition(".")
    if name.partition(".")[0] not in OWN or not own.isidentifier():
        return False
    return not parent or (_is_package(parent) and find_spec(name) is not None)


@cache
def _source(name: str) -> str | None:
    """Read a module's source from wherever it was installed; all line ends become newlines."""
    spec = find_spec(name)
    read = getattr(spec.loader, "get_source", None) if spec is not None else None
    source = read(name) if read is not None else None
    return None if source is None else source.replace("\r\n", "\n").replace("\r", "\n")


def _version(derivation: Derivation) -> str:
    digest = blake2b(digest_size=16)
    for part in _parts(derivation):
        text = part.encode()
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()


def _parts(derivation: Derivation) -> Iterator[str]:
    yield from (platform.python_implementation(), "{}.{}".format(*sys.version_info))
    yield unicodedata.unidata_version
    for name in sorted(derivation.modules):
        source = _source(name)
        yield name
        # A program that was packed without its sources knows only its own version.
        yield _distribution_version("proxygraph") if source is None else source
        yield from _data_files(name)
    for name in sorted(derivation.statements):
        yield from (name, statement(name).text)
    for name, version in sorted(_library_versions(derivation.libraries).items()):
        yield from (name, version)


def _data_files(name: str) -> Iterator[str]:
    if not _is_package(name):
        return
    for file in sorted(resources.files(name).iterdir(), key=lambda one: one.name):
        if file.is_file() and not file.name.endswith((".py", ".pyc", ".typed")):
            yield file.name
            yield file.read_bytes().replace(b"\r\n", b"\n").hex()


def _library_versions(names: Iterable[str]) -> dict[str, str]:
    """Give the versions of libraries and of all that they need."""
    found: dict[str, str] = {}
    waiting = [_canonical(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _distribution_version(name)
            waiting += _required_by(name)
    return found


@cache
def _distribution_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


@cache
def _required_by(name: str) -> tuple[str, ...]:
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return ()
    needed = (_REQUIREMENT.match(line) for line in lines if "extra ==" not in line)
    return tuple(_canonical(found.group()) for found in needed if found)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
