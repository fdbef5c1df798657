"""What text a record may hold: what people read, and nothing that does harm where it is published.

Summaries and notes end up in CSV cells, Markdown, HTML and terminals. So a text is composed (NFC, Unicode Standard
Annex 15), printable, on one line, with single plain blanks; it is no markup, and no formula in a spreadsheet
(OWASP, "CSV injection").
"""

import re
import unicodedata

# What a spreadsheet runs where a cell begins with it, in both widths.
FORMULA = "=+-@＝＋－＠"
MARKUP = re.compile(r"<[A-Za-z/!?]|&(?:#[0-9]|#x[0-9A-Fa-f]|[A-Za-z]+;)|\]\(|(?:java|vb)script:", re.IGNORECASE)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def checked_text(text: str) -> str:
    """Return ``text``; ``ValueError`` with the cure where it may not stand in a record."""
    if "\n" in text or "\r" in text:
        raise ValueError("the text has a line break; write it as one line")
    # Printable leaves out control, format (bidirectional and zero-width), private-use and unassigned characters,
    # surrogates, and every blank but the plain one.
    if not text.isprintable() or REPLACEMENT in text:
        place, strange = next(
            (place, character)
            for place, character in enumerate(text, 1)
            if not character.isprintable() or character == REPLACEMENT
        )
        raise ValueError(f"the text has {_called(strange)} at character {place}; {_cure(strange)}")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("the text has letters and accents apart; write them composed (Unicode NFC)")
    if "  " in text:
        raise ValueError(f"the text has two blanks together at character {text.index('  ') + 1}; write one")
    if text[:1] in FORMULA and text:
        raise ValueError(
            f"the text begins with {text[0]!r}, which a spreadsheet takes for a formula; begin with a word"
        )
    if found := MARKUP.search(text):
        raise ValueError(f"the text has markup ({found.group()!r}); write plain words")
    return text


def _called(character: str) -> str:
    return f"{unicodedata.name(character, 'a character without a name')} (U+{ord(character):04X})"


def _cure(character: str) -> str:
    return "write a plain blank" if unicodedata.category(character) == "Zs" else "take it out"
