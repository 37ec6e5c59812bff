"""Garmin's whole export: summaries joined to recordings by their start, shoes, races, local time, multisport."""

import json
from dataclasses import replace
from datetime import date

import pytest

import runrisk as rr
from exports.garmin_export import FITNESS, MAIL, OFFSET_S, export, manual
from exports.recorded import SHOE, fit, put_folder, put_zip, recorded_runs
from runrisk.model import Gear, Sport, TzSource
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

DIALECTS = pytest.mark.parametrize("old", [False, True], ids=["nested zips", "older layout"])


def facts(log):
    return log.activities.drop(columns=["source"]).reset_index(drop=True)


@DIALECTS
def test_recordings_know_what_their_summaries_say(tmp_path, old):
    log = rr.read(put_zip(tmp_path / "any.bin", export(old=old)))
    recorded = [run for run in log.recorded if run.source.format == "fit"]
    assert len(recorded) == 4
    assert [run.name for run in recorded] == ["Run 11", "Run 12", "Run 13", "Run 14"]
    assert [run.shoe for run in recorded] == [SHOE, "worn out", None, None]
    assert [run.race for run in recorded] == [True, None, None, None]
    assert {run.sport for run in recorded} == {Sport.RUNNING}
    assert {(run.utc_offset_s, run.tz_source) for run in log.recorded} == {(OFFSET_S, TzSource.SUMMARY)}


def test_a_sport_its_owner_corrected_reaches_the_recording_that_only_the_start_joins(tmp_path):
    members = export(old=True)
    [place] = [name for name in members if name.endswith("_summarizedActivities.json")][:1]
    members[place] = members[place].replace(b'"running"', b'"cycling"').replace(b'"RUNNING"', b'"CYCLING"')
    log = rr.read(put_zip(tmp_path / "any.bin", members))
    recorded = [run for run in log.recorded if run.source.format == "fit"]
    assert [run.sport for run in recorded][:2] == [Sport.CYCLING] * 2
    assert [run.name for run in recorded][:2] == ["Run 11", "Run 12"]


@DIALECTS
def test_what_has_no_recording_counts_once(tmp_path, old):
    log = rr.read(put_zip(tmp_path / "export.zip", export(old=old)))
    typed = [run for run in log.recorded if run.source.format == "summary"]
    # The typed-in run stands in both files; of the multisport activity the whole (20 km) and the change are left out.
    assert [(run.sport, run.distance_m, run.elapsed_s) for run in typed] == [
        (Sport.RUNNING, 8000, 2880),
        (Sport.RUNNING, 8000, 2880),
        (Sport.CYCLING, 12000, 2880),
    ]
    assert (typed[0].name, typed[0].shoe, typed[0].avg_hr_bpm) == ("by hand", SHOE, 151)
    assert typed[2].shoe is None
    assert len(log.counted) == 7


@DIALECTS
def test_the_import_log_counts_what_is_no_activity_and_shows_no_address(tmp_path, old):
    log = rr.read(put_zip(tmp_path / "export.zip", export(old=old)))
    skipped = {line.reason for line in log.files if line.status == "skipped"}
    assert "20 files: a FIT file of the kind monitoring_b, not an activity" in skipped
    assert "3 files: a FIT file of the kind settings, not an activity" in skipped
    assert "3 other files of the Garmin export, not opened: no recordings, and some are personal" in skipped
    assert len(log.files) == 4 + 3 + 3 + 3 + 1 + 1  # recordings, typed in, kinds, tables, days, not opened
    assert MAIL not in repr(log.files)
    assert MAIL not in repr([run.source.name for run in log.recorded])


def test_the_library_reads_the_same_and_again_adds_nothing(tmp_path):
    file = put_zip(tmp_path / "export.zip", export(old=False))
    with Library(tmp_path / "library") as library:
        first = import_files(library, file, jobs=0)
        assert first.counts["imported"] == 7
        assert facts(library.log()).equals(facts(rr.read(file)))
        assert MAIL not in repr(first)
        again = import_files(library, file, jobs=0)
        assert again.counts["imported"] == again.counts["failed"] == 0
        assert facts(library.log()).equals(facts(rr.read(file)))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_shoes_come_to_what_the_watch_gave_before(tmp_path, order):
    watch = put_folder(tmp_path / "watch", {f"{n}.fit": fit(one) for n, one in enumerate(recorded_runs())})
    paths = [watch, put_zip(tmp_path / "export.zip", export(old=False))]
    with Library(tmp_path / "library") as library:
        for place in order:
            import_files(library, paths[place], jobs=0)
        assert len(library.log().counted) == 7
        assert [run.shoe for run in library.recorded() if run.source.format == "fit"] == [SHOE, "worn out", None, None]
        assert facts(library.log()).equals(facts(rr.read(*paths)))


def test_damaged_summaries_are_named_and_cost_no_recording(tmp_path):
    members = export(old=False) | {
        f"{FITNESS}/{MAIL}_0_summarizedActivities.json": b'[{"summarizedActivitiesExport": [{'
    }
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    failed = [line for line in log.files if line.status == "failed"]
    assert [line.name for line in failed] == ["export.zip: (e-mail)_0_summarizedActivities.json"]
    assert "damaged JSON" in failed[0].reason
    assert len(log.recorded) == 4


