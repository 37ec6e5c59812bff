"""One run written in every format that is read, so that all readers can be asked the same.

A new reader is named in `WRITERS`; the sweep in test_readers_conform.py fails until it is.
"""

import json
import math
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from fit_builder import ACTIVITY, ENUM, EVENT, RECORD, SINT32, UINT8, UINT32, Fit, session
from runrisk.importers.formats.piece_parts import joined

START = datetime(2026, 3, 2, 21, 50, tzinfo=UTC)
"""Ten minutes to eleven in the evening in Vienna, the next morning in Kathmandu."""
METRES_A_DEGREE = 111_195.0
LAT_DEG, LON_DEG = 48.2, 16.37

_SEMICIRCLES = 2**31 / 180
_FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_FIT_SPORTS = {"running": 1, "cycling": 2, None: 0}
_TCX_SPORTS = {"running": ' Sport="Running"', "cycling": ' Sport="Biking"', None: ""}


@dataclass(frozen=True, kw_only=True)
class OneRun:
    """Due north at 3 m/s, a sample a second, heart rate 140.

    Attributes:
        seconds: samples but one.
        pause: begin and end [s]; nothing is recorded or run between them.
        sport: running, cycling or None, which names none.
        offset_s: local time minus UTC that the file states; None states none.
        stated_m: total that the file states; None: what the samples say.
        note: text in it, where the format has one.
    """

    seconds: int = 60
    pause: tuple[int, int] | None = None
    sport: str | None = "running"
    offset_s: int | None = 0
    stated_m: float | None = None
    note: str = "easy"

    @property
    def times(self) -> list[int]:
        begin, end = self.pause or (0, 1)
        return [second for second in range(self.seconds + 1) if not begin < second < end]

    def metres(self, second: int) -> float:
        begin, end = self.pause or (self.seconds, self.seconds)
        return 3.0 * (min(second, begin) + max(second - end, 0))

    @property
    def total_m(self) -> float:
        return self.metres(self.seconds) if self.stated_m is None else self.stated_m

    @property
    def timer_s(self) -> int:
        return self.seconds - (self.pause[1] - self.pause[0] if self.pause else 0)

    def lat_deg(self, second: int) -> float:
        return LAT_DEG + self.metres(second) / METRES_A_DEGREE

    def pieces(self) -> list[list[int]]:
        """The seconds of each piece between pauses."""
        if self.pause is None:
            return [self.times]
        return [[s for s in self.times if s <= self.pause[0]], [s for s in self.times if s >= self.pause[1]]]

    def stamp(self, second: float) -> str:
        at = START + timedelta(seconds=second)
        if self.offset_s is None:
            return f"{at:%Y-%m-%dT%H:%M:%S}"
        return at.astimezone(timezone(timedelta(seconds=self.offset_s))).isoformat().replace("+00:00", "Z")

    def local(self, second: float) -> str:
        return f"{START + timedelta(seconds=second + (self.offset_s or 0)):%Y-%m-%dT%H:%M:%S}.000"


def fit(run: OneRun) -> bytes:
    start = int((START - _FIT_EPOCH).total_seconds())
    made = Fit().file_id(created=start).define(3, EVENT, [(253, 4, UINT32), (0, 1, ENUM), (1, 1, ENUM)])
    for piece in run.pieces():
        made.write(3, "<IBB", start + piece[0], 0, 0).write(3, "<IBB", start + piece[-1], 0, 4)
    made.define(1, RECORD, [(253, 4, UINT32), (0, 4, SINT32), (1, 4, SINT32), (3, 1, UINT8), (5, 4, UINT32)])
    for s in run.times:
        place = (round(run.lat_deg(s) * _SEMICIRCLES), round(LON_DEG * _SEMICIRCLES))
        made.write(1, "<IiiBI", start + s, *place, 140, round(100 * run.metres(s)))
    totals = {"timer_s": run.timer_s, "distance_m": run.total_m}
    session(made, start, run.seconds, _FIT_SPORTS[run.sport], **totals)
    local = {} if run.offset_s is None else {(5, UINT32): start + run.offset_s}
    return made.row(6, ACTIVITY, {(253, UINT32): start} | local).done()


