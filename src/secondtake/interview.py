"""The interview in the terminal: the questions of questions.toml, one at a time, verdict first.

It asks only what can still change something, and nothing twice. It reads no clock and prints nothing: a voice does.
"""

from __future__ import annotations

from typing import Any

from .picker import Picker
from .questionnaire import Data, Place, Questionnaire
from .schema import InputError
from .terminal import folded, said, verdict, words
from .wishes import Back, Drop, Enough, Voice, heard

Steps = tuple[str, ...]
VERDICT_STEPS = ("slip", "weight")  # enough for a verdict
LETTER_STEPS = ("who", "add", "particular")  # what the letter itself is made from
OVERRULING = "overrule"
CARE = "care"  # the action that puts a person before any letter, and before any further question


class Interview:
    """One conversation. `hold` gives the situation that was told."""

    def __init__(self, paper: Questionnaire, voice: Voice) -> None:
        """Begin with a questionnaire, which may hold answers already."""
        self.paper, self.voice = paper, voice
        self.history: list[Place] = []
        self.step = ""
        self.last_verdict = ""

    def hold(self) -> dict[str, Any]:
        """Ask until the person has what they came for."""
        self.voice.say(words()["interview"]["opening"])
        steps: Steps = VERDICT_STEPS
        try:
            while steps:
                self._fill(steps)
                self._tell()
                steps = self._after()
        except Enough:
            self._tell()
        return self.paper.situation()

    def _fill(self, steps: Steps) -> None:
        self.paper.open(steps)
        while not self._danger() and (place := self.paper.next()):
            self._one(place)

    def _danger(self) -> bool:
        """Whether a person has to come first now; then they are told so before any further question."""
        return (self.paper.found or {}).get("action") == CARE and self._tell()

    def _one(self, place: Place) -> None:
        """Ask one question; going back asks the one before first, as often as wished."""
        while self.paper.matters(place):
            try:
                self._ask(place)
            except Back:
                self._back()
                continue
            self.history.append(place)
            self.paper.mark(place)
            return

    def _back(self) -> None:
        if self.history:
            self._one(self.history.pop())
        else:
            self.voice.say(said("interview", "first"))

    def _tell(self) -> bool:
        """The verdict, when it is a new one; whether it was."""
        found = self.paper.found
        text = verdict(found, self.paper.content, self.paper.situation().get("region", "")) if found else ""
        if text == self.last_verdict:
            return False
        changed = said("interview", "changed") + "\n\n" if self.last_verdict else ""
        self.voice.say(f"\n{changed}{text}")
        self.last_verdict = text
        return True

    def _after(self) -> Steps:
        """The steps to open next: those of the letter once there is one to write, then what the person wishes."""
        if self.paper.kind and not self.paper.is_open(LETTER_STEPS):
            return LETTER_STEPS
        self.voice.say("\n" + said("interview", "menu_letter" if self.paper.kind else "menu_nothing"))
        try:
            return self._wished(heard(self.voice).lower())
        except Back:
            self._back()
        except Drop:
            self.voice.say(said("interview", "nothing_to_drop"))
        return VERDICT_STEPS

    def _wished(self, typed: str) -> Steps:
        if typed == "m":
            return self._finer()
        if typed == "o":
            for place in tuple(self.paper.places(OVERRULING)):
                self._one(place)
        return VERDICT_STEPS if typed else ()

    def _finer(self) -> Steps:
        every = [step["id"] for step in self.paper.content.questions["steps"]]
        finer = tuple(one for one in every if one not in (*VERDICT_STEPS, *LETTER_STEPS, OVERRULING))
        self.paper.open(finer)
        if self.paper.next() is None:
            self.voice.say(said("interview", "no_more"))
        return finer

    def _ask(self, place: Place) -> None:
        question = self.paper.questions[place.question]
        self._introduce(question["step"])
        self.voice.say(self._screen(question, place))
        if question["kind"] == "mishap-picker":
            Picker(self.paper, self.voice).pick()
            return
        while not self._answered(question, place):
            pass

    def _introduce(self, name: str) -> None:
        if name != self.step:
            step = next(one for one in self.paper.content.questions["steps"] if one["id"] == name)
            self.voice.say(f"\n== {step['title']} ==\n{step['intro']}")
            self.step = name

    def _answered(self, question: Data, place: Place) -> bool:
        """Take one line; False when it cannot be used, and the person has been told why."""
        try:
            if typed := heard(self.voice):
                self.paper.put(place, _meant(question, typed))
        except Drop:
            self.paper.put(place, None)
            self.voice.say(said("interview", "dropped"))
        except InputError as problem:
            self.voice.say(problem.message.removeprefix("situation."))
            return False
        return True

    def _screen(self, question: Data, place: Place) -> str:
        """A question as it stands on the screen: label, hint, reason, choices, and the answer there is."""
        label, now = question["label"], self.paper.value(place)
        if place.key in self.paper.chosen and len(self.paper.chosen) > 1:
            label += f" ({self.paper.content.mishaps[place.key].label})"
        again = place.key.isdecimal() and int(place.key) > 0 and now is None
        lines = [
            label,
            said("interview", "another") if again else question.get("hint", ""),
            words()["forms"].get(question["kind"], ""),
            folded(f"{said('interview', 'why')}: {question['why']}"),
            *_choices(question),
            f"{said('interview', 'answer_now')}: {self._shown(question, now)}" if now is not None else "",
        ]
        return "\n".join(["", *filter(None, lines)])

    def _shown(self, question: Data, value: Any) -> str:
        """An answer in the words of its question."""
        if isinstance(value, list):
            return ", ".join(self.paper.content.mishaps[one].label for one in value)
        labels = {option["value"]: option["label"] for option in question.get("options", [])}
        return str(labels.get(value, value))


def _choices(question: Data) -> list[str]:
    lines = [f"  {number}  {option['label']}" for number, option in enumerate(question.get("options", []), 1)]
    return [*lines, f"  {said('interview', 'not_sure')}"] if lines else []


def _meant(question: Data, typed: str) -> str | int:
    """The value a line stands for: the number or the words of a choice, a whole number, else the line itself."""
    if question["kind"] == "number" and typed.isdecimal():
        return int(typed[:9])
    if question["kind"] != "choice":
        return typed
    options = question["options"]
    for number, option in enumerate(options, 1):
        if typed.casefold() in (str(number), option["value"].casefold(), option["label"].casefold()):
            return str(option["value"])
    raise InputError("unknown-value", question["field"], said("interview", "which", most=len(options)))
