"""Write the statements that are made from the data model; run it after a change of the model."""

from __future__ import annotations

from pathlib import Path

from graphdb import lookups, schema

ROOT = Path(__file__).resolve().parent.parent / "cypher"


def main() -> None:
    """Write every file and remove those that the model no longer wants."""
    for folder, files in (
        (schema.FOLDER, schema.schema_files()),
        (lookups.FOLDER, lookups.lookup_files()),
    ):
        _write(folder, files)
        print(f"{len(files)} statements in cypher/{folder}")


def _write(folder: str, files: dict[str, str]) -> None:
    (ROOT / folder).mkdir(parents=True, exist_ok=True)
    for stale in (ROOT / folder).glob("*.cypher"):
        if f"{folder}/{stale.stem}" not in files:
            stale.unlink()
    for name, text in files.items():
        (ROOT / f"{name}.cypher").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
