"""The columns of the log's tables: name, type and meaning. One place, read by code, docs and `log.columns()`."""

from collections.abc import Mapping

SAMPLES: Mapping[str, tuple[str, str]] = {
    "time_s": ("float64", "seconds since the start of the activity, pauses included"),
    "segment": ("int32", "counts up at each pause; nothing may be integrated across a change"),
    "lat_deg": ("float64", "latitude, WGS84 [degrees]"),
    "lon_deg": ("float64", "longitude, WGS84 [degrees]"),
    "altitude_m": ("float32", "height as recorded [m]"),
    "distance_m": ("float64", "distance since the start as recorded [m]"),
    "speed_mps": ("float32", "speed as recorded [m/s]"),
    "heart_rate_bpm": ("float32", "heart rate [1/min]"),
    "cadence_spm": ("float32", "steps of both feet, turns of a crank [1/min]"),
    "power_w": ("float32", "running or cycling power [W]"),
    "contact_ms": ("float32", "ground contact time of one step [ms]"),
    "contact_left_pct": ("float32", "share of ground contact on the LEFT foot [%], kept within 40-60"),
    "oscillation_mm": ("float32", "vertical oscillation [mm]"),
    "vertical_ratio_pct": ("float32", "vertical oscillation over step length [%]"),
    "step_length_mm": ("float32", "length of one step [mm]"),
    "temperature_c": ("float32", "temperature at the watch [degrees Celsius]"),
    "gps_error_m": ("float32", "horizontal error the receiver claims [m]"),
}

ACTIVITIES: Mapping[str, tuple[str, str]] = {
    "start_utc": ("datetime64[us, UTC]", "start, UTC"),
    "utc_offset_s": ("Int64", "local time minus UTC at the start [s]"),
    "tz_source": ("string", "where the offset comes from: summary, position, file, config, nearest or assumed"),
    "local_day": ("datetime64[us]", "training day: the local calendar day of the start"),
    "name": ("string", "title given by the runner or the service"),
    "sport": ("string", "one of runrisk.model.Sport"),
    "sub_sport": ("string", "FIT's finer name: street, trail, track, treadmill, ..."),
    "race": ("boolean", "marked as a race"),
    "distance_m": ("Float64", "distance [m]"),
    "elapsed_s": ("Float64", "start to end, pauses included [s]"),
    "timer_s": ("Float64", "timer running, pauses left out [s]"),
    "moving_s": ("Float64", "timer running and moving [s]"),
    "ascent_m": ("Float64", "metres climbed [m]"),
    "descent_m": ("Float64", "metres descended [m]"),
    "avg_hr_bpm": ("Float64", "mean heart rate over timer time [1/min]"),
    "avg_cadence_spm": ("Float64", "mean steps of both feet while moving [1/min]"),
    "contact_left_pct": ("Float64", "mean share of ground contact on the left foot [%]"),
    "shoe": ("string", "pair of shoes, as named by the service or the runner"),
    "rpe": ("Float64", "rating of perceived exertion, 0-10"),
    "note": ("string", "the runner's own words"),
    "device": ("string", "maker and product of the watch; never a serial number"),
    "source": ("string", "file the activity was read from, without its folder"),
    "duplicate_of": ("string", "id of the activity that counts in place of this one"),
    "warnings": ("object", "what was found to be wrong with the recording (tuple of texts)"),
}

RUNS: Mapping[str, tuple[str, str]] = {
    "day": ("datetime64[us]", "training day: the local calendar day of the start"),
    "start_utc": ("datetime64[us, UTC]", "start of the first part, UTC"),
    "distance_m": ("float64", "distance of all parts [m]; NaN where none is known"),
    "moving_s": ("float64", "timer running and moving, all parts [s]"),
    "ascent_m": ("float64", "metres climbed [m]"),
    "descent_m": ("float64", "metres descended [m]"),
    "sub_sport": ("string", "FIT's finer name: street, trail, track, treadmill, ..."),
    "race": ("bool", "whether a part is marked as a race"),
    "parts": ("object", "ids of the activities it is made of (tuple of texts)"),
}

JOURNAL: Mapping[str, tuple[str, str]] = {
    "day": ("object", "the (first) local day it speaks of"),
    "kind": ("object", "pain, injury, strength, mobility, massage, shoe, habit, sleep or note"),
    "until": ("object", "last day, where it lasts longer than one"),
    "site": ("object", "body part"),
    "side": ("object", "left, right or both"),
    "score": ("float64", "pain 0-10, hours of sleep, minutes of strength work, km in a shoe before the log"),
    "note": ("object", "the runner's own words; of a shoe, its name"),
    "timing": ("object", "of pain: before, during, after or next morning"),
    "detail": ("object", "of pain, limping or a red flag; of a habit, which one"),
}

DAYS: Mapping[str, tuple[str, str]] = {
    "runs": ("int64", "number of runs"),
    "distance_m": ("float64", "distance run [m]"),
    "longest_m": ("float64", "longest single run [m]"),
    "moving_s": ("float64", "time spent running [s]"),
    "ascent_m": ("float64", "metres climbed in runs [m]"),
    "descent_m": ("float64", "metres descended in runs [m]"),
    "other_s": ("float64", "time spent in other sports [s]"),
    "effort": ("float64", "RPE times minutes over all sports; NaN where a session has no rating"),
    "known": (
        "bool",
        "False inside a hole of the log (14 days or more without any activity), and on days whose sport is not known where such days are many",
    ),
    "sleep_s": ("float64", "time asleep in the night that ended on this day, as recorded by a device [s]"),
    "resting_hr_bpm": ("float64", "heart rate at rest, as recorded by a device [1/min]"),
    "hrv_rmssd_ms": ("float64", "variability of the heart rate as RMSSD, as recorded by a device [ms]"),
    "hrv_sdnn_ms": ("float64", "the same as SDNN: the two cannot be compared [ms]"),
}

MINUTES: Mapping[str, tuple[str, str]] = {
    "seconds": ("float32", "timer time in this minute: 60, the last one less [s]"),
    "speed_mps": ("float32", "way over time [m/s]"),
    "heart_rate_bpm": ("float32", "mean heart rate [1/min]"),
    "cadence_spm": ("float32", "mean steps of both feet, standing left out [1/min]"),
    "grade": ("float32", "height gained over way, from the clean altitude [ratio]"),
    "ascent_m": ("float32", "metres climbed, from the clean altitude [m]"),
    "descent_m": ("float32", "metres descended, from the clean altitude [m]"),
    "contact_ms": ("float32", "mean ground contact time of one step [ms]"),
    "contact_left_pct": ("float32", "mean share of ground contact on the LEFT foot [%]"),
    "oscillation_mm": ("float32", "mean vertical oscillation [mm]"),
    "step_length_mm": ("float32", "mean length of one step [mm]"),
}