def gpx(run: OneRun) -> bytes:
    points = "".join(
        "<trkseg>"
        + "".join(
            f'<trkpt lat="{run.lat_deg(s):.7f}" lon="{LON_DEG}"><time>{run.stamp(s)}</time>'
            "<extensions><hr>140</hr></extensions></trkpt>"
            for s in piece
        )
        + "</trkseg>"
        for piece in run.pieces()
    )
    kind = f"<type>{run.sport}</type>" if run.sport else ""
    total = f"<Distance>{run.total_m}</Distance><TimerTime>{run.timer_s}</TimerTime>"
    stated = f"<extensions><TrackStatsExtension>{total}</TrackStatsExtension></extensions>"
    about = f"<name>run</name><desc>{run.note}</desc>{kind}{stated}"
    return f'<?xml version="1.0"?><gpx creator="test"><trk>{about}{points}</trk></gpx>'.encode()


def tcx(run: OneRun) -> bytes:
    tracks = "".join(
        "<Track>"
        + "".join(
            f"<Trackpoint><Time>{run.stamp(s)}</Time><Position><LatitudeDegrees>{run.lat_deg(s):.7f}</LatitudeDegrees>"
            f"<LongitudeDegrees>{LON_DEG}</LongitudeDegrees></Position><DistanceMeters>{run.metres(s)}</DistanceMeters>"
            "<HeartRateBpm><Value>140</Value></HeartRateBpm></Trackpoint>"
            for s in piece
        )
        + "</Track>"
        for piece in run.pieces()
    )
    totals = f"<TotalTimeSeconds>{run.timer_s}</TotalTimeSeconds><DistanceMeters>{run.total_m}</DistanceMeters>"
    lap = f'<Lap StartTime="{run.stamp(0)}">{totals}{tracks}</Lap>'
    inside = f"<Id>{run.stamp(0)}</Id>{lap}<Notes>{run.note}</Notes>"
    activity = f"<Activity{_TCX_SPORTS[run.sport]}>{inside}</Activity>"
    head = '<?xml version="1.0"?><TrainingCenterDatabase>'
    return f"{head}<Activities>{activity}</Activities></TrainingCenterDatabase>".encode()


def polar(run: OneRun) -> bytes:
    def timed(value):
        return [{"dateTime": run.local(s), "value": value(s)} for s in run.times]

    route = [{"dateTime": run.local(s), "latitude": run.lat_deg(s), "longitude": LON_DEG} for s in run.times]
    samples = {"heartRate": timed(lambda _: 140), "distance": timed(run.metres), "recordedRoute": route}
    whole = {"startTime": run.local(0), "stopTime": run.local(run.seconds), "duration": f"PT{run.timer_s}S"}
    exercise = whole | {"distance": run.total_m, "samples": samples}
    if run.sport is not None:
        exercise["sport"] = run.sport.upper()
    if run.offset_s is not None:
        exercise["timezoneOffset"] = run.offset_s // 60
    if run.pause is not None:
        begin, end = run.pause
        exercise["pauseTimes"] = [{"startTime": run.local(begin), "endTime": run.local(end)}]
    head = {"exportVersion": "1.3", "name": "run", "note": run.note, "startTime": run.local(0)}
    return json.dumps(head | {"exercises": [exercise]}, ensure_ascii=False).encode()


def suunto(run: OneRun) -> bytes:
    samples: list[dict[str, object]] = []
    for s in run.times:
        samples.append({"HR": 140 / 60, "TimeISO8601": run.stamp(s)})
        place = {"Latitude": math.radians(run.lat_deg(s)), "Longitude": math.radians(LON_DEG)}
        samples.append(place | {"TimeISO8601": run.stamp(s), "Distance": run.metres(s), "Power": None})
    header = {
        "TimeISO8601": run.stamp(0), "Duration": run.seconds, "PauseDuration": run.seconds - run.timer_s,
        "Distance": run.total_m, "Notes": run.note,
    } | ({"ActivityType": {"running": 3, "cycling": 4}[run.sport]} if run.sport else {})  # fmt: skip
    return json.dumps({"DeviceLog": {"Header": header, "Samples": samples}}, ensure_ascii=False).encode()


