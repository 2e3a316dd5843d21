"""What is kept. Entries are only ever appended; the rest is who may open the desk."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from goodoffices.access.viewers import SeatKind
from goodoffices.store.genres import Genre

__all__ = [
    "MARK_LENGTH",
    "Attempt",
    "AudienceRow",
    "Authenticator",
    "Case",
    "Entry",
    "Follow",
    "GrantRow",
    "GroupMember",
    "Invitation",
    "Mark",
    "Notices",
    "Person",
    "RecoveryCode",
    "SealedFile",
    "SearchIndex",
    "SearchText",
    "Seat",
    "SignInLink",
    "SignedIn",
    "Token",
]

_ID = 32
_KEY = 400
_PLACE = 81
MARK_LENGTH = 200


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, person_id: str, handle: str, password: str | None = None) -> Person:
        person = self.model(id=person_id, handle=handle)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in; what they see comes from their seats alone."""

    id = models.CharField(primary_key=True, max_length=_ID)
    handle = models.CharField(max_length=150, unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=35, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "handle"

    def __str__(self) -> str:
        return self.handle


class Case(models.Model):
    """A mediation. Its words stand in its entries; here are its address and its chain's head."""

    id = models.CharField(primary_key=True, max_length=_ID)
    slug = models.SlugField(max_length=60, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return self.slug


class AudienceRow(models.Model):
    """An audience in use in a case, with the head of its own chain."""

    id = models.CharField(primary_key=True, max_length=_ID)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    key = models.CharField(max_length=_KEY)
    length = models.PositiveBigIntegerField(default=0)
    head = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_row_an_audience")
        ]

    def __str__(self) -> str:
        return self.key


class Seat(models.Model):
    """A place at the table of one case; a person may have seats in several.

    A seat that was left keeps its row: what was written from it stays written by it.
    """

    id = models.CharField(primary_key=True, max_length=_ID)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in SeatKind])
    side = models.CharField(max_length=40, blank=True)
    declared = models.DateTimeField(null=True)
    """When its holder last said what interests they have in the case."""
    left = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"],
                condition=models.Q(left=None),
                name="one_seat_a_person_and_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.side}".strip()


class GroupMember(models.Model):
    """That a seat is in a need-to-know group; the group's name stands in its entries."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    group = models.CharField(max_length=40)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "seat"], name="once_in_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} in {self.group}"


class GrantRow(models.Model):
    """One entry opened to one seat or one side; why stands in its entry of the journal."""

    id = models.CharField(primary_key=True, max_length=_ID)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    entry = models.CharField(max_length=_ID)
    seat = models.CharField(max_length=_ID, blank=True)
    side = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
    files = models.TextField(blank=True)
    """The ids of the pictures and files that go with it, in order, between spaces."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "entry"], name="grants_of_an_entry")]

    def __str__(self) -> str:
        return f"grant of {self.entry}"


class Invitation(models.Model):
    """A link that gives one seat to whoever takes it first; only its token's hash is kept."""

    id = models.CharField(primary_key=True, max_length=_ID)
    token_hash = models.BinaryField(max_length=32, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in SeatKind])
    side = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    expires = models.DateTimeField()
    taken = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation as {self.kind} {self.side}".strip()


class Follow(models.Model):
    """That a seat follows a case, an actor or a topic; what is told of it is found when asked."""

    id = models.CharField(primary_key=True, max_length=_ID)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=MARK_LENGTH, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "kind", "value"], name="followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()


class Notices(models.Model):
    """How a seat is told of what it follows: to which address, how often, and up to when it was."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, primary_key=True)
    address = models.EmailField(blank=True)
    how = models.CharField(max_length=8, default="none")
    told = models.DateTimeField()
    seen = models.DateTimeField()

    def __str__(self) -> str:
        return f"notices of {self.seat_id}"


class Token(models.Model):
    """What lets a program read as one seat does: a feed or the API; only its hash is kept."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE)
    use = models.CharField(max_length=8, choices=[("feed", "feed"), ("api", "api")])
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.use} token of {self.seat_id}"


