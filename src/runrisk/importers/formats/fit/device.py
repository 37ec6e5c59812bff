"""The watch behind a file: its maker, its product, and whether its positions are real."""

from collections.abc import Mapping
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.later_products import GARMIN_PRODUCTS
from runrisk.importers.formats.fit.moment import is_date, moment
from runrisk.model import Recorder

VIRTUAL_MAKERS = frozenset({"zwift", "bkool", "the_sufferfest", "virtualtraining", "trainer_road", "kinomap"})
"""Makers of indoor worlds whose positions nobody was at. FieldSource: FIT profile, manufacturer."""

MODEL_NOT_KNOWN = "(model not known)"

VIRTUAL_SUB_SPORT = "virtual_activity"


def first_values(part: FitPart, table: str, *names: str) -> Mapping[str, Any]:
    """The first value of each field that a table's messages give, None where they give none."""
    messages = part.tables.get(table)
    if messages is None:
        return dict.fromkeys(names)
    return {name: next((v for v in messages.values(name) if v is not None), None) for name in names}


def recorder_of(part: FitPart) -> Recorder:
    """The device as file_id names it."""
    stated = first_values(part, "file_id", "manufacturer", "garmin_product", "product_name", "product", "serial_number")
    created = first_values(part, "file_id", "time_created")["time_created"]
    product = next(
        (stated[name] for name in ("product_name", "garmin_product", "product") if _said(stated[name])), None
    )
    serial = stated["serial_number"]
    return Recorder(
        manufacturer=_text(stated["manufacturer"]),
        product=_text(product),
        serial_number=serial if isinstance(serial, int) else None,
        time_created=moment(created) if isinstance(created, int) and is_date(created) else None,
    )


def device_name(recorder: Recorder) -> str | None:
    """Maker and product, as "garmin fr920xt"; products that name their maker themselves stand alone.

    A number is no name: of a product without one the maker is told, of a maker without one nothing.
    """
    maker, product = recorder.manufacturer, recorder.product
    if product and product.isdecimal():
        product = GARMIN_PRODUCTS.get(int(product), MODEL_NOT_KNOWN) if maker == "garmin" else MODEL_NOT_KNOWN
    if maker is None or maker.isdecimal():
        return None if product == MODEL_NOT_KNOWN else product
    if maker and product and product.casefold().startswith(maker.casefold()):
        return product
    return " ".join(word for word in (maker, product) if word) or None


def is_virtual(recorder: Recorder, sub_sport: str | None) -> bool:
    """Whether the positions are made up: an indoor trainer's world."""
    return sub_sport == VIRTUAL_SUB_SPORT or recorder.manufacturer in VIRTUAL_MAKERS


def _said(product: Any) -> bool:
    return product not in (None, 0, "")


def _text(value: Any) -> str | None:
    return clean_text(str(value)) if isinstance(value, (str, int)) else None
