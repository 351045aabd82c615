"""Finding what went wrong in the terminal: by everyday words, by the number of a list, by id."""

from __future__ import annotations

from .finder import matching
from .model import Mishap
from .questionnaire import Questionnaire
from .terminal import said
from .wishes import Drop, Ended, Enough, Voice, heard

Shown = list[tuple[str, str | Mishap]]  # what a number stands for: a group, by its id, or a mishap


class Picker:
    """Adds to the mishaps of a questionnaire until the person has all of them."""

    def __init__(self, paper: Questionnaire, voice: Voice) -> None:
        """Show the groups first."""
        self.paper, self.voice = paper, voice
        self.shown: Shown = self._groups()

    def pick(self) -> None:
        """Listen until at least one mishap is chosen and Enter says that is all."""
        while True:
            self.voice.say("\n".join(f"  {number}  {label}" for number, (label, _) in enumerate(self.shown, 1)))
            typed = self._typed()
            if typed:
                self._take(typed)
            elif self.paper.chosen:
                return
            else:
                self.voice.say(said("interview", "needed"))

    def _typed(self) -> str:
        try:
            return heard(self.voice)
        except Drop:
            self.paper.choose(self.paper.chosen[:-1])
            self.voice.say(said("interview", "dropped"))
            return self._typed()
        except Enough as wish:
            if self.paper.chosen or isinstance(wish, Ended):
                raise
            return ""

    def _take(self, typed: str) -> None:
        if typed in self._numbers():
            self._open(self.shown[int(typed) - 1][1])
        elif mishap := self.paper.content.mishaps.get(typed):
            self._open(mishap)
        elif found := matching(typed, self.paper.content.mishaps):
            self.shown = [(one.label, one) for one in found]
        else:
            self.voice.say(said("interview", "no_match"))

    def _numbers(self) -> set[str]:
        return {str(number) for number in range(1, len(self.shown) + 1)}

    def _open(self, what: str | Mishap) -> None:
        """A group opens; a mishap is taken."""
        if isinstance(what, str):
            entries = sorted(self.paper.content.mishaps.values(), key=lambda one: one.code)
            self.shown = [(one.label, one) for one in entries if one.group == what]
            return
        self.paper.choose(dict.fromkeys([*self.paper.chosen, what.id]))
        self.voice.say(said("interview", "picked", label=what.label))
        self.shown = self._groups()

    def _groups(self) -> Shown:
        return [(label, group) for group, label in self.paper.content.judgements["groups"].items()]
