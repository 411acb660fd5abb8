"""Checkpoints: signed statements of how large a log is and what its root is, in the formats of C2SP.

- c2sp.org/signed-note: the text, an empty line, a signature with the name of the key. Ed25519 (signature type 1).
- c2sp.org/tlog-checkpoint: origin, size and root as such a text.
- c2sp.org/tlog-proof: one entry's way up to the root of a checkpoint.

Keys are written as the Go implementation of signed notes writes them, so that other tools can read them:
`name+hash+base64` for the public half, `PRIVATE+KEY+name+hash+base64` for the secret one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
PRIVATE = "PRIVATE+KEY+"
PROOF = "c2sp.org/tlog-proof@v1"


class BadNote(ValueError):
    """A note or key that is not what it should be: the wrong shape, another key, or a signature that does not hold."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint states: the log, how many entries it has, and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A named Ed25519 key that signs notes."""

    name: str
    private: Ed25519PrivateKey

    def __post_init__(self) -> None:
        _check_name(self.name)

    @classmethod
    def generate(cls, name: str) -> Self:
        """A new key; the name may hold no spaces and no plus."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def parse(cls, text: str) -> Self:
        """A key as `signer` writes it; raises BadNote when it is not one."""
        if not text.startswith(PRIVATE):
            raise BadNote("dit is geen geheime sleutel: het begin ontbreekt")
        name, key_id, seed = _parts(text.strip().removeprefix(PRIVATE))
        pair = cls(name, Ed25519PrivateKey.from_private_bytes(seed))
        if pair.key_id != key_id:
            raise BadNote("de geheime sleutel past niet bij zijn eigen kenmerk")
        return pair

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        """The four bytes by which signatures name their key."""
        return key_id(self.name, self.public)

    @property
    def signer(self) -> str:
        """The secret key as text: for the file that only the application can read."""
        return f"{PRIVATE}{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.private.private_bytes_raw())}"

    @property
    def verifier(self) -> str:
        """The public key as text: what somebody needs to check a checkpoint."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public)}"

    def sign(self, text: str) -> str:
        """A signed note with this text, which ends in a newline."""
        assert text.endswith("\n"), "the text of a note ends in a newline"
        signature = self.key_id + self.private.sign(text.encode())
        return f"{text}\n— {self.name} {_base64(signature)}\n"


def key_id(name: str, public: bytes) -> bytes:
    """What names a key in a signature line (signed-note, "Ed25519 signatures")."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def sign_checkpoint(key: KeyPair, origin: str, size: int, root: bytes) -> str:
    """The signed note that states the size and root of a log."""
    assert origin and "\n" not in origin and size >= 0 and len(root) == 32
    return key.sign(f"{origin}\n{size}\n{_base64(root)}\n")


def open_note(note: str, verifier: str) -> Checkpoint:
    """What a checkpoint states; raises BadNote unless the key signed it."""
    text, signatures = _split(note)
    name, wanted, public = _parts(verifier.strip())
    if key_id(name, public) != wanted:
        raise BadNote("de openbare sleutel past niet bij zijn eigen kenmerk")
    mine = [signature[4:] for signer, signature in signatures if signer == name and signature[:4] == wanted]
    if not mine:
        raise BadNote(f"het controlepunt is niet getekend met de sleutel {name}+{wanted.hex()}")
    for signature in mine:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
        except InvalidSignature:
            raise BadNote("de handtekening onder het controlepunt klopt niet") from None
    return _statement(text)


def write_proof(index: int, hashes: Sequence[bytes], note: str) -> str:
    """The proof that an entry is at this place in the log of a checkpoint, as a tlog-proof."""
    lines = [PROOF, f"index {index}", *(_base64(value) for value in hashes), ""]
    return "\n".join(lines) + f"\n{note}"


def write_consistency(old: int, hashes: Sequence[bytes], note: str) -> str:
    """The proof that a checkpoint's log begins with the log of `old` entries, as tlog-witness sends it."""
    lines = [f"old {old}", *(_base64(value) for value in hashes), ""]
    return "\n".join(lines) + f"\n{note}"


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note and its signatures (signed-note, "Format")."""
    if any(ord(letter) < 32 and letter != "\n" for letter in note):
        raise BadNote("het controlepunt bevat tekens die er niet in horen")
    text, gap, rest = note.rpartition("\n\n")
    if not gap or not rest.endswith("\n"):
        raise BadNote("het controlepunt is niet ondertekend of niet compleet")
    signatures = []
    for line in rest[:-1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—":
            raise BadNote("een handtekening onder het controlepunt heeft de verkeerde vorm")
        signatures.append((parts[1], _bytes(parts[2])))
    return f"{text}\n", signatures


def _statement(text: str) -> Checkpoint:
    """The lines of a checkpoint (tlog-checkpoint, "Note text"); lines after the third are none of ours."""
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise BadNote("het controlepunt mist regels")
    origin, size, root = lines[0], lines[1], _bytes(lines[2])
    if not (size.isascii() and size.isdigit() and str(int(size)) == size) or len(root) != 32:
        raise BadNote("het aantal of de wortel in het controlepunt heeft de verkeerde vorm")
    return Checkpoint(origin, int(size), root)


def _parts(text: str) -> tuple[str, bytes, bytes]:
    """Name, id and 32 bytes of a key as text."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise BadNote("een sleutel bestaat uit naam+kenmerk+base64")
    name, identity, material = parts[0], parts[1], _bytes(parts[2])
    _check_name(name)
    if len(identity) != 8 or len(material) != 33 or material[:1] != ED25519:
        raise BadNote("de sleutel heeft de verkeerde vorm of soort")
    try:
        return name, bytes.fromhex(identity), material[1:]
    except ValueError:
        raise BadNote("het kenmerk van de sleutel is geen hexadecimaal getal") from None


def _check_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise BadNote("de naam van een sleutel is niet leeg en bevat geen spaties of plus")


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote("hier hoort base64 te staan") from None
