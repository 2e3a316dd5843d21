"""Run every check, change nothing, and say at the end which ones failed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS: dict[str, tuple[str, ...]] = {
    "lint": ("ruff", "check", "--quiet", "--output-format=concise"),
    "format": ("ruff", "format", "--check", "--quiet", "--output-format=concise"),
    "types": ("mypy", "--no-error-summary"),
    "layers": ("lint-imports", "--no-cache"),
    "links": ("python", "tools/check_links.py"),
    "lock": ("python", "tools/check_lock.py"),
}


def run(name: str) -> bool:
    program, *arguments = CHECKS[name]
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    good = done.returncode == 0
    print(f"{name:8} {'ok' if good else 'FAILED':8} {time.monotonic() - begun:5.1f} s", flush=True)
    if not good:
        print((done.stdout + done.stderr).strip(), flush=True)
    return good


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"there is no check '{unknown[0]}'. Known: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    failed = [name for name in names or CHECKS if not run(name)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
