"""Body parts, sides, times and signs of pain, as runners name them: the words that journal and questionnaire take."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

SIDES: Mapping[str, str] = MappingProxyType(
    {"left": "left", "l": "left", "right": "right", "r": "right", "both": "both", "bilateral": "both"}
)
"""Word -> side."""

SITES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hip": ("hips", "outer hip", "lateral hip", "hip flexor", "side of the hip"),
        "groin": ("adductor", "inner thigh"),
        "buttock": ("buttocks", "glute", "glutes", "piriformis"),
        "hamstring": ("hamstrings", "back of the thigh", "back thigh"),
        "outer thigh": ("it band", "itb", "itbs", "iliotibial band"),
        "outer knee": ("outside knee", "lateral knee", "outside of the knee"),
        "front knee": ("kneecap", "knee cap", "patella", "runner's knee", "runners knee", "front of the knee"),
        "knee": ("knees", "inner knee", "back of the knee"),
        "Achilles": ("achilles tendon", "heel cord"),
        "heel": ("heels",),
        "sole": ("plantar", "plantar fascia", "arch", "sole of the foot"),
        "shin": ("shins", "shinbone", "tibia"),
        "calf": ("calves", "soleus"),
        "ankle": ("ankles",),
        "foot": ("feet", "midfoot", "forefoot"),
        "toe": ("toes", "big toe"),
        "thigh": ("thighs", "quad", "quads", "quadriceps", "front thigh"),
        "back": ("lower back", "low back", "spine"),
        "pelvis": ("sacrum", "si joint"),
        "shoulder": ("shoulders",),
        "neck": (),
        "arm": ("arms", "elbow", "wrist", "hand", "finger"),
        "chest": ("rib", "ribs"),
        "head": (),
    }
)
"""Body part -> other words for it."""

UPPER_BODY = frozenset({"head", "neck", "shoulder", "arm", "chest", "elbow", "wrist", "hand", "finger", "rib"})
"""Sites that say nothing of running; every other site, or none named, is taken for leg, hip or back."""

TIMINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "before": ("before the run",),
        "during": ("during the run", "while running", "running"),
        "after": ("after the run", "afterwards", "later that day"),
        "next morning": ("morning", "the morning after", "in the morning", "next day"),
    }
)
"""When it hurt -> other words for it."""

LIMPING = "limping"

RED_FLAGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "night pain": ("at night", "pain at night", "wakes me"),
        "pain at rest": ("rest pain", "at rest"),
        "tender spot on a bone": ("tender bone", "bony tenderness", "bone tender"),
        "cannot bear weight": ("cannot stand", "cannot hop", "cannot walk"),
        "deep groin pain": ("deep in the groin", "deep groin"),
        "numbness": ("numb", "tingling"),
        "swelling": ("swollen",),
        "fever": ("feverish",),
        "fall or blow": ("fall", "fell", "trauma", "blow", "accident"),
        "missed periods": ("no period", "no periods", "missed period", "amenorrhoea", "amenorrhea"),
        "weight loss": ("lost weight", "losing weight"),
    }
)
"""Signs that belong before a professional -> other words for them. Source: the safety rule of `red-flags`;
bone stress and missing energy: knobloch2025 and johnston2020."""

DETAILS: Mapping[str, tuple[str, ...]] = MappingProxyType({LIMPING: ("limp", "limped"), **RED_FLAGS})
"""What pain may come with -> other words for it."""


class Place(NamedTuple):
    """A side and a body part; None where not named."""

    side: str | None
    site: str | None

    def __str__(self) -> str:
        if self.side == "both":
            return f"{self.site} on both sides" if self.site else "both sides"
        return " ".join(filter(None, (self.side, self.site))) or "no place named"


def named(words: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    """The entry of one of the tables above that a text names, whatever its case, or None."""
    wanted = " ".join(text.casefold().split())
    for name, others in words.items():
        if wanted == name.casefold() or wanted in others:
            return name
    return None


def place(text: str) -> Place | None:
    """The place that a text names ("left hip", "hip, left"), or None where a word of it is no body part."""
    words = text.casefold().replace(",", " ").split()
    sides = {SIDES[word] for word in words if word in SIDES}
    rest = " ".join(word for word in words if word not in SIDES)
    site = named(SITES, rest) if rest else None
    if (rest and site is None) or len(sides) > 1:
        return None
    return Place(side=next(iter(sides), None), site=site)
