"""Models kept with a case: the file itself, and what each assumption of it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.errors import InputError
from goodoffices.saying import say

__all__ = ["Assumption", "Model", "ModelKind"]


class ModelKind(StrEnum):
    CONFLICT = "conflict"
    NEGOTIATION = "negotiation"


@dataclass(frozen=True, slots=True)
class Assumption:
    """`about` is a place in the model file; `rests_on` are ids of acts or accounts."""

    about: str
    text: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    kind: ModelKind
    title: str
    source: str
    """The model in its file format, TOML."""
    illustrative: bool = False
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InputError(say("the model has no title"), where="title")
