"""Which witnesses are departments of one government: together they are one origin.

Data keep the department, since its word is what a claim rests on; only who counts independent
witnesses needs the government.
"""

from __future__ import annotations

from types import MappingProxyType

_DEPARTMENTS = {
    "us-government": (
        "pentagon-officials",
        "us-army-combined-arms-center",
        "us-centcom",
        "us-defense-department",
        "us-justice-department",
        "us-officials",
        "us-officials-huffpost",
        "us-senate",
        "us-state",
        "us-state-department",
        "us-treasury",
        "us-white-house",
    ),
    "israel": ("idf", "israel-katz", "israeli-defence-sources", "israeli-military"),
    "iraq-government": (
        "iraq-defence-ministry",
        "iraqi-interior-ministry",
        "iraqi-joint-operations-command",
        "iraqi-prime-minister-office",
    ),
    "european-union": ("council-of-the-eu",),
}

GOVERNMENT_OF = MappingProxyType(
    {name: government for government, names in _DEPARTMENTS.items() for name in names}
)
"""Origin of a department → origin of its government."""
