"""Write the letter: situation + assessment in, letter out, each part with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .assess import region_of
from .model import Assessment, Because, Content, Gap, Letter, LetterPlan, Part, PartPlan, Region
from .parts_text import own_text, passages_for, tokens_of, typed_a_sentence
from .passages import choose, of_register
from .salutation import close, salutation
from .situation import Evidence, Interviewer, Situation
from .slots import Slot, slots_of

EVIDENCE_STEP = 10  # leaves room between the paragraphs of a plan for one paragraph per piece of evidence
FORMAL = frozenset({"correction", "conduct-apology", "adjustment-request"})
SPOKEN = frozenset({"call-script"})


@dataclass(frozen=True, slots=True)
class Options:
    """How the person wants the letter: a step through all wordings, steps for single parts, register, addressee."""

    wording: int = 0
    wordings: Mapping[str, int] = field(default_factory=dict)
    register: str = ""
    to: int = 0  # which interviewer, where each gets a note of their own
    apart: bool = False  # a note each, whatever the custom of the region
    printed: bool = False
    bare: bool = False  # said aloud or kept: no greeting and no signature
    extra: Mapping[str, Slot] = field(default_factory=dict)  # values that only one document knows


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every step of composing needs to see."""

    situation: Situation
    assessment: Assessment
    content: Content
    plan: LetterPlan
    region: Region
    options: Options
    register: str
    seed: str

    def slots(self, evidence: Evidence | None, index: int) -> dict[str, Slot]:
        slots = slots_of(self.situation, self.assessment, self.content, self.region, evidence, index, self.options.to)
        return {**slots, **self.options.extra}


def compose(
    situation: Situation, assessment: Assessment, content: Content, options: Options | None = None
) -> Letter | None:
    """The letter of the assessed kind; None when nothing should be sent."""
    if assessment.kind is None:
        return None
    return compose_plan(content.letters[assessment.kind], situation, assessment, content, options or Options())


def compose_plan(
    plan: LetterPlan, situation: Situation, assessment: Assessment, content: Content, options: Options
) -> Letter:
    """A letter after one plan, whatever the advice; the plan may be that of a document in the pack."""
    register = options.register or situation.register or "plain"
    region = region_of(situation, content)
    if _apart(region, options):  # people compare their notes: no two are in the same words
        options = replace(options, wording=options.wording + options.to)
    desk = _Desk(situation, assessment, content, plan, region, options, register, _seed(situation))
    parts = _numbered([*_forwarding(desk), *_parts(desk)])
    subject, subject_gaps = _subject(desk)
    signature = _signature(desk)
    spoken = options.bare or plan.id in SPOKEN
    greeting = "" if spoken else _greeting(desk)
    ending = "" if spoken else close(region, register, printed=options.printed, formal=plan.id in FORMAL)
    letter = Letter(
        kind=plan.id,
        channel="phone" if spoken else assessment.channel,
        subject=subject,
        salutation=greeting,
        parts=parts,
        close=ending,
        signature="" if spoken else signature,
        region=region.id,
    )
    return _with_gaps(letter, desk, subject_gaps)


def _seed(situation: Situation) -> str:
    """The person's own facts, so that two people rarely get the same letter and one person always does."""
    interviewer = situation.interviewers[0].name if situation.interviewers else ""
    facts = (situation.candidate.name, interviewer, situation.company, situation.role, situation.highlight)
    return "\x1f".join(facts).casefold()


def _parts(desk: _Desk) -> Iterator[Part]:
    tokens = tokens_of(desk.situation, desk.assessment, desk.content, desk.plan.id)
    for plan in desk.plan.parts:
        if not set(plan.when) <= tokens:
            continue
        if plan.each:
            yield from _repeated(desk, plan)
        else:
            yield from _part(desk, plan, plan.id, None, 0)


def _repeated(desk: _Desk, plan: PartPlan) -> Iterator[Part]:
    """The same part once per piece of evidence; once for the gap where a needed answer is still missing."""
    asked_for = any(part.gap for part in desk.plan.parts if part.each) and desk.situation.can_add != "no"
    neutral = "neutral-line" in tokens_of(desk.situation, desk.assessment, desk.content, desk.plan.id)
    told = [(n, item) for n, item in enumerate(desk.situation.evidence) if item.answer]
    if not told and asked_for and not neutral:
        told = [(0, desk.situation.evidence[0] if desk.situation.evidence else Evidence())]
    for place, (index, item) in enumerate(told[: plan.most]):
        name = plan.id if place == 0 else f"{plan.id}-{place + 1}"
        yield from _part(desk, plan, name, item, index, place)


