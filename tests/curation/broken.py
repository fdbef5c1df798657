"""Broken datasets, each with the one rule that must speak, and sound ones that stand at a rule's border.

Every case is laid over the small copy of the dataset (``small``) together with an invented world, whose
codes are those that ISO 3166 leaves to users; no correction of a real record changes a case.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from diplomatic_ties.model.vocabulary import Waiver

Files = dict[str, str | bytes]

# Appended to the registries, or a file of its own where there is none.
WORLD: dict[str, str] = {
    "actors.yaml": """\
- id: ZZB
  name: Borduria
  kind: state
  iso3: ZZB
  iso2: QM
  cow: 9001
  gw: 9101
  wikidata: Q999000001
  begins: null
  ends: null
  memberships:
    - {org: ZZO, begins: 1990-01-01, ends: 1999-12-31}
    - {org: ZZO, begins: 2005, ends: null}
- id: ZZO
  name: Ruritanian League
  kind: organisation
  iso3: null
  iso2: null
  cow: null
  gw: null
  wikidata: null
  begins: 1949-01-01
  ends: null
  memberships: []
- id: ZZR
  name: Ruritania
  kind: state
  iso3: ZZR
  iso2: QN
  cow: 9002
  gw: 9102
  wikidata: Q999000002
  begins: 1950-03-01
  ends: null
  memberships: []
- id: ZZS
  name: Kingdom of Syldavia
  kind: state
  iso3: ZZS
  iso2: QO
  cow: 9003
  gw: 9103
  wikidata: Q999000003
  begins: null
  ends: 2015-06-30
  memberships: []
- id: ZZT
  name: Republic of Syldavia
  kind: state
  iso3: ZZT
  iso2: QP
  cow: 9003
  gw: 9104
  wikidata: Q999000004
  begins: 2015-06-30
  ends: null
  memberships: []
""",
    "missions/zzb.yaml": """\
- id: zzb-zzr
  name: Embassy of Borduria in Ruritania
  sender: ZZB
  host: ZZR
  country: ZZR
  city: Strelsau
  kind: embassy
  opened: 1960-05-01
  closed: null
  note: null
- id: zzb-zzr-council
  name: Council of Borduria and Ruritania
  sender: ZZB
  host: ZZR
  country: null
  city: null
  kind: council
  opened: null
  closed: null
  note: null
- id: zzb-zzr-port
  name: Consulate of Borduria in the port
  sender: ZZB
  host: ZZR
  country: ZZR
  city: Port
  kind: consulate
  opened: 1970
  closed: 2010-06-30
  note: null
""",
    "missions/zzr.yaml": """\
- id: zzr-zzb
  name: Embassy of Ruritania in Borduria
  sender: ZZR
  host: ZZB
  country: ZZB
  city: Szohod
  kind: embassy
  opened: null
  closed: null
  note: null
- id: zzr-zzb-hill
  name: Consulate of Ruritania on the hill
  sender: ZZR
  host: ZZB
  country: ZZB
  city: Hill
  kind: consulate
  opened: 2010-03-15
  closed: null
  note: null
""",
    "episodes/undated.yaml": """\
- id: zz-borduria-ruritania
  title: Borduria and Ruritania
  summary: An invented quarrel.
""",
    "triggers.yaml": """\
- id: zz-border-incident-2010
  date: 2010-03-10
  title: Border incident
  summary: An invented incident.
""",
    "publishers/zzb.yaml": """\
- id: zz-ministry
  name: Ministry of Foreign Affairs of Borduria
  also: []
  kind: government
  country: ZZB
  state: ZZB
  wikidata: null
  domains: [ministry.example]
  note: null
- id: zz-radio
  name: Radio Szohod
  also: [Szohod on Air]
  kind: state_media
  country: ZZB
  state: ZZB
  wikidata: null
  domains: [radio.example]
  note: null
- id: zz-wire
  name: Bordurian Wire
  also: [BW]
  kind: agency
  country: ZZB
  state: null
  wikidata: null
  domains: [wire.example]
  note: null
""",
    "publishers/zzr.yaml": """\
- id: zz-herald
  name: The Strelsau Herald
  also: []
  kind: press
  country: ZZR
  state: null
  wikidata: null
  domains: [herald.example]
  note: null
- id: zz-relay
  name: Strelsau Relayed
  also: []
  kind: platform
  country: ZZR
  state: null
  wikidata: null
  domains: [relay.example]
  note: null
- id: zz-year-book
  name: Year Book of Strelsau
  also: []
  kind: reference
  country: ZZR
  state: null
  wikidata: null
  domains: [year-book.example]
  note: null
""",
    "coverage/zz.yaml": """\
- id: zz-b-r
  initiator: ZZB
  counterpart: ZZR
  begins: 2010-01-01
  ends: 2010-12-31
  measures: [all]
  status: partial
  how: Not at all, as it is invented
  searched: 2020-01-01
  note: null
- id: zz-members
  initiator: members:ZZO
  counterpart: any
  begins: 2010-01-01
  ends: 2010-01-01
  measures: [staff, relations_severed]
  status: partial
  how: Not at all, as it is invented
  searched: 2020-01-01
  note: null
""",
    "leads/zz.yaml": """\
- id: zz-lead
  measure: null
  initiator: null
  counterpart: ZZR
  date: null
  what: Something is remembered
  searched: Nowhere, as it is invented
""",
}

FIELDS = {
    "measure": "expulsion",
    "initiator": "ZZB",
    "counterpart": "ZZR",
    "affects": "counterpart",
    "instrument": "persona_non_grata",
    "mission": "null",
    "announced": "2010-03-10",
    "effective": "null",
    "deadline": "null",
    "persons": "{best: 3, scope: diplomats}",
    "grounds": "[espionage]",
    "trigger": "null",
    "episode": "zz-borduria-ruritania",
    "links": "[]",
    "outcome": "ordered",
    "summary": "An invented measure",
}
DAY = FIELDS["announced"]
PAGE = """\
  - url: https://www.{publisher}.example/{id}
    publisher: zz-{publisher}
    via: null
    published: {published}
    language: en
    accessed: 2020-01-01
    says: {{announced: {announced}{says}}}
"""


def page(publisher: str, id_: str, announced: str, says: str) -> str:
    """A page of one of the invented publishers."""
    published = announced.rstrip("~")
    return PAGE.format(publisher=publisher, id=id_, published=published, announced=announced, says=says)


def record(
    id_: str,
    *,
    says: str = ", persons: 3",
    publishers: str = "ministry wire",
    coder_note: str = "null",
    **changed: str,
) -> Files:
    """A valid record with some values changed, below the name that it must bear.

    ``says`` is what each of its pages says beside the announced day.
    """
    fields = FIELDS | changed
    pages = "".join(page(publisher, id_, fields["announced"], says) for publisher in publishers.split())
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    text = f"id: {id_}\n{lines}sources:\n{pages}coder_note: {coder_note}\n"
    day = fields["announced"].rstrip("~")
    pair = f"{fields['initiator']}-{fields['counterpart']}".lower()
    return {f"events/{day[:4]}/{day}-{pair}-{fields['measure']}.{id_}.yaml": text}


def page_of_persons(publisher: str, id_: str) -> str:
    """A page that tells the number of persons and not the day."""
    return page(publisher, id_, DAY, ", persons: 3").replace(f"announced: {DAY}, ", "")


def held(id_: str, unsaid: str = "", also: str = "", **changed: str) -> Files:
    """A valid record that was held against its pages again: they say all that is coded, but for ``unsaid``."""
    said = {
        "persons": "3",
        "persons_scope": "diplomats",
        "instrument": "persona_non_grata",
        "grounds": "[espionage]",
    }
    says = "".join(f", {name}: {value}" for name, value in said.items() if name != unsaid)
    return record(id_, says=says + also, **{"last_checked": "2020-01-02"} | changed)


def plain(id_: str, measure: str, **changed: str) -> Files:
    """A valid record of a measure that counts no one."""
    defaults = {"instrument": "null", "persons": "null", "says": ""}
    return record(id_, measure=measure, **(defaults | changed))


def ceiling(id_: str, limit: str, says: str, **changed: str) -> Files:
    """A valid record of a limit on staff."""
    return plain(id_, "staff_ceiling", ceiling=f"{{{limit}, scope: diplomats}}", says=says, **changed)


def answer(id_: str, measure: str = "expulsion", **changed: str) -> Files:
    """A record of what Ruritania does in turn."""
    sides = {"initiator": "ZZR", "counterpart": "ZZB", "announced": "2010-03-20"} | changed
    return record(id_, **sides) if measure == "expulsion" else plain(id_, measure, **sides)


def linked(type_: str, to: str = "zzaaaa") -> str:
    """The links of a record that has one."""
    return f"[{{type: {type_}, to: {to}}}]"


def correction(event: str, column: str) -> Files:
    """The registry of corrections with one in it."""
    entry = f"- id: zz-one\n  event: {event}\n  field: {column}\n  corrected: 2020-01-01\n  reason: Invented\n"
    return {"corrections.yaml": entry}


def tombstone(id_: str, now: str = "[]") -> Files:
    """The registry of withdrawn records with one in it."""
    return {"withdrawn.yaml": f"- id: {id_}\n  withdrawn: 2020-01-01\n  reason: Invented\n  now: {now}\n"}


def second_coding(id_: str, initiator: str = "ZZB") -> Files:
    """A second coding of a record."""
    return {
        f"second_codings/{id_}.yaml": f"""\
