"""Labels drawn for tests."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

LEFT = ("Keep out of reach", "of children under", "the age of 18.")
RIGHT = ("Distributed by", "Example Botanicals", "Springfield")


def two_columns(ink: str = "black", ground: str = "white") -> Image.Image:
    """Two columns of three lines, 1500 by 500 pixels."""
    image = Image.new("RGB", (1500, 500), ground)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(36)
    draw.multiline_text((60, 80), "\n".join(LEFT), ink, font, spacing=12)
    draw.multiline_text((900, 84), "\n".join(RIGHT), ink, font, spacing=12)
    return image
