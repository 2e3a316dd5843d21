"""How a network learns from annotated paragraphs, and from a bigger one that learned from them.

A network here is a language model with three rows of labels on top (claims, sources, words that
report), and two projections, of what a piece asks for and what it answers, that point from a claim
to whoever says it. It learns from what is annotated; a small one also from how likely a bigger one
holds each label and each answer (Hinton et al. 2015), on the annotated paragraphs and on variations
of them in which words were exchanged for near ones (after Jiao et al. 2020, *TinyBERT*, section
3.2). Needs torch and transformers, which nothing else here needs.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from network_examples import UNTOLD, Ask, Example

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Lesson", "Pupil", "Schooling", "lessons", "variations"]

_LABELS = (slice(0, 3), slice(3, 6), slice(6, 8))
_WORTH = (1.0, 0.5, 0.5)
_WORTH_OF_ASKS = 0.5
_FIRST, _LAST, _MASK, _PAD = "[CLS]", "[SEP]", "[MASK]", "[PAD]"
_ELSEWHERE = {_FIRST: "<s>", _LAST: "</s>", _MASK: "<mask>", _PAD: "<pad>"}
BATCH, AT_ONCE = 4, 8
WIDTH_OF_ASKS = 128
DECAY, WARM, LONGEST_STEP, DROPPED = 0.01, 0.1, 1.0, 0.1
RATE_OF_LABELS = 1e-3
HIDDEN = 0.04
"""The share of pieces that are hidden while it learns."""
EXCHANGED, NEAREST = 0.2, 12
"""The share of words that a variation exchanges, and among how many near ones it draws."""
TOLD = 0.5
"""What the annotation counts beside the bigger network's opinion."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Scores of the pieces (n × labels), and for each claim those of the pieces and, last, of
    nobody as its speaker (n + 1).
    """

    labels: Any
    asks: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Paragraphs, and what a bigger network makes of them, if one was asked.

    A variation has no labels of its own: `told` is false.
    """

    example: Example
    soft: Opinion | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class Schooling:
    epochs: int
    rate: float