id: {id_}
coded: 2020-01-01
pages: [https://www.wire.example/zzaaaa]
coding:
  measure: expulsion
  initiator: {initiator}
  counterpart: ZZR
  affects: counterpart
  instrument: persona_non_grata
  announced: 2010-03-10
  effective: null
  deadline: null
  persons: 3
  persons_scope: diplomats
  ceiling_before: null
  ceiling_after: null
  grounds: [espionage]
settled: []
"""
    }


class Edit(NamedTuple):
    """Text that stands in the one file of a pattern, and what is written in each of its places."""

    file: str
    old: str
    new: str


# One Syldavia goes on as the other.
_END = "  begins: 2015-06-30\n  ends: null\n"
GOES_ON = Edit("actors.yaml", _END, f"{_END}  continues: ZZS\n")


@dataclass(frozen=True)
class Case:
    """What is done to the small dataset and the invented world: removed, then added, then edited."""

    rule: str
    what: str
    edits: tuple[Edit, ...] = ()
    added: Files = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    def apply(self, root: Path) -> None:
        """Change the dataset below ``root``; what is edited or removed must be there."""
        for name, text in WORLD.items():
            path = root / name
            path.parent.mkdir(exist_ok=True)
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(before + text, encoding="utf-8")
        for name in self.removed:
            path = root / name
            path.rename(root.parent / "removed")
        for name, content in self.added.items():
            path = root / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        for edit in self.edits:
            (path,) = root.glob(edit.file)
            before = path.read_text(encoding="utf-8")
            assert edit.old in before, edit
            path.write_text(before.replace(edit.old, edit.new), encoding="utf-8")


@dataclass(frozen=True)
class Broken(Case):
    """A case of which one rule alone must speak: words of its problem and cure, and where it points.

    ``line`` is text of that line; ``column`` counts from 1 and is null where it does not matter.
    """

    problem: str = ""
    cure: str = ""
    line: str = ""
    column: int | None = None
    place: str = "events/*/*"
    faults: int = 1


@dataclass(frozen=True)
class Sound(Case):
    """A case at the border of a rule, of which no rule may speak."""


A, B = "events/*/*.zzaaaa.yaml", "events/*/*.zzbbbb.yaml"
NATO_EXPULSION = "events/2021/2021-10-06-nato-rus-expulsion.*.yaml"

# What the reader refuses.
YAML = (
    Broken(
        "yaml",
        "a key stands twice",
        added=record("zzaaaa"),
        edits=(Edit(A, "effective: null\n", "effective: null\neffective: 2010-03-11\n"),),
        problem="`effective` stands twice",
        cure="keep one of the two",
        line="effective: 2010-03-11",
    ),
    Broken(
        "yaml",
        "an anchor",
        added=record("zzaaaa"),
        edits=(Edit(A, "trigger: null", "trigger: &none null"),),
        problem="an anchor stands here",
        cure="remove it; every value is written out",
        line="trigger:",
    ),
    Broken(
        "yaml",
        "an alias",
        added=record("zzaaaa"),
        edits=(Edit(A, "mission: null", "mission: *post"),),
        problem="an alias stands here",
        cure="write the value out",
        line="mission: *post",
    ),
    Broken(
        "yaml",
        "a tag",
        added=record("zzaaaa"),
        edits=(Edit(A, "mission: null", "mission: !!null null"),),
        problem="a tag stands here (tag:yaml.org,2002:null)",
        cure="remove it; a record has no tags",
        line="mission:",
    ),
    Broken(
        "yaml",
        "a tag of no name",
        added=record("zzaaaa"),
        edits=(Edit(A, "mission: null", "mission: ! null"),),
        problem="a tag stands here (!)",
        cure="remove it; a record has no tags",
        line="mission:",
    ),
    Broken(
        "yaml",
        "a key that is a list",
        added=record("zzaaaa"),
        edits=(Edit(A, "trigger: null", "trigger: null\n? [a]\n: {b: 1}"),),
        problem="a key is a list or map",
        cure="write a name",
        line="? [a]",
        column=3,
    ),
    Broken(
        "yaml",
        "a second document",
        added=record("zzaaaa"),
        edits=(Edit(A, "coder_note: null", "coder_note: null\n---\nid: zzbbbb"),),
        problem="a second document begins here",
        cure="keep one to a file",
        line="---",
        column=1,
    ),
    Broken(
        "yaml",
        "no UTF-8",
        added={"leads/zz-a.yaml": b"[]\n# \xff\n"},
        problem="the file is not UTF-8",
        cure="save it as UTF-8",
        line="#",
        place="leads/zz-a.yaml",
        column=1,
    ),
    Broken(
        "yaml",
        "text with a colon",
        added=record("zzaaaa", summary="An invented measure: unquoted"),
        problem="this is not YAML (mapping values are not allowed in this context)",
        cure="check indentation and quote text that has `: `",
        line="summary: An invented measure",
    ),
    Broken(
        "yaml",
        "a list that is left open",
        added={"leads/zz-a.yaml": "- id: [1\n"},
        problem="this is not YAML",
        cure="check indentation",
        place="leads/zz-a.yaml",
    ),
    Broken(
        "yaml",
        "lists in lists in lists",
        added={"leads/zz-a.yaml": "[" * 995 + "]" * 995},
        problem="lists are nested without end",
        cure="write a flat record",
        place="leads/zz-a.yaml",
        line="[[[",
        column=1,
    ),
    Broken(
        "yaml",
        "a control character",
        added=record("zzaaaa", summary="An \x07invented measure"),
        problem="this is not YAML (unacceptable character #x0007",
        cure="remove characters that YAML does not allow",
        line="id: zzaaaa",
        column=1,
    ),
    Broken(
        "yaml",
        "an empty registry",
        added={"leads/zz-a.yaml": "# nothing yet\n"},
        problem="the file is empty",
        cure="write a record or remove the file",
        place="leads/zz-a.yaml",
        line="# nothing yet",
        column=1,
    ),
    Broken(
        "yaml",
        "an empty record",
        added={"events/2010/zz.yaml": ""},
        problem="the file is empty",
        cure="write a record or remove the file",
        column=1,
    ),
)

MODEL = (
    Broken(
        "model",
        "a field is missing that may be null",
        added=record("zzaaaa"),
        edits=(Edit(A, "effective: null\n", ""),),
        problem="`effective` is missing",
        cure="; null if unknown)",
        line="id: zzaaaa",
    ),
    Broken(
        "model",
        "a field is missing that may not",
        added=record("zzaaaa"),
        edits=(Edit(A, "affects: counterpart\n", ""),),
        problem="`affects` is missing",
        cure="add it (whose representation changes)",
        line="id: zzaaaa",
    ),
    Broken(
        "model",
        "a field within a field is missing",
        added=record("zzaaaa", persons="{best: 3}"),
        problem="`persons.scope` is missing",
        cure="add it (who is counted)",
        line="persons: {best: 3}",
    ),
    Broken(
        "model",
        "a field is misspelt",
        added=record("zzaaaa", triger="null"),
        problem="`triger` is not a field",
        cure="did you mean `trigger`?",
        line="triger: null",
    ),
    Broken(
        "model",
        "a field of a page is misspelt",
        added=record("zzaaaa", says=", persons: 3, deadlin: 2010-03-11", publishers="ministry", coder_note="One"),
        problem="`sources.0.says.deadlin` is not a field",
        cure="did you mean `deadline`?",
        line="says:",
    ),
    Broken(
        "model",
        "a field that is like no other",
        added=record("zzaaaa", persons="{best: 3, scope: diplomats, xyz: 1}"),
        problem="`persons.xyz` is not a field",
        cure="write one of best, scope",
        line="persons:",
    ),
    Broken(
        "model",
        "a term is misspelt",
        added=record("zzaaaa"),
        edits=(Edit(A, "measure: expulsion", "measure: expulsions"),),
        problem="`measure` cannot be 'expulsions'",
        cure="did you mean `expulsion`?",
        line="measure: expulsions",
    ),
    Broken(
        "model",
        "a term that is like no other",
        added=record("zzaaaa", affects="xyz"),
        problem="`affects` cannot be 'xyz'",
        cure="write one of initiator, counterpart, both",
        line="affects: xyz",
    ),
    Broken(
        "model",
        "a date in words",
        added=record("zzaaaa", effective="spring"),
        problem="`effective`: 'spring' is not a date",
        cure="write 2021-10-06",
        line="effective: spring",
    ),
    Broken(
        "model",
        "a day that is not in the calendar",
        added=record("zzaaaa", effective="2010-02-30"),
        problem="`effective`: '2010-02-30' is not a day of the calendar",
        cure="when it takes effect",
        line="effective: 2010-02-30",
    ),
    Broken(
        "model",
        "a page says a day that is not in the calendar",
        added=record("zzaaaa", says=", deadline: 2010-02-30", publishers="wire", persons="null"),
        problem="`sources.0.says.deadline`: '2010-02-30' is not a day of the calendar",
        cure="the last day to leave, where the page names it; null if unknown",
        line="says: {announced",
    ),
    Broken(
        "model",
        "a page that says nothing",
        added=record("zzaaaa"),
        edits=(Edit(A, "says: {announced: 2010-03-10, persons: 3}", "says: {}"),),
        problem=".says`: the source says nothing",
        cure="give what it says",
        line="says: {}",
        faults=2,
    ),
    Broken(
        "model",
        "a code in lower case",
        added=record("zzaaaa"),
        edits=(Edit(A, "counterpart: ZZR", "counterpart: zzr"),),
        problem="`counterpart` cannot be 'zzr'",
        cure="write it so that it fits ^[A-Z]",
        line="counterpart: zzr",
    ),
    Broken(
        "model",
        "a number as text",
        added=record("zzaaaa", persons="{best: '3', scope: diplomats}"),
        problem="`persons.best` cannot be '3'",
        cure="input should be a valid integer",
        line="persons:",
    ),
    Broken(
        "model",
        "a list is empty that may not be",
        added=record("zzaaaa", grounds="[]"),
        problem="`grounds` cannot be []",
        cure="list should have at least 1 item",
        line="grounds: []",
    ),
    *(
        Broken(
            "model",
            what,
            added=record("zzaaaa", **{name: given}),
            problem=problem,
            cure=cure,
            line=f"{name}: {given}",
        )
        for what, name, given, problem, cure in (
            ("a term of no unit", "term", "P7", "`term`: 'P7' is no term", "write PT48H, P7D, P2W or P1M"),
            ("a term in words", "term", "a week", "`term`: 'a week' is no term", "PT0S for at once"),
            (
                "a last day with an open end",
                "deadline",
                "../2010-03-12",
                "`deadline`: '../2010-03-12' has an open end",
                "write the day, the month or the year",
            ),
            (
                "a day in force with two open ends",
                "effective",
                "../2010-03-12/..",
                "`effective`: '2010-03-12/..' is not a date",
                "write 2021-10-06",
            ),
            ("an outcome of old", "outcome", "unknown", "`outcome` cannot be 'unknown'", "write one of ordered,"),
            (
                "a rule that cannot be waived",
                "waives",
                "[ids]",
                "`waives.0` cannot be 'ids'",
                "write one of date_order,",
            ),
            (
                "a link that rests on nothing",
                "links",
                "[{type: extends, to: zzbbbb, basis: guessed}]",
                "`links.0.basis` cannot be 'guessed'",
                "write one of said, inferred",
            ),
        )
    ),
    Broken(
        "model",
        "a day announced with an open end",
        added=record("zzaaaa"),
        edits=(Edit(A, "\nannounced: 2010-03-10\n", "\nannounced: 2010-03-10/..\n"),),
        problem="`announced`: '2010-03-10/..' has an open end",
        cure="write the day, the month or the year",
        line="announced: 2010-03-10/..",
    ),
    Broken(
        "model",
        "a registry that is a map",
        added={"leads/zz-a.yaml": "id: zz-one\n"},
        problem="a registry is a list",
        cure="begin each entry with `- id:`",
        place="leads/zz-a.yaml",
        line="id: zz-one",
    ),
    Broken(
        "model",
        "a record that is a list",
        added={"events/2010/zz.yaml": "- id: zzaaaa\n"},
        problem="this is not a map of fields",
        cure="write the fields of the event as `name: value`",
        line="- id: zzaaaa",
    ),
    Broken(
        "model",
        "an entry that is text",
        edits=(Edit("leads/zz.yaml", "- id: zz-lead", "- zz-lea\n- id: zz-lead"),),
        problem="this is not a map of fields",
        cure="write the fields of the lead as `name: value`",
        place="leads/zz.yaml",
        line="- zz-lea",
    ),
    Broken(
        "model",
        "an entry with a fault, beside others",
        edits=(Edit("missions/zzb.yaml", "kind: council", "kind: counsel"),),
        problem="`kind` cannot be 'counsel'",
        cure="did you mean `council`?",
        place="missions/zzb.yaml",
        line="kind: counsel",
    ),
)

FILES = (
    Broken(
        "files",
        "a file among the records that is none",
        added={"events/2010/notes.txt": "To be done\n"},
        problem="this is no record",
        cure="remove it or name it .yaml",
        line="To be done",
        column=1,
    ),
    Broken(
        "files",
        "a record with another ending",
        added={name.replace(".yaml", ".yml"): text for name, text in record("zzaaaa").items()},
        problem="this is no record",
        cure="remove it or name it .yaml",
        line="id: zzaaaa",
        column=1,
    ),
    Broken(
        "files",
        "a name that no registry has",
        added={"lead.yaml": "[]\n"},
        problem="no registry has this name",
        cure="did you mean leads?",
        place="lead.yaml",
        line="[]",
        column=1,
    ),
    Broken(
        "files",
        "a registry is missing",
        removed=("corrections.yaml",),
        problem="the registry corrections is missing",
        cure="add it, if only with []",
        place="corrections.yaml",
        column=1,
    ),
    Broken(
        "files",
        "the folder of a registry is missing",
        removed=("second_codings",),
        problem="the registry second_codings is missing",
        cure="add the folder",
        place="second_codings",
        column=1,
    ),
)

# Rules about a record alone.
RECORD = (
    Broken(
        "instrument_is_of_expulsions",
        "an expulsion with no instrument",
        edits=(Edit(NATO_EXPULSION, "instrument: accreditation_withdrawn", "instrument: null"),),
        problem="an expulsion has no instrument",
        cure="write `unspecified`",
        line="instrument: null",
        place=NATO_EXPULSION,
    ),
    Broken(
        "instrument_is_of_expulsions",
        "another measure with an instrument",
        added=plain("zzaaaa", "accreditation_refusal", instrument="unspecified"),
        problem="accreditation_refusal has no instrument",
        cure="write null",
        line="instrument: unspecified",
    ),
    Broken(
        "ceiling_is_of_staff_ceilings",
        "a limit with no ceiling",
        added=plain("zzaaaa", "staff_ceiling"),
        problem="a staff_ceiling has no `ceiling`",
        cure="add before, after, rule and scope",
        line="measure: staff_ceiling",
    ),
    Broken(
        "ceiling_is_of_staff_ceilings",
        "an expulsion with a ceiling",
        added=record("zzaaaa", ceiling="{before: null, after: null, rule: parity, scope: diplomats}"),
        problem="expulsion has a ceiling",
        cure="make it a record of its own",
        line="ceiling: {before",
    ),
    Broken(
        "ceiling_is_of_staff_ceilings",
        "a lifted limit with a number",
        added=ceiling("zzaaaa", "before: 10, after: 20, rule: lifted", ", ceiling_before: 10, ceiling_after: 20"),
        problem="a lifted limit has an `after`",
        cure="write null, or rule: maximum",
        line="ceiling: {before",
    ),
    Broken(
        "ceiling_is_of_staff_ceilings",
        "a maximum with no number",
        added=ceiling("zzaaaa", "before: 10, after: null, rule: maximum", ", ceiling_before: 10"),
        problem="a maximum has no number",
        cure="write rule: parity, or waive ceiling_number and say in coder_note why",
        line="ceiling: {before",
    ),
    Broken(
        "ceiling_is_of_staff_ceilings",
        "a withdrawal with a ceiling",
        added=plain(
            "zzaaaa",
            "staff_withdrawal",
            affects="initiator",
            ceiling="{before: null, after: null, rule: parity, scope: diplomats}",
        ),
        problem="staff_withdrawal has a ceiling",
        cure="make it a record of its own",
        line="ceiling: {before",
    ),
    Broken(
        "only_some_measures_lift",
        "an expulsion that lifts",
        added=record("zzaaaa", lifts="true"),
        problem="expulsion cannot lift",
        cure="only these can: accreditation_refusal, movement_restriction,",
        line="lifts: true",
    ),
    Broken(
        "affects_fits_the_measure",
        "an expulsion of the initiator's own",
        added=record("zzaaaa", affects="initiator"),
        problem="expulsion cannot affect initiator",
        cure="write counterpart",
        line="affects: initiator",
    ),
    Broken(
        "days_follow_one_another",
        "in force before it was announced",
        added=record("zzaaaa", effective="2010-03-09", says=", effective: 2010-03-09, persons: 3"),
        problem="effective 2010-03-09 lies before announced 2010-03-10",
        cure="or waive date_order and say in coder_note why it was kept from the public",
        line="effective: 2010-03-09",
    ),
    Broken(
        "days_follow_one_another",
        "to be gone before it was announced",
        added=record("zzaaaa", deadline="2010-02", says=", deadline: 2010-02, persons: 3"),
        problem="deadline 2010-02 lies before announced 2010-03-10",
        cure="mend one of the two",
        line="deadline: 2010-02",
    ),
    Broken(
        "days_follow_one_another",
        "in force by the day before",
        added=record("zzaaaa", effective="../2010-03-09", says=", effective: ../2010-03-09, persons: 3"),
        problem="effective ../2010-03-09 lies before announced 2010-03-10",
        cure="mend one of the two",
        line="effective: ../2010-03-09",
    ),
    Broken(
        "waivers_say_why",
        "a waiver with no note",
        added=record("zzaaaa", waives="[date_order]"),
        problem="a rule is waived with no reason",
        cure="say in coder_note why",
        line="waives: [date_order]",
    ),
    Broken(
        "waivers_say_why",
        "a waiver twice",
        added=record("zzaaaa", waives="[date_order, late_pages, date_order]", coder_note="Invented"),
        problem="date_order stands twice",
        cure="remove one of the two",
        line="waives: [date_order",
        column=34,
    ),
    Broken(
        "terms_are_of_expulsions",
        "a recall with a term",
        added=plain("zzaaaa", "recall", affects="initiator", term="P7D"),
        problem="recall has no term to leave",
        cure="write null",
        line="term: P7D",
    ),
    Broken(
        "grounds_stand_once",
        "a ground twice",
        added=record("zzaaaa", grounds="[espionage, interference, espionage]"),
        problem="espionage stands twice",
        cure="remove one of the two",
        line="grounds: [espionage",
        column=36,
    ),
    Broken(
        "grounds_stand_once",
        "a ground beside none",
        added=record("zzaaaa", grounds="[unstated, espionage]"),
        problem="`unstated` stands beside a ground",
        cure="remove one of the two",
        line="grounds: [unstated",
    ),
    Broken(
        "inferred_links_have_a_note",
        "an inferred link with no note",
        added=record("zzaaaa") | answer("zzbbbb", links="[{type: responds_to, to: zzaaaa, basis: inferred}]"),
        problem="an inferred link has no note",
        cure="say in its note what it rests on",
        line="links: [{type: responds_to",
        place=B,
    ),
)

# Rules about evidence.
LIMIT = "before: 20, after: 10, rule: maximum"
HELD = ", persons: 3, persons_scope: diplomats, instrument: persona_non_grata, grounds: [espionage]"
BOTH_LIMITS = ", ceiling_before: 20, ceiling_after: 10"
GONE = ", persons: 3, outcome: carried_out"
# Values that a page must say once the record was held against its pages again: how each is coded, and where.
CHECKED: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("announced_by", "initiator", {"announced_by": "initiator"}, "announced_by: initiator"),
    ("notified", "2010-03-09", {"notified": "2010-03-09"}, "notified: 2010-03-09"),
    ("term", "P7D", {"term": "P7D"}, "term: P7D"),
    ("instrument", "persona_non_grata", {}, "instrument: persona_non_grata"),
    ("outcome", "carried_out", {"outcome": "carried_out"}, "outcome: carried_out"),
    ("persons_bound", "at_least", {"persons": "{best: 3, scope: diplomats, bound: at_least}"}, "persons: {best: 3"),
    ("grounds", "espionage", {}, "grounds: [espionage]"),
)
EVIDENCE = (
    Broken(
        "every_value_is_said",
        "another day announced than pages say",
        added=record("zzaaaa", coder_note="Invented"),
        edits=(Edit(A, "{announced: 2010-03-10", "{announced: 2010-03-09"),),
        problem="no source says announced 2010-03-10",
        cure="choose among 2010-03-09",
        line="announced: 2010-03-10",
    ),
    Broken(
        "every_value_is_said",
        "a day announced that no page says",
        added=record("zzaaaa", coder_note="Invented"),
        edits=(Edit(A, "{announced: 2010-03-10, ", "{"),),
        problem="no source says announced 2010-03-10",
        cure="add announced to the `says` of the source that gives it, or take the value out",
        line="announced: 2010-03-10",
    ),
    Broken(
        "every_value_is_said",
        "a less precise day than coded",
        added=record("zzaaaa", coder_note="Invented"),
        edits=(Edit(A, "{announced: 2010-03-10", "{announced: 2010-03"),),
        problem="no source says announced 2010-03-10",
        cure="choose among 2010-03",
        line="announced: 2010-03-10",
    ),
    *(
        Broken(
            "every_value_is_said",
            f"{claim}: not what pages say",
            added=record(
                "zzaaaa", coder_note="Invented", says=f", persons: 3, {claim}: 2010-03-12", **{claim: "2010-03-11"}
            ),
            problem=f"no source says {claim} 2010-03-11",
            cure="choose among 2010-03-12",
            line=f"{claim}: 2010-03-11",
        )
        for claim in ("effective", "deadline")
    ),
    *(
        Broken(
            "what_is_said_is_coded",
            f"{claim}: said and not coded",
            added=record("zzaaaa", says=f", persons: 3, {claim}: 2010-03-12"),
            problem=f"{claim} is not coded, yet a source says 2010-03-12",
            cure="code what is said, or mend the source's `says`",
            line=f"{claim}: null",
        )
        for claim in ("effective", "deadline")
    ),
    Broken(
        "every_value_is_said",
        "the old limit is not what pages say",
        added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 21, ceiling_after: 10", coder_note="Invented"),
        problem="no source says ceiling_before 20",
        cure="choose among 21",
        line="ceiling: {before",
    ),
    Broken(
        "every_value_is_said",
        "the new limit is not what pages say",
        added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 11", coder_note="Invented"),
        problem="no source says ceiling_after 10",
        cure="choose among 11",
        line="ceiling: {before",
    ),
    Broken(
        "every_value_is_said",
        "a limit of none that no page says",
        added=ceiling("zzaaaa", "before: 20, after: 0, rule: maximum", ", ceiling_before: 20", coder_note="Invented"),
        problem="no source says ceiling_after 0",
        cure="add ceiling_after to the `says`",
        line="ceiling: {before",
    ),
    Broken(
        "what_is_said_is_coded",
        "the old limit is said and not coded",
        added=ceiling("zzaaaa", "before: null, after: 10, rule: maximum", ", ceiling_before: 20, ceiling_after: 10"),
        problem="ceiling_before is not coded, yet a source says 20",
        cure="code what is said",
        line="ceiling: {before",
    ),
    Broken(
        "every_value_is_said",
        "persons are not what pages say",
        edits=(Edit(NATO_EXPULSION, "best: 8", "best: 9"),),
        problem="no source says persons 9",
        cure="choose among 8",
        line="persons: {best: 9",
        place=NATO_EXPULSION,
    ),
    Broken(
        "every_value_is_said",
        "persons are said of another scope alone",
        added=record("zzaaaa", coder_note="Invented", says=", persons: 3, persons_scope: all_staff"),
        problem="no source says persons 3",
        cure="add persons to the `says`",
        line="persons: {best: 3",
    ),
    Broken(
        "what_is_said_is_coded",
        "persons are said and not coded",
        added=record("zzaaaa", persons="null"),
        problem="persons is not coded, yet a source says 3",
        cure="code what is said",
        line="persons: null",
    ),
    Broken(
        "what_is_said_is_coded",
        "several numbers of persons are said and none coded",
        added=record("zzaaaa", persons="null"),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), page("wire", "zzaaaa", DAY, ", persons: 4")),),
        problem="persons is not coded, yet a source says 3",
        cure="code what is said",
        line="persons: null",
    ),
    Broken(
        "what_is_said_is_coded",
        "several days are said and none coded",
        added=record("zzaaaa", says=", persons: 3, deadline: 2010-03-12"),
        edits=(
            Edit(
                A,
                page("wire", "zzaaaa", DAY, ", persons: 3, deadline: 2010-03-12"),
                page("wire", "zzaaaa", DAY, ", persons: 3, deadline: 2010-03-11"),
            ),
        ),
        problem="deadline is not coded, yet a source says 2010-03-12",
        cure="code what is said",
        line="deadline: null",
    ),
    Broken(
        "every_value_is_said",
        "several numbers of persons are said and another is coded",
        added=record(
            "zzaaaa", coder_note="Invented", persons="{best: 5, scope: diplomats}", publishers="ministry wire herald"
        ),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), page("wire", "zzaaaa", DAY, ", persons: 4")),),
        problem="no source says persons 5",
        cure="choose among 3, 4",
        line="persons: {best: 5",
    ),
    Broken(
        "every_value_is_said",
        "the day announced in an encyclopaedia alone",
        added=record("zzaaaa", publishers="ministry wire year-book", coder_note="Invented"),
        edits=tuple(
            Edit(A, page(publisher, "zzaaaa", DAY, ", persons: 3"), page_of_persons(publisher, "zzaaaa"))
            for publisher in ("ministry", "wire")
        ),
        problem="only reference works say announced 2010-03-10",
        cure="add announced to the `says` of the source that gives it",
        line="announced: 2010-03-10",
    ),
    Broken(
        "every_value_is_said",
        "the day announced in a page marked as a reference work alone",
        added=record("zzaaaa", publishers="ministry wire herald", coder_note="Invented"),
        edits=(
            *(
                Edit(A, page(publisher, "zzaaaa", DAY, ", persons: 3"), page_of_persons(publisher, "zzaaaa"))
                for publisher in ("ministry", "wire")
            ),
            Edit(A, "publisher: zz-herald\n", "publisher: zz-herald\n    kind: reference\n"),
        ),
        problem="only reference works say announced 2010-03-10",
        cure="add announced to the `says` of the source that gives it",
        line="announced: 2010-03-10",
    ),
    *(
        Broken(
            "every_value_is_said",
            f"{claim} of a checked record: said by no page",
            added=held("zzaaaa", unsaid=claim, **changed),
            problem=f"no source says {claim} {value}",
            cure=f"add {claim} to the `says` of the source that gives it, or take the value out",
            line=line,
        )
        for claim, value, changed, line in CHECKED
    ),
    *(
        Broken(
            "every_value_is_said",
            f"{claim} of a checked record: another than pages say",
            added=held("zzaaaa", unsaid=claim, also=f", {claim}: {other}", **changed),
            problem=f"no source says {claim} {value}",
            cure=f"choose among {other.strip('[]')}",
            line=line,
        )
        for (claim, value, changed, line), other in zip(
            CHECKED,
            (
                "counterpart",
                "2010-03-08",
                "P1M",
                "asked_to_leave",
                "partly",
                "at_most",
                "[interference]",
            ),
            strict=True,
        )
    ),
    Broken(
        "every_value_is_said",
        "a second ground of a checked record",
        added=held("zzaaaa", grounds="[espionage, interference]"),
        problem="no source says grounds interference",
        cure="choose among espionage",
        line="grounds: [espionage",
        column=22,
    ),
    Broken(
        "every_value_is_said",
        "who is counted, of a checked record",
        added=held("zzaaaa", unsaid="persons_scope"),
        problem="no source says persons_scope diplomats",
        cure="add persons_scope to the `says`",
        line="persons: {best: 3",
    ),
    *(
        Broken(
            "every_value_is_said",
            f"a link of a checked record that no page says: {type_}",
            added=plain(
                "zzaaaa", other, affects=affects, **({"initiator": "ZZR", "counterpart": "ZZB"} if back else {})
            )
            | plain(
                "zzbbbb",
                measure,
                affects=affects,
                announced="2010-03-20",
                initiator=initiator,
                links=linked(type_),
                last_checked="2020-01-02",
                says=", grounds: [espionage]",
            ),
            problem=f"no source says links {type_} zzaaaa",
            cure="add links to the `says` of the source that gives it",
            line=f"links: [{{type: {type_}",
            place=B,
        )
        for type_, other, measure, affects, initiator, back in (
            ("responds_to", "mission_closure", "mission_suspension", "both", "ZZB", True),
            ("solidarity_with", "mission_closure", "mission_suspension", "both", "ZZO", False),
            ("reverses", "mission_closure", "mission_reopening", "both", "ZZB", False),
        )
    ),
    Broken(
        "every_value_is_said",
        "a link of a checked record to another one than the page says",
        added=record("zzaaaa")
        | answer(
            "zzbbbb",
            "mission_closure",
            affects="both",
            links=linked("responds_to"),
            last_checked="2020-01-02",
            says=", grounds: [espionage], links: [{type: extends, to: zzaaaa}]",
        ),
        problem="no source says links responds_to zzaaaa",
        cure="choose among extends zzaaaa",
        line="links: [{type: responds_to",
        place=B,
    ),
    *(
        Broken(
            "what_is_said_is_coded",
            f"{claim}: said and not coded at all",
            added=record("zzaaaa", says=f", persons: 3, {claim}: {value}"),
            problem=f"{claim} is not coded, yet a source says {value}",
            cure="code what is said, or mend the source's `says`",
            line="says: {announced",
        )
        for claim, value in (("announced_by", "third"), ("notified", "2010-03-09"), ("term", "PT48H"))
    ),
    Broken(
        "what_is_said_is_coded",
        "an instrument is said and coded as unspecified",
        added=record("zzaaaa", says=", persons: 3, instrument: asked_to_leave", instrument="unspecified"),
        problem="instrument is not coded, yet a source says asked_to_leave",
        cure="code what is said",
        line="instrument: unspecified",
    ),
    Broken(
        "what_is_said_is_coded",
        "persons of any scope are said and none coded",
        added=record("zzaaaa", says=", persons: 5, persons_scope: all_staff", persons="null"),
        problem="persons is not coded, yet a source says 5",
        cure="code what is said",
        line="persons: null",
    ),
    Broken(
        "what_is_said_is_coded",
        "the old limit of none is said and not coded",
        added=ceiling("zzaaaa", "before: null, after: 10, rule: maximum", ", ceiling_before: 0, ceiling_after: 10"),
        problem="ceiling_before is not coded, yet a source says 0",
        cure="code what is said",
        line="ceiling: {before",
    ),
    Broken(
        "orders_are_not_departures",
        "gone on the day of the announcement, as one page says",
        added=record("zzaaaa", outcome="carried_out"),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), page("wire", "zzaaaa", DAY, GONE)),),
        problem="a page of the day of the announcement (2010-03-10) is to show that they left",
        cure="remove it, or waive same_day_outcome if the page says so",
        line="persons: 3, outcome: carried_out",
    ),
    Broken(
        "what_is_said_is_coded",
        "a ground is said and not coded",
        added=record("zzaaaa", says=", persons: 3, grounds: [espionage, interference]"),
        problem="a ground is not coded, yet a source says interference",
        cure="code what is said",
        line="grounds: [espionage]",
    ),
    Broken(
        "more_than_eight_is_not_eight",
        "at least three, coded as three",
        added=record("zzaaaa", says=", persons: 3, persons_bound: at_least"),
        problem="3 is coded as exact, yet every source that gives it says at_least",
        cure="write bound: at_least",
        line="persons: {best: 3",
    ),
    Broken(
        "more_than_eight_is_not_eight",
        "about three by all that count diplomats",
        added=record("zzaaaa", says=", persons: 3, persons_bound: about", coder_note="Invented"),
        edits=(
            Edit(
                A,
                page("wire", "zzaaaa", DAY, ", persons: 3, persons_bound: about"),
                page("wire", "zzaaaa", DAY, ", persons: 3, persons_scope: all_staff"),
            ),
        ),
        problem="3 is coded as exact",
        cure="write bound: about",
        line="persons: {best: 3",
    ),
    Broken(
        "orders_are_not_departures",
        "gone on a day that is about the day",
        added=record("zzaaaa", announced="2010-03-10~", outcome="carried_out"),
        edits=(
            Edit(A, page("wire", "zzaaaa", "2010-03-10~", ", persons: 3"), page("wire", "zzaaaa", "2010-03-10~", GONE)),
        ),
        problem="a page of the day of the announcement (2010-03-10) is to show that they left",
        cure="remove it",
        line="persons: 3, outcome: carried_out",
    ),
    *(
        Broken(
            "pages_of_the_day_come_first",
            what,
            added=record("zzaaaa", announced=announced),
            edits=edits,
            problem=f"all pages are of more than 14 days after {announced}",
            cure="add a page of those days, or waive late_pages and say in coder_note what was searched",
            line="- url:",
        )
        for what, announced, edits in (
            ("fifteen days later", DAY, (Edit(A, "published: 2010-03-10", "published: 2010-03-25"),)),
            ("fifteen days after the month", "2010-03", (Edit(A, "published: 2010-03", "published: 2010-04-15"),)),
            ("the month after", DAY, (Edit(A, "published: 2010-03-10", "published: 2010-04"),)),
            (
                "fifteen days after about that day",
                "2010-03-10~",
                (Edit(A, "published: 2010-03-10", "published: 2010-03-25"),),
            ),
        )
    ),
    Broken(
        "read_after_published",
        "a page read before it was published",
        added=record("zzaaaa"),
        edits=(Edit(A, "accessed: 2020-01-01", "accessed: 2010-03-09"),),
        problem="published 2010-03-10 lies after accessed 2010-03-09",
        cure="mend one of the two",
        line="published: 2010-03-10",
        faults=2,
    ),
    Broken(
        "read_after_published",
        "a page that is older than what it tells",
        added=record("zzaaaa"),
        edits=(Edit(A, "published: 2010-03-10", "published: 2010-03-09"),),
        problem="a page of 2010-03-09 cannot say what was announced 2010-03-10",
        cure="mend one of the two",
        line="says: {announced",
        faults=2,
    ),
    Broken(
        "one_voice_needs_a_note",
        "one page",
        added=record("zzaaaa", publishers="wire"),
        problem="rests on one voice (all of its voices: zz-wire)",
        cure="add an independent source, or say in coder_note",
        line="coder_note: null",
    ),
    Broken(
        "one_voice_needs_a_note",
        "a page and its reprint",
        added=record("zzaaaa", publishers="wire herald"),
        edits=(Edit(A, "publisher: zz-herald\n    via: null", "publisher: zz-herald\n    via: zz-wire"),),
        problem="rests on one voice (all of its voices: zz-wire)",
        cure="add an independent source",
        line="coder_note: null",
    ),
    Broken(
        "one_voice_needs_a_note",
        "a page and an encyclopaedia",
        added=record("zzaaaa", publishers="radio year-book"),
        problem="rests on one voice (all of its voices: state media of ZZB)",
        cure="add an independent source",
        line="coder_note: null",
    ),
    Broken(
        "one_voice_needs_a_note",
        "a page and a relay",
        added=record("zzaaaa", publishers="wire relay"),
        problem="rests on one voice (all of its voices: zz-wire)",
        cure="add an independent source",
        line="coder_note: null",
    ),
    Broken(
        "one_voice_needs_a_note",
        "a relay alone",
        added=record("zzaaaa", publishers="relay"),
        problem="rests on one voice (all of its voices: none)",
        cure="add an independent source",
        line="coder_note: null",
    ),
    Broken(
        "one_voice_needs_a_note",
        "two voices, of which one tells the day",
        added=record("zzaaaa"),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), page_of_persons("wire", "zzaaaa")),),
        problem="the record, or a value at its core, rests on one voice (all of its voices: zz-ministry, zz-wire)",
        cure="add an independent source",
        line="coder_note: null",
    ),
    Broken(
        "one_voice_needs_a_note",
        "two voices, of which one tells the number of persons",
        added=record("zzaaaa"),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), page("wire", "zzaaaa", DAY, ", persons: 4")),),
        problem="the record, or a value at its core, rests on one voice (all of its voices: zz-ministry, zz-wire)",
        cure="add an independent source",
        line="coder_note: null",
    ),
    *(
        Broken(
            "one_voice_needs_a_note",
            f"two voices, of which one tells the {name} limit",
            added=ceiling("zzaaaa", LIMIT, BOTH_LIMITS),
            edits=(Edit(A, page("wire", "zzaaaa", DAY, BOTH_LIMITS), page("wire", "zzaaaa", DAY, said)),),
            problem="the record, or a value at its core, rests on one voice (all of its voices: zz-ministry, zz-wire)",
            cure="add an independent source",
            line="coder_note: null",
        )
        for name, said in (("old", ", ceiling_after: 10"), ("new", ", ceiling_before: 20"))
    ),
    Broken(
        "more_than_reference_works",
        "an encyclopaedia alone",
        added=record("zzaaaa", publishers="year-book", coder_note="No other page was found"),
        problem="only reference works support the record",
        cure="add a primary or press source",
        line="- url:",
    ),
    *(
        Broken(
            "pages_are_of_the_owner_of_their_domain",
            f"a page of {publisher} below the domain of {owner}",
            added=record("zzaaaa", publishers=f"ministry {publisher}"),
            edits=(Edit(A, f"https://www.{publisher}.example/", f"https://www.{owner}.example/"),),
            problem=f"the domain is zz-{owner}'s, yet the publisher is zz-{publisher}",
            cure=f"write publisher: zz-{owner}, and whom it reprints in `via`; or mend the domains of zz-{owner}",
            line=f"publisher: zz-{publisher}",
        )
        for publisher, owner in (("wire", "herald"), ("herald", "wire"))
    ),
    Broken(
        "only_differences_from_the_publisher_are_said",
        "a kind that follows from the publisher",
        added=record("zzaaaa"),
        edits=(Edit(A, "publisher: zz-wire\n", "publisher: zz-wire\n    kind: wire\n"),),
        problem="wire follows from zz-wire, a agency",
        cure="remove the line",
        line="kind: wire",
    ),
    Broken(
        "no_source_stands_twice",
        "a page twice",
        added=record("zzaaaa", publishers="wire ministry wire"),
        problem="the page stands twice",
        cure="merge what it says",
        line="https://www.wire.example/zzaaaa",
    ),
    *(
        Broken(
            "a_page_is_described_once",
            f"a page with another {fact}",
            added=record("zzaaaa") | answer("zzbbbb", announced="2010-03-10"),
            edits=(
                Edit(A, "https://www.wire.example/zzaaaa", "https://elsewhere.example/"),
                Edit(B, "https://www.wire.example/zzbbbb", "https://elsewhere.example/"),
                Edit(B, old, new),
            ),
            problem=f"{fact} is {ours} here and {theirs} for the same page in record zzaaaa",
            cure="look at the page and mend one of the two",
            line=f"{fact}: {ours}",
            place=B,
        )
        for fact, ours, theirs, old, new in (
            ("publisher", "zz-herald", "zz-wire", "publisher: zz-wire", "publisher: zz-herald"),
            ("via", "zz-herald", "None", "zz-wire\n    via: null", "zz-wire\n    via: zz-herald"),
            ("published", "2010-03-11", "2010-03-10", "published: 2010-03-10", "published: 2010-03-11"),
            ("language", "de", "en", "language: en", "language: de"),
            ("kind", "press", "None", "publisher: zz-wire\n", "publisher: zz-wire\n    kind: press\n"),
        )
    ),
)

# Rules about a record and what it refers to.
REFERENCES = (
    Broken(
        "what_is_named_is_there",
        "a post that is misspelt",
        edits=(Edit(NATO_EXPULSION, "mission: rus-nato\n", "mission: rus-natto\n"),),
        problem="rus-natto is not in missions/",
        cure="did you mean rus-nato?",
        line="mission: rus-natto",
        place=NATO_EXPULSION,
    ),
    *(
        Broken(
            "what_is_named_is_there",
            f"{name} of a record",
            added=record("zzaaaa", **{name: given}),
            problem=f"{missing} is not in {home}",
            cure=cure,
            line=f"{name}:",
        )
        for name, given, missing, home, cure in (
            ("initiator", "ZZX", "ZZX", "actors.yaml", "did you mean ZZ"),
            ("counterpart", "QQQQQ", "QQQQQ", "actors.yaml", "add it to actors.yaml, or mend the id"),
            ("mission", "zzr-zzb-hil", "zzr-zzb-hil", "missions/", "did you mean zzr-zzb-hill?"),
            ("episode", "zz-borduria", "zz-borduria", "episodes/", "did you mean zz-borduria-ruritania?"),
            (
                "trigger",
                "zz-border-incident",
                "zz-border-incident",
                "triggers.yaml",
                "did you mean zz-border-incident-2010?",
            ),
            ("links", linked("extends", "zzzzzz"), "zzzzzz", "events/", "add it to events/, or mend the id"),
            ("distinct_from", "[zzzzzz]", "zzzzzz", "events/", "add it to events/, or mend the id"),
        )
    ),
    Broken(
        "what_is_named_is_there",
        "a publisher of a known domain",
        added=record("zzaaaa", publishers="wire herald"),
        edits=(Edit(A, "publisher: zz-herald", "publisher: zz-heralds"),),
        problem="zz-heralds is not in publishers/",
        cure="by its domain the page is zz-herald's",
        line="publisher: zz-heralds",
    ),
    Broken(
        "what_is_named_is_there",
        "a publisher of an unknown domain",
        added=record("zzaaaa", publishers="wire herald"),
        edits=(
            Edit(A, "publisher: zz-herald", "publisher: zz-heralds"),
            Edit(A, "https://www.herald.example/", "https://www.elsewhere.example/"),
        ),
        problem="zz-heralds is not in publishers/",
        cure="did you mean zz-herald?",
        line="publisher: zz-heralds",
    ),
    Broken(
        "what_is_named_is_there",
        "a publisher of a reprint",
        added=record("zzaaaa"),
        edits=(Edit(A, "publisher: zz-wire\n    via: null", "publisher: zz-wire\n    via: zz-ministri"),),
        problem="zz-ministri is not in publishers/",
        cure="did you mean zz-ministry?",
        line="via: zz-ministri",
    ),
    Broken(
        "what_is_named_is_there",
        "the organisation of a membership",
        edits=(Edit("actors.yaml", "org: ZZO, begins: 1990", "org: ZZX, begins: 1990"),),
        problem="ZZX is not in actors.yaml",
        cure="did you mean ZZ",
        line="org: ZZX",
        place="actors.yaml",
    ),
    *(
        Broken(
            "what_is_named_is_there",
            f"{name} of a post",
            edits=(Edit("missions/zzr.yaml", f"  {name}: ZZB\n  c", f"  {name}: QQQQQ\n  c"),),
            problem="QQQQQ is not in actors.yaml",
            cure="add it to actors.yaml",
            line=f"{name}: QQQQQ",
            place="missions/zzr.yaml",
            faults=2,
        )
        for name in ("host", "country")
    ),
    Broken(
        "what_is_named_is_there",
        "a party of coverage",
        edits=(Edit("coverage/zz.yaml", "initiator: ZZB", "initiator: QQQQQ"),),
        problem="QQQQQ is not in actors.yaml",
        cure="add it to actors.yaml",
        line="initiator: QQQQQ",
        place="coverage/zz.yaml",
    ),
    Broken(
        "what_is_named_is_there",
        "the members of a party of coverage",
        edits=(Edit("coverage/zz.yaml", "initiator: members:ZZO", "initiator: members:QQQQQ"),),
        problem="QQQQQ is not in actors.yaml",
        cure="add it to actors.yaml",
        line="initiator: members:QQQQQ",
        place="coverage/zz.yaml",
    ),
    Broken(
        "what_is_named_is_there",
        "a counterpart of a lead",
        edits=(Edit("leads/zz.yaml", "counterpart: ZZR", "counterpart: QQQQQ"),),
        problem="QQQQQ is not in actors.yaml",
        cure="add it to actors.yaml",
        line="counterpart: QQQQQ",
        place="leads/zz.yaml",
    ),
    Broken(
        "what_is_named_is_there",
        "a record that tells a withdrawn one now",
        added=tombstone("zzbbbb", "[zzzzzz]"),
        problem="zzzzzz is not in events/",
        cure="add it to events/, or mend the id",
        line="now: [zzzzzz]",
        place="withdrawn.yaml",
    ),
    Broken(
        "what_is_named_is_there",
        "a correction of no record",
        added=correction("zzzzzz", "announced"),
        problem="zzzzzz is not in events/",
        cure="add it to events/, or mend the id",
        line="event: zzzzzz",
        place="corrections.yaml",
    ),
    Broken(
        "what_is_named_is_there",
        "a second coding of no record",
        added=second_coding("zzzzzz"),
        problem="zzzzzz is not in events/",
        cure="add it to events/, or mend the id",
        line="id: zzzzzz",
        place="second_codings/zzzzzz.yaml",
    ),
    Broken(
        "what_is_named_is_there",
        "an initiator within a second coding",
        added=record("zzaaaa") | second_coding("zzaaaa", initiator="QQQQQ"),
        problem="QQQQQ is not in actors.yaml",
        cure="add it to actors.yaml",
        line="initiator: QQQQQ",
        place="second_codings/zzaaaa.yaml",
    ),
    Broken(
        "actors_exist_then",
        "an actor towards itself",
        added=record("zzaaaa", counterpart="ZZB"),
        problem="initiator and counterpart are the same",
        cure="a measure needs two sides",
        line="counterpart: ZZB",
    ),
    Broken(
        "actors_exist_then",
        "a counterpart that is not there yet",
        added=record("zzaaaa", announced="1950-02"),
        problem="ZZR was there from 1950-03-01 to now, not on 1950-02",
        cure="name the actor of that day, or mend the date",
        line="counterpart: ZZR",
    ),
    Broken(
        "actors_exist_then",
        "an initiator that is there no more",
        added=record("zzaaaa", initiator="ZZS", announced="2015-07-01"),
        problem="ZZS was there from before 1945 to 2015-06-30, not on 2015-07-01",
        cure="name the actor of that day, or mend the date",
        line="initiator: ZZS",
    ),
    Broken(
        "the_trigger_came_first",
        "a trigger of the day after",
        added=record("zzaaaa", announced="2010-03-09", trigger="zz-border-incident-2010"),
        problem="the trigger is of 2010-03-10, later than the measure",
        cure="name what came before it, or mend the date",
        line="trigger: zz-border-incident-2010",
    ),
    Broken(
        "mission_fits",
        "a post in another country",
        added=record("zzaaaa", counterpart="ZZT", announced="2016-01-01", mission="zzr-zzb"),
        problem="zzr-zzb is of ZZR at ZZB, not of ZZT",
        cure="name the post concerned, or null",
        line="mission: zzr-zzb",
    ),
    Broken(
        "mission_fits",
        "a post of two others",
        added=record("zzaaaa", initiator="ZZO", counterpart="ZZS", mission="zzr-zzb"),
        problem="zzr-zzb is of ZZR at ZZB, not of ZZO and ZZS",
        cure="name the post concerned, or null",
        line="mission: zzr-zzb",
    ),
    Broken(
        "mission_fits",
        "a council of two others",
        added=plain("zzaaaa", "cooperation_suspended", initiator="ZZO", counterpart="ZZS", mission="zzb-zzr-council"),
        problem="zzb-zzr-council is of ZZB at ZZR, not of ZZO and ZZS",
        cure="name the post concerned, or null",
        line="mission: zzb-zzr-council",
    ),
    Broken(
        "mission_fits",
        "a refusal by one that is not a party",
        added=plain("zzaaaa", "accreditation_refusal", initiator="ZZO", mission="zzr-zzb"),
        problem="zzr-zzb is of ZZR at ZZB, not of ZZO",
        cure="name the post concerned, or null",
        line="mission: zzr-zzb",
    ),
    Broken(
        "mission_fits",
        "a fallback channel of two others",
        added=plain("zzaaaa", "channel_designated", initiator="ZZO", counterpart="ZZS", mission="zzr-zzb"),
        problem="zzr-zzb is of ZZR at ZZB, not of ZZO and ZZS",
        cure="name the post concerned, or null",
        line="mission: zzr-zzb",
    ),
    Broken(
        "mission_fits",
        "staff of the initiator's own post",
        added=record("zzaaaa", mission="zzb-zzr"),
        problem="zzb-zzr is ZZB's post, yet ZZR is affected",
        cure="mend `affects` or `mission`",
        line="affects: counterpart",
    ),
    Broken(
        "mission_fits",
        "an ambassador called home from the other's post",
        added=plain("zzaaaa", "recall", affects="initiator", mission="zzr-zzb"),
        problem="zzr-zzb is ZZR's post, yet ZZB is affected",
        cure="mend `affects` or `mission`",
        line="affects: initiator",
    ),
    Broken(
        "mission_fits",
        "the other's post closed as one's own",
        added=plain("zzaaaa", "mission_closure", affects="initiator", mission="zzr-zzb"),
        problem="zzr-zzb is ZZR's post, yet ZZB is affected",
        cure="mend `affects` or `mission`",
        line="affects: initiator",
    ),
    Broken(
        "the_post_was_there",
        "a post that was not open yet",
        added=record("zzaaaa", announced="2010-03-14", mission="zzr-zzb-hill"),
        problem="zzr-zzb-hill was opened on 2010-03-15, after the measure",
        cure="mend the date or the post",
        line="mission: zzr-zzb-hill",
    ),
    Broken(
        "the_post_was_there",
        "a post that was closed already",
        added=answer("zzaaaa", announced="2010-07-01", mission="zzb-zzr-port"),
        problem="zzb-zzr-port was closed on 2010-06-30, before the measure",
        cure="mend the date or the post",
        line="mission: zzb-zzr-port",
    ),
    Broken(
        "links_hold",
        "a link to itself",
        added=record("zzaaaa", links=linked("extends")),
        problem="the record links to itself",
        cure="name the other record",
        line="links: [{type: extends",
    ),
    Broken(
        "links_hold",
        "a link twice",
        added=record("zzaaaa") | answer("zzbbbb", links=linked("responds_to")),
        edits=(Edit(B, "to: zzaaaa}]", "to: zzaaaa}, {type: responds_to, to: zzaaaa}]"),),
        problem="the link stands twice",
        cure="remove one of the two",
        line="links: [{type: responds_to",
        place=B,
    ),
    Broken(
        "links_hold",
        "an answer to one's own measure",
        added=record("zzaaaa") | plain("zzbbbb", "movement_restriction", links=linked("responds_to")),
        problem="responds_to zzaaaa: that is by ZZB towards ZZR",
        cure="an answer goes the other way; mend the actors or the link",
        line="links: [{type: responds_to",
        place=B,
    ),
    Broken(
        "links_hold",
        "an answer to a measure towards another",
        added=record("zzaaaa") | answer("zzbbbb", counterpart="ZZO", links=linked("responds_to")),
        problem="responds_to zzaaaa: that is by ZZB towards ZZR",
        cure="an answer goes the other way",
        line="links: [{type: responds_to",
        place=B,
    ),
    Broken(
        "links_hold",
        "an answer that is older than its cause",
        added=record("zzaaaa") | answer("zzbbbb", announced="2010-03-09", links=linked("responds_to")),
        problem="responds_to zzaaaa: that is of 2010-03-10, later than this",
        cure="turn the link round",
        line="links: [{type: responds_to",
        place=B,
    ),
    Broken(
        "links_hold",
        "solidarity with oneself",
        added=record("zzaaaa")
        | plain("zzbbbb", "movement_restriction", announced="2010-03-20", links=linked("solidarity_with")),
        problem="solidarity_with zzaaaa: that is by ZZB towards ZZR",
        cure="solidarity is with another initiator towards the same counterpart",
        line="links: [{type: solidarity_with",
        place=B,
    ),
    Broken(
        "links_hold",
        "solidarity towards another",
        added=record("zzaaaa") | record("zzbbbb", initiator="ZZO", counterpart="ZZS", links=linked("solidarity_with")),
        problem="solidarity_with zzaaaa: that is by ZZB towards ZZR",
        cure="solidarity is with another initiator towards the same counterpart",
        line="links: [{type: solidarity_with",
        place=B,
    ),
    Broken(
        "links_hold",
        "an expulsion that reverses a limit",
        added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 10")
        | record("zzbbbb", announced="2010-03-20", links=linked("reverses")),
        problem="reverses zzaaaa: a expulsion cannot reverse a staff_ceiling",
        cure="mend the measure or the link",
        line="links: [{type: reverses",
        place=B,
    ),
    Broken(
        "links_hold",
        "a lower limit that reverses a limit",
        added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 10")
        | ceiling(
            "zzbbbb",
            "before: 10, after: 9, rule: maximum",
            ", ceiling_before: 10, ceiling_after: 9",
            announced="2010-04-01",
            links=linked("reverses"),
        ),
        problem="reverses zzaaaa: this measure restores nothing",
        cure="set `lifts: true`, mend the ceiling or the link",
        line="links: [{type: reverses",
        place=B,
    ),
    Broken(
        "links_hold",
        "a return that reverses the other's recall",
        added=plain("zzaaaa", "recall", affects="initiator")
        | answer("zzbbbb", "ambassador_return", affects="initiator", links=linked("reverses")),
        problem="reverses zzaaaa: that is by ZZB towards ZZR",
        cure="link a measure of the same pair",
        line="links: [{type: reverses",
        place=B,
    ),
    *(
        Broken(
            "links_hold",
            f"{measure} of {third} that reverses what another did",
            added=plain("zzaaaa", reversed_, affects="both")
            | plain(
                "zzbbbb",
                measure,
                affects="both",
                initiator=third,
                announced="2010-03-20",
                links=linked("reverses"),
            ),
            problem="reverses zzaaaa: that is by ZZB towards ZZR",
            cure="link a measure of the same pair",
            line="links: [{type: reverses",
            place=B,
        )
        for measure, reversed_, third in (
            ("mission_reopening", "mission_suspension", "ZZO"),
            ("mission_opening", "mission_closure", "ZZS"),
            ("relations_restored", "relations_severed", "ZZO"),
            ("cooperation_resumed", "cooperation_suspended", "ZZO"),
            ("agreement_made", "agreement_terminated", "ZZO"),
        )
    ),
    Broken(
        "links_hold",
        "a return that reverses a third one's recall",
        added=plain("zzaaaa", "recall", affects="initiator", initiator="ZZO")
        | plain("zzbbbb", "ambassador_return", affects="initiator", announced="2010-03-20", links=linked("reverses")),
        problem="reverses zzaaaa: that is by ZZO towards ZZR",
        cure="link a measure of the same pair",
        line="links: [{type: reverses",
        place=B,
    ),
    Broken(
        "links_hold",
        "an extension of a third one's measure",
        added=record("zzaaaa", initiator="ZZO") | record("zzbbbb", announced="2010-03-20", links=linked("extends")),
        problem="extends zzaaaa: that is by ZZO towards ZZR",
        cure="a measure extends one of the same initiator towards the same counterpart",
        line="links: [{type: extends",
        place=B,
    ),
    Broken(
        "links_hold",
        "a decision of two sides, told from the other",
        added=answer("zzaaaa", announced=DAY, links=linked("same_decision", "zzbbbb"))
        | record("zzbbbb", links=linked("same_decision")),
        problem="same_decision zzaaaa: that is by ZZR towards ZZB",
        cure="one decision has one initiator, or is made jointly towards one counterpart",
        line="links: [{type: same_decision",
        place=B,
        faults=2,
    ),
    Broken(
        "links_hold",
        "solidarity towards the one it is with",
        added=record("zzaaaa") | record("zzbbbb", initiator="ZZO", counterpart="ZZB", links=linked("solidarity_with")),
        problem="solidarity_with zzaaaa: that is by ZZB towards ZZR",
        cure="solidarity is with another initiator towards the same counterpart",
        line="links: [{type: solidarity_with",
        place=B,
    ),
    Broken(
        "links_hold",
        "an extension of the other's measure",
        added=record("zzaaaa") | answer("zzbbbb", links=linked("extends")),
        problem="extends zzaaaa: that is by ZZB towards ZZR",
        cure="a measure extends one of the same initiator towards the same counterpart",
        line="links: [{type: extends",
        place=B,
    ),
    Broken(
        "links_hold",
        "a decision of two sides",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | answer("zzbbbb", announced="2010-03-10", links=linked("same_decision")),
        problem="same_decision zzaaaa: that is by ZZB towards ZZR",
        cure="one decision has one initiator, or is made jointly towards one counterpart",
        line="links: [{type: same_decision",
        place=B,
        faults=2,
    ),
    Broken(
        "links_hold",
        "a decision of two days",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | plain("zzbbbb", "movement_restriction", announced="2010-03-11", links=linked("same_decision")),
        problem="same_decision zzaaaa: that is of 2010-03-10",
        cure="one decision is announced on one day",
        line="links: [{type: same_decision",
        place=B,
        faults=2,
    ),
    Broken(
        "links_hold",
        "a decision of the day before",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | plain("zzbbbb", "movement_restriction", announced="2010-03-09", links=linked("same_decision")),
        problem="same_decision zzaaaa: that is of 2010-03-10, later than this",
        cure="turn the link round",
        line="links: [{type: same_decision",
        place=B,
        faults=2,
    ),
    Broken(
        "one_decision_is_told_from_all_sides",
        "a decision told from one side",
        added=record("zzaaaa") | plain("zzbbbb", "movement_restriction", links=linked("same_decision")),
        problem="zzaaaa does not link back",
        cure="add same_decision zzbbbb to zzaaaa",
        line="links: [{type: same_decision",
        place=B,
    ),
    Broken(
        "one_decision_is_told_from_all_sides",
        "a decision of which the other side tells an extension",
        added=record("zzaaaa", links=linked("extends", "zzbbbb"))
        | plain("zzbbbb", "movement_restriction", links=linked("same_decision")),
        problem="zzaaaa does not link back",
        cure="add same_decision zzbbbb to zzaaaa",
        line="links: [{type: same_decision",
        place=B,
    ),
    Broken(
        "answers_link_what_they_answer",
        "an answer that links nothing",
        added=record("zzaaaa", grounds="[espionage, retaliation]"),
        problem="the ground is retaliation, and no link says for what",
        cure="link what it answers, or waive retaliation_link and say in coder_note what that was",
        line="links: []",
    ),
    Broken(
        "answers_link_what_they_answer",
        "an answer that links something else",
        added=record("zzaaaa")
        | record("zzbbbb", announced="2010-03-25", grounds="[retaliation]", links=linked("extends")),
        problem="the ground is retaliation, and no link says for what",
        cure="link what it answers",
        line="links: [{type: extends",
        place=B,
    ),
)

# Rules about the whole dataset.
RAISED = "before: 10, after: 15, rule: maximum"
DATASET = (
    Broken(
        "ids_stand_once",
        "two records of one id",
        added=record("zzaaaa") | plain("zzaaaa", "movement_restriction", announced="2011-01-01"),
        edits=(Edit("events/2011/*", "https://www.", "https://archive."),),
        problem="another record has the id zzaaaa (2010-03-10-zzb-zzr-expulsion.zzaaaa.yaml)",
        cure="give this one an id of its own",
        line="id: zzaaaa",
        place="events/2011/*",
    ),
    Broken(
        "ids_stand_once",
        "a record with the id of a withdrawn one",
        added=record("zzaaaa") | tombstone("zzaaaa"),
        problem="another record has the id zzaaaa (withdrawn.yaml)",
        cure="give this one an id of its own",
        line="id: zzaaaa",
    ),
    Broken(
        "ids_stand_once",
        "two leads of one id, in two files",
        added={"leads/zzz.yaml": WORLD["leads/zz.yaml"]},
        problem="another lead has the id zz-lead (zz.yaml)",
        cure="give this one an id of its own",
        line="id: zz-lead",
        place="leads/zzz.yaml",
    ),
    Broken(
        "entries_stand_in_their_files",
        "a record of another name",
        added=dict.fromkeys(["events/2010/measure.yaml"], *record("zzaaaa").values()),
        problem="the record zzaaaa does not belong in this file",
        cure="run `diplomatic-ties rename`, which moves it to events/2010/2010-03-10-zzb-zzr-expulsion.zzaaaa.yaml",
        line="id: zzaaaa",
    ),
    Broken(
        "ids_stand_once",
        "two leads of one id, in one file",
        edits=(Edit("leads/zz.yaml", "- id: zz-lead", WORLD["leads/zz.yaml"] + "- id: zz-lead"),),
        problem="another lead has the id zz-lead (zz.yaml)",
        cure="give this one an id of its own",
        line="id: zz-lead",
        place="leads/zz.yaml",
    ),
    *(
        Broken(
            "entries_stand_in_their_files",
            f"a record of 2010 among those of {year}",
            added={name.replace("/2010/", f"/{year}/"): text for name, text in record("zzaaaa").items()},
            problem="the record zzaaaa does not belong in this file",
            cure="run `diplomatic-ties rename`",
            line="id: zzaaaa",
            place=f"events/{year}/*",
        )
        for year in (2009, 2011)
    ),
    Broken(
        "entries_stand_in_their_files",
        "a post in the file of another sender",
        edits=(
            Edit(
                "missions/zzr.yaml",
                "sender: ZZR\n  host: ZZB\n  country: ZZB\n  city: Hill",
                "sender: ZZB\n  host: ZZR\n  country: ZZB\n  city: Hill",
            ),
        ),
        problem="the mission zzr-zzb-hill does not belong in this file",
        cure="run `diplomatic-ties order`, which moves it to missions/zzb.yaml",
        line="id: zzr-zzb-hill",
        place="missions/zzr.yaml",
    ),
    Broken(
        "entries_stand_in_their_files",
        "a publisher of no country",
        edits=(Edit("publishers/zzr.yaml", "kind: press\n  country: ZZR", "kind: press\n  country: null"),),
        problem="the publisher zz-herald does not belong in this file",
        cure="run `diplomatic-ties order`, which moves it to publishers/other.yaml",
        line="id: zz-herald",
        place="publishers/zzr.yaml",
    ),
    Broken(
        "entries_stand_in_order",
        "two posts in no order",
        edits=(Edit("missions/zzb.yaml", "id: zzb-zzr\n", "id: zzb-zzr-d\n"),),
        problem="zzb-zzr-council stands after zzb-zzr-d",
        cure="run `diplomatic-ties order`, which sorts the file",
        line="id: zzb-zzr-council",
        place="missions/zzb.yaml",
    ),
    *(
        Broken(
            "codes_stand_once",
            f"two actors of one {code}",
            edits=(Edit("actors.yaml", f"{code}: {ours}\n", f"{code}: {theirs}\n"),),
            problem=f"ZZB has {code} {theirs} too",
            cure="look it up again",
            line=f"{code}: {theirs}",
            place="actors.yaml",
        )
        for code, ours, theirs in (
            ("name", "Ruritania", "Borduria"),
            ("iso3", "ZZR", "ZZB"),
            ("iso2", "QN", "QM"),
            ("cow", "9002", "9001"),
            ("gw", "9102", "9101"),
            ("wikidata", "Q999000002", "Q999000001"),
        )
    ),
    Broken(
        "codes_stand_once",
        "a successor that began before the end",
        edits=(Edit("actors.yaml", "ends: 2015-06-30", "ends: 2015-07-01"),),
        problem="ZZS has cow 9003 too",
        cure="look it up again",
        line="cow: 9003",
        place="actors.yaml",
    ),
    Broken(
        "codes_stand_once",
        "an ended actor and one of all times",
        edits=(Edit("actors.yaml", "begins: 2015-06-30", "begins: null"),),
        problem="ZZS has cow 9003 too",
        cure="look it up again",
        line="cow: 9003",
        place="actors.yaml",
    ),
    Broken(
        "codes_stand_once",
        "a begun actor and one that goes on",
        edits=(Edit("actors.yaml", "ends: 2015-06-30", "ends: null"),),
        problem="ZZS has cow 9003 too",
        cure="look it up again",
        line="cow: 9003",
        place="actors.yaml",
    ),
    Broken(
        "codes_stand_once",
        "a predecessor that stands behind and ended too late",
        edits=(
            Edit("actors.yaml", "begins: null\n  ends: 2015-06-30", "begins: 2015-05-31\n  ends: null"),
            Edit("actors.yaml", "begins: 2015-06-30\n  ends: null", "begins: null\n  ends: 2015-06-01"),
        ),
        problem="ZZS has cow 9003 too",
        cure="look it up again",
        line="cow: 9003",
        place="actors.yaml",
    ),
    *(
        Broken(
            "publishers_are_told_apart",
            what,
            edits=(Edit("publishers/zzr.yaml", old, new),),
            problem=f"{problem} already",
            cure="merge the two, tell their names apart, or give it to one of them",
            line=new.splitlines()[-1],
            place="publishers/zzr.yaml",
        )
        for what, old, new, problem in (
            (
                "two of one name",
                "name: The Strelsau Herald",
                "name: bordurian wire",
                "zz-wire has the name bordurian wire",
            ),
            (
                "another spelling that is another's",
                "name: Year Book of Strelsau\n  also: []",
                "name: Year Book of Strelsau\n  also: [Year Book, Szohod on Air]",
                "zz-radio has the name Szohod on Air",
            ),
            (
                "two of one domain",
                "domains: [year-book.example]",
                "domains: [year-book.example, radio.example]",
                "zz-radio has the domain radio.example",
            ),
        )
    ),
    *(
        Broken(
            "states_speak_through_their_own",
            f"{kind} of no state",
            edits=(
                Edit(
                    "publishers/zzb.yaml",
                    f"kind: {kind}\n  country: ZZB\n  state: ZZB",
                    f"kind: {kind}\n  country: ZZB\n  state: null",
                ),
            ),
            problem=f"a {kind} publisher has no state",
            cure="name the state that directs it",
            line="state: null",
            place="publishers/zzb.yaml",
        )
        for kind in ("government", "state_media")
    ),
    Broken(
        "states_speak_through_their_own",
        "a newspaper of a state",
        edits=(
            Edit(
                "publishers/zzr.yaml",
                "kind: press\n  country: ZZR\n  state: null",
                "kind: press\n  country: ZZR\n  state: ZZR",
            ),
        ),
        problem="a publisher of kind press has a state",
        cure="write null, or kind: state_media",
        line="state: ZZR",
        place="publishers/zzr.yaml",
    ),
    *(
        Broken(
            "intervals_run_forward",
            what,
            edits=(Edit(place, old, new),),
            problem=problem,
            cure="mend one of the two",
            line=line,
            place=place,
        )
        for what, place, old, new, problem, line in (
            (
                "an actor that ends before it begins",
                "actors.yaml",
                "begins: 2015-06-30\n  ends: null",
                "begins: 2015-06-30\n  ends: 2015-06-29",
                "2015-06-29 lies before 2015-06-30",
                "ends: 2015-06-29",
            ),
            (
                "a membership that ends before it begins",
                "actors.yaml",
                "begins: 1990-01-01, ends: 1999-12-31",
                "begins: 1990-01-01, ends: 1989-12-31",
                "1989-12-31 lies before 1990-01-01",
                "ends: 1989-12-31",
            ),
            (
                "a membership older than the member",
                "actors.yaml",
                "begins: null\n  ends: null\n  memberships:\n    - {org: ZZO",
                "begins: 1990-01-02\n  ends: null\n  memberships:\n    - {org: ZZO",
                "1990-01-01 lies before 1990-01-02",
                "org: ZZO, begins: 1990-01-01",
            ),
            (
                "a membership that outlives the member",
                "actors.yaml",
                "ends: 2015-06-30\n  memberships: []",
                "ends: 2015-06-30\n  memberships: [{org: ZZO, begins: 2000, ends: 2015-07-01}]",
                "2015-06-30 lies before 2015-07-01",
                "ends: 2015-07-01",
            ),
            (
                "a post closed before it was opened",
                "missions/zzb.yaml",
                "opened: 1970\n  closed: 2010-06-30",
                "opened: 1970\n  closed: 1969-12-31",
                "1969-12-31 lies before 1970",
                "closed: 1969-12-31",
            ),
            (
                "a search that ends before it begins",
                "coverage/zz.yaml",
                "ends: 2010-12-31",
                "ends: 2009-12-31",
                "2009-12-31 lies before 2010-01-01",
                "ends: 2009-12-31",
            ),
        )
    ),
    Broken(
        "coverage_names_measures",
        "a measure that is none",
        edits=(Edit("coverage/zz.yaml", "measures: [staff, relations_severed]", "measures: [staff, expulsions]"),),
        problem="`expulsions` is no measure, group or `all`",
        cure="write one of accreditation_refusal, ",
        line="measures: [staff, expulsions]",
        place="coverage/zz.yaml",
    ),
    *(
        Broken(
            "ceilings_chain",
            f"a limit that goes on from {limit}, not 10",
            added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 10")
            | ceiling(
                "zzbbbb",
                f"before: {limit}, after: 5, rule: maximum",
                f", ceiling_before: {limit}, ceiling_after: 5",
                announced="2011-03-10",
            ),
            problem=f"before is {limit}, yet record zzaaaa left the limit at 10",
            cure="mend one of the two, or waive ceiling_chain and say in coder_note why",
            line=f"ceiling: {{before: {limit}",
            place=B,
        )
        for limit in (9, 11)
    ),
    Broken(
        "no_measure_is_told_twice",
        "the same measure on one day",
        added=record("zzaaaa") | record("zzbbbb"),
        problem="record zzaaaa tells the same pair, measure and near date (2010-03-10)",
        cure="merge the two, or name it in distinct_from if it is another measure",
        line="announced: 2010-03-10",
        place=B,
    ),
    Broken(
        "no_measure_is_told_twice",
        "the same measure ten days later",
        added=record("zzbbbb") | record("zzaaaa", announced="2010-03-20"),
        problem="record zzbbbb tells the same pair, measure and near date (2010-03-10)",
        cure="merge the two",
        line="announced: 2010-03-20",
        place=A,
    ),
    Broken(
        "no_measure_is_told_twice",
        "the same measure ten days after the month",
        added=record("zzaaaa", announced="2010-03") | record("zzbbbb", announced="2010-04-10"),
        problem="record zzaaaa tells the same pair, measure and near date (2010-03)",
        cure="merge the two",
        line="announced: 2010-04-10",
        place=B,
    ),
    Broken(
        "no_measure_is_told_twice",
        "the same measure, its post told once",
        added=record("zzaaaa", mission="zzr-zzb") | record("zzbbbb"),
        problem="record zzaaaa tells the same pair",
        cure="merge the two",
        line="announced: 2010-03-10",
        place=B,
    ),
    Broken(
        "no_measure_is_told_twice",
        "the same measure at the same post",
        added=record("zzaaaa", mission="zzr-zzb") | record("zzbbbb", mission="zzr-zzb"),
        problem="record zzaaaa tells the same pair",
        cure="merge the two",
        line="announced: 2010-03-10",
        place=B,
    ),
    Broken(
        "no_measure_is_told_twice",
        "told apart from another one alone",
        added=record("zzaaaa", distinct_from="[zzcccc]")
        | record("zzbbbb", distinct_from="[zzcccc]")
        | plain("zzcccc", "movement_restriction"),
        problem="record zzaaaa tells the same pair",
        cure="merge the two",
        line="announced: 2010-03-10",
        place=B,
    ),
    Broken(
        "records_differ_from_others",
        "a record told apart from itself",
        added=record("zzaaaa", distinct_from="[zzaaaa]"),
        problem="that is the record itself",
        cure="name the other one",
        line="distinct_from: [zzaaaa]",
    ),
    Broken(
        "corrections_name_columns",
        "a column that is misspelt",
        added=record("zzaaaa") | correction("zzaaaa", "anounced"),
        problem="events has no anounced",
        cure="did you mean announced?",
        line="field: anounced",
        place="corrections.yaml",
    ),
    Broken(
        "corrections_name_columns",
        "a column that is like no other",
        added=record("zzaaaa") | correction("zzaaaa", "xyz"),
        problem="events has no xyz",
        cure="name a column of events",
        line="field: xyz",
        place="corrections.yaml",
    ),
)


@dataclass(frozen=True)
class Waived:
    """What a record may do that names a rule in `waives`, and no other."""

    waiver: Waiver
    rule: str
    build: Callable[..., Files]
    problem: str
    cure: str
    line: str
    edits: tuple[Edit, ...] = ()
    place: str = "events/*/*"
    faults: int = 1

    def sound(self, number: int) -> Sound:
        """With the waiver that it needs, and why."""
        added = self.build(waives=f"[{self.waiver}]", coder_note="Invented")
        return Sound(self.rule, f"waived by {self.waiver} ({number})", added=added, edits=self.edits)

    def broken(self, what: str, waives: str) -> Broken:
        """With a note, and other waivers or none."""
        return Broken(
            self.rule,
            f"{what}, where {self.waiver} would be needed",
            added=self.build(waives=waives, coder_note="Invented"),
            edits=self.edits,
            problem=self.problem,
            cure=self.cure,
            line=self.line,
            place=self.place,
            faults=self.faults,
        )


PROSE = (
    *(
        Broken(
            "what_a_summary_counts_is_coded",
            f"the summary: {summary}",
            added=record("zzaaaa", summary=summary),
            problem=f"the summary tells of {what}, which no field",
            cure="code it, say it in coder_note, or take it out",
            line="summary:",
        )
        for summary, what in (
            ("Four diplomats must go", "4 people"),
            ("All 21 diplomats must go", "21 people"),
            ("Twenty-one members of its staff must go", "21 people"),
            ("Ninety administrative and technical staff must go", "90 people"),
            ("They have 48 hours to leave", "a term of PT48H"),
            ("They have two weeks to leave", "a term of PT336H"),
            ("They have six months to leave", "a term of P6M"),
        )
    ),
    Broken(
        "what_a_summary_counts_is_coded",
        "parts of another whole",
        added=record("zzaaaa", summary="Two diplomats and two other staff must go"),
        problem="the summary tells of 2 people",
        cure="code it",
        line="summary:",
        faults=2,
    ),
    Broken(
        "what_a_summary_counts_is_coded",
        "another term than the one said",
        added=record("zzaaaa", summary="They have 72 hours to leave", term="PT48H", says=", persons: 3, term: PT48H"),
        problem="the summary tells of a term of PT72H",
        cure="code it",
        line="summary:",
    ),
)
WAIVED = (
    *(
        Waived(
            Waiver.DATE_ORDER,
            "days_follow_one_another",
            partial(record, "zzaaaa", says=f", persons: 3, {name}: 2010-03-09", **{name: "2010-03-09"}),
            f"{name} 2010-03-09 lies before announced 2010-03-10",
            "waive date_order and say in coder_note",
            f"{name}: 2010-03-09",
        )
        for name in ("effective", "deadline")
    ),
    Waived(
        Waiver.CEILING_CHAIN,
        "ceilings_chain",
        lambda **changed: (
            ceiling("zzaaaa", LIMIT, BOTH_LIMITS)
            | ceiling(
                "zzbbbb",
                "before: 11, after: 5, rule: maximum",
                ", ceiling_before: 11, ceiling_after: 5",
                announced="2011-03-10",
                **changed,
            )
        ),
        "before is 11, yet record zzaaaa left the limit at 10",
        "waive ceiling_chain and say in coder_note",
        "ceiling: {before: 11",
        place=B,
    ),
    *(
        Waived(
            Waiver.CEILING_NUMBER,
            "ceiling_is_of_staff_ceilings",
            partial(
                plain,
                "zzaaaa",
                measure,
                ceiling="{before: 10, after: null, rule: maximum, scope: diplomats}",
                says=", ceiling_before: 10",
            ),
            "a maximum has no number",
            "waive ceiling_number and say in coder_note",
            "ceiling: {before",
        )
        for measure in ("staff_ceiling", "local_staff_limit")
    ),
    Waived(
        Waiver.LATE_PAGES,
        "pages_of_the_day_come_first",
        partial(record, "zzaaaa"),
        "all pages are of more than 14 days after 2010-03-10",
        "waive late_pages and say in coder_note",
        "- url:",
        edits=(Edit(A, "published: 2010-03-10", "published: 2010-03-25"),),
    ),
    Waived(
        Waiver.RETALIATION_LINK,
        "answers_link_what_they_answer",
        partial(record, "zzaaaa", grounds="[retaliation]"),
        "the ground is retaliation, and no link says for what",
        "waive retaliation_link and say in coder_note",
        "links: []",
    ),
    Waived(
        Waiver.SAME_DAY_OUTCOME,
        "orders_are_not_departures",
        partial(record, "zzaaaa", says=GONE, outcome="carried_out"),
        "a page of the day of the announcement (2010-03-10) is to show that they left",
        "waive same_day_outcome",
        "says: {announced",
        faults=2,
    ),
)
UNWAIVED = tuple(
    broken
    for number, case in enumerate(WAIVED)
    for broken in (
        case.broken(f"a note alone ({number})", "[]"),
        case.broken(f"all other waivers ({number})", f"[{', '.join(w for w in Waiver if w is not case.waiver)}]"),
    )
)

BROKEN: tuple[Broken, ...] = (*YAML, *MODEL, *FILES, *RECORD, *EVIDENCE, *REFERENCES, *DATASET, *PROSE, *UNWAIVED)

# A page that tells the number of persons, as if foreseen, and not the day.
OLDER = page("wire", "zzaaaa", "2010-03-09", ", persons: 3").replace("announced: 2010-03-09, ", "")
SOUND: tuple[Sound, ...] = (
    *(
        Sound("what_a_summary_counts_is_coded", f"the summary: {summary}", added=record("zzaaaa", summary=summary))
        for summary in (
            "Three diplomats must go",
            "One diplomat must go",
            "Two diplomats and one attaché must go",
            "The first diplomats in 25 years must go, at 100 Borduria Street",
            "Under the treaty of 1992 staff must go",
            "In two weeks the first of them had left",
        )
    ),
    *(
        Sound(
            "what_a_summary_counts_is_coded",
            f"a term of {term}: {summary}",
            added=record("zzaaaa", summary=summary, term=term, says=f", persons: 3, term: {term}"),
        )
        for term, summary in (
            ("PT48H", "They have two days to leave"),
            ("P2W", "They have 14 days to leave"),
            ("P6M", "They have six months to leave"),
            ("PT0S", "They have to leave at once"),
        )
    ),
    Sound(
        "what_a_summary_counts_is_coded",
        "the number of what it answers",
        added=record("zzaaaa")
        | answer(
            "zzbbbb",
            summary="Five diplomats for the three diplomats",
            persons="{best: 5, scope: diplomats}",
            says=", persons: 5",
            links=linked("responds_to"),
        ),
    ),
    Sound(
        "what_a_summary_counts_is_coded",
        "the number of its answer",
        added=record("zzaaaa", summary="It is answered with five diplomats")
        | answer(
            "zzbbbb",
            persons="{best: 5, scope: diplomats}",
            says=", persons: 5",
            links=linked("responds_to"),
        ),
    ),
    Sound(
        "more_than_eight_is_not_eight",
        "at least three, as coded",
        added=record(
            "zzaaaa",
            says=", persons: 3, persons_bound: at_least",
            persons="{best: 3, scope: diplomats, bound: at_least}",
        ),
    ),
    Sound(
        "more_than_eight_is_not_eight",
        "about three by one page, three by the other",
        added=record("zzaaaa", says=", persons: 3, persons_bound: about"),
        edits=(
            Edit(
                A,
                page("wire", "zzaaaa", DAY, ", persons: 3, persons_bound: about"),
                page("wire", "zzaaaa", DAY, ", persons: 3"),
            ),
        ),
    ),
    Sound(
        "what_is_said_is_coded",
        "no ground, as a page says",
        added=record("zzaaaa", says=", persons: 3, grounds: [unstated]"),
    ),
    Sound(
        "orders_are_not_departures",
        "gone in the month of the announcement",
        added=record("zzaaaa", announced="2010-03", says=GONE, outcome="carried_out"),
    ),
    Sound("files", "the invented world, and a record in it", added=record("zzaaaa")),
    Sound(
        "instrument_is_of_expulsions", "an expulsion of no told form", added=record("zzaaaa", instrument="unspecified")
    ),
    Sound(
        "ceiling_is_of_staff_ceilings",
        "a withdrawal with none",
        added=plain("zzaaaa", "staff_withdrawal", affects="initiator"),
    ),
    Sound(
        "ceiling_is_of_staff_ceilings",
        "a limit that is lifted",
        added=ceiling("zzaaaa", "before: 10, after: null, rule: lifted", ", ceiling_before: 10"),
    ),
    Sound(
        "ceiling_is_of_staff_ceilings",
        "a limit of none",
        added=ceiling("zzaaaa", "before: 10, after: 0, rule: maximum", ", ceiling_before: 10, ceiling_after: 0"),
    ),
    Sound(
        "ceiling_is_of_staff_ceilings",
        "parity, which has no number",
        added=ceiling("zzaaaa", "before: 10, after: null, rule: parity", ", ceiling_before: 10"),
    ),
    Sound(
        "ceiling_is_of_staff_ceilings",
        "parity, with a number",
        added=ceiling("zzaaaa", "before: 10, after: 5, rule: parity", ", ceiling_before: 10, ceiling_after: 5"),
    ),
    Sound("only_some_measures_lift", "an expulsion that does not", added=record("zzaaaa", lifts="false")),
    *(
        Sound("only_some_measures_lift", f"{measure} that lifts", added=plain("zzaaaa", measure, lifts="true"))
        for measure in ("accreditation_refusal", "movement_restriction", "local_staff_limit", "property_measure")
    ),
    *(
        Sound(
            "days_follow_one_another",
            f"{name} on the day itself",
            added=record("zzaaaa", says=f", persons: 3, {name}: 2010-03-10", **{name: "2010-03-10"}),
        )
        for name in ("effective", "deadline")
    ),
    Sound(
        "days_follow_one_another",
        "in force in that month",
        added=record("zzaaaa", says=", persons: 3, effective: 2010-03", effective="2010-03"),
    ),
    Sound(
        "every_value_is_said",
        "a day marked as approximate by the curator alone",
        added=record("zzaaaa", announced="2010-03-10~"),
        edits=(Edit(A, "{announced: 2010-03-10~", "{announced: 2010-03-10"),),
    ),
    Sound(
        "every_value_is_said",
        "a day marked as approximate by the pages alone",
        added=record("zzaaaa"),
        edits=(Edit(A, "{announced: 2010-03-10", "{announced: 2010-03-10~"),),
    ),
    Sound(
        "every_value_is_said",
        "one page that agrees",
        added=record("zzaaaa", coder_note="Invented"),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), page("wire", "zzaaaa", DAY, ", persons: 4")),),
    ),
    Sound(
        "every_value_is_said",
        "persons of the coded scope, named",
        added=record("zzaaaa", says=", persons: 3, persons_scope: diplomats"),
    ),
    Sound(
        "every_value_is_said",
        "no persons",
        added=plain(
            "zzaaaa",
            "staff_withdrawal",
            affects="initiator",
            says=", persons: 0",
            persons="{best: 0, scope: diplomats}",
        ),
    ),
    Sound(
        "read_after_published",
        "a page read on its day",
        added=record("zzaaaa"),
        edits=(Edit(A, "accessed: 2020-01-01", "accessed: 2010-03-10"),),
    ),
    Sound(
        "read_after_published",
        "a page of that month",
        added=record("zzaaaa"),
        edits=(Edit(A, "published: 2010-03-10", "published: 2010-03"),),
    ),
    Sound(
        "read_after_published",
        "pages of no date",
        added=record("zzaaaa"),
        edits=(Edit(A, "published: 2010-03-10", "published: null"),),
    ),
    Sound(
        "read_after_published",
        "an older page that says nothing of the day",
        added=record("zzaaaa", coder_note="Invented"),
        edits=(Edit(A, page("wire", "zzaaaa", DAY, ", persons: 3"), OLDER),),
    ),
    Sound("one_voice_needs_a_note", "two voices", added=record("zzaaaa", publishers="wire herald")),
    Sound(
        "one_voice_needs_a_note",
        "one voice with a note",
        added=record("zzaaaa", publishers="wire", coder_note="No other page was found"),
    ),
    Sound(
        "pages_are_of_the_owner_of_their_domain",
        "pages of no known domain, and of the domain itself",
        added=record("zzaaaa"),
        edits=(
            Edit(A, "https://www.wire.example/", "https://wire.example.org/"),
            Edit(A, "https://www.ministry.example/", "https://ministry.example/"),
        ),
    ),
    Sound(
        "only_differences_from_the_publisher_are_said",
        "a kind that does not follow from the publisher",
        added=record("zzaaaa"),
        edits=(Edit(A, "publisher: zz-wire\n", "publisher: zz-wire\n    kind: press\n"),),
    ),
    Sound(
        "a_page_is_described_once",
        "a page in two records",
        added=record("zzaaaa", announced="2010-03-20") | answer("zzbbbb"),
        edits=(Edit(B, "https://www.wire.example/zzbbbb", "https://www.wire.example/zzaaaa"),),
    ),
    Sound(
        "what_is_named_is_there",
        "a correction of a withdrawn record",
        added=tombstone("zzbbbb") | correction("zzbbbb", "announced"),
    ),
    Sound(
        "what_is_named_is_there",
        "a withdrawn record told by another",
        added=record("zzaaaa") | tombstone("zzbbbb", "[zzaaaa]"),
    ),
    Sound("what_is_named_is_there", "a second coding", added=record("zzaaaa") | second_coding("zzaaaa")),
    Sound("actors_exist_then", "on the first day of an actor", added=record("zzaaaa", announced="1950-03-01")),
    Sound(
        "actors_exist_then",
        "on the last day of an actor",
        added=record("zzaaaa", initiator="ZZS", announced="2015-06-30"),
    ),
    Sound(
        "the_trigger_came_first", "on the day of the trigger", added=record("zzaaaa", trigger="zz-border-incident-2010")
    ),
    Sound("mission_fits", "a post of the counterpart", added=record("zzaaaa", mission="zzr-zzb")),
    Sound(
        "mission_fits",
        "a post of the state that goes on from the counterpart",
        added=record("zzaaaa", counterpart="ZZS", mission="zzt-zzb")
        | {
            "missions/zzt.yaml": WORLD["missions/zzr.yaml"]
            .split("- id: zzr-zzb-hill")[0]
            .replace("zzr", "zzt")
            .replace("ZZR", "ZZT")
        },
        edits=(GOES_ON,),
    ),
    Sound(
        "mission_fits",
        "an ambassador called home",
        added=plain("zzaaaa", "recall", affects="initiator", mission="zzb-zzr"),
    ),
    Sound(
        "mission_fits",
        "a post closed for both",
        added=plain("zzaaaa", "mission_closure", affects="both", mission="zzb-zzr"),
    ),
    Sound(
        "mission_fits",
        "a council of which one side has a part",
        added=plain("zzaaaa", "cooperation_suspended", initiator="ZZO", mission="zzb-zzr-council"),
    ),
    Sound(
        "mission_fits",
        "a fallback channel accredited to another",
        added=plain("zzaaaa", "channel_designated", initiator="ZZO", mission="zzr-zzb"),
    ),
    Sound(
        "mission_fits",
        "a council that is suspended as the counterpart's",
        added=plain("zzaaaa", "mission_suspension", mission="zzb-zzr-council"),
    ),
    Sound(
        "mission_fits",
        "cooperation at a post of the other side",
        added=plain("zzaaaa", "cooperation_suspended", affects="initiator", mission="zzr-zzb"),
    ),
    Sound(
        "the_post_was_there",
        "on the day of its opening",
        added=record("zzaaaa", announced="2010-03-15", mission="zzr-zzb-hill"),
    ),
    Sound(
        "the_post_was_there",
        "in force on the day of its opening",
        added=record(
            "zzaaaa", effective="2010-03-15", says=", persons: 3, effective: 2010-03-15", mission="zzr-zzb-hill"
        ),
    ),
    *(
        Sound(
            "the_post_was_there",
            f"{measure} before the opening that it announces",
            added=plain("zzaaaa", measure, affects="both", mission="zzr-zzb-hill"),
        )
        for measure in ("mission_opening", "agreement_made", "cooperation_resumed")
    ),
    Sound(
        "the_post_was_there",
        "on the day of its closure",
        added=answer("zzaaaa", announced="2010-06-30", mission="zzb-zzr-port"),
    ),
    *(
        Sound(
            "the_post_was_there",
            f"{measure} after its closure",
            added=answer("zzaaaa", measure, announced="2010-07-01", mission="zzb-zzr-port"),
        )
        for measure in ("mission_reopening", "mission_opening", "property_measure")
    ),
    Sound(
        "links_hold",
        "an answer of the state that goes on from the counterpart",
        added=record("zzaaaa", counterpart="ZZS", announced="2015-06-10")
        | answer("zzbbbb", initiator="ZZT", announced="2015-07-05", links=linked("responds_to")),
        edits=(GOES_ON,),
    ),
    Sound(
        "links_hold",
        "an answer on the day",
        added=record("zzaaaa") | answer("zzbbbb", links=linked("responds_to"), announced=DAY),
    ),
    Sound(
        "links_hold",
        "solidarity with an organisation",
        added=record("zzaaaa", initiator="ZZO") | record("zzbbbb", links=linked("solidarity_with")),
    ),
    Sound(
        "links_hold",
        "solidarity",
        added=record("zzaaaa") | record("zzbbbb", initiator="ZZO", links=linked("solidarity_with")),
    ),
    Sound(
        "links_hold",
        "an extension that is of one decision too",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | plain("zzbbbb", "movement_restriction", links=linked("extends")),
        edits=(Edit(B, "to: zzaaaa}]", "to: zzaaaa}, {type: same_decision, to: zzaaaa}]"),),
    ),
    Sound(
        "links_hold",
        "a joint decision",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | record("zzbbbb", initiator="ZZO", links=linked("same_decision")),
    ),
    Sound(
        "links_hold",
        "one decision towards two",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | record("zzbbbb", counterpart="ZZO", links=linked("same_decision")),
    ),
    Sound(
        "links_hold",
        "a higher limit that reverses a limit",
        added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 10")
        | ceiling(
            "zzbbbb",
            RAISED,
            ", ceiling_before: 10, ceiling_after: 15",
            announced="2010-04-01",
            links=linked("reverses"),
        ),
    ),
    Sound(
        "links_hold",
        "a refusal that is lifted",
        added=plain("zzaaaa", "accreditation_refusal")
        | plain("zzbbbb", "accreditation_refusal", announced="2010-04-01", lifts="true", links=linked("reverses")),
    ),
    *(
        Sound(
            "links_hold",
            f"{measure} by the other side that reverses",
            added=plain("zzaaaa", reversed_, affects="both")
            | answer("zzbbbb", measure, affects="both", links=linked("reverses")),
        )
        for measure, reversed_ in (
            ("mission_reopening", "mission_suspension"),
            ("relations_restored", "relations_severed"),
            ("cooperation_resumed", "cooperation_suspended"),
            ("agreement_made", "agreement_terminated"),
        )
    ),
    Sound("ids_stand_once", "a withdrawn record's id that no other has", added=record("zzaaaa") | tombstone("zzbbbb")),
    Sound(
        "entries_stand_in_order",
        "files of which each has its own order",
        added={"leads/zzz.yaml": WORLD["leads/zz.yaml"].replace("zz-lead", "zz-a-lead")},
    ),
    Sound(
        "codes_stand_once",
        "a predecessor that stands behind",
        edits=(
            Edit("actors.yaml", "begins: null\n  ends: 2015-06-30", "begins: 2015-06-01\n  ends: null"),
            Edit("actors.yaml", "begins: 2015-06-30\n  ends: null", "begins: null\n  ends: 2015-06-01"),
        ),
    ),
    Sound(
        "codes_stand_once",
        "a successor of the same year",
        edits=(
            Edit("actors.yaml", "ends: 2015-06-30", "ends: 2015-12-01"),
            Edit("actors.yaml", "begins: 2015-06-30", "begins: 2015"),
        ),
    ),
    Sound(
        "publishers_are_told_apart",
        "its own name once more",
        edits=(Edit("publishers/zzb.yaml", "also: [BW]", "also: [BW, Bordurian wire]"),),
    ),
    *(
        Sound("intervals_run_forward", what, edits=(Edit(place, old, new),))
        for what, place, old, new in (
            ("a post closed on its first day", "missions/zzb.yaml", "closed: 2010-06-30", "closed: 1970-01-01"),
            ("a post of no known opening", "missions/zzb.yaml", "opened: 1970\n", "opened: null\n"),
            (
                "a membership as long as the member",
                "actors.yaml",
                "ends: 2015-06-30\n  memberships: []",
                "ends: 2015-06-30\n  memberships: [{org: ZZO, begins: 2000, ends: 2015-06-30}]",
            ),
        )
    ),
    Sound(
        "coverage_names_measures",
        "a measure, a group and all",
        edits=(Edit("coverage/zz.yaml", "measures: [all]", "measures: [expulsion, channel, all]"),),
    ),
    Sound(
        "ceilings_chain",
        "a limit that goes on from the one before",
        added=ceiling("zzaaaa", "before: 20, after: 1000, rule: maximum", ", ceiling_before: 20, ceiling_after: 1000")
        | ceiling(
            "zzbbbb",
            "before: 1000, after: 15, rule: maximum",
            ", ceiling_before: 1000, ceiling_after: 15",
            announced="2011-03-10",
        ),
    ),
    Sound(
        "ceilings_chain",
        "the limit of the month before that of a day in it",
        added=ceiling(
            "zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 10", announced="2010-03", distinct_from="[zzbbbb]"
        )
        | ceiling("zzbbbb", RAISED, ", ceiling_before: 10, ceiling_after: 15"),
    ),
    *(
        Sound(
            "ceilings_chain",
            f"limits of another {name}",
            added=ceiling("zzaaaa", LIMIT, ", ceiling_before: 20, ceiling_after: 10", mission="zzr-zzb")
            | ceiling(
                "zzbbbb",
                "before: 11, after: 5, rule: maximum",
                ", ceiling_before: 11, ceiling_after: 5",
                announced="2011-03-10",
                **{"mission": "zzr-zzb"} | changed,
            ),
        )
        for name, changed in (
            ("post", {"mission": "zzr-zzb-hill"}),
            ("initiator", {"initiator": "ZZO", "mission": "null"}),
            ("counterpart", {"counterpart": "ZZO", "mission": "null"}),
        )
    ),
    Sound(
        "no_measure_is_told_twice",
        "the same measure eleven days later",
        added=record("zzaaaa") | record("zzbbbb", announced="2010-03-21"),
    ),
    Sound(
        "no_measure_is_told_twice",
        "the same measure eleven days after the month",
        added=record("zzaaaa", announced="2010-03") | record("zzbbbb", announced="2010-04-11"),
    ),
    Sound(
        "no_measure_is_told_twice",
        "told apart by the one",
        added=record("zzaaaa", distinct_from="[zzbbbb]") | record("zzbbbb"),
    ),
    Sound(
        "no_measure_is_told_twice",
        "told apart by the other",
        added=record("zzaaaa") | record("zzbbbb", distinct_from="[zzaaaa]"),
    ),
    *(
        Sound(
            "no_measure_is_told_twice",
            f"the same measure at {one} and {other}",
            added=record("zzaaaa", announced="2010-03-15", mission=one)
            | record("zzbbbb", announced="2010-03-16", mission=other),
        )
        for one, other in (("zzr-zzb", "zzr-zzb-hill"), ("zzr-zzb-hill", "zzr-zzb"))
    ),
    *(
        Sound(
            "no_measure_is_told_twice",
            f"another {name}",
            added=plain("zzaaaa", "mission_closure") | plain("zzbbbb", **({"measure": "mission_closure"} | changed)),
        )
        for name, changed in (
            ("measure", {"measure": "mission_suspension"}),
            ("initiator", {"initiator": "ZZO"}),
            ("counterpart", {"counterpart": "ZZO"}),
            ("side affected", {"affects": "both"}),
        )
    ),
    Sound(
        "records_differ_from_others",
        "a record told apart from another",
        added=record("zzaaaa", distinct_from="[zzbbbb]") | answer("zzbbbb"),
    ),
    Sound(
        "corrections_name_columns", "a column of events", added=record("zzaaaa") | correction("zzaaaa", "persons_best")
    ),
    *(case.sound(number) for number, case in enumerate(WAIVED)),
    *(
        Sound(
            "days_follow_one_another",
            f"in force {effective}",
            added=record("zzaaaa", says=f", persons: 3, effective: {effective}", effective=effective),
        )
        for effective in ("../2010-03-10", "../2010-03-11", "2010-03-09/..", "2010-03-12/..")
    ),
    Sound(
        "days_follow_one_another",
        "told to the counterpart before it was made public",
        added=record("zzaaaa", says=", persons: 3, notified: 2010-03-09", notified="2010-03-09"),
    ),
    Sound(
        "waivers_say_why",
        "two waivers with a note",
        added=record("zzaaaa", waives="[date_order, late_pages]", coder_note="Invented"),
    ),
    *(
        Sound(
            "terms_are_of_expulsions",
            f"a term of {measure}",
            added=plain(
                "zzaaaa",
                measure,
                term="P7D",
                says=", term: P7D",
                **{"ceiling": "{before: null, after: null, rule: parity, scope: diplomats}"}
                if measure == "staff_ceiling"
                else {},
            ),
        )
        for measure in ("staff_ceiling", "mission_closure", "local_staff_limit", "property_measure")
    ),
    Sound(
        "terms_are_of_expulsions",
        "a term of an expulsion",
        added=record("zzaaaa", term="PT48H", says=", persons: 3, term: PT48H"),
    ),
    Sound("grounds_stand_once", "two grounds", added=record("zzaaaa", grounds="[espionage, interference]")),
    Sound("grounds_stand_once", "no ground told", added=record("zzaaaa", grounds="[unstated]")),
    Sound(
        "inferred_links_have_a_note",
        "an inferred link with a note",
        added=record("zzaaaa")
        | answer("zzbbbb", links="[{type: responds_to, to: zzaaaa, basis: inferred, note: The day after}]"),
    ),
    Sound(
        "answers_link_what_they_answer",
        "an answer that links what it answers",
        added=record("zzaaaa") | answer("zzbbbb", grounds="[retaliation]", links=linked("responds_to")),
    ),
    Sound(
        "ceiling_is_of_staff_ceilings",
        "a limit on local staff, with its number",
        added=plain(
            "zzaaaa",
            "local_staff_limit",
            ceiling=f"{{{LIMIT}, scope: all_staff}}",
            says=BOTH_LIMITS,
        ),
    ),
    Sound(
        "ceiling_is_of_staff_ceilings", "a ban on local staff, with none", added=plain("zzaaaa", "local_staff_limit")
    ),
    Sound(
        "ceilings_chain",
        "a limit on local staff beside one on accredited staff",
        added=ceiling("zzaaaa", LIMIT, BOTH_LIMITS)
        | plain(
            "zzbbbb",
            "local_staff_limit",
            ceiling="{before: 11, after: 5, rule: maximum, scope: all_staff}",
            says=", ceiling_before: 11, ceiling_after: 5",
            announced="2011-03-10",
        ),
    ),
    Sound(
        "links_hold",
        "a limit on local staff that is lifted",
        added=plain("zzaaaa", "local_staff_limit")
        | plain("zzbbbb", "local_staff_limit", announced="2010-04-01", lifts="true", links=linked("reverses")),
    ),
    Sound("every_value_is_said", "a checked record of which pages say all", added=held("zzaaaa")),
    *(
        Sound(
            "every_value_is_said",
            f"{claim} of a checked record: said",
            added=held(
                "zzaaaa", unsaid=claim, also=f", {claim}: {f'[{value}]' if claim == 'grounds' else value}", **changed
            ),
            edits=(Edit(A, "published: 2010-03-10", "published: 2010-03-11"),),
        )
        for claim, value, changed, _ in CHECKED
    ),
    *(
        Sound(
            "every_value_is_said",
            f"{claim} of a record that was not held against its pages: not said",
            added=record("zzaaaa", **changed),
        )
        for claim, _, changed, _ in CHECKED
        if changed
    ),
    Sound(
        "every_value_is_said",
        "a checked record of which little is known",
        added=record(
            "zzaaaa",
            last_checked="2020-01-02",
            instrument="unspecified",
            grounds="[unstated]",
            persons="{best: 3, scope: unstated, bound: exact}",
        ),
    ),
    Sound(
        "every_value_is_said",
        "two grounds of a checked record, each said by one page",
        added=held("zzaaaa", grounds="[espionage, interference]"),
        edits=(
            Edit(
                A,
                page("wire", "zzaaaa", DAY, HELD),
                page("wire", "zzaaaa", DAY, HELD.replace("espionage", "interference")),
            ),
        ),
    ),
    Sound(
        "every_value_is_said",
        "a link of a checked record that a page says",
        added=record("zzaaaa")
        | answer(
            "zzbbbb",
            "mission_closure",
            affects="both",
            links=linked("responds_to"),
            last_checked="2020-01-02",
            says=", grounds: [espionage], links: [{type: responds_to, to: zzaaaa}]",
        ),
    ),
    Sound(
        "every_value_is_said",
        "an inferred link of a checked record",
        added=record("zzaaaa")
        | answer(
            "zzbbbb",
            "mission_closure",
            affects="both",
            links="[{type: responds_to, to: zzaaaa, basis: inferred, note: The day after}]",
            last_checked="2020-01-02",
            says=", grounds: [espionage]",
        ),
    ),
    Sound(
        "every_value_is_said",
        "links of a checked record that are the curator's to draw",
        added=record("zzaaaa", links=linked("same_decision", "zzbbbb"))
        | plain(
            "zzbbbb",
            "movement_restriction",
            links="[{type: extends, to: zzaaaa}, {type: same_decision, to: zzaaaa}]",
            last_checked="2020-01-02",
            says=", grounds: [espionage]",
        ),
    ),
    Sound(
        "every_value_is_said",
        "the day announced in a relay alone",
        added=record("zzaaaa", publishers="ministry wire relay", coder_note="Invented"),
        edits=tuple(
            Edit(A, page(publisher, "zzaaaa", DAY, ", persons: 3"), page_of_persons(publisher, "zzaaaa"))
            for publisher in ("ministry", "wire")
        ),
    ),
    Sound(
        "what_is_said_is_coded",
        "a page that says that no form is told",
        added=record("zzaaaa", says=", persons: 3, instrument: unspecified", instrument="unspecified"),
    ),
    Sound(
        "orders_are_not_departures",
        "gone in part on the day",
        added=record("zzaaaa", says=", persons: 3, outcome: partly", outcome="partly"),
    ),
    Sound(
        "orders_are_not_departures",
        "gone as pages of the day after say",
        added=record("zzaaaa", says=GONE, outcome="carried_out"),
        edits=(Edit(A, "published: 2010-03-10", "published: 2010-03-11"),),
    ),
    Sound(
        "orders_are_not_departures",
        "another measure carried out on its day",
        added=plain("zzaaaa", "mission_closure", says=", outcome: carried_out", outcome="carried_out"),
    ),
    *(
        Sound(
            "pages_of_the_day_come_first",
            what,
            added=record("zzaaaa", announced=announced),
            edits=(Edit(A, f"published: {announced}", f"published: {published}"),),
        )
        for what, announced, published in (
            ("fourteen days later", DAY, "2010-03-24"),
            ("fourteen days after the month", "2010-03", "2010-04-14"),
            ("the month after that of a month", "2010-03", "2010-04"),
        )
    ),
    *(
        Sound(
            "pages_of_the_day_come_first",
            f"one page {what}",
            added=record("zzaaaa"),
            edits=(
                Edit(A, "published: 2010-03-10", "published: 2010-05-01"),
                Edit(
                    A, "zz-wire\n    via: null\n    published: 2010-05-01", f"zz-wire\n    via: null\n    {published}"
                ),
            ),
        )
        for what, published in (
            ("of the day", "published: 2010-03-10"),
            ("of fourteen days later", "published: 2010-03-24"),
            ("of no date", "published: null"),
        )
    ),
    Sound(
        "one_voice_needs_a_note",
        "a relay of another voice",
        added=record("zzaaaa", publishers="relay herald"),
        edits=(Edit(A, "publisher: zz-relay\n    via: null", "publisher: zz-relay\n    via: zz-wire"),),
    ),
    Sound(
        "one_voice_needs_a_note",
        "two voices, of which one tells when it is in force",
        added=record("zzaaaa", says=", persons: 3, effective: 2010-03-12", effective="2010-03-12"),
        edits=(
            Edit(
                A,
                page("wire", "zzaaaa", DAY, ", persons: 3, effective: 2010-03-12"),
                page("wire", "zzaaaa", DAY, ", persons: 3"),
            ),
        ),
    ),
)
