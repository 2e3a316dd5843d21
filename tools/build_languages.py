"""Write what the reader knows of other languages: names of states, months, weekdays and days near.

`python tools/build_languages.py` takes them from the Unicode CLDR (Unicode Licence v3), as the
library Babel carries it, for the languages below, and writes `gazetteer/languages.json`. A state is
known by its English name in `gazetteer/states.json`; one that CLDR names otherwise is left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from babel import Locale

LANGUAGES = ("ar", "he", "ru", "uk", "fr", "es")
FOLDER = Path(__file__).resolve().parents[1] / "src" / "goodoffices" / "reading" / "gazetteer"
# yesterday, today, tomorrow: CLDR has these words, Babel does not carry them
NEAR = {
    "ar": ("أمس", "اليوم", "غدا"),
    "he": ("אתמול", "היום", "מחר"),
    "ru": ("вчера", "сегодня", "завтра"),
    "uk": ("вчора", "сьогодні", "завтра"),
    "fr": ("hier", "aujourd’hui", "demain"),
    "es": ("ayer", "hoy", "mañana"),
}


def language(code: str, english: dict[str, str]) -> dict[str, Any]:
    """Return names of states, words of months and weekdays, and the days near, of one language."""
    locale, names = Locale(code), Locale("en").territories
    months = {str(word).lower(): k for k, word in locale.months["format"]["wide"].items()}
    weekdays = {str(word).lower(): k for k, word in locale.days["format"]["wide"].items()}
    states = {
        locale.territories[key]: english[str(name)]
        for key, name in names.items()
        if key.isalpha() and str(name) in english and key in locale.territories
    }
    near = dict(zip(NEAR[code], (-1, 0, 1), strict=True))
    return {"states": states, "months": months, "weekdays": weekdays, "near": near}


def main() -> int:
    rows = json.loads((FOLDER / "states.json").read_text(encoding="utf-8"))
    english = {key: row["name"] for row in rows for key in (row["name"], *row["aliases"])}
    table = {code: language(code, english) for code in LANGUAGES}
    path = FOLDER / "languages.json"
    text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    print({code: len(found["states"]) for code, found in table.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
