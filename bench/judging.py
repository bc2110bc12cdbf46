"""Whether judgements outlive a reading with another codebook, and can all be taken back: `python bench/judging.py`.

Made-up reports are stored, decided on at random, read anew with events that are called otherwise, read back, and all
decisions are taken back; then the incidents must be those of the beginning. Where decisions have left few incidents,
some are taken back in between.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import onrecord
from making.judgements import decide, followed, plain
from making.stream import read_anew, shuffled, store
from onrecord.judged import in_force
from onrecord.store.write import Writer


def main() -> None:
    """Measure and say."""
    options = argparse.ArgumentParser()
    options.add_argument("--judgements", type=int, default=1_000)
    options.add_argument("--happenings", type=int, default=400)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, onrecord.open(Path(folder) / "judged.db") as record:
        readings = shuffled(41, given.happenings)
        store(Writer(record._database, "1"), readings)
        before, begun = plain(record), time.process_time()
        decide(record, given.judgements, 42)
        each = (time.process_time() - begun) / given.judgements
        decided = followed(record)
        _say(
            f"{given.judgements} judgements, {each * 1000:.0f} ms of processor time each;"
            f" {len(decided)} followed, {sum(decided.values())} hold"
        )
        store(Writer(record._database, "2"), [read_anew(one) for one in readings])
        anew = followed(record)
        _say(f"after a reading with another codebook {sum(anew.values())} of {len(anew)} hold")
        store(Writer(record._database, "1"), readings)
        for one in in_force(list(record.judgements())):
            record.undo(one.judgement_id)
        _say(f"all taken back: the incidents are {'as' if plain(record) == before else 'NOT as'} they were")


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
