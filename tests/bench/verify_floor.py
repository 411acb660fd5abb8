"""How long checking a journal of a million entries takes, beside the floor: plain SHA-256 over the same bytes.

    python tests/bench/verify_floor.py [number of entries]

The journal is made up and sealed in batches of 20,000, as the sealer does. Memory is that of all processes of the
verifier together (proportional set size), looked at twenty times a second.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from noaber.journal import verify
from noaber.journal.checkpoint import KeyPair, sign_checkpoint
from noaber.journal.export import Record, write_export
from noaber.journal.merkle import Frontier
from noaber.journal.tests.sample_log import ORIGIN, records

BATCH = 20_000
SECONDS, MEGABYTES = 20.0, 300.0


def make(folder: Path, count: int) -> tuple[Path, Path, str]:
    """An export with its checkpoints, the checkpoint that somebody kept at six tenths, and the key."""
    key, frontier, notes = KeyPair.generate("noaber"), Frontier(), []

    def walk() -> Iterator[Record]:
        for record in records(count):
            frontier.append(record[2])
            if frontier.size % BATCH == 0 or frontier.size == count:
                notes.append(sign_checkpoint(key, ORIGIN, frontier.size, frontier.root()))
            yield record

    export, held = folder / "export.jsonl.gz", folder / "held.txt"
    with export.open("wb") as stream:
        write_export(stream, ORIGIN, key.verifier, walk(), notes)
    held.write_text(notes[len(notes) * 6 // 10], encoding="utf-8")
    return export, held, key.verifier


def floor(export: Path) -> dict[str, float]:
    """Unpacking the file, and SHA-256 over what was in it: each by itself, in seconds."""
    unpacking = hashing = 0.0
    size, digest, begin = 0, hashlib.sha256(), time.perf_counter()
    with gzip.open(export, "rb") as stream:
        while block := stream.read(1 << 20):
            unpacked = time.perf_counter()
            digest.update(block)
            hashed = time.perf_counter()
            unpacking, hashing, begin = unpacking + unpacked - begin, hashing + hashed - unpacked, hashed
            size += len(block)
    return {"megabytes": size / 1e6, "unpack": unpacking, "sha256": hashing}


def check(export: Path, held: Path, key: str, processes: int) -> dict[str, float]:
    """The verifier as people run it: seconds, seconds of all processors together, and megabytes at most."""
    command = [sys.executable, str(verify.__file__), str(export), "--checkpoint", str(held), "--key", key]
    begin, most, before = time.perf_counter(), 0.0, resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen([*command, "--processes", str(processes)], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(_megabytes(pid) for pid in _family(process.pid)))
            time.sleep(0.05)
        assert process.returncode == 0, "the journal that was made up is whole"
    took, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return {"processes": processes, "seconds": took, "processor": busy, "megabytes": most}


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(int(child) for child in children)]


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(count: int = 1_000_000) -> dict[str, object]:
    """All figures of one run."""
    with tempfile.TemporaryDirectory() as folder:
        export, held, key = make(Path(folder), count)
        runs = [check(export, held, key, processes) for processes in (2, 1)]
        return {"entries": count, "packed": export.stat().st_size / 1e6, "floor": floor(export), "runs": runs}


def main() -> int:
    """Print the figures; 1 when the bar is not met."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    print(json.dumps(found, indent=1))
    best = found["runs"][0]  # type: ignore[index]
    bar = best["seconds"] <= SECONDS and best["megabytes"] <= MEGABYTES
    least = found["floor"]["sha256"]  # type: ignore[index]
    print(
        f"{found['entries']} entries: {best['seconds']:.1f} s (bar {SECONDS:.0f}), {best['megabytes']:.0f} MB "
        f"(bar {MEGABYTES:.0f}); plain SHA-256 over the same bytes {least:.1f} s"
    )
    return 0 if bar else 1


if __name__ == "__main__":
    sys.exit(main())
