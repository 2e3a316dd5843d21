"""A negotiating text: begun, read as a whole, put before the parties, taken to Word and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from goodoffices.access.acting import Action, Room, may
from goodoffices.desk.attached import handed_out
from goodoffices.desk.badges import AudienceChoice, choice_of
from goodoffices.desk.clauses import ClauseBox, clause_boxes, text_status
from goodoffices.desk.doors import READ_AND_WRITE, in_case
from goodoffices.desk.forms.account import beside_its_field
from goodoffices.desk.forms.texts import ImportForm, NewTextForm, as_versions
from goodoffices.desk.forms.uploads import bytes_of
from goodoffices.desk.pages import CasePage, show
from goodoffices.desk.redlines import confirmed, look_at
from goodoffices.desk.shell import shell_of
from goodoffices.errors import ConflictingEditError, InputError
from goodoffices.reading.documents.word import text_of_word
from goodoffices.record.attachments import MediaType
from goodoffices.record.audiences import JOINT, TEAM
from goodoffices.service.exports import copy_line
from goodoffices.service.text_changes import changes_in, text_as_word
from goodoffices.service.texts import begin_text, change_text, text_of, write_on_text
from goodoffices.talks.text import Phase
from goodoffices.talks.text.events import Agree, Table, Withdraw

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goodoffices.service.at import At
    from goodoffices.service.texts import SeenText
    from goodoffices.talks.text import Event

__all__ = ["import_text", "new_text", "text", "text_word"]

_MOST_WORD_BYTES = 10_000_000
_UNPROCESSABLE, _CONFLICT = 422, 409


@dataclass(frozen=True, slots=True)
class NewTextPage(CasePage):
    template: ClassVar[str] = "talks/new_text.html"

    form: NewTextForm
    audiences: tuple[AudienceChoice, ...]


@dataclass(frozen=True, slots=True)
class TextPage(CasePage):
    """`look`: the last look before the text is put before the parties, or before it is closed."""

    template: ClassVar[str] = "talks/text.html"

    id: str
    title: str
    status: str
    phase: str
    error: str
    authoritative: str
    languages: tuple[str, ...]
    clauses: tuple[ClauseBox, ...]
    for_team: bool
    may_write: bool
    may_table: bool
    may_agree: bool
    look: str
    check: str
    receivers: tuple[AudienceChoice, ...]


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def new_text(request: HttpRequest, at: At) -> HttpResponse:
    form = NewTextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _begun(at, form)
        except InputError as fault:
            beside_its_field(form, fault)
        else:
            return redirect("text", at.frame.slug, made)
    page = NewTextPage(
        shell=shell_of(request, at, Room.TALKS), form=form, audiences=(choice_of(at, TEAM),)
    )
    return show(request, page, _UNPROCESSABLE if form.errors else 200)


def _begun(at: At, form: NewTextForm) -> str:
    typed = form.cleaned_data
    words, file = typed["text"], typed["file"]
    if file is not None:
        data = bytes_of(file, _MOST_WORD_BYTES, _("a Word file"))
        words = f"{words}\n\n{text_of_word(data, file.name or 'file')}"
    language = typed["language"].strip()
    return begin_text(at, typed["title"], language, as_versions(words, language))


@dataclass(frozen=True, slots=True)
class ImportPage(CasePage):
    template: ClassVar[str] = "talks/import.html"

    id: str
    title: str
    error: str
    form: ImportForm


@in_case(Room.TALKS)
def text_word(request: HttpRequest, at: At, text_id: str) -> HttpResponse:  # noqa: ARG001  # a view
    """The text as a Word file, as this seat sees it; the copy is entered in the register."""
    seen = text_of(at, text_id)
    line = copy_line(at, "docx")
    return handed_out(text_as_word(at, seen, line), MediaType.DOCX, f"{seen.title}.docx")


@in_case(Room.TALKS, methods=READ_AND_WRITE, doing=Action.TABLE)
def import_text(request: HttpRequest, at: At, text_id: str) -> HttpResponse:
    """Bring an edited Word file back: what it changes as redlines, then the changes ticked."""
    seen = text_of(at, text_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    error, status = "", 200
    if request.method == "POST":
        status = _UNPROCESSABLE
        try:
            if "check" in request.POST:
                change_text(at, text_id, confirmed(request), request.POST["check"])
                return redirect("text", at.frame.slug, text_id)
            if form.is_valid():
                file = form.cleaned_data["file"]
                data = bytes_of(file, _MOST_WORD_BYTES, _("a Word file"))
                found = changes_in(at, seen, data, file.name or "file")
                return look_at(
                    request,
                    at,
                    seen,
                    found.events,
                    back=request.path,
                    chosen=True,
                    notes=found.notes,
                )
        except ConflictingEditError as fault:
            error, status = str(fault), _CONFLICT
        except InputError as fault:
            error = str(fault)
    page = ImportPage(
        shell=shell_of(request, at, Room.TALKS),
        id=text_id,
        title=seen.title,
        error=error,
        form=form,
    )
    return show(request, page, status)


@in_case(Room.TALKS, methods=READ_AND_WRITE)
def text(request: HttpRequest, at: At, text_id: str) -> HttpResponse:
    seen = text_of(at, text_id)
    if request.method != "POST":
        return _page(request, at, seen)
    try:
        event = _event(request)
        check = request.POST.get("check", "") if isinstance(event, Table) else None
        write_on_text(at, text_id, event, check)
    except ConflictingEditError as fault:
        return _page(request, at, text_of(at, text_id), fault.what, _CONFLICT)
    except InputError as fault:
        return _page(request, at, seen, str(fault), _UNPROCESSABLE)
    return redirect("text", at.frame.slug, text_id)


def _event(request: HttpRequest) -> Event:
    match request.POST.get("do", ""):
        case "table":
            return Table()
        case "agree":
            return Agree()
        case "withdraw":
            return Withdraw()
    raise InputError(_("There is no such step"))


def _page(
    request: HttpRequest, at: At, seen: SeenText, error: str = "", status: int = 200
) -> HttpResponse:
    view = seen.view
    team = bool(may(at.viewer, Action.TABLE))
    writing = view.phase in {Phase.DRAFTING, Phase.TABLED}
    boxes = clause_boxes(at, seen)
    languages = {w.language for clause in view.standing for w in clause.version.wordings}
    may_table = team and view.phase is Phase.DRAFTING and bool(view.standing)
    standing = boxes[: len(view.standing)]
    may_agree = team and view.phase is Phase.TABLED and all(b.phase == "agreed" for b in standing)
    asked = request.GET.get("look", "")
    page = TextPage(
        shell=shell_of(request, at, Room.TALKS),
        id=seen.id,
        title=seen.title,
        status=text_status(view),
        phase=str(view.phase),
        error=error,
        authoritative=view.authoritative,
        languages=tuple(sorted(languages - {view.authoritative})),
        clauses=boxes,
        for_team=team,
        may_write=team and writing,
        may_table=may_table,
        may_agree=may_agree and bool(standing),
        look=asked if (asked == "table" and may_table) or asked == "withdraw" else "",
        check=seen.check,
        receivers=(choice_of(at, JOINT),) if team else (),
    )
    return show(request, page, status)
