"""An activity between its file and the library."""

from collections.abc import Mapping
from dataclasses import dataclass

from runrisk.model import Activity
from runrisk.store.samples import SamplesFile


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """An activity on its way in: its samples lie written in the library's incoming folder.

    Attributes:
        activity: as read.
        samples_file: what `samples.write_incoming` returned; None where nothing is to be written.
        features: what `features.packed_features` returned.
    """

    activity: Activity
    samples_file: SamplesFile | None
    features: Mapping[str, bytes]
