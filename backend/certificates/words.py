"""What a certificate says, in Chinese and in English."""

from dataclasses import dataclass

from backend.certificates.models import Certificate
from backend.core.config import settings


@dataclass(frozen=True)
class Words:
    heading: str
    name: str
    sentence: str
    hours: str
    details: tuple[str, ...]
    foot: tuple[str, ...]


def words_of(certificate: Certificate, language: str) -> Words:
    return _in_chinese(certificate) if language == "zh" else _in_english(certificate)


def in_hours(seconds: int) -> str:
    """10.5, 32: hours as the app says them, cut and never rounded up."""
    tenths = seconds // 360
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def spaced(code: str) -> str:
    """A code in groups of five, to be read out."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def _in_chinese(one: Certificate) -> Words:
    heading, sentence = (
        ("结业证书", f"已学完课程《{one.title}》的全部必修课时，计")
        if one.kind == "course"
        else (
            "学时证书",
            f"{one.year} 年度（截至 {one.day:%Y年%m月%d日}）累计学习",
        )
    )
    parts = f"线上学习 {in_hours(one.study_seconds)} · 会议 {in_hours(one.meeting_seconds)} · 其他学习 {in_hours(one.outside_seconds)}"
    target = one.target_seconds or 0
    verdict = f"年度目标 {in_hours(target)} 小时：{'已达到' if one.target_met else '未达到'}"
    return Words(
        heading,
        one.name,
        sentence,
        f"{in_hours(one.seconds)} 小时",
        (parts, verdict) if one.kind == "year" else (f"完成日期 {one.day:%Y年%m月%d日}",),
        (one.branch_name, f"{settings().name} · {one.day:%Y-%m-%d}", f"证书编号 {spaced(one.code)}", "扫描右侧二维码，任何人都可验证"),
    )


def _in_english(one: Certificate) -> Words:
    heading, sentence = (
        ("Certificate of completion", f"has completed every required lesson of “{one.title}”, counting")
        if one.kind == "course"
        else ("Certificate of study hours", f"has studied in {one.year} (until {one.day:%Y-%m-%d})")
    )
    parts = f"Study {in_hours(one.study_seconds)} · Meetings {in_hours(one.meeting_seconds)} · Outside {in_hours(one.outside_seconds)}"
    verdict = f"Target of the year, {in_hours(one.target_seconds or 0)} hours: {'met' if one.target_met else 'not met'}"
    return Words(
        heading,
        one.name,
        sentence,
        f"{in_hours(one.seconds)} hours",
        (parts, verdict) if one.kind == "year" else (f"Completed on {one.day:%Y-%m-%d}",),
        (one.branch_name, f"{settings().name_en} · {one.day:%Y-%m-%d}", f"Code {spaced(one.code)}", "Anybody can verify it by the QR code"),
    )
