"""Samples as a table and back, as writers and made-up runs have them."""

from runrisk.model import Samples
from runrisk.model.tables import samples_frame


def frame_of(samples):
    return samples_frame(len(samples), samples.recorded)


def samples_of(frame):
    return Samples({name: frame[name].to_numpy() for name in frame})
