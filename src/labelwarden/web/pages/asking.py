"""What a request says: by whom, about which label, and with what in its form."""

from __future__ import annotations

from typing import cast

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from labelwarden.web.site import Case, Site
from labelwarden.web.store.sessions import Identity


def site_of(request: Request) -> Site:
    return cast("Site", request.app.state.site)


def identity_of(request: Request) -> Identity:
    """Whoever asks; behind the guard there is always somebody."""
    return cast("Identity", request.state.identity)


def item_number(request: Request) -> int:
    """The number of the label in the address.

    Raises:
        HTTPException: no label can have it.
    """
    number = int(request.path_params["item"])
    if number >= 2**63:
        raise HTTPException(404, "There is no label of that number.")
    return number


def case_of(request: Request) -> Case:
    """The label in the address.

    Raises:
        HTTPException: there is none of that number that was read.
    """
    case = site_of(request).case(item_number(request))
    if case is None:
        raise HTTPException(404, "There is no label of that number, or it is not read yet.")
    return case


def field(form: FormData, name: str, most: int = 4000) -> str:
    """A text of a form, without white space around it; empty where it is missing.

    Raises:
        HTTPException: it is longer than `most` characters.
    """
    value = form.get(name, "")
    if isinstance(value, UploadFile):
        raise HTTPException(422, f"{name}: expected text, found a file")
    if len(value) > most:
        raise HTTPException(422, f"{name}: expected at most {most} characters, found {len(value)}")
    return value.strip()


def flag_field(form: FormData, name: str) -> bool:
    """Whether a box of a form is ticked.

    Raises:
        HTTPException: it holds something else than `on`.
    """
    text = field(form, name, 20)
    if text not in ("", "on"):
        raise HTTPException(422, f"{name}: expected `on`, or nothing")
    return text == "on"


def number_field(form: FormData, name: str) -> int:
    """A whole number of a form, 0 where it is missing.

    Raises:
        HTTPException: it is none.
    """
    text = field(form, name, 18)
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()):
        raise HTTPException(422, f"{name}: expected a number")
    return int(text)


def to_label(number: int) -> Response:
    """Lets the browser load the page of the label anew."""
    return Response(status_code=204, headers={"HX-Redirect": f"/labels/{number}"})
