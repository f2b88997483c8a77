"""How are a caller's words kept unreadable, and still found?

A data key, wrapped by the master key, encrypts fields (AES-256-GCM); a second wrapped key makes the
keyed hashes by which phones and case codes are found. A ciphertext is bound to its table, column and
row, so it cannot be moved to another person's row (house.md 13).
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets as random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
NONCE = 12
KEY_BYTES = 32


class KeyProblem(Exception):
    """The master key is missing, damaged or not the one this database was made with."""


@dataclass(frozen=True)
class Keyring:
    """The unwrapped keys of one database: data keys by id, the newest in use, and the hash key."""

    data: dict[int, bytes]
    current: int
    hashing: bytes

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        nonce = random.token_bytes(NONCE)
        head = bytes([VERSION, self.current])
        return (
            head + nonce + AESGCM(self.data[self.current]).encrypt(nonce, plain, bound_to.encode())
        )

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        version, key_id = sealed[0], sealed[1]
        if version != VERSION or key_id not in self.data:
            raise KeyProblem("This record was encrypted with a key that is not here.")
        nonce, body = sealed[2 : 2 + NONCE], sealed[2 + NONCE :]
        try:
            return AESGCM(self.data[key_id]).decrypt(nonce, body, bound_to.encode())
        except InvalidTag as bad:
            raise KeyProblem("A record could not be read with the key of this database.") from bad

    def fingerprint(self, text: str, purpose: str) -> str:
        """A keyed hash to find `text` by: 16 bytes in hex. Keyed, since phones can be enumerated."""
        digest = hmac.new(self.hashing, f"{purpose}\0{text}".encode(), hashlib.sha256)
        return digest.hexdigest()[:32]


_ring: list[Keyring] = []


def use(ring: Keyring) -> None:
    """Make these the keys of this process."""
    _ring[:] = [ring]


def ring() -> Keyring:
    if not _ring:
        raise KeyProblem("The database has not been opened.")
    return _ring[0]


def fingerprint(text: str, purpose: str) -> str:
    return ring().fingerprint(text, purpose)


def master_key(given: str | None, home: Path) -> bytes:
    """The master key from PEERLINE_KEY, else from the file in the home, made 0600 at first start."""
    if given:
        return _decoded(given, "PEERLINE_KEY")
    path = home / "master.key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        _write_new(path, base64.b64encode(random.token_bytes(KEY_BYTES)))
    return _decoded(path.read_text().strip(), str(path.name))


def new_key() -> bytes:
    return random.token_bytes(KEY_BYTES)


def wrap(master: bytes, key: bytes, name: str) -> bytes:
    nonce = random.token_bytes(NONCE)
    return nonce + AESGCM(master).encrypt(nonce, key, name.encode())


def unwrap(master: bytes, wrapped: bytes, name: str) -> bytes:
    try:
        return AESGCM(master).decrypt(wrapped[:NONCE], wrapped[NONCE:], name.encode())
    except InvalidTag as bad:
        raise KeyProblem("The master key is not the one this database was made with.") from bad


def _decoded(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as bad:
        raise KeyProblem(f"{where} is not base64.") from bad
    if len(key) != KEY_BYTES:
        raise KeyProblem(f"{where} must hold {KEY_BYTES} bytes.")
    return key


def _write_new(path: Path, text: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process was first; its key counts
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


class sealed(property):
    """A field kept only as ciphertext in its column: `name = sealed("name_sealed")`.

    A property, not a column type, because the ciphertext is bound to the row and a type never sees
    it; and the plain text never enters the ORM's state, so no error or log can print it.
    """

    def __init__(self, column: str, *, text: bool = True) -> None:
        def read(row: Any) -> Any:
            blob = getattr(row, column)
            if blob is None:
                return None
            plain = ring().open(blob, _bound_to(row, column))
            return plain.decode() if text else plain

        def write(row: Any, value: Any) -> None:
            plain = value.encode() if text and value is not None else value
            blob = None if plain is None else ring().seal(plain, _bound_to(row, column))
            setattr(row, column, blob)

        super().__init__(read, write)


def _bound_to(row: Any, column: str) -> str:
    return f"{row.__tablename__}.{column}.{row.id}"