@pytest.mark.parametrize(
    "content",
    [{}, [], None, 7, [None, 3], [{"summarizedActivitiesExport": [{}, None, {"activityId": [], "name": {}}]}]],
)
def test_anything_may_stand_in_the_tables(tmp_path, content):
    text = json.dumps(content).encode()
    members = {
        f"{FITNESS}/x_summarizedActivities.json": text,
        f"{FITNESS}/x_gear.json": text,
        "1.fit": fit(recorded_runs()[0]),
    }
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    assert len(log.recorded) == 1


def test_a_single_original_is_a_zip_with_one_recording(tmp_path):
    log = rr.read(put_zip(tmp_path / "12345.zip", {"12345_ACTIVITY.fit": fit(recorded_runs()[0])}))
    assert [line.status.value for line in log.files] == ["imported"]


def typed_in(tmp_path, **told):
    """The activity of one summary without a recording that tells these values too."""
    [file] = recorded_runs()[:1]
    wrapped = [{"summarizedActivitiesExport": [manual(21, file, 5, **told)]}]
    name = f"{MAIL}_0_summarizedActivities (1).json"
    [run] = rr.read(put_folder(tmp_path, {name: json.dumps(wrapped).encode()})).recorded
    return run


def test_a_summary_tells_effort_feeling_and_the_means(tmp_path):
    """A second download too, as browsers name it: 65 / 10; 2 x 86.5 strides; 8.6 cm; 104.2 cm."""
    run = typed_in(
        tmp_path, workoutRpe=65, workoutFeel=75, avgRunCadence=86.5, avgGroundContactTime=251.5,
        avgVerticalOscillation=8.6, avgStrideLength=104.2, avgGroundContactBalance=50.8, avgPower=262.0,
    )  # fmt: skip
    assert (run.rpe, run.feel_pct, run.avg_cadence_spm, run.avg_contact_ms) == (6.5, 75, 173, 251.5)
    assert (run.avg_oscillation_mm, run.avg_step_length_mm) == pytest.approx((86, 1042))
    assert (run.contact_left_pct, run.avg_power_w) == (50.8, 262)


@pytest.mark.parametrize(
    ("name", "field", "value", "kept"),
    [
        ("workoutRpe", "rpe", 100, 10),
        ("workoutRpe", "rpe", 101, None),
        ("workoutRpe", "rpe", 0, None),
        ("workoutFeel", "feel_pct", 0, 0),
        ("workoutFeel", "feel_pct", 100.1, None),
        ("workoutFeel", "feel_pct", -0.1, None),
        ("avgGroundContactBalance", "contact_left_pct", 60, 60),
        ("avgGroundContactBalance", "contact_left_pct", 39.9, None),
        ("avgGroundContactBalance", "contact_left_pct", 60.1, None),
        ("avgRunCadence", "avg_cadence_spm", 0, None),
    ],
)
def test_values_that_cannot_be_are_not_told(tmp_path, name, field, value, kept):
    assert getattr(typed_in(tmp_path, **{name: value}), field) == kept


def test_effort_and_feeling_reach_the_recording_that_has_none(tmp_path):
    members = export(old=False)
    [place] = [name for name in members if name.endswith("_0_summarizedActivities.json")]
    members[place] = members[place].replace(
        b'"activityId": 12,', b'"activityId": 12, "workoutRpe": 40, "workoutFeel": 25,'
    )
    log = rr.read(put_zip(tmp_path / "any.bin", members))
    [run] = [run for run in log.recorded if run.name == "Run 12"]
    assert (run.source.format, run.feel_pct) == ("fit", 25)
    assert run.rpe is not None


def test_the_shelf_knows_a_pairs_days_its_retirement_and_the_default(tmp_path):
    gear = [
        {
            "gearDTOS": [
                {
                    "gearPk": 1,
                    "gearTypeName": "Shoes",
                    "gearStatusName": "active",
                    "displayName": "red",
                    "dateBegin": "2025-03-01T00:00:00.0",
                    "maximumMeters": 650000.0,
                },
                {
                    "gearPk": 2,
                    "gearTypeName": "Shoes",
                    "gearStatusName": "retired",
                    "displayName": "old",
                    "dateBegin": "2023-03-01T00:00:00.0",
                    "dateEnd": "2024-06-30T00:00:00.0",
                    "maximumMeters": 0,
                },
                {"gearPk": 3, "gearTypeName": "Bike", "displayName": "Canyon"},
            ],
            "gearActivityTypeDTOS": {"1": [{"activityTypePk": 1, "gearPk": 1}], "3": [{"activityTypePk": 2}]},
        }
    ]
    members = export(old=False)
    [table] = [name for name in members if name.endswith("_gear.json")]
    file = put_zip(tmp_path / "any.bin", members | {table: json.dumps(gear).encode()})
    old = Gear(name="old", since=date(2023, 3, 1), until=date(2024, 6, 30))
    red = Gear(name="red", since=date(2025, 3, 1), retire_m=650_000.0, is_default=True)
    assert rr.read(file).gear == (red, old)
    with Library(tmp_path / "library") as library:
        library.gear.put(Gear(name="red", start_m=120_000.0, note="from a friend"))
        import_files(library, file, jobs=0)
        import_files(library, file, jobs=0)
        assert library.log().gear == (old, replace(red, start_m=120_000.0, note="from a friend"))