@dataclass(frozen=True, slots=True)
class Pupil:
    """A network and the numbers it gives the pieces of the shared vocabulary."""

    network: Any
    vocabulary: Mapping[str, int]
    own: Any

    @staticmethod
    def fresh(
        base: Path, vocabulary: Mapping[str, int], spelled: Mapping[str, int], **told: Any
    ) -> Pupil:
        """Labels nothing yet: the model of the folder `base`, whose vocabulary is `spelled`."""
        import torch  # noqa: PLC0415  not among the packages of the project
        from transformers import AutoModel  # noqa: PLC0415

        layers = told.pop("layers", None)
        words = AutoModel.from_pretrained(base, attn_implementation="eager", **told)
        words.encoder.layer = words.encoder.layer[:layers]
        words.pooler = None
        width = words.config.hidden_size
        parts = {
            "words": words,
            "capitals": torch.nn.Embedding(2, width),
            "scores": torch.nn.Linear(width, _LABELS[-1].stop),
            "asks": torch.nn.Linear(width, WIDTH_OF_ASKS),
            "answers": torch.nn.Linear(width, WIDTH_OF_ASKS),
            "nobody": torch.nn.Embedding(1, WIDTH_OF_ASKS),
            "dropped": torch.nn.Dropout(DROPPED),
        }
        torch.nn.init.zeros_(parts["capitals"].weight)
        torch.nn.init.zeros_(parts["nobody"].weight)
        unknown = spelled["[UNK]"]
        own = [spelled.get(_name(word, spelled), unknown) for word in vocabulary]
        return Pupil(torch.nn.ModuleDict(parts), vocabulary, torch.tensor(own))

    def resume(self, state: Path) -> None:
        """Take over what was learned before."""
        import torch  # noqa: PLC0415  not among the packages of the project

        self.network.load_state_dict(torch.load(state))

    def keep(self, state: Path) -> None:
        import torch  # noqa: PLC0415  not among the packages of the project

        torch.save(self.network.state_dict(), state)

    def seen(self, numbers: Any, capital: Any, there: Any) -> Any:
        """What the model makes of the pieces (batch × n × width)."""
        import torch  # noqa: PLC0415  not among the packages of the project

        words = self.network["words"]
        seen = words.embeddings.word_embeddings(self.own[numbers])
        seen = seen + self.network["capitals"](capital)
        with torch.autocast("cpu", torch.bfloat16):
            found = words(inputs_embeds=seen, attention_mask=there).last_hidden_state
        return self.network["dropped"](found.float())

    def answered(self, seen: Any, example: Example) -> tuple[Any, ...]:
        """For each claim of one example, how well its pieces and then nobody fit (n + 1)."""
        import torch  # noqa: PLC0415  not among the packages of the project

        own = seen[2 : 2 + len(example.numbers)]
        asks = self.network["asks"](own) * WIDTH_OF_ASKS**-0.5
        answers = torch.cat([self.network["answers"](own), self.network["nobody"].weight])
        return tuple(answers @ asks[list(ask.claim)].mean(0) for ask in example.asks)

    def opinions(self, examples: Sequence[Example]) -> list[Opinion]:
        """What it makes of each example."""
        import torch  # noqa: PLC0415  not among the packages of the project

        self.network.eval()
        order = sorted(range(len(examples)), key=lambda k: len(examples[k].numbers))
        found: dict[int, Opinion] = {}
        for first in range(0, len(order), AT_ONCE):
            here = order[first : first + AT_ONCE]
            with torch.no_grad():
                seen = self.seen(*_padded(torch, [examples[k] for k in here], self.vocabulary))
                for k, row in zip(here, seen, strict=True):
                    own = row[2 : 2 + len(examples[k].numbers)]
                    labels = self.network["scores"](own)
                    found[k] = Opinion(labels, self.answered(row, examples[k]))
        return [found[k] for k in range(len(examples))]

    def learn(self, terms: Sequence[Sequence[Lesson]], asked: Schooling) -> None:
        """Go through the lessons; of several terms each epoch takes the next."""
        import torch  # noqa: PLC0415  not among the packages of the project

        own = [p for name, p in self.network.named_parameters() if not name.startswith("words.")]
        words = list(self.network["words"].parameters())
        groups = [{"params": words, "lr": asked.rate}, {"params": own, "lr": RATE_OF_LABELS}]
        optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
        steps = asked.epochs * (max(map(len, terms)) // BATCH + 1)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda k: min(1.0, k / (steps * WARM + 1)) * max(0.0, (steps - k) / steps)
        )
        for epoch in range(asked.epochs):
            self.network.train()
            lost = 0.0
            batches = _batches(terms[epoch % len(terms)])
            for batch in batches:
                loss = self._loss(torch, batch)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_STEP)
                optimizer.step()
                schedule.step()
                lost += float(loss.detach())
            print(f"epoch {epoch + 1}: loss {lost / len(batches):.4f}", flush=True)

    def _loss(self, torch: Any, batch: Sequence[Lesson]) -> Any:
        examples = [lesson.example for lesson in batch]
        numbers, capital, there = _padded(torch, examples, self.vocabulary)
        hidden = (torch.rand(numbers.shape) < HIDDEN) & (there > 0)
        hidden[:, :2] = False
        numbers[hidden] = self.vocabulary[_MASK]
        seen = self.seen(numbers, capital, there)
        parts = self._loss_of_labels(torch, batch, seen)
        asked = [x for k, one in enumerate(batch) for x in self._loss_of_asks(torch, one, seen[k])]
        if asked:
            parts.append(_WORTH_OF_ASKS * torch.stack(asked).mean())
        return sum(parts)

    def _loss_of_labels(self, torch: Any, batch: Sequence[Lesson], seen: Any) -> list[Any]:
        shape = seen.shape[:2]
        wanted = torch.full((len(_LABELS), *shape), UNTOLD)
        inside = torch.zeros(shape)
        soft = torch.zeros(*shape, _LABELS[-1].stop)
        for k, lesson in enumerate(batch):
            end = 2 + len(lesson.example.numbers)
            inside[k, 2:end] = 1
            if lesson.soft is not None:
                soft[k, 2:end] = lesson.soft.labels
            told = (lesson.example.claims, lesson.example.sources, lesson.example.cues)
            for labels, own in zip(wanted, told, strict=True):
                if lesson.told:
                    labels[k, 2:end] = torch.tensor(own)
        scores = self.network["scores"](seen)
        taught = batch[0].soft is not None
        parts = []
        for worth, place, labels in zip(_WORTH, _LABELS, wanted, strict=True):
            row = scores[..., place]
            if (labels != UNTOLD).any():
                crossed = torch.nn.functional.cross_entropy(
                    row.transpose(1, 2), labels, ignore_index=UNTOLD
                )
                parts.append(worth * (TOLD if taught else 1.0) * crossed)
            if taught:
                apart = -(soft[..., place].softmax(-1) * row.log_softmax(-1)).sum(-1)
                parts.append(worth * (apart * inside).sum() / inside.sum())
        return parts

    def _loss_of_asks(self, torch: Any, lesson: Lesson, seen: Any) -> list[Any]:
        """For each claim, how unlikely whatever names its speaker is, all such pieces together."""
        found = []
        for k, fits in enumerate(self.answered(seen, lesson.example)):
            likely = fits.log_softmax(0)
            named = list(lesson.example.asks[k].named) or [len(lesson.example.numbers)]
            parts = []
            if lesson.told:
                worth = 1.0 if lesson.soft is None else TOLD
                parts.append(-worth * torch.logsumexp(likely[named], 0))
            if lesson.soft is not None:
                parts.append(-(lesson.soft.asks[k].softmax(0) * likely).sum())
            found.append(sum(parts))
        return found


