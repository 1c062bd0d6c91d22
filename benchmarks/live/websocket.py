"""The client's side of a WebSocket (RFC 6455), as far as a load of bytes prepared beforehand needs it."""

from benchmarks.live.plans import Step

TEXT, BINARY = 1, 2
# A mask of zeros is one like any other, and leaves the bytes as they are.
MASK = bytes(4)


def upgrade(path: str) -> Step:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Origin: http://127.0.0.1",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ]
    return Step("\r\n".join([*lines, "", ""]).encode(), b"\r\n\r\n")


def frame(data: bytes, kind: int) -> bytes:
    """One whole message of at most 65,535 bytes."""
    length = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + len(data).to_bytes(2)
    return bytes([0x80 | kind]) + length + MASK + data
