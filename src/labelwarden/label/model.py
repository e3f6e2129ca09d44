"""A label as somebody types it: the one place where what comes from outside is checked for shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator, model_validator

from labelwarden.label.gtin import as_fourteen, is_right
from labelwarden.label.labeling import Labeling, Surface
from labelwarden.label.panel import Panel
from labelwarden.text.printed import Text

ClassName = Literal[
    "dietary_supplement",
    "food",
    "beverage",
    "cosmetic",
    "otc_drug",
    "rx_drug",
    "homeopathic",
    "tobacco",
    "alcohol",
    "device",
    "animal",
    "other",
    "kratom",
    "cannabis",
]
"""Regulatory classes; `kratom` and `cannabis` say what it contains, and the class is then inferred."""


_PLACE = re.compile(r"[A-Z]{2}(?:-(?:[A-Z]{2,3}|\*))?")


def _words(value: Any) -> Any:
    """A list where one text was given: `warnings: Keep cool.` means one warning."""
    return [value] if isinstance(value, str) else value


Line = Annotated[str, StringConstraints(max_length=50_000_000)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_words)]


class Ingredient(BaseModel):
    """One entry of an ingredient list, with its amount where the label states one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Line
    amount: Line | None = None

    def printed(self) -> str:
        """As the label would print it."""
        return f"{self.name} {self.amount}" if self.amount else self.name


def _ingredients(value: Any) -> Any:
    entries = [value] if isinstance(value, (str, dict)) else value
    if isinstance(entries, (list, tuple)):
        return [{"name": entry} if isinstance(entry, str) else entry for entry in entries]
    return entries


class Label(BaseModel):
    """Everything one product says about itself. Only `product`, or one field with text, is needed.

    `shows` names the panels given; with "all", the default of a typed label, what no panel states is missing.
    `text` is the text of a whole label that is not told apart into panels.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    product: Line | None = Field(None, alias="name")
    brand: Line | None = None
    type: ClassName | None = None
    shows: Lines = ()
    form: Line | None = None
    sku: Line | None = None
    gtin: Line | None = None
    jurisdictions: Lines = ()
    ingredients: Annotated[tuple[Ingredient, ...], BeforeValidator(_ingredients)] = ()
    age_restriction: Line | None = None
    warnings: Lines = ()
    directions: Lines = ()
    claims: Lines = ()
    text: Line | None = None
    panels: dict[str, Line] = Field(default_factory=dict)
    images: Lines = ()
    source: Line = ""

    @model_validator(mode="before")
    @classmethod
    def _one_name(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        if "product" in data and "name" in data:
            raise ValueError("`name` and `product` are two words for the same; keep one")
        # A key without a value (`warnings:`) says nothing.
        return {name: value for name, value in data.items() if value is not None}

    @field_validator("jurisdictions")
    @classmethod
    def _are_places(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        places = tuple(name.strip().upper() for name in names)
        for name, place in zip(names, places, strict=True):
            if not _PLACE.fullmatch(place):
                raise ValueError(f"expected US, US-NY, US-* or the like, found {name!r}")
        return places

    @model_validator(mode="after")
    def _says_something(self) -> Label:
        texts = (self.product, self.text, self.age_restriction, *self.warnings, *self.directions, *self.claims)
        if not any(text and text.strip() for text in (*texts, *self.panels.values())) and not (
            self.ingredients or self.images
        ):
            raise ValueError("an empty label: expected `product` or at least one field with text")
        names = Counter(panel.name for panel in self.typed_panels())
        if twice := next((name for name, count in names.items() if count > 1), None):
            # A finding names its panel, so a name has to mean one text.
            raise ValueError(f'two panels are called "{twice}": give the one under `panels` another name')
        return self

    def typed_panels(self) -> tuple[Panel, ...]:
        """The panels that were typed in, in the order of the contract."""
        named: list[tuple[str, str]] = []
        for name, text in (("product", self.product), ("brand", self.brand), ("text", self.text)):
            named.append((name, text or ""))
        named += [(name, text) for name, text in self.panels.items()]
        for name, lines in (
            ("claims", self.claims),
            ("ingredients", tuple(ingredient.printed() for ingredient in self.ingredients)),
            ("directions", self.directions),
            ("warnings", self.warnings),
        ):
            named += [(f"{name}[{n}]", line) for n, line in enumerate(lines)]
        named.append(("age_restriction", self.age_restriction or ""))
        return tuple(Panel(name, Text(text)) for name, text in named if text.strip())

    def labeling(
        self, pictured: tuple[Panel, ...] = (), notes: tuple[str, ...] = (), articles: tuple[str, ...] = ()
    ) -> Labeling:
        """The label as plain data; `pictured` are panels read from images, `articles` the numbers in their codes."""
        typed = self.typed_panels()
        # Without it a typed label is whole, and how much of a label there is on pictures alone, the pictures tell.
        shows = frozenset(name.strip().lower() for name in self.shows) or None
        return Labeling(
            source=self.source,
            panels=(*typed, *pictured),
            product=self.product,
            brand=self.brand,
            type=self.type,
            form=self.form,
            sku=self.sku,
            gtin=self.gtin or (articles[0] if len(articles) == 1 else None),
            surface=Surface.LABEL,
            shows=shows,
            jurisdictions=self.jurisdictions,
            notes=(*notes, *self._remarks_on_number(articles)),
        )

    def _remarks_on_number(self, articles: tuple[str, ...]) -> Iterator[str]:
        """What is odd about the number of the article that was typed."""
        number = "".join(filter(str.isalnum, self.gtin or ""))
        if not number:
            return
        if not is_right(number):
            yield f"gtin {self.gtin}: expected 8, 12, 13 or 14 digits of which the last checks the others"
        elif articles and as_fourteen(number) not in articles:
            yield f"gtin {self.gtin} was given, and the pictures show the bar code of {', '.join(articles)}"
