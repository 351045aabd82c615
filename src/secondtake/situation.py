"""Everything a person may tell us about one interview.

Every field is optional but the mishaps. The choices are the inputs of decision rule D0; an empty value means
"not said", which the engine treats as "not sure", never as "no".
"""

# Annotations are values here, not text: they are read with the first situation, and a page need not compile them again.
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

# Under other names, since fields are called like them.
Day = date
Clock = time
Moment = datetime
YesNo = Literal["yes", "no"]
Noticed = Literal["yes", "unsure", "no"]
Extent = Literal["one_moment", "one_answer", "most_of_it"]
Recovered = Literal["yes", "partly", "no"]
Rest = Literal["well", "mixed", "badly"]
InterviewFormat = Literal["in_person", "phone", "video", "one_way_video", "group", "panel", "test"]
Process = Literal["open", "structured_scored", "agency", "told_do_not_contact"]
ContactRoute = Literal["email", "phone", "agency_only", "none"]
DecisionState = Literal["unknown", "today", "promised", "made_no", "made_other", "offer"]
Ask = Literal["none", "ten_minutes", "in_writing", "meet_again", "new_time", "feedback"]
Register = Literal["plain", "warm"]
Action = Literal["silent", "thank", "supply", "own", "correct", "apologise", "adjust", "call", "agency", "stop", "care"]
LetterKind = Literal[
    "thank-you-note",
    "fuller-answer",
    "owning-it",
    "lost-time",
    "correction",
    "conduct-apology",
    "adjustment-request",
    "check-in",
    "reply-to-a-no",
    "withdrawal",
    "call-script",
]

BLOCK = {"block": True}  # text that may run over several lines


@dataclass(frozen=True, slots=True)
class MishapReport:
    """One thing that went wrong, and how it went. `cause` and `change` are whole sentences in the person's words."""

    id: str
    extent: Extent | None = None
    noticed: Noticed | None = None
    central: YesNo | None = None
    recovered: Recovered | None = None
    raised: YesNo | None = None
    apologised: YesNo | None = None
    minutes_late: int | None = None
    cause: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The person who writes. `address` may run over several lines; `time_zone` is one like Europe/London."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = field(default="", metadata=BLOCK)
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Interviewer:
    """One person who interviewed. `signed_as` is how they signed their own messages: the best salutation.

    `email` opens a message to them; it stands in no letter.
    """

    name: str = ""
    title: str = ""
    signed_as: str = ""
    position: str = ""
    email: str = ""
    talked_about: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """When and how the interview took place, on the person's own clock. `time_zone` is that of the interviewers."""

    date: Day | None = None
    time: Clock | None = None
    format: InterviewFormat | None = None
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """The recruiter between the person and the employer, if there is one."""

    consultant: str = ""
    firm: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known about the employer's decision. `date` is the day they promised an answer."""

    state: DecisionState | None = None
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A question they asked, the better answer, and its result. Answer and result are never reworded."""

    question: str = ""
    answer: str = field(default="", metadata=BLOCK)
    result: str = field(default="", metadata=BLOCK)


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said, what is right, and what proves it: each a whole sentence."""

    said: str = ""
    right: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The part of the process that does not work, and what would make it work: both noun phrases.

    `ahead` says whether that part is still to come.
    """

    part: str = ""
    need: str = ""
    ahead: YesNo | None = None


@dataclass(frozen=True, slots=True)
class Conduct:
    """The act to apologise for, as a whole sentence, and the person it touched."""

    act: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message already sent. `mentioned` says whether it named the mishap."""

    kind: LetterKind | None = None
    date: Day | None = None
    mentioned: YesNo | None = None


@dataclass(frozen=True, slots=True)
class Debrief:
    """What the person wrote down the same night: the worst moment, two questions with better answers, what to keep."""

    worst: str = field(default="", metadata=BLOCK)
    first_asked: str = ""
    first_better: str = field(default="", metadata=BLOCK)
    second_asked: str = ""
    second_better: str = field(default="", metadata=BLOCK)
    kept: str = field(default="", metadata=BLOCK)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person decided against our advice: another action, another kind of letter, or both."""

    action: Action | None = None
    kind: LetterKind | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """One interview, as told. Dates are local to the person; `now` is the moment of asking, never read from a clock.

    `new_slots` are times that suit the person: in words, or as `2026-03-24T10:00` on their own clock.
    """

    mishaps: tuple[MishapReport, ...]
    candidate: Candidate = Candidate()
    interviewers: tuple[Interviewer, ...] = ()
    company: str = ""
    role: str = ""
    interview: Interview = Interview()
    process: Process | None = None
    contact: ContactRoute | None = None
    agency: Agency = Agency()
    coordinator: str = ""
    they_phoned: YesNo | None = None
    phone_is_hard: YesNo | None = None
    decision: Decision = Decision()
    region: str = ""
    register: Register | None = None
    rest: Rest | None = None
    can_add: YesNo | None = None
    harm: YesNo | None = None
    highlight: str = ""
    fit: str = field(default="", metadata=BLOCK)
    interest: str = field(default="", metadata=BLOCK)
    evidence: tuple[Evidence, ...] = ()
    correction: Correction = Correction()
    adjustment: Adjustment = Adjustment()
    conduct: Conduct = Conduct()
    new_slots: tuple[str, ...] = ()
    ask: Ask | None = None
    distress: int | None = None
    sent: tuple[Sent, ...] = ()
    now: Moment | None = None
    choose: Choice = Choice()
    words: str = field(default="", metadata=BLOCK)
