"""The page for the physiotherapist: what is asked first, no place, one sheet."""

import csv
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

import runrisk as rr
from logs import training_log
from runrisk.cli import cli
from runrisk.errors import RunriskError
from runrisk.measures.pain import told_pain
from runrisk.report.physio.page import lettered, physio_html, physio_page
from runrisk.report.physio.weeks_csv import COLUMNS, physio_csv
from runrisk.wording import Units, Wording
from runrisk.workflows import printing
from runrisk.workflows.physio import write_physio
from told_season import PRIVATE, season

BROWSER = next((found for name in printing.BROWSERS if (found := shutil.which(name))), None)


def page(log, **more):
    wording = Wording(**more)
    return physio_page(log, [one.finding for one in rr.analyze(log).outcomes_in(wording)], wording)


def rows(of, heading):
    return dict(next(rows for name, rows in of.blocks if name == heading))


def test_what_a_physiotherapist_asks_first():
    made = page(season())
    assert made.complaint == "2026-03-25: right Achilles, 2 of 10"
    assert made.pains[0][1:3] == ("left hip", "5")
    assert any("22.0 km, 57 % longer" in text for _, text in made.changed)
    # the last 30 days end on Saturday 2026-04-18; 16 km on Saturday 2026-03-21, after 22 km on 2026-03-14: 0.727
    assert rows(made, "Longest run") == {
        "Last 30 days": "16.0 km on 2026-03-21",
        "30 days before it": "22.0 km (0.73 times)",
    }
    assert rows(made, "Injuries in the last 12 months") == {"right calf": "21 days without running"}
    assert rows(made, "Goals and background")["Next race"] == "2026-05-17, 21.1 km"
    assert rows(made, "Shoes")["red"] == "29.0 km"
    assert rows(made, "Strength and other training")["massage (journal)"] == "1 time"
    assert "facing" in " ".join(rows(made, "Side and direction").values()) or "same side" in str(made.blocks)


def test_load_of_four_weeks_against_eight():
    load = {name: (latest, before) for name, latest, before in page(season()).load}
    # The last 28 days are 2026-03-22 to 04-18: Sunday 6, then 6+6+8, 6+8+6+12, 6+8+6+13 and 7+8+6+13 km
    # = 6 + 20 + 32 + 33 + 34 = 125 km = 31.25 a week, in 1 + 3 + 4 + 4 + 4 = 16 runs; 28 - 16 = 12 run-free days.
    assert load["Distance"][0] == "31.2 km"
    assert load["Runs"][0] == "4.0"
    assert load["Run-free days"][0] == "3.0"


def test_distances_follow_the_units():
    assert rows(page(season(), units=Units.MI), "Longest run")["Last 30 days"].startswith("9.9 mi")


def test_no_note_no_name_and_no_position_is_on_the_page_or_in_the_table():
    log = season()
    log = replace(log, recorded=tuple(replace(run, name=PRIVATE, note=PRIVATE) for run in log.recorded))
    for text in (physio_html(page(log)), physio_csv(log)):
        assert "Oakham" not in text
        assert not re.search(r"\d{1,3}\.\d{4,}", re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL))


def test_a_hostile_shoe_is_text():
    log = season()
    log = replace(log, recorded=tuple(replace(run, shoe="<script>x</script>") for run in log.recorded))
    assert "<script" not in physio_html(page(log))


@pytest.mark.parametrize("weeks", [[], ["5 . . . . . ."], ["20 x c60 . c60 . . c90 ."], ["4 x ? . ? . . ? ."]])
def test_a_page_comes_of_any_log(weeks):
    log = training_log(weeks)
    html = physio_html(page(log))
    assert "No pain told of" in html
    assert next(iter(csv.reader(physio_csv(log).splitlines()))) == list(COLUMNS)


def test_the_table_beside_it():
    table = {row["week"]: row for row in csv.DictReader(physio_csv(season()).splitlines())}
    week = table["2026-03-09"]
    # Monday 2026-03-09: 8 + 9 + 8 + 8 + 22 + 5 = 60 km in 6 runs, Tuesday free; pain 2 and 3 in the left hip
    assert (week["runs"], week["distance_km"], week["longest_km"], week["run_free_days"]) == (
        "6",
        "60.00",
        "22.00",
        "1",
    )
    assert (week["strongest_pain"], week["pain_places"]) == ("3", "left hip")
    assert week["descent_m"] == "500"


def test_without_the_journal_nothing_told_is_there():
    made = page(season().without_journal())
    assert made.complaint == "No pain told of in these weeks."
    assert "Injuries in the last 12 months" not in dict(made.blocks)


def told(*pains):
    entries = [{"day": date(2026, 2, day), "kind": "pain", "site": "hip", **more} for day, more in pains]
    return page(training_log(["8 x 8 . 6 . . 10 ."], journal=entries))


def test_limping_comes_before_strong_pain_and_strong_pain_before_new():
    made = told((2, {"score": 2, "detail": "limping"}), (4, {"score": 7}), (20, {"score": 3}))
    assert [score for _, _, score, *_ in made.pains] == ["2", "7", "3"]
    assert made.complaint.startswith("2026-02-20")


def test_pain_of_one_day_is_one_line_and_what_is_left_out_is_counted():
    made = told(*[(day, {"score": day % 3, "timing": when}) for day in range(10, 18) for when in ("during", "after")])
    # 10 to 17 February are 8 days, of which 12 and 15 say 0, which is no pain: 6 days, 5 lines and one left out.
    assert len(made.pains) == 6
    assert made.pains[-1][1] == "and 1 more"


