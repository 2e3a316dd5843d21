"""Give each reader of what comes from outside spoilt files: none may crash it or hold it up.

`python tools/fuzz_readers.py --reader conflict --minutes 10 --seed 1` spoils sound files part by
part (`mutation.py`) and reads them for so many minutes of CPU. A reader either reads a file or
refuses it in one line. One file may take 2 s of CPU per 100 kB, 2 s at least, and no more memory
than 1 GB beyond what stands at the start. Prints what became of the files, each failure
with its number; `--only K` repeats file K of a seed. Exits with 1 if anything failed. Cases are
read into an empty desk, on PostgreSQL where `DATABASE_URL` names an empty database.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fuzz_reading
from goodoffices.errors import GoodOfficesError
from mutation import changed_bytes, changed_package, changed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["READERS", "main", "tried"]

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SECONDS, PER_BYTES = 2.0, 100_000
MEMORY = 1_000_000_000
Made = tuple[bytes, str]
GMCR = {
    "useManualPreferenceRanking": False,
    "options": [
        {"name": "Release", "permittedDirection": "both"},
        {"name": "Attack", "permittedDirection": "fwd"},
        {"name": "Escalate", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {
            "name": "First",
            "options": [0, 2],
            "preferences": [[[1, "N"]], {"compound": True, "members": [[[0, "Y"]], [[2, "Y"]]]}],
        },
        {"name": "Second", "options": [1], "preferences": [], "preferenceRanking": [[1, 2], 3]},
    ],
    "infeasibles": [[[0, "Y"], [2, "Y"]]],
}
GENIUS = (
    """<negotiation_template><utility_space><objective>
<issue index="1" name="Price" type="discrete"><item index="1" value="4"/><item index="2" value="3"/>
</issue><issue index="2" name="Days" type="integer" lowerbound="10" upperbound="12"/>
</objective></utility_space></negotiation_template>""",
    """<utility_space><reservation value="0.25"/><objective><weight index="2" value="0.4"/>
<weight index="1" value="0.6"/><issue index="1" name="Price" type="discrete">
<item index="1" value="4" evaluation="30"/><item index="2" value="3" evaluation="10"/></issue>
<issue index="2" name="Days" type="integer" lowerbound="10" upperbound="12">
<evaluator ftype="linear" offset="0" slope="0.5"/></issue></objective></utility_space>""",
    """<utility_space type="nonlinear"><objective><utility maxutility="8">
