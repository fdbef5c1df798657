"""``diplomatic-ties show``: one record for people, each value with who says it and who differs."""

import argparse
import textwrap
from collections.abc import Iterator
from typing import Any

import diplomatic_ties as ties
from diplomatic_ties.commands.common import to_json
from diplomatic_ties.dates import dated

HELP = "show one record: each value, who says it and who differs"
WIDTH = 100
# A term of the model, which is not imported: to show a record needs pyarrow alone.
SAME_DECISION = "same_decision"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("event_id", help="six characters, such as k7m2x9")
    parser.add_argument("--json", action="store_true", help="the whole record as JSON")


def run(options: argparse.Namespace) -> int:
    """Print a card, or the record as JSON."""
    record = ties.event(options.event_id)
    print(to_json(record) if options.json else "\n".join(card(record)), end="" if options.json else "\n")
    return 0


def card(record: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a card."""
    pages = {page["source_id"]: page for page in record["sources"]}
    yield f"{record['event_id']}  {record['measure']}  {record['initiator_name']} -> {record['counterpart_name']}"
    yield f"        {record['announced_edtf']}, evidence {record['evidence']}, {_checked(record)}"
    yield ""
    yield from textwrap.wrap(record["summary"], WIDTH)
    yield ""
    for value in record["values"]:
        yield f"{value['field']:15} {value['value']:24} {value['grade'] or '-'}  {_names(value['said_by'], pages)}"
        for source_id in value["differs"]:
            other = pages[source_id]["says"].get(value["field"])
            yield f"{'':15} but {other}: {_name(pages[source_id])}"
    for link in record["links"]:
        here = link["event_id"] == record["event_id"]
        # One decision is told from all sides; once is enough here.
        if not here and link["link_type"] == SAME_DECISION:
            continue
        other = link["to_event_id"] if here else link["event_id"]
        relation = link["link_type"] if here else f"{link['link_type']} by"
        yield f"{relation:27} {other}" + (f"  ({link['basis']}: {link['note']})" if link["note"] else "")
    yield ""
    for page in record["sources"]:
        yield f"{_name(page)}, {_date(page)}, {page['kind']}"
        yield f"    {page['url']}"
    if record["coder_note"]:
        yield ""
        yield from textwrap.wrap(record["coder_note"], WIDTH)


def _checked(record: dict[str, Any]) -> str:
    day = record["last_checked"]
    return f"held against its pages again on {day}" if day else "not held against its pages again yet"


def _date(page: dict[str, Any]) -> str:
    """The date of a page as precise as it is known."""
    return dated(page["published"], page["published_precision"], page["published_approximate"]) or "no date"


def _names(source_ids: list[str], pages: dict[str, Any]) -> str:
    return "; ".join(dict.fromkeys(_name(pages[source_id]) for source_id in source_ids))


def _name(page: dict[str, Any]) -> str:
    return f"{page['publisher']} (via {page['via']})" if page["via"] else str(page["publisher"])
