"""The SDN list of the US Treasury's OFAC, in its original layout (docs/sources/ofac-sdn.md)."""
