"""The digest of an entry is that of the canonical bytes of its columns, by definition."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.store.hashing import canonical_columns, digest_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
bytes_kept = st.one_of(st.binary(max_size=40), st.binary(max_size=40).map(memoryview))
zones = st.sampled_from([UTC, ZoneInfo("Europe/Kyiv"), ZoneInfo("Asia/Kathmandu")])
instants = st.dates(date(2, 1, 1), date(9998, 1, 1)).flatmap(
    lambda day: st.builds(datetime.combine, st.just(day), st.times(timezones=zones))
)


@dataclass
class Columns:
    id: str
    case_id: str
    genre: str
    subject: str
    seat: str
    entered: datetime
    supersedes: str
    place: str
    sealed: bytes | memoryview
    attached: bytes | memoryview | None


@given(
    entry=st.builds(
        Columns,
        **dict.fromkeys(
            ["id", "case_id", "genre", "subject", "seat", "supersedes", "place"], texts
        ),
        entered=instants,
        sealed=bytes_kept,
        attached=st.none() | bytes_kept,
    ),
    audience=texts,
)
def test_what_is_written_out_is_the_canonical_document(entry, audience):
    written = hashlib.sha256(canonical_columns(entry, audience)).digest()
    assert digest_of(entry, audience) == written


def test_whatever_is_changed_changes_the_digest():
    entry = Columns("i", "c", "g", "s", "x", datetime(2022, 2, 27, tzinfo=UTC), "", "p", b"", None)
    digests = {digest_of(entry, "team"), digest_of(entry, "public")}
    for name in ("id", "case_id", "genre", "subject", "seat", "supersedes", "place"):
        changed = Columns(**{**vars(entry), name: '"'})
        digests.add(digest_of(changed, "team"))
    digests.add(digest_of(Columns(**{**vars(entry), "attached": b""}), "team"))
    digests.add(digest_of(Columns(**{**vars(entry), "sealed": b"1"}), "team"))
    assert len(digests) == 11
