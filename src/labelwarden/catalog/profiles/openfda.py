"""Drug labels of openFDA: every section is a list of texts. https://open.fda.gov/apis/drug/label/searchable-fields/"""

from __future__ import annotations

from labelwarden.catalog.feeds.listing import Listing, as_text
from labelwarden.catalog.profiles.profile import Fields, Profile

WARNINGS = frozenset(
    (
        *("warnings", "warnings_and_cautions", "boxed_warning", "do_not_use", "ask_doctor", "stop_use", "when_using"),
        *("ask_doctor_or_pharmacist", "pregnancy_or_breast_feeding", "keep_out_of_reach_of_children", "precautions"),
        *("contraindications", "general_precautions", "user_safety_warnings", "other_safety_information", "overdosage"),
        *("adverse_reactions", "pregnancy", "nursing_mothers"),
    )
)
TYPES = {"HUMAN OTC DRUG": "otc_drug", "HUMAN PRESCRIPTION DRUG": "rx_drug"}

_NO_TEXT = frozenset(("id", "set_id", "version", "effective_time", "openfda"))


def read(fields: Fields, listing: Listing) -> None:
    """One label."""
    about = fields.get("openfda")
    about = about if isinstance(about, dict) else {}

    def first(name: str) -> str:
        values = about.get(name)
        return as_text(values[0] if isinstance(values, list) and values else values).strip()

    listing.id = as_text(fields.get("set_id")) or as_text(fields.get("id")) or None
    listing.product = first("brand_name") or as_text(fields.get("spl_product_data_elements")).partition("\n")[0][:200]
    listing.supplier = first("manufacturer_name") or None
    listing.category = first("product_type") or None
    # Homeopathic drugs are registered as OTC drugs; their words tell them apart.
    strengths = as_text(fields.get("active_ingredient"))
    listing.type = "homeopathic" if "HPUS" in strengths else TYPES.get(first("product_type"))
    listing.text("product", listing.product)
    for name, value in fields.items():
        if name not in _NO_TEXT and not name.endswith("_table"):
            listing.html("warnings" if name in WARNINGS else name.replace("_", " "), value)
    listing.number(first("upc"))


PROFILE = Profile(
    "openfda",
    "object",
    lambda keys: "openfda" in keys or {"set_id", "effective_time"} <= keys,
    read,
)
