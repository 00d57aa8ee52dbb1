"""PackStream, as far as Bolt's messages need it: written from the protocol's documentation."""

from __future__ import annotations

import struct
from typing import Any


def packed(value: Any) -> bytes:
    """Pack a value; ``(tag, fields)`` is a structure."""
    match value:
        case None:
            return b"\xc0"
        case bool():
            return b"\xc3" if value else b"\xc2"
        case int():
            return b"\xcb" + struct.pack(">q", value)
        case str():
            data = value.encode()
            return b"\xd2" + struct.pack(">I", len(data)) + data
        case list():
            return b"\xd6" + struct.pack(">I", len(value)) + b"".join(map(packed, value))
        case dict():
            pairs = b"".join(packed(k) + packed(v) for k, v in value.items())
            return b"\xda" + struct.pack(">I", len(value)) + pairs
        case (int(tag), list(fields)):
            return bytes([0xB0 | len(fields), tag]) + b"".join(map(packed, fields))
    raise TypeError(f"{value!r} is not packed here")


class Unpacker:
    """Reads values out of bytes, one after another; a structure is ``(tag, fields)``."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def value(self) -> Any:
        mark = self._take(1)[0]
        if mark < 0x80 or mark >= 0xF0:
            return mark if mark < 0x80 else mark - 256
        small = {0x80: self._text, 0x90: self._list, 0xA0: self._map, 0xB0: self._structure}
        if mark < 0xC0:
            return small[mark & 0xF0](mark & 0x0F)
        plain = {0xC0: None, 0xC2: False, 0xC3: True}
        if mark in plain:
            return plain[mark]
        if mark == 0xC1:
            return struct.unpack(">d", self._take(8))[0]
        whole = {0xC8: ">b", 0xC9: ">h", 0xCA: ">i", 0xCB: ">q"}
        if mark in whole:
            return self._number(whole[mark])
        sizes = {0: ">B", 1: ">H", 2: ">I"}
        reader = {0xCC: self._take, 0xD0: self._text, 0xD4: self._list, 0xD8: self._map}
        return reader[mark & 0xFC](self._number(sizes[mark & 0x03]))

    def _take(self, size: int) -> bytes:
        found = self._data[self._at : self._at + size]
        self._at += size
        return found

    def _number(self, layout: str) -> int:
        number: int = struct.unpack(layout, self._take(struct.calcsize(layout)))[0]
        return number

    def _text(self, size: int) -> str:
        return self._take(size).decode()

    def _list(self, size: int) -> list[Any]:
        return [self.value() for _ in range(size)]

    def _map(self, size: int) -> dict[str, Any]:
        return {self.value(): self.value() for _ in range(size)}

    def _structure(self, size: int) -> tuple[int, list[Any]]:
        tag = self._take(1)[0]
        return tag, [self.value() for _ in range(size)]
