"""A user's code, type-checked as such; never run."""

from pathlib import Path

import pandas as pd

import runrisk as rr

log: rr.TrainingLog = rr.read("sample_logs", Path("more.zip"), tz="Europe/Vienna", sport="running")
runs: pd.DataFrame = log.runs
samples: pd.DataFrame = log.samples(str(runs.index[0]))
report: rr.Report = rr.analyze(log)
html: str = report.to_html()
spike = report["session-spike"]
verdict: str = spike.finding.verdict
chart = spike.plot()
svg: str = chart._repr_svg_()
ratio: "pd.Series[float]" = rr.load.acwr(log.days["distance_m"], kind="uncoupled")