class SignInLink(models.Model):
    """A link that signs one person in once; only the hash of its token is kept."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.person_id}"


class Authenticator(models.Model):
    """A way to prove who one is beside the password: one-time codes, or a passkey.

    The secret of one-time codes is sealed under a key of its own; of a passkey its public half is
    kept. `counter` never goes back: a code or an answer that was seen is not taken twice.
    """

    id = models.CharField(primary_key=True, max_length=_ID)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField(max_length=8, choices=[("codes", "codes"), ("passkey", "passkey")])
    name = models.CharField(max_length=80, blank=True)
    credential = models.BinaryField(max_length=1024, blank=True)
    material = models.BinaryField()
    counter = models.BigIntegerField(default=0)
    made = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class RecoveryCode(models.Model):
    """A code that works once in place of the others; only its hash is kept."""

    code_hash = models.BinaryField(primary_key=True, max_length=32)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"


class SignedIn(models.Model):
    """A session of a person: it ends when this row is gone."""

    id = models.CharField(primary_key=True, max_length=_ID)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    started = models.DateTimeField()
    seen = models.DateTimeField()
    device = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"session of {self.person_id}"


class Attempt(models.Model):
    """A guess that may fail, under the hash of what is counted."""

    counted = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["counted", "at"], name="attempts_counted")]

    def __str__(self) -> str:
        return f"attempt at {self.at}"


class Entry(models.Model):
    """One thing written down, sealed, and a link of two chains.

    `audience` is the one it was written for, and part of what is hashed; `readers` is the one it
    has now: the same, or a wider one after a release, whose entry in the journal `verify` compares.
    """

    id = models.CharField(primary_key=True, max_length=_ID)
    # no index of these alone: a database that takes it passes over every entry of the case
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False)
    audience = models.ForeignKey(AudienceRow, on_delete=models.PROTECT, db_index=False)
    readers = models.ForeignKey(
        AudienceRow, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    genre = models.CharField(max_length=16, choices=[(g.value, g.value) for g in Genre])
    subject = models.CharField(max_length=_ID)
    seat = models.CharField(max_length=_ID, blank=True)
    entered = models.DateTimeField()
    supersedes = models.CharField(max_length=_ID, blank=True)
    place = models.CharField(max_length=_PLACE)
    sealed = models.BinaryField()
    attached = models.BinaryField(max_length=32, null=True)
    """The hash of the sealed bytes of its picture or file, where it has one."""
    digest = models.BinaryField(max_length=32)
    whole_position = models.PositiveBigIntegerField()
    whole_link = models.BinaryField(max_length=32)
    audience_position = models.PositiveBigIntegerField()
    audience_link = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "whole_position"], name="whole_chain_in_order"),
            models.UniqueConstraint(
                fields=["audience", "audience_position"], name="audience_chain_in_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "genre", "whole_position"], name="entries_of_a_genre"),
            models.Index(fields=["case", "subject", "genre"], name="entries_of_a_subject"),
            # holds all that a walk in order asks, so that it never touches the entries it passes
            models.Index(
                fields=["case", "genre", "place", "readers", "subject", "id"],
                name="entries_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.id}"


class SealedFile(models.Model):
    """The bytes of a picture or file, sealed under the key of its entry."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.entry_id}"


class SearchText(models.Model):
    """The plain words of an entry, folded, which stand unsealed here and in the index only.

    `number` grows with the day on which it happened, so that the index gives the latest first
    without sorting; within a day it follows from the id of the entry.
    """

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE)
    words = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.entry_id}"


class SearchIndex(models.Model):
    """The full-text index of `SearchText`, kept by the database itself (migration 0002).

    FTS5 on SQLite, tsvector and GIN on PostgreSQL; what stands in it is asked by `holds`.
    """

    number = models.BigIntegerField(primary_key=True, db_column="rowid")
    words = models.TextField()

    class Meta:
        managed = False
        db_table = "store_searchindex"

    def __str__(self) -> str:
        return f"index of {self.number}"


class Mark(models.Model):
    """A word by which lists select: a field and a value of an entry's payload.

    Like the search words it repeats what is sealed, and goes when that is shredded.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="marks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    subject = models.CharField(max_length=_ID)
    field = models.CharField(max_length=16)
    value = models.CharField(max_length=MARK_LENGTH)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["case", "field", "value", "subject", "entry"], name="entries_by_a_mark"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.entry_id}"
