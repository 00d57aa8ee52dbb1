"""Write cypher/schema/constraints/ from the data model; run it after a change of the model."""

from __future__ import annotations

from pathlib import Path

from graphdb.schema import FOLDER, schema_files

ROOT = Path(__file__).resolve().parent.parent / "cypher"


def main() -> None:
    """Write every file and remove those that the model no longer wants."""
    files = schema_files()
    (ROOT / FOLDER).mkdir(parents=True, exist_ok=True)
    for stale in (ROOT / FOLDER).glob("*.cypher"):
        if f"{FOLDER}/{stale.stem}" not in files:
            stale.unlink()
    for name, text in files.items():
        (ROOT / f"{name}.cypher").write_text(text, encoding="utf-8")
    print(f"{len(files)} statements in cypher/{FOLDER}")


if __name__ == "__main__":
    main()
