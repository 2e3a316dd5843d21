from __future__ import annotations

from packaging.requirements import Requirement
from packaging.version import Version

from check_lock import Installed, out_of_step, read_pins

HASH = "--hash=sha256:" + "0" * 64
PROJECT = {
    "build-system": {"requires": ["builder>=1"]},
    "project": {
        "name": "Thing",
        "dependencies": ["numbers>=2"],
        "optional-dependencies": {"web": ["thing[more]", "web[fast]>=3,<4"], "more": []},
    },
    "dependency-groups": {"dev": ["tester"]},
}
INSTALLED = {
    "builder": Installed(Version("1.5"), ()),
    "numbers": Installed(Version("2.1"), (Requirement("helper"),)),
    "helper": Installed(Version("0.1"), (Requirement("colours; sys_platform == 'win32'"),)),
    "web": Installed(
        Version("3.2"),
        (Requirement("speed; extra == 'fast'"), Requirement("slow; extra == 'slow'")),
    ),
    "speed": Installed(Version("9"), ()),
    "tester": Installed(Version("1"), ()),
}
VERSIONS = {name: str(found.version) for name, found in INSTALLED.items()}


def lock(**changes: str | None) -> str:
    pins = {**VERSIONS, **changes}
    lines = [f"{name}=={v} \\\n    {HASH}\n    # via x\n" for name, v in pins.items() if v]
    return "".join(lines) + f"colours==1 ; sys_platform == 'win32' \\\n    {HASH}\n"


def wrong(text: str) -> list[str]:
    return out_of_step(PROJECT, text, INSTALLED.get)


def test_a_lock_file_in_step() -> None:
    assert wrong(lock()) == []


def test_each_fault_is_one_line() -> None:
    assert wrong(lock(numbers=None)) == [
        "pyproject.toml asks for numbers>=2, which is not pinned",
        "helper==0.1 is pinned, but nothing asks for it",
    ]
    assert wrong(lock(helper=None)) == ["numbers asks for helper, which is not pinned"]
    assert wrong(lock(speed=None)) == ['web asks for speed; extra == "fast", which is not pinned']
    assert wrong(lock(builder="0.9")) == [
        "pyproject.toml asks for builder>=1, but 0.9 is pinned",
        "builder==0.9 is pinned, but 1.5 is installed",
    ]
    assert wrong(lock(extra="1")) == ["extra==1 is pinned, but nothing asks for it"]
    assert wrong(lock().replace(f" \\\n    {HASH}", "", 1)) == ["builder==1.5 has no hash"]


def test_what_is_pinned_and_not_installed() -> None:
    assert out_of_step(PROJECT, lock(), lambda name: INSTALLED.get(name.replace("tester", ""))) == [
        "tester==1 is pinned, but not installed (run: make setup)"
    ]


def test_what_is_no_pin() -> None:
    text = "a>=1\nb==1.*\nc\n-e .\nd==1 # comment\n# comment\n"
    pins, faults = read_pins(text)
    assert [pin.name for pin in pins] == ["d"]
    assert faults == [
        "a is not pinned to one version",
        "b is not pinned to one version",
        "c is not pinned to one version",
        "'-e .' is not a pin",
    ]
