"""The sides as JSON types, schema `runrisk.sides/1`: findings, and the side by run, by quarter and by device."""

from dataclasses import asdict
from math import isfinite
from typing import Any

from runrisk.model import TrainingLog
from runrisk.report.formats.json import check_json
from runrisk.report.sides.result import Sides
from runrisk.roadside.answer import answer_of
from runrisk.roadside.balance_context import Estimate
from runrisk.roadside.measured import RunSide
from runrisk.roadside.now import LogPart
from runrisk.roadside.offset import Offset
from runrisk.wording import Wording, said

SCHEMA = "runrisk.sides/1"


def sides_json(log: TrainingLog, known: Sides) -> dict[str, Any]:
    """Everything that is known; numbers that are not known are null."""
    said = check_json(log, list(known.findings.values()))
    return said | {
        "schema": SCHEMA,
        "answer": known.finding.answer,
        "runs": [_run(run) for run in known.side.by_run],
        "now": _now(known),
        "quarters": [_part(known, part) for part in known.side.by_quarter],
        "devices": [_part(known, part) for part in known.side.by_device],
        "balance": _balance(known),
        "pain": [
            {"first": str(pain.day), "last": str(pain.last), "side": pain.place.side, "site": pain.place.site}
            for pain in known.pains
        ],
        "map": _map(known),
    }


def _run(run: RunSide) -> dict[str, Any]:
    return {
        "activity": run.activity,
        "day": run.day.isoformat(),
        "left_offset_m": _number(run.left_m),
        "error_m": _number(run.error_m),
        "km_both_ways": _number(run.km_both_ways),
        "side": run.side,
    }


def _now(known: Sides) -> dict[str, Any]:
    """The time that the answer is about, its devices, and the years before it."""
    now = known.side.now
    return {
        "first": now.first and now.first.isoformat(),
        "last": now.last and now.last.isoformat(),
        "reached_back": now.reached_back,
        "devices": [_part(known, part) for part in now.devices],
        "earlier": [_part(known, part) for part in now.earlier],
    }


def _part(known: Sides, part: LogPart) -> dict[str, Any]:
    return {
        "name": part.name,
        "first": part.first.isoformat(),
        "last": part.last.isoformat(),
        "answer": answer_of(part.offset, known.rule).value,
    } | _offset(part.offset)


def _offset(offset: Offset) -> dict[str, Any]:
    seen = offset.km_both_ways > 0
    ends = {"value": offset.left_m, "low": offset.low_m, "high": offset.high_m}
    return {
        "left_offset_m": {name: _number(value) if seen else None for name, value in ends.items()},
        "runs_eff": _number(offset.runs_eff),
        "blocks_eff": _number(offset.blocks_eff),
        "km_eff": _number(offset.km_eff),
        "km_both_ways": _number(offset.km_both_ways),
    }


def _balance(known: Sides) -> dict[str, Any] | None:
    balance = known.balance
    if balance is None:
        return None
    names = {"flat_minus_50_pct": "own", "road_pct": "road", "bends_pct": "bends", "slopes_pct": "slopes"}
    return {"answer": balance.follows.value, "runs": balance.runs} | {
        name: _estimate(getattr(balance, field)) for name, field in names.items()
    }


def _estimate(known: Estimate) -> dict[str, float | int | None]:
    return {name: _number(value) for name, value in asdict(known).items()}


def _map(known: Sides) -> dict[str, Any] | None:
    by_map = known.by_map
    if by_map is None:
        return None
    told = {
        "answer": by_map.answer.value,
        "summary": said(by_map.summary, Wording()),
        "shift_m": _number(by_map.shift_m),
    }
    return told | ({} if by_map.offset is None else _offset(by_map.offset))


def _number(value: float) -> float | None:
    return value if isfinite(value) else None
