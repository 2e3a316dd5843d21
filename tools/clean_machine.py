"""The program from its wheel alone: `python tools/clean_machine.py [FOLDER]`.

Builds the wheel, installs it with its extra `desk` into a new environment, and from an empty folder
serves the desk with the example case, walks its pages, takes the brief in five formats and two
languages, and opens a file of every kind that can be opened. Nothing of the project's folder can be
reached: neither by the working folder nor by the environment, which is looked at first. What was
taken stays in FOLDER to be looked at. Needs the network, for the packages it installs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from email.message import EmailMessage
from html import escape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CASE = "february-2022"
ROOMS = ("", "record/", "reading/", "conflict/", "settlement/", "talks/", "agreement/", "brief/")
FORMATS = ("pdf", "docx", "md", "html", "json")
BEGINS = {"pdf": b"%PDF-1.7", "docx": b"PK", "md": b"# ", "html": b"<!doctype", "json": b"{"}
WHERE = """
import sys, goodoffices
from pathlib import Path
inside = Path(goodoffices.__file__).resolve().is_relative_to(Path(sys.prefix).resolve())
print(inside and not any(Path(p).resolve().is_relative_to(sys.argv[1]) for p in sys.path if p))
"""
SETTING = """
import sys
from datetime import date
from pathlib import Path
from goodoffices.documents.document import Document, Paragraph, Span
from goodoffices.documents.pdf import to_pdf
from goodoffices.documents.word import to_word
text = Path(sys.argv[1]).read_text("utf-8")
blocks = tuple(Paragraph((Span(part),)) for part in text.split("\\n\\n"))
made = Document("Report", Span("Report"), "en", "ltr", date(2022, 2, 27), blocks)
Path("report.pdf").write_bytes(to_pdf(made))
Path("report.docx").write_bytes(to_word(made))
"""


class Machine:
    """An environment with the wheel alone, and an empty folder in which everything is run."""

    def __init__(self, scratch: Path) -> None:
        self.bin = scratch / "environment" / "bin"
        self.folder = scratch / "empty"
        self.folder.mkdir()
        self.told = {
            "PATH": f"{self.bin}:/usr/bin:/bin",
            "HOME": str(scratch),
            "GOODOFFICES_HOME": str(scratch / "home"),
            "LANG": "C.UTF-8",
            "COLUMNS": "100",
            "NO_COLOR": "1",
        }

    def run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [str(self.bin / program), *words],
            cwd=self.folder,
            env=self.told,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{program} {' '.join(words)[:80]}: {done.stderr.strip()}")
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[tuple[str, str]]:
        """The desk with the example; its address, and the lead mediator's link."""
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        command = [str(self.bin / "goodoffices"), "desk", "--example", "--port", port]
        process = subprocess.Popen(
            command, cwd=self.folder, env=self.told, stdout=subprocess.PIPE, text=True
        )
        try:
            lines = iter(process.stdout or ())
            link = next(line.partition(": ")[2].strip() for line in lines if "Lead" in line)
            while process.poll() is None and not _answers(int(port)):
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", link
        finally:
            process.terminate()
            process.wait(timeout=30)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def step(told: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:7.1f} s  {told}", flush=True)


def install(scratch: Path) -> None:
    python = sys.executable
    with step("the wheel is built"):
        built = [python, "-m", "hatchling", "build", "-t", "wheel", "-d", str(scratch)]
        subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = scratch.glob("*.whl")
    uv = str(Path(python).with_name("uv"))
    into = scratch / "environment"
    with step("it is installed with [desk] into a new environment"):
        new = [uv, "venv", "--quiet", "--python", python, str(into)]
        subprocess.run(new, cwd=scratch, check=True)
        named = f"{wheel}[desk]"
        pip = [uv, "pip", "install", "--quiet", "--python", str(into / "bin/python"), named]
        subprocess.run(pip, cwd=scratch, check=True)


def walk(machine: Machine) -> None:
    """Sign in and open every room; take the brief in five formats, in English and in Arabic."""
    with machine.served() as (address, link):
        opener = build_opener(HTTPCookieProcessor(CookieJar()))

        def fetched(path: str) -> bytes:
            with opener.open(address + path, timeout=300) as answer:
                return bytes(answer.read())

        with opener.open(link, timeout=60) as answer:
            form = answer.read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        sent = urlencode({"csrfmiddlewaretoken": token[1] if token else ""}).encode()
        opener.open(link, sent, timeout=60).close()
        with step(f"{len(ROOMS)} rooms of the desk are opened"):
            for room in ROOMS:
                if b"</html>" not in fetched(f"/c/{CASE}/{room}"):
                    raise SystemExit(f"{room}: is no page")
        for language in ("en", "ar"):
            for form in FORMATS:
                with step(f"the brief as {form}, {language}"):
                    content = fetched(f"/c/{CASE}/brief/brief.{form}?language={language}")
                    if not content.startswith(BEGINS[form]):
                        raise SystemExit(f"{form}: begins with {content[:20]!r}")
                    (machine.folder / f"{language}.{form}").write_bytes(content)


def reports(machine: Machine) -> list[str]:
    """A report of the example as every kind of file that is read."""
    at = machine.run("python", "-c", "import goodoffices; print(goodoffices.__path__[0])").strip()
    source = Path(at) / "examples" / CASE / "reports" / "2022-02-27-agency.txt"
    text = source.read_text("utf-8")
    shutil.copy(source, machine.folder / "report.txt")
    parts = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    page = f"<!doctype html><title>Report</title><article>{parts}</article>"
    (machine.folder / "report.html").write_text(page, "utf-8")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@agency.example", "Report"
    mail["Date"] = "Sun, 27 Feb 2022 21:15:00 +0200"
    mail.set_content(text)
    (machine.folder / "report.eml").write_bytes(bytes(mail))
    machine.run("python", "-c", SETTING, "report.txt")
    return [f"report.{ending}" for ending in ("txt", "html", "eml", "docx", "pdf")]


def read(machine: Machine) -> None:
    for name in reports(machine):
        with step(f"{name} is read"):
            told = machine.run("goodoffices", "read", name, "--published", "2022-02-27", "--json")
            acts = [draft["act"] for draft in json.loads(told)["drafts"]]
        if "OFFER_MEDIATION" not in acts:
            raise SystemExit(f"{name}: the offer is not among {acts}")


def models(machine: Machine) -> None:
    shutil.copytree(ROOT / "examples/other-programs", machine.folder, dirs_exist_ok=True)
    for words in (("stability", "river.gmcr"), ("settle", "genius"), ("settle", "geniusweb")):
        with step(f"{words[1]} is opened"):
            json.loads(machine.run("goodoffices", *words, "--json"))


def main(given: list[str]) -> int:
    taken = Path(given[0]).resolve() if given else None
    with tempfile.TemporaryDirectory(prefix="clean-machine-") as folder:
        scratch = Path(folder).resolve()
        install(scratch)
        machine = Machine(scratch)
        if machine.run("python", "-c", WHERE, str(ROOT)).strip() != "True":
            raise SystemExit("the project's folder can be reached")
        walk(machine)
        for name in ("page.pdf", "page.docx"):
            with step(f"{name} by the command line, in Arabic"):
                machine.run(
                    "goodoffices", "brief", CASE, "--to", name, "--length", "page",
                    "--language", "ar",
                )  # fmt: skip
        with step("what is kept is as written"):
            machine.run("goodoffices", "verify")
        read(machine)
        models(machine)
        if taken is not None:
            shutil.copytree(machine.folder, taken, dirs_exist_ok=True)
            print(f"What was taken lies in {os.path.relpath(taken)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
