"""Signed notes and checkpoints, against the example of the Go implementation that C2SP's formats come from."""

from __future__ import annotations

import base64

import pytest

from noaber.journal import verify
from noaber.journal.checkpoint import BadNote, Checkpoint, KeyPair, open_note, sign_checkpoint, write_proof
from noaber.journal.merkle import leaf_hash

VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE = (
    TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ROOT = leaf_hash(b"")
ORIGIN = "noaber/GM0175/2026"


def test_the_key_and_signature_of_the_go_implementation_come_out_the_same() -> None:
    key = KeyPair.parse(SIGNER)
    assert (key.signer, key.verifier, key.key_id.hex()) == (SIGNER, VERIFIER, "c74f20a3")
    assert key.sign(TEXT) == NOTE


def test_the_note_of_the_go_implementation_is_signed_but_is_no_checkpoint() -> None:
    with pytest.raises(BadNote, match="mist regels"):
        open_note(NOTE, VERIFIER)
    with pytest.raises(BadNote, match="handtekening"):
        open_note(NOTE.replace("answer", "anwser"), VERIFIER)


def test_a_checkpoint_is_origin_size_and_root_under_a_signature() -> None:
    key = KeyPair.parse(SIGNER)
    note = sign_checkpoint(key, ORIGIN, 20_852_163, ROOT)
    lines = note.split("\n")
    assert lines[:4] == [ORIGIN, "20852163", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith("— PeterNeumann ")
    assert open_note(note, VERIFIER) == Checkpoint(ORIGIN, 20_852_163, ROOT)
    assert verify.Verifier(VERIFIER).open(note) == verify.Checkpoint(20_852_163, ROOT, ORIGIN)


def test_a_new_key_reads_its_own_text_and_signs_for_its_verifier() -> None:
    key = KeyPair.generate("noaber")
    again = KeyPair.parse(key.signer)
    assert again.verifier == key.verifier
    assert open_note(sign_checkpoint(again, ORIGIN, 0, ROOT), key.verifier).size == 0
    assert KeyPair.generate("noaber").verifier != key.verifier


def test_a_cosignature_of_somebody_else_does_not_disturb() -> None:
    key, witness = KeyPair.generate("noaber"), KeyPair.generate("getuige.example")
    note = sign_checkpoint(key, ORIGIN, 1, ROOT)
    theirs = sign_checkpoint(witness, ORIGIN, 1, ROOT).split("\n\n")[1]
    for reader in (open_note, lambda text, name: verify.Verifier(name).open(text)):
        assert reader(note + theirs, key.verifier).size == 1
        assert reader(note + theirs, witness.verifier).size == 1


def changed(note: str) -> dict[str, str]:
    """The note, spoiled in each way that must show."""
    text, signature = note.split("\n\n")
    raw = base64.b64decode(signature.split(" ")[2])
    flipped = base64.b64encode(raw[:4] + bytes([raw[4] ^ 1]) + raw[5:]).decode()
    return {
        "another size": note.replace("\n7\n", "\n8\n", 1),
        "another origin": note.replace("GM0175", "GM0163", 1),
        "a signature with one bit turned": f"{text}\n\n— noaber {flipped}\n",
        "no signature": f"{text}\n",
        "a signature of another name": note.replace("— noaber ", "— nobody "),
        "a dash that is not the dash": note.replace("—", "-"),
        "a control character": note.replace("\n7\n", "\n7\t\n", 1),
        "a signature that is no base64": f"{text}\n\n— noaber !!!!\n",
        "nothing at all": "",
    }


@pytest.mark.parametrize("how", list(changed("a\n\n— b AAAAAAAA\n")))
def test_a_spoiled_checkpoint_is_refused_by_both_readers(how: str) -> None:
    key = KeyPair.generate("noaber")
    note = sign_checkpoint(key, ORIGIN, 7, ROOT)
    spoiled = changed(note)[how]
    assert spoiled != note
    with pytest.raises(BadNote):
        open_note(spoiled, key.verifier)
    with pytest.raises(verify.BadNote):
        verify.Verifier(key.verifier).open(spoiled)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n07\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n-7\n{base64.b64encode(ROOT).decode()}\n",
        f"{ORIGIN}\n7\n{base64.b64encode(ROOT[:31]).decode()}\n",
        f"{ORIGIN}\n7\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused_by_both_readers(text: str) -> None:
    key = KeyPair.generate("noaber")
    with pytest.raises(BadNote):
        open_note(key.sign(text), key.verifier)
    with pytest.raises(verify.BadNote):
        verify.Verifier(key.verifier).open(key.sign(text))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "noaber",
        VERIFIER.replace("c74f20a3", "c74f20a4"),
        VERIFIER.replace("+ARpc", "+AhRpc"),
        VERIFIER[:-4],
        "two words" + VERIFIER[12:],
    ],
)
def test_a_spoiled_key_is_refused_by_both_readers(key: str) -> None:
    with pytest.raises(BadNote):
        open_note(NOTE, key)
    with pytest.raises(verify.CannotCheck):
        verify.Verifier(key)


@pytest.mark.parametrize("signer", [VERIFIER, SIGNER.replace("c74f20a3", "00000000"), "PRIVATE+KEY+x"])
def test_a_spoiled_secret_key_is_refused(signer: str) -> None:
    with pytest.raises(BadNote):
        KeyPair.parse(signer)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b"])
def test_a_name_that_would_break_the_signature_line_is_refused(name: str) -> None:
    with pytest.raises(BadNote):
        KeyPair.generate(name)


def test_a_proof_is_written_as_c2sp_says() -> None:
    proof = write_proof(3, [ROOT, ROOT], "checkpoint\n")
    hashed = base64.b64encode(ROOT).decode()
    assert proof == f"c2sp.org/tlog-proof@v1\nindex 3\n{hashed}\n{hashed}\n\ncheckpoint\n"
    assert write_proof(0, [], "checkpoint\n") == "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n"
