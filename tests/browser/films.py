"""Films of a QR code as a phone's camera sees it: raw YUV 4:2:0 for Chromium's fake camera."""

from collections.abc import Callable
from pathlib import Path

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 640, 480
WALL = 150

Look = Callable[[Image.Image], Image.Image]


def film(link: str, file: Path, look: Look = lambda picture: picture, share: float = 0.75) -> None:
    """A film of one picture: the link's code on a screen that fills `share` of the picture's height."""
    side = int(HEIGHT * share)
    symbol = qrcode.make(link).convert("L").resize((side, side))
    picture = Image.new("L", (WIDTH, HEIGHT), WALL)
    picture.paste(symbol, ((WIDTH - side) // 2, (HEIGHT - side) // 2))
    frame = b"FRAME\n" + look(picture).tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + frame * 3)


def glare(picture: Image.Image) -> Image.Image:
    """A lamp is mirrored in the screen: a soft white spot over a corner of the code."""
    spot = Image.new("L", picture.size, 0)
    ImageDraw.Draw(spot).ellipse((360, 260, 440, 330), fill=255)
    return ImageChops.lighter(picture, spot.filter(ImageFilter.GaussianBlur(14)))


def tilted(picture: Image.Image) -> Image.Image:
    """Seen from the side and from below: the far edge is shorter."""
    corners = (-40, -60, -10, HEIGHT + 90, WIDTH + 130, HEIGHT + 10, WIDTH + 60, -20)
    return picture.transform(picture.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR, fillcolor=WALL).rotate(
        12, fillcolor=WALL
    )


def dim(picture: Image.Image) -> Image.Image:
    """A screen turned down in a dark hall: little contrast, some grain, and a hand that is not quite still."""
    dark = picture.point(lambda light: 14 + light // 5)
    grain = Image.effect_noise(picture.size, 22).point(lambda light: light // 12)
    return ImageChops.add(dark, grain, offset=-10).filter(ImageFilter.GaussianBlur(0.8))


def bright(picture: Image.Image) -> Image.Image:
    """A projector in the sun: black is grey."""
    return picture.point(lambda light: 120 + light * 135 // 255)
