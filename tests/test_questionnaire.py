"""The questionnaire: answers are checked, kept one by one, and only open questions are asked."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import runrisk as rr
from runrisk.analyzers import analyzer_classes
from runrisk.cli import cli
from runrisk.errors import FileError
from runrisk.measures.answers import said_yes, told_day, told_number
from runrisk.model import Answers
from runrisk.model.body_parts import RED_FLAGS
from runrisk.model.question import AnswerKind
from runrisk.model.questions import QUESTIONS
from runrisk.workflows.journal.asking import questionnaire
from runrisk.workflows.journal.questionnaire import (
    AnswerError,
    ask,
    checked_answer,
    open_questions,
    read_answers,
    shown,
    used_by,
)


@pytest.mark.parametrize(
    ("question", "answer", "kept"),
    [
        ("previous_injury", "no", False),
        ("previous_injury", "L knee, achilles right", "left knee, right Achilles"),
        ("red_flags", "none", []),
        ("red_flags", ["numb", "Night pain"], ["night pain", "numbness"]),
        ("pain_now", "4,5", 4.5),
        ("pain_place", "Hip, left", "left hip"),
        ("usual_side", "f", "facing"),
        ("race_date", date(2026, 10, 4), "2026-10-04"),
        ("threshold_pace_s_per_km", "4:45", "4:45"),
        ("log_complete", True, True),
        ("log_complete", "", None),
        ("log_complete", None, None),
    ],
)
def test_answers_are_kept_in_one_form(question, answer, kept):
    assert checked_answer(QUESTIONS[question], answer) == kept


@pytest.mark.parametrize(
    ("question", "answer", "says"),
    [
        ("pain_now", 11, "from 0 to 10"),
        ("pain_now", "much", "from 0 to 10"),
        ("pain_now", "nan", "from 0 to 10"),
        ("pain_place", "left hpi", "left hip"),
        ("usual_side", "up", "facing, with, pavement, mixed"),
        ("race_date", "4.10.2026", "2026-10-04"),
        ("red_flags", "night pain, sneezing", "any of"),
        ("log_complete", "perhaps", "yes or no"),
        ("threshold_pace_s_per_km", "4:75", "4:45"),
    ],
)
def test_an_answer_that_cannot_be_says_what_can(question, answer, says):
    with pytest.raises(AnswerError, match=question) as raised:
        ask({question: answer})
    assert says in str(raised.value)


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(AnswerError, match="Did you mean 'pain_place'"):
        rr.ask({"pain_plac": "hip"})


def test_kept_answers_survive_the_library_and_can_be_read_by_rules(tmp_path, monkeypatch):
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path))
    answers = ask(
        {"race_date": "2026-10-04", "running_years": "3", "previous_injury": "left knee", "log_complete": False}
    )
    with rr.library() as kept:
        kept.journal.answer(answers.given)
        again = kept.journal.answers()
    assert dict(again.given) == dict(answers.given)
    assert told_day(again, "race_date") == date(2026, 10, 4)
    assert told_number(again, "running_years") == 3
    assert said_yes(again, "previous_injury")
    assert not said_yes(again, "log_complete")


@given(st.dictionaries(st.sampled_from(sorted(QUESTIONS)), st.text(max_size=20), max_size=5))
def test_whatever_is_typed_is_kept_as_json_or_refused(typed):
    try:
        answers = ask(typed)
    except AnswerError:
        return
    assert ask(answers.given).given == answers.given
    json.dumps(dict(answers.given))


def test_every_question_is_whole_and_used():
    assert {name for kind in analyzer_classes().values() for name in kind.questions} <= set(QUESTIONS)
    for name, question in QUESTIONS.items():
        assert question.id == name
        assert question.text.endswith("?")
        assert question.why.endswith((".", ")"))
        assert used_by(question), name
        assert set(question.pages) <= {"physio", "hip"}, name
        assert bool(question.choices) is (question.kind in {AnswerKind.CHOICE, AnswerKind.SEVERAL})
        assert bool(question.most) is (question.kind is AnswerKind.NUMBER)
        assert not question.after or list(QUESTIONS).index(question.after) < list(QUESTIONS).index(name)
    assert QUESTIONS["red_flags"].choices == tuple(RED_FLAGS)


class Typist:
    """A terminal at which these answers are typed."""

    def __init__(self, *typed):
        self.typed, self.shown = list(typed), []

    def ask(self, prompt):
        self.shown.append(prompt)
        return self.typed.pop(0)

    def say(self, line):
        self.shown.append(line)


def asked(*typed, kept=None, again=False, among=("pain_now", "pain_place", "running_years")):
    terminal, answers = Typist(*typed), dict(kept or {})
    count = questionnaire(terminal, Answers(dict(answers)), answers.update, among=among, again=again)
    return terminal, answers, count


def test_enter_skips_and_what_follows_from_no_pain_is_not_asked():
    terminal, answers, count = asked("0", "", kept=None)
    assert answers == {"pain_now": 0.0}
    assert count == 1
    assert not any("Where?" in line for line in terminal.shown)


def test_stopping_keeps_what_was_answered_and_the_next_time_goes_on():
    _, answers, _ = asked("4", "q")
    assert answers == {"pain_now": 4.0}
    terminal, answers, count = asked("left hip", "2", kept=answers)
    assert answers == {"pain_now": 4.0, "pain_place": "left hip", "running_years": 2.0}
    assert count == 2
    assert terminal.shown[0].endswith("  4")  # shown, not asked


def test_again_asks_all_and_a_dash_takes_back():
    _, answers, _ = asked(
        "", "-", "5", kept={"pain_now": 4.0, "pain_place": "left hip", "running_years": 2.0}, again=True
    )
    assert answers == {"pain_now": 4.0, "pain_place": None, "running_years": 5.0}


def test_a_wrong_answer_is_asked_again_and_a_question_mark_says_why():
    terminal, answers, _ = asked("eleven", "?", "3", "", "")
    assert answers == {"pain_now": 3.0}
    assert any("it takes a number from 0 to 10" in line for line in terminal.shown)
    assert any("more than any number" in line for line in terminal.shown)


def test_open_questions():
    # 3 questions follow from pain, 1 from an injury, 1 from a race, 1 from strength work
    assert len(open_questions(Answers())) == len(QUESTIONS) - 6
    assert "pain_place" in {question.id for question in open_questions(Answers({"pain_now": 2.0}))}


def test_answers_of_a_file_and_a_file_with_one_wrong_answer(tmp_path):
    good = tmp_path / "answers.toml"
    good.write_text('running_years = 2\nrace_date = 2026-10-04\nred_flags = []\nprevious_injury = "left knee"\n')
    assert dict(read_answers(good).given) == {
        "running_years": 2.0,
        "race_date": "2026-10-04",
        "red_flags": [],
        "previous_injury": "left knee",
    }
    bad = tmp_path / "bad.toml"
    bad.write_text("running_years = 2\npain_now = 12\n")
    with pytest.raises(FileError, match=r"bad\.toml: pain_now cannot be '12'"):
        read_answers(bad)
    bad.write_text("running_years 2")
    with pytest.raises(FileError, match="question = answer"):
        read_answers(bad)


def test_the_command_asks_lists_and_reads_a_file(tmp_path):
    run = CliRunner()
    done = run.invoke(cli, ["ask", "pain_now", "pain_place"], input="3\nleft hip\n")
    assert done.exit_code == 0, done.output
    assert "2 answered now" in done.output
    listed = json.loads(run.invoke(cli, ["ask", "--list", "--json"]).stdout)
    assert listed["answers"]["pain_place"] == "left hip"
    file = tmp_path / "answers.toml"
    file.write_text("running_years = 2")
    assert run.invoke(cli, ["ask", "--file", str(file)]).output == "answers kept: 1\n"
    [line] = [one for one in run.invoke(cli, ["ask", "--list"]).output.splitlines() if "running_years" in one]
    assert QUESTIONS["running_years"].text in line
    assert line.endswith("  2")


def test_answers_in_words():
    assert [shown(answer) for answer in (True, 3.0, [], ["a", "b"], "x")] == ["yes", "3", "none", "a, b", "x"]
