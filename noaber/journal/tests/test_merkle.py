"""The tree of RFC 6962, against the vectors of Certificate Transparency's reference implementation."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.journal import merkle, verify
from noaber.journal.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
LEAVES = [leaf_hash(bytes.fromhex(value)) for value in INPUTS]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
L1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
N47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"


def test_an_empty_log_has_the_hash_of_nothing_as_its_root() -> None:
    assert EMPTY == root_of([]) == Frontier().root() == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_implementation(size: int) -> None:
    frontier = Frontier()
    for value in LEAVES[:size]:
        frontier.append(value)
    assert root_of(LEAVES[:size]).hex() == frontier.root().hex() == ROOTS[size - 1]
    assert verify.roots_at(b"".join(LEAVES), [size])[size].hex() == ROOTS[size - 1]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (0, 8, [L1, N23, N47]),
        (5, 8, [L4, N67, ROOTS[3]]),
        (2, 3, [ROOTS[1]]),
        (1, 5, [ROOTS[0], N23, L4]),
    ],
)
def test_inclusion_proofs_are_those_of_the_reference_implementation(index: int, size: int, proof: list[str]) -> None:
    found = inclusion_proof(LEAVES[:size], index)
    assert [value.hex() for value in found] == proof
    assert verify_inclusion(LEAVES[index], index, size, found, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [(1, 1, []), (1, 8, [L1, N23, N47]), (6, 8, [N45, N67, ROOTS[3]]), (2, 5, [N23, L4])],
)
def test_consistency_proofs_are_those_of_the_reference_implementation(old: int, new: int, proof: list[str]) -> None:
    found = consistency_proof(LEAVES, old, new)
    assert [value.hex() for value in found] == proof
    assert verify_consistency(old, new, bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1]), found)


def logs(most: int = 70) -> st.SearchStrategy[list[bytes]]:
    return st.integers(1, most).map(lambda size: [leaf_hash(str(number).encode()) for number in range(size)])


@given(logs(), st.data())
def test_every_entry_is_provable_and_no_other_passes_for_it(log: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log) - 1))
    proof, root = inclusion_proof(log, index), root_of(log)
    assert verify_inclusion(log[index], index, len(log), proof, root)
    assert not verify_inclusion(leaf_hash(b"another"), index, len(log), proof, root)
    assert not verify_inclusion(log[index], index, len(log), [*proof, EMPTY], root)
    assert not verify_inclusion(log[index], len(log), len(log), proof, root)
    other = data.draw(st.integers(0, len(log) - 1))
    assert verify_inclusion(log[index], other, len(log), proof, root) == (other == index)
    if proof:
        assert not verify_inclusion(log[index], index, len(log), proof[:-1], root)


@given(logs(), st.data())
def test_a_log_that_grew_is_consistent_and_one_that_was_rewritten_is_not(log: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(0, len(log)))
    proof, before, now = consistency_proof(log, old, len(log)), root_of(log[:old]), root_of(log)
    assert verify_consistency(old, len(log), before, now, proof)
    assert verify.verify_consistency(verify.Checkpoint(old, before, "o"), verify.Checkpoint(len(log), now, "o"), proof)
    if old:
        changed = [leaf_hash(b"rewritten"), *log[1:]]
        false = consistency_proof(changed, old, len(log))
        assert not verify_consistency(old, len(log), before, root_of(changed), false)
        assert not verify.verify_consistency(
            verify.Checkpoint(old, before, "o"), verify.Checkpoint(len(log), root_of(changed), "o"), false
        )
    assert not verify_consistency(len(log) + 1, len(log), before, now, proof)


@given(logs(), st.integers(0, 70))
def test_a_frontier_that_was_kept_goes_on_where_it_was(log: list[bytes], cut: int) -> None:
    first = Frontier()
    for value in log[:cut]:
        first.append(value)
    second = Frontier.load(first.size, first.dump())
    for value in log[cut:]:
        second.append(value)
    assert (second.size, second.root()) == (len(log), root_of(log))
    assert len(second.dump()) == len(log).bit_count()


@given(logs())
def test_the_verifier_that_stands_alone_computes_the_same_roots(log: list[bytes]) -> None:
    roots = verify.roots_at(b"".join(log), range(len(log) + 1))
    assert roots == {size: root_of(log[:size]) for size in range(len(log) + 1)}


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="hashes"):
        Frontier.load(3, [EMPTY.hex()])


def test_a_leaf_cannot_pass_for_a_node() -> None:
    assert node_hash(b"a" * 32, b"b" * 32) != leaf_hash(b"a" * 32 + b"b" * 32)
    assert merkle.leaf_hash(b"x") == verify.leaf_hash(b"x")


@pytest.mark.parametrize("index", [-1, 8])
def test_an_entry_that_is_not_there_cannot_be_proven(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, index)


@pytest.mark.parametrize(("old", "new"), [(-1, 4), (5, 4), (1, 9)])
def test_no_consistency_where_there_is_no_log(old: int, new: int) -> None:
    with pytest.raises(IndexError):
        consistency_proof(LEAVES, old, new)