def sml(run: OneRun) -> bytes:
    kind = {"running": "<ActivityType>3</ActivityType>", "cycling": "<ActivityType>4</ActivityType>", None: ""}
    header = (
        f"<Duration>{run.seconds}</Duration><PauseDuration>{run.seconds - run.timer_s}</PauseDuration>{kind[run.sport]}"
        f"<Distance>{run.total_m}</Distance><DateTime>2026-03-02T22:50:00</DateTime><Notes>{run.note}</Notes>"
    )
    samples = "".join(
        f"<Sample><UTC>{run.stamp(s)}</UTC><HR>{140 / 60}</HR><Latitude>{math.radians(run.lat_deg(s))}</Latitude>"
        f"<Longitude>{math.radians(LON_DEG)}</Longitude><Distance>{run.metres(s)}</Distance></Sample>"
        for s in run.times
    )
    log = f"<DeviceLog><Header>{header}</Header><Samples>{samples}</Samples></DeviceLog>"
    return f'<?xml version="1.0"?><sml>{log}</sml>'.encode()


def pwx(run: OneRun) -> bytes:
    samples = "".join(
        f"<sample><timeoffset>{s}</timeoffset><hr>140</hr><dist>{run.metres(s)}</dist><lat>{run.lat_deg(s):.7f}</lat>"
        f"<lon>{LON_DEG}</lon></sample>"
        for s in run.times
    )
    kind = f"<sportType>{run.sport}</sportType>" if run.sport else ""
    summary = (
        f"<summarydata><duration>{run.seconds}</duration><durationstopped>{run.seconds - run.timer_s}</durationstopped>"
        f"<dist>{run.total_m}</dist></summarydata>"
    )
    inside = f"{kind}<cmt>{run.note}</cmt><time>{run.stamp(0).removesuffix('Z')}</time>{summary}{samples}"
    return f'<?xml version="1.0"?><pwx creator="made"><workout>{inside}</workout></pwx>'.encode()


def fitlog(run: OneRun) -> bytes:
    points = "".join(
        f'<pt tm="{s}" lat="{run.lat_deg(s):.7f}" lon="{LON_DEG}" dist="{run.metres(s)}" hr="140"/>' for s in run.times
    )
    kind = f'<Category Name="My Activities: {run.sport}"/>' if run.sport else ""
    pause = ""
    if run.pause:
        begin, end = map(run.stamp, run.pause)
        pause = f'<TrackClock><Pause StartTime="{begin}" EndTime="{end}"/></TrackClock>'
    inside = (
        f'<Duration TotalSeconds="{run.timer_s}"/><Distance TotalMeters="{run.total_m}"/>{kind}<Notes>{run.note}</Notes>'
        f'{pause}<Track StartTime="{run.stamp(0)}">{points}</Track>'
    )
    log = f'<AthleteLog><Activity StartTime="{run.stamp(0)}">{inside}</Activity></AthleteLog>'
    return f'<?xml version="1.0"?><FitnessWorkbook>{log}</FitnessWorkbook>'.encode()


def goldencheetah(run: OneRun) -> bytes:
    samples = [
        {"SECS": s, "KM": run.metres(s) / 1000, "HR": 140, "LAT": run.lat_deg(s), "LON": LON_DEG} for s in run.times
    ]
    tags = {"Notes": f"{run.note} "} | (
        {"Sport": {"running": "Run ", "cycling": "Bike "}[run.sport]} if run.sport else {}
    )
    overrides = [] if run.stated_m is None else [{"total_distance": {"value": f"{run.stated_m / 1000}"}}]
    ride = {"STARTTIME": f"{START:%Y/%m/%d %H:%M:%S} UTC ", "RECINTSECS": 1, "TAGS": tags}
    whole = {"RIDE": ride | {"OVERRIDES": overrides, "SAMPLES": samples}}
    return json.dumps(whole, ensure_ascii=False).replace("/", "\\/").encode()


