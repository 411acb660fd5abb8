"""The tree of RFC 6962: one root that stands for every entry and its place, and short proofs of both.

Hashes are 32 bytes of SHA-256. A leaf and a node are hashed with a different first byte, so that one cannot pass for
the other. The functions here are pure; the numbers in the docstrings are sections of RFC 6962.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

EMPTY = hashlib.sha256(b"").digest()
"""The root of a log without entries (2.1)."""


def leaf_hash(content: bytes) -> bytes:
    """The hash of an entry (2.1)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees together (2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """What the sealer remembers of a log to go on: the roots of the whole subtrees it consists of, largest first.

    There is one for each bit of the size that is set, so 27 hashes are enough for a hundred million entries.
    """

    size: int = 0
    nodes: list[bytes] = field(default_factory=list)

    @classmethod
    def load(cls, size: int, nodes: list[str]) -> Self:
        """A frontier as `dump` wrote it; raises ValueError when it cannot be of a log of this size."""
        if len(nodes) != size.bit_count():
            raise ValueError(f"a frontier of {size} entries has {size.bit_count()} hashes, not {len(nodes)}")
        return cls(size, [bytes.fromhex(node) for node in nodes])

    def dump(self) -> list[str]:
        """The hashes as hexadecimal text, for keeping."""
        return [node.hex() for node in self.nodes]

    def append(self, value: bytes) -> None:
        """Add the hash of the next entry."""
        size = self.size
        while size & 1:
            value = hashlib.sha256(b"\x01" + self.nodes.pop() + value).digest()
            size >>= 1
        self.nodes.append(value)
        self.size += 1

    def root(self) -> bytes:
        """The root of the log as it is now."""
        if not self.nodes:
            return EMPTY
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over the hashes of all entries (2.1)."""
    level: list[bytes] = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        sha256 = hashlib.sha256
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0] if level else EMPTY


def inclusion_proof(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from an entry up to the root, its sibling first (2.1.1)."""
    if not 0 <= index < len(hashes):
        raise IndexError(f"entry {index} is not in a log of {len(hashes)}")
    if len(hashes) == 1:
        return []
    half = _largest_power_below(len(hashes))
    if index < half:
        return [*inclusion_proof(hashes[:half], index), root_of(hashes[half:])]
    return [*inclusion_proof(hashes[half:], index - half), root_of(hashes[:half])]


def consistency_proof(hashes: Sequence[bytes], old: int, new: int) -> list[bytes]:
    """The hashes that show that a log of `new` entries begins with the log of `old` entries (2.1.2)."""
    if not 0 <= old <= new <= len(hashes):
        raise IndexError(f"no proof from {old} to {new} in a log of {len(hashes)}")
    return _subproof(hashes[:new], old, True) if 0 < old < new else []


def _subproof(hashes: Sequence[bytes], old: int, whole: bool) -> list[bytes]:
    """SUBPROOF of 2.1.2; `whole` while the verifier knows the root of these hashes already."""
    if old == len(hashes):
        return [] if whole else [root_of(hashes)]
    half = _largest_power_below(len(hashes))
    if old <= half:
        return [*_subproof(hashes[:half], old, whole), root_of(hashes[half:])]
    return [*_subproof(hashes[half:], old - half, False), root_of(hashes[:half])]


def _largest_power_below(size: int) -> int:
    """The largest power of two smaller than the size; the size is at least two."""
    return 1 << ((size - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Is the entry with this hash at this place in the log with this size and root? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size:
        return False
    value, last = leaf, size - 1
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            value = node_hash(step, value)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            value = node_hash(value, step)
        index, last = index >> 1, last >> 1
    return last == 0 and value == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Does the log of `new` entries begin with the log of `old` entries? (RFC 9162, 2.1.4.2)"""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        return False
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            after = node_hash(after, step)
        index, last = index >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