<ufun weight="1" aggregation="sum"><hyperRectangle utility="5">
<INCLUDES index="2" min="10" max="11"/></hyperRectangle></ufun></utility></objective>
</utility_space>""",
)


class TooLongError(BaseException):
    """Beyond the errors that a reader could catch."""


def _text_of(*folders: str) -> str:
    return EXAMPLES.joinpath(*folders).read_text(encoding="utf-8")


def _conflict(draw: random.Random) -> Made:
    words = changed_text(draw, _text_of("february-2022", "conflict.toml"))
    return words.encode("utf-8", "surrogatepass"), "model.toml"


def _gmcr(draw: random.Random) -> Made:
    words = changed_text(draw, json.dumps(GMCR, indent=draw.choice([None, 1])))
    return words.encode("utf-8", "surrogatepass"), "model.gmcr"


def _read_conflict(data: bytes, name: str) -> None:
    from goodoffices.conflict import load
    from goodoffices.conflict.writing import dumps

    with _in_a_folder({name: data}) as folder:
        dumps(load(folder / name), "toml")


def _negotiation(draw: random.Random) -> Made:
    words = changed_text(draw, _text_of("february-2022", "negotiation.toml"))
    return words.encode("utf-8", "surrogatepass"), "scenario.toml"


def _offers(draw: random.Random) -> Made:
    words = changed_text(draw, _text_of("offers-february-2022.toml"))
    return words.encode("utf-8", "surrogatepass"), "offers.toml"


def _read_negotiation(data: bytes, name: str) -> None:
    from goodoffices.settlement import load

    with _in_a_folder({name: data}) as folder:
        load(folder / name)


def _read_offers(data: bytes, name: str) -> None:
    from goodoffices.settlement import load
    from goodoffices.settlement.offers import load_offers

    scenario = load(EXAMPLES / "february-2022" / "negotiation.toml")
    with _in_a_folder({name: data}) as folder:
        load_offers(folder / name, scenario)


def _genius(draw: random.Random) -> Made:
    """The three files of a folder, one of them spoilt, with a line of their own between them."""
    files = list(GENIUS)
    place = draw.randrange(len(files))
    files[place] = changed_text(draw, files[place])
    return _BETWEEN.join(files).encode("utf-8", "surrogatepass"), "domain.xml"


_BETWEEN = "\n<!--next-->\n"


def _geniusweb(draw: random.Random) -> Made:
    space: dict[str, Any] = {
        "name": "one",
        "domain": {
            "name": "sale",
            "issuesValues": {
                "Date": {"values": ["soon", "late"]},
                "Price": {"range": {"low": "10", "high": "30", "step": "10"}},
            },
        },
        "issueWeights": {"Date": "0.4", "Price": "0.6"},
        "issueUtilities": {
            "Date": {"DiscreteValueSetUtilities": {"valueUtilities": {"soon": 1, "late": 0.2}}},
            "Price": {
                "NumberValueSetUtilities": {
                    "lowValue": 10,
                    "lowUtility": 0.4,
                    "highValue": 30,
                    "highUtility": 0.9,
                }
            },
        },
        "reservationBid": {"issuevalues": {"Date": "soon", "Price": 10}},
    }
    sound = json.dumps({"LinearAdditiveUtilitySpace": space}, indent=1)
    return _BETWEEN.join((sound, changed_text(draw, sound))).encode(
        "utf-8", "surrogatepass"
    ), "profile.json"


def _read_folder(data: bytes, name: str) -> None:
    from goodoffices.settlement import load

    parts = data.split(_BETWEEN.encode())
    ending = Path(name).suffix
    with _in_a_folder({f"{place}{ending}": one for place, one in enumerate(parts)}) as folder:
        load(folder)


@contextmanager
def _in_a_folder(files: dict[str, bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, data in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        yield folder


def _report(kind: str) -> Callable[[random.Random], Made]:
    def make(draw: random.Random) -> Made:
        data, name = fuzz_reading.KINDS[kind](draw)
        if draw.random() < 0.5:  # noqa: PLR2004 (half are changed by their parts beside)
            return data, name
        if kind == "word":
            return changed_package(draw, _word_report()), name
        if kind == "pdf":
            return changed_bytes(draw, _pdf_report()), name
        words = changed_text(draw, data.decode("utf-8", "replace"))
        return words.encode("utf-8", "surrogatepass"), name

    return make


def _read_report(data: bytes, name: str) -> None:
    from goodoffices.reading import Report, extract

    found = extract(data, name)
    drafts = _reader().read(Report(found.text)).drafts
    if any(span.end > len(found.text) for one in drafts for span in one.claim):
        raise AssertionError("a span ends outside of the text")


@cache
def _reader() -> Any:
    from goodoffices.reading import Reader, Report

    made = Reader(with_language_model=False)
    made.read(Report("The envoy said it."))
    return made


@cache
def _word_report() -> bytes:
    return _word_text()


@cache
def _word_text() -> bytes:
    """A negotiating text as the desk gives it out: headings with bookmarks, brackets, a table."""
    from datetime import UTC, datetime

    from goodoffices.talks.word_file import add_heading, add_not_said, new_file, packed

    document = new_file("A text", datetime(2022, 2, 28, tzinfo=UTC))
    for number in range(1, 5):
        mark = f"{number:016x}_{number:08x}_en" if number > 1 else ""
        add_heading(document, f"Article {number}", mark)
        said = document.add_paragraph("The parties meet ")
        add_not_said(said, "[")
        said.add_run("at the border")
        add_not_said(said, "]")
    cells = document.add_table(2, 2).rows[0].cells
    cells[0].text = "in a table"
    return packed(document)


@cache
def _pdf_report() -> bytes:
    """A PDF of two pages with fonts, compressed streams and a tree of marks."""
    import typst

    words = fuzz_reading._TEXT.replace("@", "")  # noqa: SLF001 (words to print)
    return bytes(typst.compile(f"= Talks\n{words}\n#pagebreak()\n{words}".encode()))


def _clauses(draw: random.Random) -> Made:
    return changed_package(draw, _word_text()), "text.docx"


def _read_clauses(data: bytes, name: str) -> None:
    from goodoffices.reading.documents.word_clauses import clauses_of_word
    from goodoffices.talks.text.word import read_mark

    for one in clauses_of_word(data, name).clauses:
        read_mark(one.mark)


@cache
def _uploads() -> tuple[bytes, ...]:
    """One sound file of each kind that is kept."""
    from PIL import Image

    image = Image.linear_gradient("L").resize((40, 30))
    clear = Image.merge("RGBA", [image] * 4)
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "somebody"
    files = []
    for picture, kind, said in (
        (image.convert("RGB"), "JPEG", {"exif": exif}),
        (image.convert("CMYK"), "JPEG", {"progressive": True}),
        (clear, "PNG", {}),
        (image.convert("P"), "PNG", {"transparency": 3}),
        (image.convert("P"), "GIF", {"save_all": True, "append_images": [image.convert("P")]}),
        (clear, "WEBP", {}),
        (image.convert("RGB"), "WEBP", {"exif": exif}),
    ):
        out = io.BytesIO()
        picture.save(out, kind, **said)
        files.append(out.getvalue())
    for parts in ({"xl/workbook.xml": "<x/>"}, {"mimetype": "application/vnd.oasis.opendocument"}):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, words in parts.items():
                package.writestr(name, words)
        files.append(out.getvalue())
    return (*files, _word_text(), _pdf_report(), "words — كلمات".encode())


def _upload(draw: random.Random) -> Made:
    name = draw.choice(["a.png", "..\\b\u202egnp.exe", "c", "", "." * 300, "d\x00.pdf"])
    return changed_bytes(draw, draw.choice(_uploads())), name


def _read_upload(data: bytes, name: str) -> None:
    from goodoffices.service.uploads import examined, preview

    found = examined(data, name)
    if found.width:
        preview(found.data)


def _case(draw: random.Random) -> Made:
    """A case folder in which one file is changed, packed as a ZIP."""
    folder = EXAMPLES / "february-2022"
    tables = ("case.toml", "record.toml", "reports.toml", "models.toml")
    chosen = draw.choice([*tables[:1], *tables[1:2] * 4, *tables[2:]])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder).as_posix()
            data = path.read_bytes()
            if name == "record.toml" and draw.random() < 0.9:  # noqa: PLR2004 (few acts are quick)
                data = _fewer(data)
            if name == chosen:
                data = changed_text(draw, data.decode()).encode("utf-8", "surrogatepass")
            package.writestr(name, data)
    return out.getvalue(), "case.zip"


def _fewer(record: bytes) -> bytes:
    """Each fifth entry of a record, so that every kind of entry is in it."""
    parts = record.split(b"\n[[")
    return b"\n[[".join([parts[0], *parts[1::5]])


def _read_case(data: bytes, name: str) -> None:  # noqa: ARG001 (one shape for all readers)
    from django.db import transaction

    from goodoffices.desk.wiring import real_world
    from goodoffices.service.case_folder import import_case
    from goodoffices.service.sign_in import find_or_create_person

    world = real_world()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {one: package.read(one) for one in package.namelist()}
    with _in_a_folder(files) as folder, transaction.atomic():
        try:
            import_case(world, folder, find_or_create_person(world, "lead"))
        finally:
            transaction.set_rollback(True)


@cache
def _whole_case() -> dict[str, bytes]:
    """The files of a small case that was exported whole."""
    from django.db import transaction

    from goodoffices.desk.wiring import real_world
    from goodoffices.service.case_folder import import_case
    from goodoffices.service.case_whole import export_whole
    from goodoffices.service.sign_in import find_or_create_person

    world, example = real_world(), EXAMPLES / "february-2022"
    files = {p.relative_to(example).as_posix(): p for p in example.rglob("*") if p.is_file()}
    made = {
        name: _fewer(path.read_bytes()) if name == "record.toml" else path.read_bytes()
        for name, path in files.items()
    }
    with _in_a_folder(made) as folder, transaction.atomic():
        lead = import_case(world, folder, find_or_create_person(world, "lead"))
        export_whole(lead, folder / "whole")
        transaction.set_rollback(True)
        found = sorted(p for p in (folder / "whole").rglob("*") if p.is_file())
        return {p.relative_to(folder / "whole").as_posix(): p.read_bytes() for p in found}


def _whole(draw: random.Random) -> Made:
    """A case with its history in which one file is changed, its sum in the manifest with it."""
    files = dict(_whole_case())
    chosen = draw.choice(["journal.jsonl"] * 5 + ["people.json", "manifest.json", "case.toml"])
    spoilt = changed_text(draw, files[chosen].decode())
    files[chosen] = spoilt.encode("utf-8", "surrogatepass")
    if chosen != "manifest.json":
        manifest = json.loads(files["manifest.json"])
        digest = hashlib.sha256(files[chosen]).hexdigest()
        manifest["files"][chosen] = {"bytes": len(files[chosen]), "sha256": digest}
        files["manifest.json"] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue(), "whole.zip"


def _read_whole(data: bytes, name: str) -> None:  # noqa: ARG001 (one shape for all readers)
    from django.db import transaction

    from goodoffices.desk.wiring import real_world
    from goodoffices.service.case_arrival import import_whole

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {one: package.read(one) for one in package.namelist()}
    with _in_a_folder(files) as folder, transaction.atomic():
        try:
            import_whole(real_world(), folder)
        finally:
            transaction.set_rollback(True)


READERS: dict[str, tuple[Callable[[random.Random], Made], Callable[[bytes, str], None]]] = {
    **{
        name: (_report(kind), _read_report)
        for name, kind in {
            "html": "html",
            "text": "text",
            "pdf": "pdf",
            "eml": "mail",
            "docx": "word",
        }.items()
    },
    "conflict": (_conflict, _read_conflict),
    "gmcr": (_gmcr, _read_conflict),
    "negotiation": (_negotiation, _read_negotiation),
    "offers": (_offers, _read_offers),
    "genius": (_genius, _read_folder),
    "geniusweb": (_geniusweb, _read_folder),
    "case": (_case, _read_case),
    "whole": (_whole, _read_whole),
    "clauses": (_clauses, _read_clauses),
    "upload": (_upload, _read_upload),
}


def tried(reader: str, seed: int, number: int) -> str:
    """What became of one file, beginning with ! if the reader failed."""
    make, read = READERS[reader]
    data, name = make(random.Random(f"{reader}/{seed}/{number}"))
    allowed = SECONDS * max(1.0, len(data) / PER_BYTES)
    begun = time.process_time()
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, 3 * allowed)
    try:
        read(data, name)
        result = "read"
    except TooLongError:
        result = "!was stopped"
    except GoodOfficesError as error:
        result = "refused" if "\n" not in str(error) else f"!several lines: {error}"
    except Exception as error:  # noqa: BLE001 (any other error is what is looked for)
        result = f"!{type(error).__name__}: {error}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    spent = time.process_time() - begun
    if spent > allowed:
        result = f"!took {spent:.1f} s for {len(data):,} bytes: {result}"
    return result


def _too_long(_number: int, _frame: object) -> None:
    raise TooLongError


@contextmanager
def _little_memory() -> Iterator[None]:
    """Let the process take so much and no more: what wants more fails with MemoryError."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Give a reader spoilt files.")
    parser.add_argument("--reader", choices=sorted(READERS), required=True)
    parser.add_argument("--minutes", type=float, default=10.0, help="of CPU")
    parser.add_argument("--inputs", type=int, help="so many files in place of minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        if asked.reader in {"case", "whole"}:
            from goodoffices.desk.server import prepare

            prepare(Path(home))
        tried(asked.reader, 0, 0)  # what is loaded once counts for no file
        with _little_memory():
            return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    counts: Counter[str] = Counter()
    failed, number, begun = 0, asked.only or 0, time.process_time()
    while True:
        result = tried(asked.reader, asked.seed, number)
        counts["failed" if result.startswith("!") else result] += 1
        if result.startswith("!"):
            failed += 1
            print(f"file {number}: {result[1:][:400]}", flush=True)
        number += 1
        spent = time.process_time() - begun
        done = spent > 60 * asked.minutes if asked.inputs is None else number >= asked.inputs
        if asked.only is not None or done:
            break
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    print(f"{asked.reader}: {sum(counts.values()):,} files in {spent:.0f} s of CPU: {told}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
