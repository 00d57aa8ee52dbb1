"""The closed lists of words that values of the data model are taken from."""

from __future__ import annotations

SUPPORT_TYPES = (
    "troops",
    "troop_presence",
    "infrastructure",
    "weapons",
    "materiel",
    "training",
    "funding",
    "intelligence",
    "territory",
    "other",
    "unknown",
)
"""Kinds of external support, as the UCDP External Support Dataset tells them apart."""

INTENTS = ("active", "passive")
STANCES = ("affirms", "doubts", "denies")
MODES = ("commands", "directs", "influences", "consults")
CHAINS = ("command", "administrative", "informal")
BASES = ("de_jure", "de_facto")
CAPACITIES = ("substantive", "acting", "dual-hatted")
STAGES = ("named", "announced", "decreed", "contested")
ATTRIBUTIONS = ("claimed", "attributed", "denied")
CONSENTS = ("granted", "tolerated", "not_sought", "contested", "denied", "unknown")
NAME_KINDS = ("official", "alias", "kunya", "former", "brand", "script")
TIE_KINDS = ("kinship", "shared_service", "patronage", "working", "religious", "political", "other")
ORGANIZATION_KINDS = (
    "armed_group",
    "umbrella",
    "unit",
    "state_security_force",
    "government_body",
    "party",
    "company",
    "charity",
    "other",
)
ENDINGS = ("defeated", "disbanded", "merged", "banned")
LOCATION_LEVELS = ("area", "country", "division", "place", "crossing", "road")
EVENT_KINDS = (
    "attack",
    "strike",
    "killing",
    "bombing",
    "protest",
    "appointment",
    "founding",
    "war",
    "agreement",
    "statement",
    "other",
)
STRENGTH_COUNTS = ("paper", "payroll", "deployed", "estimate")
STRENGTH_WHOSE = ("own", "clients")
SOURCE_KINDS = ("news", "report", "dataset", "government", "academic", "statement", "other")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
CREDIBILITIES = ("1", "2", "3", "4", "5", "6")
