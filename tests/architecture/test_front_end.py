import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import TOP, front_end

FOREIGN = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|object|embed|form)\b[^>]*?\b(?:src|srcset|data|action)\s*=\s*["']?\s*(?:https?:)?//"""
    r"""|<link\b[^>]*?\bhref\s*=\s*["']?\s*(?:https?:)?//"""
    r"""|url\(\s*["']?\s*(?:https?:)?//"""
    r"""|@import\s+["']?(?:https?:)?//"""
    r"""|(?:from|import)\s*\(?\s*["'](?:https?:)?//""",
    re.I | re.S,
)
RAW_MARKUP = re.compile(
    r"\.(?:innerHTML|outerHTML)\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcdoc"
)
INLINE = re.compile(r"<[a-z][^>{]*?\s(?:style|on[a-z]+)\s*=", re.I)
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")


def _hits(pattern: re.Pattern[str], files: list[Path]) -> Iterator[str]:
    for file in files:
        text = file.read_text(encoding="utf-8")
        for hit in pattern.finditer(text):
            yield f"{file.relative_to(TOP).as_posix()}:{text.count(chr(10), 0, hit.start()) + 1} {hit.group()[:60]}"


def test_nothing_is_loaded_from_another_host() -> None:
    assert list(_hits(FOREIGN, front_end(".html", ".css", ".js", ".svg"))) == []


def test_scripts_never_make_markup_from_text() -> None:
    assert list(_hits(RAW_MARKUP, front_end(".html", ".js"))) == []


def test_templates_have_no_inline_style_or_event() -> None:
    assert list(_hits(INLINE, front_end(".html"))) == []


def test_every_script_of_a_template_has_a_source_or_a_nonce() -> None:
    bare = re.compile(r"<(?:script|style)\b(?![^>]*\b(?:src=|nonce=|type=\"application/json\"))[^>]*>", re.I)
    assert list(_hits(bare, front_end(".html"))) == []


def test_templates_switch_escaping_off_for_our_own_map_parts_only() -> None:
    found = [hit for hit in _hits(UNSAFE, front_end(".html")) if not hit.startswith("templates/map/")]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    assert FOREIGN.search('<script src="https://a.example/x.js">')
    assert FOREIGN.search("background: url(//a.example/x.png)")
    assert not FOREIGN.search('<a href="https://a.example/">')
    assert RAW_MARKUP.search("box.innerHTML = text")
    assert INLINE.search('<p class="x" onclick="go()">')