def _part(desk: _Desk, plan: PartPlan, name: str, item: Evidence | None, index: int, place: int = 0) -> Iterator[Part]:
    paragraph = plan.paragraph * EVIDENCE_STEP + place
    if plan.source == "own" or (plan.field and typed_a_sentence(desk.situation, plan)):
        text, path = own_text(desk.situation, desk.assessment, plan, item, index)
        if text:
            because = Because((path,), plan.rule, plan.facts, own_words=True)
            yield Part(name, plan.role, paragraph, text, because)
        elif plan.gap:
            yield Part(name, plan.role, paragraph, f"[{plan.gap}]", Because((path,), plan.rule, plan.facts))
        return
    slots = desk.slots(item, index)
    passages, basis, facts = passages_for(desk.situation, desk.assessment, desk.content, plan, desk.register, slots)
    step = desk.options.wording + desk.options.wordings.get(name, 0) + place  # no lead is used twice in one letter
    chosen = choose(passages, slots, f"{desk.seed}\x1f{desk.plan.id}\x1f{plan.id}", step)
    if chosen is None:
        return
    answers = tuple(dict.fromkeys([*basis, *(slots[used].path for used in chosen.used)]))
    because = Because(answers, plan.rule, tuple(dict.fromkeys([*plan.facts, *facts])))
    yield Part(name, plan.role, paragraph, chosen.text, because, chosen.wording, chosen.wordings)


def _forwarding(desk: _Desk) -> Iterator[Part]:
    """The lines to the person who passes the note on, and the greeting of the note itself."""
    if not _carried(desk):
        return
    slots = desk.slots(None, 0)
    table = desk.content.judgements["forward"]
    passages = tuple(table["warm" if desk.register == "warm" else "plain"])
    chosen = choose(
        passages, slots, desk.seed + "forward", desk.options.wording + desk.options.wordings.get("forward", 0)
    )
    if chosen:
        told = "process" if desk.situation.process == "agency" else "contact"
        because = Because((slots["interviewer"].path, told), "R6")
        yield Part("forward", "forward", 0, chosen.text, because, chosen.wording, chosen.wordings)
        yield Part("forward-greeting", "greeting", 1, _salute(desk, _addressed(desk)), because)


def _carried(desk: _Desk) -> bool:
    """Whether the note goes inside a message to somebody else."""
    kept = desk.assessment.rule == "R6" or desk.plan.id == "conduct-apology"  # these are for the carrier alone
    return desk.assessment.channel == "agency" and not kept and desk.plan.id not in SPOKEN


def _greeting(desk: _Desk) -> str:
    situation = desk.situation
    if desk.assessment.channel in ("agency", "coordinator") or desk.assessment.lead_mishap == "interviewer-absent":
        name = situation.agency.consultant or situation.coordinator
        if name or _carried(desk):
            return _salute(desk, (_known_as(desk, name),) if name else ())
    if desk.plan.id == "conduct-apology" and situation.conduct.to:
        return _salute(desk, (_known_as(desk, situation.conduct.to),))
    return _salute(desk, _addressed(desk))


def _known_as(desk: _Desk, name: str) -> Interviewer:
    """The interviewer of that name, with title and signature, if they were one; else just the name."""
    people = (person for person in desk.situation.interviewers if name in (person.name, person.signed_as))
    return next(people, Interviewer(name=name))


def _addressed(desk: _Desk) -> tuple[Interviewer, ...]:
    people = desk.situation.interviewers
    if _apart(desk.region, desk.options) and people:
        return (people[min(desk.options.to, len(people) - 1)],)
    return people


def _apart(region: Region, options: Options) -> bool:
    return options.apart or region["one_note_per_interviewer"] == "each"


def _salute(desk: _Desk, people: tuple[Interviewer, ...]) -> str:
    gap = f"[{desk.content.judgements['gaps']['interviewer']}]"
    return salutation(people, desk.region, gap=gap, printed=desk.options.printed)


def _subject(desk: _Desk) -> tuple[str, tuple[str, ...]]:
    slots = desk.slots(None, 0)
    step = desk.options.wording + desk.options.wordings.get("subject", 0)
    chosen = choose(of_register(desk.plan.subject, desk.register), slots, desk.seed + "subject", step)
    if chosen is None:
        return desk.plan.label, ()
    return chosen.text, tuple(name for name in chosen.used if slots[name].gap)


def _signature(desk: _Desk) -> str:
    person = desk.situation.candidate
    name = person.name or f"[{desk.content.judgements['gaps']['candidate']}]"
    return "\n".join(line for line in (name, person.phone) if line)


def _numbered(parts: list[Part]) -> tuple[Part, ...]:
    """The parts with paragraphs counted from 1, in the order they stand in."""
    order = {number: place for place, number in enumerate(sorted({part.paragraph for part in parts}), start=1)}
    ordered = sorted(parts, key=lambda part: part.paragraph)
    return tuple(replace(part, paragraph=order[part.paragraph]) for part in ordered)


def _with_gaps(letter: Letter, desk: _Desk, subject_gaps: tuple[str, ...]) -> Letter:
    """The letter with the list of what it still needs, in reading order."""
    labels = desk.content.judgements["gaps"]
    text = letter.subject + "\n" + letter.text
    gaps = [Gap(name, label) for name, label in labels.items() if f"[{label}]" in text]
    gaps += [
        Gap(part.id, part.text[1:-1]) for part in letter.parts if part.text.startswith("[") and part.text[-1] == "]"
    ]
    return replace(letter, gaps=tuple(gaps))