def lessons(examples: Sequence[Example], teacher: Pupil, *, told: bool) -> list[Lesson]:
    """The examples with the teacher's opinions."""
    soft = teacher.opinions(examples)
    return [Lesson(e, row, told=told) for e, row in zip(examples, soft, strict=True)]


def variations(examples: Sequence[Example], pupil: Pupil) -> list[Example]:
    """The examples with some whole words exchanged for near ones, by the pupil's own table."""
    import torch  # noqa: PLC0415  not among the packages of the project

    table = pupil.network["words"].embeddings.word_embeddings.weight.detach()
    spelled = pupil.vocabulary.items()
    whole = [n for word, n in spelled if word.isalpha() and word.isascii() and len(word) > 2]  # noqa: PLR2004  no letter, no `of`
    unit = torch.nn.functional.normalize(table[whole], dim=1)
    known = set(whole)
    near: dict[int, list[int]] = {}

    def other(number: int) -> int:
        if number not in known or random.random() >= EXCHANGED:  # noqa: S311  no secret
            return number
        if number not in near:
            alike = unit @ torch.nn.functional.normalize(table[number], dim=0)
            near[number] = [whole[k] for k in alike.topk(NEAREST + 1).indices[1:]]
        return random.choice(near[number])  # noqa: S311  no secret

    def varied(example: Example) -> Example:
        asks = tuple(Ask(ask.claim, ()) for ask in example.asks)
        return Example(tuple(map(other, example.numbers)), example.capital, asks=asks)

    return [varied(example) for example in examples]


def _name(word: str, spelled: Mapping[str, int]) -> str:
    """A mark of the vocabulary by the name that another has for it."""
    there = _ELSEWHERE.get(word)
    return there if there is not None and there in spelled else word


def _batches(taught: Sequence[Lesson]) -> list[list[Lesson]]:
    """Examples of like length together, in a random order."""
    near = sorted(
        (lesson for lesson in taught if lesson.example.numbers),
        key=lambda lesson: len(lesson.example.numbers) + random.random() * 80,  # noqa: S311  no secret
    )
    batches = [near[k : k + BATCH] for k in range(0, len(near), BATCH)]
    random.shuffle(batches)
    return batches


def _padded(
    torch: Any, examples: Sequence[Example], vocabulary: Mapping[str, int]
) -> tuple[Any, Any, Any]:
    """Numbers, capitals and which places are taken, all as long as the longest example."""
    long = max(len(e.numbers) for e in examples) + 2
    numbers = torch.full((len(examples), long), vocabulary[_PAD])
    capital = torch.zeros((len(examples), long), dtype=torch.long)
    there = torch.zeros((len(examples), long))
    first, last = vocabulary[_FIRST], vocabulary[_LAST]
    for k, example in enumerate(examples):
        row = [first, last, *example.numbers]
        numbers[k, : len(row)] = torch.tensor(row)
        there[k, : len(row)] = 1
        capital[k, 2 : len(row)] = torch.tensor(example.capital, dtype=torch.long)
    return numbers, capital, there
