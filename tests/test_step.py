"""A build step is skipped only when nothing it reads has changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import step


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for inputs, outputs and stamps."""
    monkeypatch.setattr(step, "ROOT", tmp_path)
    monkeypatch.setattr(step, "STAMPS", tmp_path / "stamps")
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "a.txt").write_text("one")
    return tmp_path


def build(workshop: Path, monkeypatch: pytest.MonkeyPatch, ending: str = "") -> int:
    """Run a step that counts its runs in a file; returns the exit code."""
    script = f"open('count', 'a').write('x'); {ending}"
    words = ["step.py", "demo", "--input", "input", "--output", "count", "--", sys.executable, "-c", script]
    monkeypatch.setattr(sys, "argv", words)
    return step.main()


def runs(workshop: Path) -> int:
    """How often the step has run."""
    return len((workshop / "count").read_text())


def test_a_second_run_on_the_same_inputs_is_skipped(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(workshop, monkeypatch) == build(workshop, monkeypatch) == 0
    assert runs(workshop) == 1


@pytest.mark.parametrize("change", ["edit", "add", "rename", "output gone"])
def test_any_change_makes_it_run_again(workshop: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    build(workshop, monkeypatch)
    file = workshop / "input" / "a.txt"
    if change == "edit":
        file.write_text("two")
    elif change == "add":
        (workshop / "input" / "b.txt").write_text("")
    elif change == "rename":
        file.rename(workshop / "input" / "c.txt")
    else:
        (workshop / "count").unlink()
    build(workshop, monkeypatch)
    assert runs(workshop) == (1 if change == "output gone" else 2)


def test_a_failed_step_runs_again_and_passes_its_code_on(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build(workshop, monkeypatch, "raise SystemExit(3)") == 3
    assert build(workshop, monkeypatch, "raise SystemExit(3)") == 3
    assert runs(workshop) == 2
