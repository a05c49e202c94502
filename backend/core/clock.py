"""What time it is, and which day: instants are UTC, days belong to the organisation's time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.core.config import settings


def now() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC)


def now_ms() -> int:
    """The present instant in milliseconds since the epoch."""
    return to_ms(now())


def to_ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def zone() -> ZoneInfo:
    """The time zone in which this deployment's days begin and end."""
    return ZoneInfo(settings().time_zone)


def day_of(instant: datetime) -> date:
    """The local day on which an instant falls."""
    return instant.astimezone(zone()).date()


def today() -> date:
    return day_of(now())


def bounds_ms(day: date) -> tuple[int, int]:
    """A local day as a half-open interval of milliseconds since the epoch."""
    start = datetime.combine(day, time.min, zone())
    end = datetime.combine(day + timedelta(days=1), time.min, zone())
    return to_ms(start), to_ms(end)