def test_steps_a_minute_stand_on_the_page_where_runs_hold_them():
    log = training_log(["12 x 8 . 6 . . 10 ."])
    assert "Steps a minute" not in [name for name, *_ in page(log).load]
    # The last run day of the log lies in the last 28 days: 170 there, 164 before.
    last = max(run.local_day for run in log.recorded)
    steps = tuple(
        replace(run, avg_cadence_spm=170.0 if (last - run.local_day).days < 28 else 164.0) for run in log.recorded
    )
    assert page(replace(log, recorded=steps)).load[-1] == ("Steps a minute", "170", "164")


def test_the_log_begins_when_it_begins():
    # 20 weeks from Monday 2026-01-05: the page shows the last 12 of them.
    made = page(training_log(["20 x 8 . 6 . . 10 ."]))
    assert made.note == "The log begins on 2026-01-05."
    assert not made.period.startswith("2026-01-05")


@pytest.mark.parametrize(("day", "letters"), [(12, ["", "right"]), (13, ["left", "right"])])
def test_letters_stand_apart(day, letters):
    log = training_log(
        ["8 x 8 . 6 . . 10 ."],
        journal=[
            {"day": date(2026, 2, 10), "kind": "pain", "site": "hip", "side": "left", "score": 3},
            {"day": date(2026, 2, day), "kind": "pain", "site": "hip", "side": "right", "score": 3},
        ],
    )
    assert [side for _, _, side in lettered(told_pain(log))] == letters


def crowded():
    """As much of everything as the page can be asked to hold."""
    pains = [
        {
            "day": day,
            "kind": "pain",
            "site": "outer thigh",
            "side": "left",
            "score": 7.0,
            "timing": "next morning",
            "detail": "cannot bear weight",
        }
        for day in [run.local_day for run in season().recorded][-20:]
    ]
    log = training_log(
        ["3 x 8 . 6 . . 10 .", "5 x 8v50 . 6 . c30 . .", "5 x 12v900 9/trail 21v800/track c90 s40 35v900/street w60"],
        answers=dict(season().answers.given),
        journal=pains,
    )
    return replace(
        log,
        recorded=tuple(replace(run, shoe=f"A very long name of a shoe {n % 6}") for n, run in enumerate(log.recorded)),
    )


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here")
@pytest.mark.parametrize("log", [season(), crowded()], ids=["season", "crowded"])
def test_it_fits_one_sheet_of_a4(log, tmp_path):
    file, table = write_physio(rr.analyze(log), tmp_path / "physio.pdf")
    content = file.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
    assert table.name == "physio.csv"
    if shutil.which("pdfinfo"):
        said = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
        assert "A4" in said


def test_without_a_browser_the_message_says_what_to_do(tmp_path, monkeypatch):
    if printing.find_spec("weasyprint"):
        pytest.skip("WeasyPrint prints here")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RunriskError, match=r"ends in \.html"):
        write_physio(rr.analyze(season()), tmp_path / "physio.pdf")
    assert not (tmp_path / "physio.pdf").exists()


def test_the_command_writes_two_files(few_runs, tmp_path):
    done = CliRunner().invoke(cli, ["physio", str(few_runs), "-o", str(tmp_path / "page.html")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "page.csv").exists()


def test_where_it_hurts_is_drawn_and_escaped():
    html = physio_html(told((2, {"side": "left", "score": 4}), (3, {"site": "<b>elsewhere", "score": 1})))
    assert '<svg class="body"' in html
    assert "left hip 4" in html
    assert "Not on the figure: &lt;b&gt;elsewhere" in html
    assert '<svg class="body"' not in physio_html(page(season().without_journal()))


@pytest.mark.parametrize(
    ("weeks", "caption"),
    [(10, "all 10 weeks of the log"), (51, "all 51 weeks of the log"), (53, "twelve months"), (80, "twelve months")],
)
def test_the_curve_is_of_twelve_months_only_where_the_log_holds_them(weeks, caption):
    assert page(training_log([f"{weeks} x 8 . 6 . . 10 ."])).year_caption == f"Distance by week, {caption}."


def test_a_log_that_has_just_begun_begins_the_page():
    # 8 weeks from Monday 2026-01-05 to Saturday 2026-02-28: 84 days would reach back to December.
    assert page(training_log(["8 x 8 . 6 . . 10 ."])).period == "2026-01-05 to 2026-02-28"


def test_pain_after_the_last_run_lies_within_the_chart():
    # The log ends on Saturday 2026-02-28; the pain of 2026-03-20 is 18 days beyond its last week.
    entry = {"day": date(2026, 3, 20), "kind": "pain", "site": "hip", "score": 4}
    above, below = page(training_log(["8 x 8 . 6 . . 10 ."], journal=[entry])).chart.plot.panels
    [at] = below.series[0].at
    assert above.x.ends == below.x.ends
    assert below.x.ends[1] == at + 2


def test_of_many_changes_the_newest_are_shown_and_the_rest_counted():
    # Spikes of a fifth every two weeks, and the jumps that go with them.
    log = training_log([f"2 x 8 . 6 . . {10 * 1.2**step:.1f} ." for step in range(-3, 6)])
    changed = page(log).changed
    assert len(changed) == 5
    assert changed[-1] == ("", f"and {changed[-1][1].split()[1]} more")


def test_both_sides_are_said_as_one_would():
    assert told((2, {"site": "groin", "side": "both", "score": 2})).pains[0][1] == "groin on both sides"
