"""Reads names and context from the publishers' real files, just enough to match them."""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from loaders.identity.subjects import Subject

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("PROXYGRAPH_TEST_DATA", ROOT.parent / "shared" / "data"))

_COUNTRIES = {
    "Iran": "IRN", "Iraq": "IRQ", "Lebanon": "LBN", "Syria": "SYR", "Yemen": "YEM",
    "Saudi Arabia": "SAU", "Bahrain": "BHR", "Israel": "ISR", "Afghanistan": "AFG",
    "Pakistan": "PAK", "Somalia": "SOM", "Egypt": "EGY", "Libya": "LBY", "Nigeria": "NGA",
    "Turkey": "TUR", "Colombia": "COL", "Mali": "MLI", "Tunisia": "TUN", "Algeria": "DZA",
    "Philippines": "PHL", "India": "IND", "Sri Lanka": "LKA", "Jordan": "JOR", "Kuwait": "KWT",
    "Palestinian": "PSE", "Peru": "PER", "Uganda": "UGA", "Russia": "RUS", "Indonesia": "IDN",
    "Spain": "ESP", "Ireland": "IRL", "Japan": "JPN", "Bangladesh": "BGD", "Sudan": "SDN",
}  # fmt: skip
_YEAR = re.compile(r"\b(1[89]\d\d|20[012]\d)\b")
_QUOTED_ALIAS = re.compile(r"[af]\.k\.a\. '([^']+(?:'[^';.]+)*)'")


def curated() -> list[Subject]:
    found = []
    for path in sorted((ROOT / "data" / "actors").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                countries = [*row["countries"].split(";"), row["country"]]
                found.append(
                    Subject(
                        "curated",
                        row["id"],
                        row["label"],
                        row["name"],
                        tuple(filter(None, row["aliases"].split(";"))),
                        frozenset(filter(None, countries)),
                        frozenset(map(int, _YEAR.findall(row["born"]))),
                        row["kind"],
                    )
                )
    return found


def ofac() -> list[Subject]:
    folder = DATA / "ofac_sdn"
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for row in _plain(folder / "alt.csv"):
        aliases[row[0]].append(row[3])
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    for row in _plain(folder / "add.csv"):
        addresses[row[0]] |= _countries(row[4])
    found = []
    for row in _plain(folder / "sdn.csv"):
        kind, remarks = row[2].strip(), row[11]
        if kind in ("vessel", "aircraft"):
            continue
        births = " ".join(re.findall(r"DOB ([^;]+)", remarks))
        nations = " ".join(re.findall(r"(?:nationality|citizen) ([^;.]+)", remarks))
        known = [*aliases[row[0]], *_QUOTED_ALIAS.findall(remarks)]
        found.append(
            Subject(
                "ofac-sdn",
                f"ofac-sdn/{row[0]}",
                "Person" if kind == "individual" else "Organization",
                row[1],
                tuple(known),
                frozenset(_countries(nations) or addresses[row[0]]),
                frozenset(map(int, _YEAR.findall(births))),
            )
        )
    return found


def ucdp() -> list[Subject]:
    found = []
    path = DATA / "ucdp_actor" / "ucdp-actor-221.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Org"] == "4":
                continue
            columns = ("NameOrig", "NameOrigFull", "NameOrigFullEng", "NewName")
            columns += ("NewNameFullMotherTongue", "NewNameFullEng")
            names = {
                part.strip()
                for column in columns
                for part in row[column].split(",")
                if part.strip() and part.strip() != "n/a"
            }
            found.append(
                Subject(
                    "ucdp-actor",
                    f"ucdp-actor/{row['ActorId']}",
                    "Organization",
                    row["NameData"].strip(),
                    tuple(sorted(names)),
                    frozenset(_countries(row["Location"])),
                )
            )
    return found


def militants() -> list[Subject]:
    path = DATA / "mapping_militants" / "Militant-Group-Key.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            Subject("mapping-militants", f"mapping-militants/{row['group_id']}", "Organization",
                    row["name"].strip())
            for row in csv.DictReader(stream)
            if row["group_id"].isdigit()
        ]  # fmt: skip


def _plain(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="latin-1", newline="") as stream:
        for row in csv.reader(stream):
            if len(row) > 1:
                yield ["" if cell.strip() == "-0-" else cell for cell in row]


def _countries(text: str) -> set[str]:
    return {code for name, code in _COUNTRIES.items() if name in text}
