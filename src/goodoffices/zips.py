"""Zip files from outside: what Python's reader raises for a spoilt, locked or cut-off one."""

from __future__ import annotations

import zipfile
import zlib

__all__ = ["BROKEN_ZIP"]

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""A KeyError, for a part that is not there, is not among them."""