def endomondo(run: OneRun) -> bytes:
    def at(second: float) -> datetime:
        return START + timedelta(seconds=second)

    points = [
        [
            {"location": [[{"latitude": run.lat_deg(s)}, {"longitude": LON_DEG}]]},
            {"distance_km": run.metres(s) / 1000},
            {"heart_rate_bpm": 140},
            {"timestamp": f"{at(s):%a %b %d %H:%M:%S} UTC {at(s):%Y}"},
        ]
        for s in run.times
    ]
    kind = [{"sport": {"running": "RUNNING", "cycling": "CYCLING_SPORT"}[run.sport]}] if run.sport else []
    workout = [
        *kind,
        {"source": "TRACK_MOBILE"},
        {"start_time": f"{START:%Y-%m-%d %H:%M:%S}.0"},
        {"end_time": f"{at(run.seconds):%Y-%m-%d %H:%M:%S}.0"},
        {"duration_s": run.timer_s},
        {"distance_km": run.total_m / 1000},
        {"notes": run.note},
        {"points": points},
    ]
    return json.dumps(workout, ensure_ascii=False).encode()


def health_auto_export(run: OneRun) -> bytes:
    def stamp(second: float) -> str:
        at = START + timedelta(seconds=second + (run.offset_s or 0))
        zone = timezone(timedelta(seconds=run.offset_s or 0))
        return f"{at.replace(tzinfo=zone):%Y-%m-%d %H:%M:%S %z}"

    route = [{"latitude": run.lat_deg(s), "longitude": LON_DEG, "timestamp": stamp(s)} for s in run.times]
    pulse = [{"qty": 140, "units": "count/min", "date": stamp(s)} for s in run.times]
    name = {"running": "Outdoor Run", "cycling": "Outdoor Cycling", None: ""}[run.sport]
    workout = {
        "name": name, "start": stamp(0), "end": stamp(run.seconds), "duration": run.timer_s,
        "distance": {"qty": run.total_m / 1000, "units": "km"}, "notes": run.note,
    }  # fmt: skip
    whole = {"data": {"workouts": [workout | {"heartRateData": pulse, "route": route}]}}
    return json.dumps(whole, ensure_ascii=False).encode()


def kml(run: OneRun) -> bytes:
    tracks = "".join(
        "<gx:Track>"
        + "".join(f"<when>{run.stamp(s)}</when>" for s in piece)
        + "".join(f"<gx:coord>{LON_DEG} {run.lat_deg(s):.7f}</gx:coord>" for s in piece)
        + '<ExtendedData><SchemaData schemaUrl="#schema"><gx:SimpleArrayData name="heart_rate">'
        + "<gx:value>140</gx:value>" * len(piece)
        + "</gx:SimpleArrayData></SchemaData></ExtendedData></gx:Track>"
        for piece in run.pieces()
    )
    kind = f'<Data name="type"><value>{run.sport}</value></Data>' if run.sport else ""
    about = f"<name>run</name><description>{run.note}</description><ExtendedData>{kind}</ExtendedData>"
    place = f"<Placemark>{about}<gx:MultiTrack>{tracks}</gx:MultiTrack></Placemark>"
    names = 'xmlns="http://www.opengis.net/kml/2.3" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return f'<?xml version="1.0"?><kml {names}><Document>{place}</Document></kml>'.encode()


def piece(service: str, run: OneRun, **parts: object) -> bytes:
    """What a table says of the run, beside its samples."""
    known = {
        "start": START.isoformat(), "timer_s": run.timer_s, "elapsed_s": run.seconds, "distance_m": run.total_m,
        "sport": run.sport or "", "offset_s": run.offset_s,
    }  # fmt: skip
    written = {name: part if isinstance(part, bytes) else json.dumps(part).encode() for name, part in parts.items()}
    return joined(service, {"known": json.dumps(known).encode(), **written})


def runalyze(run: OneRun) -> bytes:
    route = {
        "lats": "|".join(f"{run.lat_deg(s):.7f}" for s in run.times),
        "lngs": "|".join(str(LON_DEG) for _ in run.times),
    }
    track = {
        "activityid": "1",
        "time": "|".join(str(s) for s in run.times),
        "distance": "|".join(f"{run.metres(s) / 1000:.3f}" for s in run.times),
        "heartrate": "|".join("140" for _ in run.times),
    }
    return piece("runalyze", run, track=track, route=route)


def samsung(run: OneRun) -> bytes:
    start_ms = int(START.timestamp()) * 1000
    at = {second: start_ms + 1000 * second for second in run.times}
    live = [{"start_time": ms, "heart_rate": 140} for ms in at.values()]
    location = [{"start_time": ms, "latitude": run.lat_deg(second), "longitude": LON_DEG} for second, ms in at.items()]
    return piece("samsung", run, live=live, location=location)


def fitbit(run: OneRun) -> bytes:
    at = {second: (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ") for second in run.times}
    places = [f"{time},{run.lat_deg(second)},{LON_DEG},band" for second, time in at.items()]
    rates = [f"{time},140.0,band" for time in at.values()]
    location = "\n".join(["timestamp,latitude,longitude,data source", *places])
    heart = "\n".join(["timestamp,beats per minute,data source", *rates])
    return piece("fitbit", run, location=location.encode(), heart=heart.encode())


def runtastic(run: OneRun) -> bytes:
    known = {
        "start_time": int(START.timestamp() * 1000), "end_time": int((START.timestamp() + run.seconds) * 1000),
        "start_time_timezone_offset": None if run.offset_s is None else run.offset_s * 1000,
        "distance": run.total_m, "duration": run.timer_s * 1000,
        "pause_duration": (run.seconds - run.timer_s) * 1000, "notes": run.note,
        "sport_type_id": {"running": "1", "cycling": "3", None: None}[run.sport],
    }  # fmt: skip
    stamps = {s: f"{START + timedelta(seconds=s):%Y-%m-%d %H:%M:%S} +0000" for s in run.times}
    track = [
        {"timestamp": stamp, "latitude": run.lat_deg(s), "longitude": LON_DEG, "distance": run.metres(s)}
        for s, stamp in stamps.items()
    ]
    pulse = [{"timestamp": stamp, "heart_rate": 140} for stamp in stamps.values()]
    parts = {"session": known, "track": track, "heart rate": pulse}
    return joined("runtastic", {name: json.dumps(part).encode() for name, part in parts.items()})


def nike(run: OneRun) -> bytes:
    start_ms = int(START.timestamp() * 1000)
    series = {
        "latitude": [run.lat_deg(s) for s in run.times],
        "longitude": [LON_DEG for _ in run.times],
        "heart_rate": [140 for _ in run.times],
    }
    metrics = [
        {
            "type": kind,
            "values": [
                {"start_epoch_ms": start_ms + 1000 * s, "end_epoch_ms": start_ms + 1000 * s, "value": value}
                for s, value in zip(run.times, values, strict=True)
            ],
        }
        for kind, values in series.items()
    ]
    known = {
        "type": {"running": "run", "cycling": "bike", None: None}[run.sport],
        "start_epoch_ms": start_ms,
        "end_epoch_ms": start_ms + 1000 * run.seconds,
        "active_duration_ms": 1000 * run.timer_s,
        "tags": {"note": run.note},
        "summaries": [{"metric": "distance", "summary": "total", "value": run.total_m / 1000}],
        "metrics": metrics,
    }
    return json.dumps(known, ensure_ascii=False).encode()


def huawei(run: OneRun) -> bytes:
    start = int(START.timestamp())
    places = [f"tp=lbs;k=0;lat={run.lat_deg(s):.7f};lon={LON_DEG};t={start + s};" for s in run.times]
    pauses = [f"tp=lbs;k=0;lat=90.0;lon=-80.0;t={start + run.pause[0]};"] if run.pause else []
    pulses = [f"tp=h-r;k={(start + s) * 1000};v=140;" for s in run.times]
    minutes = 0 if run.offset_s is None else run.offset_s // 60
    zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
    known = {
        "sportType": {"running": 4, "cycling": 3, None: None}[run.sport],
        "startTime": start * 1000,
        "totalTime": run.timer_s * 1000,
        "totalDistance": run.total_m,
        "timeZone": "" if run.offset_s is None else zone,
        "attribute": "HW_EXT_TRACK_DETAIL@is" + "\n".join([*places, *pauses, *pulses]),
    }
    return joined("huawei", {"activity": json.dumps(known).encode()})


def ttbin(run: OneRun) -> bytes:
    offset = run.offset_s or 0
    start = int(START.timestamp())
    local = start + offset
    lengths = {0x21: 7, 0x22: 28, 0x25: 7, 0x27: 12, 0x5F: 4}
    kinds = b"".join(struct.pack("<BH", kind, length) for kind, length in lengths.items())
    header = struct.pack("<BH3sHI16s80sIiBB", 0x20, 7, b"", 1, local, b"", b"", local, offset, 0, len(lengths))
    kind = {"running": 0, "cycling": 1, None: 0xFF}[run.sport]
    body = []
    for number, piece in enumerate(run.pieces()):
        body += [struct.pack("<BBBI", 0x21, 1, kind, local + piece[0]), b"\x5f" + bytes(3)]
        for s in piece:
            place = (round(run.lat_deg(s) * 1e7), round(LON_DEG * 1e7))
            body.append(struct.pack("<BiiHHIHffB", 0x22, *place, 0, 300, start + s, 0, 3.0, run.metres(s), 0))
            body.append(struct.pack("<BBBI", 0x25, 140, 0, local + s))
        body.append(struct.pack("<BBBI", 0x21, 2 if number < len(run.pieces()) - 1 else 3, kind, local + piece[-1]))
    summary = struct.pack("<BBfIH", 0x27, kind, run.total_m, run.timer_s, 0)
    return header + kinds + b"".join(body) + summary


def stryd(run: OneRun) -> bytes:
    """Of a run outdoors with its positions, which the table may hold."""
    head = "Timestamp,Power (w/kg),Stryd Distance (meters),Heart Rate (bpm),Latitude,Longitude\n"
    start = int(START.timestamp())
    rows = (f"{start + s},3.1,{run.metres(s)},140,{run.lat_deg(s):.7f},{LON_DEG}\n" for s in run.times)
    return (head + "".join(rows)).encode()


def opentracks(run: OneRun) -> bytes:
    head = "#time,trackpoint_type,latitude,longitude,heartrate\n"
    rows = (
        f"{run.stamp(s)},{'SEGMENT_START_MANUAL' if s == piece[0] else 'TRACKPOINT'},{run.lat_deg(s):.7f},{LON_DEG},140\n"
        for piece in run.pieces()
        for s in piece
    )
    return (head + "".join(rows)).encode()


WRITERS = {
    "fit": fit, "gpx": gpx, "tcx": tcx, "polar": polar, "suunto": suunto, "sml": sml, "pwx": pwx, "fitlog": fitlog,
    "goldencheetah": goldencheetah, "endomondo": endomondo, "health_auto_export": health_auto_export, "kml": kml,
    "runalyze": runalyze,
    "samsung": samsung,
    "fitbit": fitbit,
    "runtastic": runtastic,
    "nike": nike,
    "huawei": huawei,
    "ttbin": ttbin,
    "stryd": stryd,
    "opentracks": opentracks,
}  # fmt: skip
"""By the names in the table of formats."""
