"""Broken and sound registries, and files that are none: actors, posts, searches, leads; links in a circle."""

from tests.curation.broken import (
    GOES_ON,
    A,
    Broken,
    Edit,
    Sound,
    answer,
    ceiling,
    correction,
    linked,
    plain,
    record,
    second_coding,
)

ACTORS, COVERAGE, LEADS = "actors.yaml", "coverage/zz.yaml", "leads/zz.yaml"
POST = """\
- id: zzb-zzr-again
  name: Embassy of Borduria once more
  sender: ZZB
  host: ZZR
  country: ZZR
  city: {city}
  kind: {kind}
  opened: {opened}
  closed: null
  note: null
"""
SEARCH = """\
- id: zz-a-search
  initiator: {initiator}
  counterpart: {counterpart}
  begins: {begins}
  ends: {ends}
  measures: [{measures}]
  status: {status}
  how: Not at all, as it is invented
  searched: {searched}
  overviews: [https://www.wire.example/list]
  queries: [Borduria expels diplomats]
  languages: [en]
  note: null
"""


def post(city: str = "Strelsau", kind: str = "embassy", opened: str = "null") -> Edit:
    """One more post of Borduria in Ruritania."""
    text = POST.format(city=city, kind=kind, opened=opened)
    return Edit("missions/zzb.yaml", "- id: zzb-zzr-council", f"{text}- id: zzb-zzr-council")


def search(
    initiator: str = "ZZB",
    counterpart: str = "ZZR",
    begins: str = "2010-01-01",
    ends: str = "2010-12-31",
    measures: str = "all",
    status: str = "partial",
    searched: str = "2020-01-01",
) -> Edit:
    """One more search, the first in its file."""
    text = SEARCH.format(
        initiator=initiator,
        counterpart=counterpart,
        begins=begins,
        ends=ends,
        measures=measures,
        status=status,
        searched=searched,
    )
    return Edit(COVERAGE, "- id: zz-b-r", f"{text}- id: zz-b-r")


def of_actors(what: str, old: str, new: str, problem: str, cure: str) -> Broken:
    """A broken membership of an invented state."""
    return Broken(
        "memberships_are_of_organisations",
        what,
        edits=(Edit(ACTORS, old, new),),
        problem=problem,
        cure=cure,
        place=ACTORS,
        line="{org: " if "{org" in new else "memberships:",
    )


MEMBER = "{org: ZZO, begins: 2005, ends: null}"

RURITANIA = "  begins: 1950-03-01\n  ends: null\n"
REGISTRIES = (
    Broken(
        "actors_continue_what_has_ended",
        "an actor that goes on from one that is still there",
        edits=(GOES_ON._replace(new=GOES_ON.new.replace("ZZS", "ZZR")),),
        problem="ZZT, there from 2015-06-30, goes on from ZZR, there to now",
        cure="name an actor that ended",
        place=ACTORS,
        line="continues: ZZR",
    ),
    Broken(
        "actors_continue_what_has_ended",
        "an actor that was there all along",
        edits=(
            Edit(
                ACTORS, "  begins: null\n  ends: 2015-06-30\n", "  begins: null\n  ends: 2015-06-30\n  continues: ZZS\n"
            ),
        ),
        problem="ZZS, there from before 1945, goes on from ZZS, there to 2015-06-30",
        cure="name an actor that ended",
        place=ACTORS,
        line="continues: ZZS",
    ),
    Broken(
        "actors_continue_what_has_ended",
        "two actors that go on from one",
        edits=(GOES_ON, Edit(ACTORS, RURITANIA, f"{RURITANIA}  continues: ZZS\n")),
        problem="ZZR goes on from ZZS already",
        cure="keep the one",
        place=ACTORS,
        line="continues: ZZS",
        faults=2,
    ),
    Broken(
        "what_is_named_is_there",
        "an actor that goes on from no one",
        edits=(GOES_ON._replace(new=GOES_ON.new.replace("ZZS", "ZZX")),),
        problem="ZZX is not in actors.yaml",
        cure="did you mean ZZT",
        place=ACTORS,
        line="continues: ZZX",
    ),
    of_actors(
        "an organisation of its own",
        MEMBER,
        "{org: ZZB, begins: 2005, ends: null}",
        "ZZB is a member of itself",
        "take",
    ),
    of_actors(
        "a member of a state", MEMBER, "{org: ZZR, begins: 2005, ends: null}", "ZZR is no organisation", "name the org"
    ),
    of_actors(
        "twice a member at one time",
        MEMBER,
        "{org: ZZO, begins: 1999-06-01, ends: null}",
        "ZZB is a member of ZZO twice at one time",
        "merge the two, or mend their days",
    ),
    *(
        Broken(
            "posts_stand_once",
            what,
            edits=(post(**changed),),
            problem=problem,
            cure=cure,
            place="missions/zzb.yaml",
            line="id: zzb-zzr",
        )
        for what, changed, problem, cure in (
            ("an embassy under two names", {}, "the same embassy of ZZB in Strelsau", "merge the two, or say when"),
            ("an embassy opened while the other stood", {"opened": "1970"}, "the same embassy of ZZB", "merge the two"),
        )
    ),
    Broken(
        "posts_stand_once",
        "a post of a state at itself",
        edits=(
            Edit(
                "missions/zzb.yaml",
                "sender: ZZB\n  host: ZZR\n  country: ZZR\n  city: Port",
                "sender: ZZB\n  host: ZZB\n  country: ZZR\n  city: Port",
            ),
        ),
        problem="ZZB has no post at itself",
        cure="name the other side",
        place="missions/zzb.yaml",
        line="host: ZZB",
    ),
    Broken(
        "leads_have_two_sides",
        "a lead of a state towards itself",
        edits=(Edit(LEADS, "initiator: null", "initiator: ZZR"),),
        problem="initiator and counterpart are the same",
        cure="a measure needs two sides",
        place=LEADS,
        line="counterpart: ZZR",
    ),
    *(
        Broken(rule, what, edits=(search(**changed),), problem=problem, cure=cure, place=COVERAGE, line=line)
        for rule, what, changed, problem, cure, line in (
            (
                "coverage_is_of_two_sides",
                "a search of a state with itself",
                {"counterpart": "ZZB"},
                "initiator and counterpart are the same",
                "a search is of two sides",
                "counterpart: ZZB",
            ),
            (
                "coverage_is_of_two_sides",
                "a search of the members of a state",
                {"initiator": "members:ZZB", "counterpart": "ZZR"},
                "ZZB has no members",
                "write ZZB, or an organisation",
                "initiator: members:ZZB",
            ),
            (
                "coverage_is_of_two_sides",
                "a search of a state that was no more",
                {"counterpart": "ZZS", "begins": "2016-01-01", "ends": "2016-12-31"},
                "ZZS was there from before 1945 to 2015-06-30",
                "name the actor of that time",
                "counterpart: ZZS",
            ),
            (
                "coverage_is_of_two_sides",
                "a search of a state that was not yet all the time",
                {"counterpart": "ZZT", "begins": "2015-01-01", "ends": "2016-12-31"},
                "ZZT was there from 2015-06-30 to now",
                "mend the period",
                "counterpart: ZZT",
            ),
            (
                "searches_end_before_they_are_told",
                "a search that ends after its day",
                {"measures": "staff", "ends": "2020-01-02", "begins": "2019-01-01"},
                "the period ends 2020-01-02, after the search of 2020-01-01",
                "end it on the day of the search at the latest",
                "ends: 2020-01-02",
            ),
            (
                "intervals_run_forward",
                "a search that ends in the year before",
                {"measures": "staff", "begins": "2011-01-01", "ends": "2010-12-31"},
                "2010-12-31 lies before 2011-01-01",
                "mend one of the two",
                "ends: 2010-12-31",
            ),
        )
    ),
    Broken(
        "searches_do_not_contradict",
        "one search twice",
        edits=(search(),),
        problem="zz-a-search tells the same pair, period and measures",
        cure="merge the two",
        place=COVERAGE,
        line="id: zz-b-r",
    ),
    Broken(
        "searches_do_not_contradict",
        "exhaustive and not searched at once",
        edits=(
            search(status="exhaustive", begins="2010-06-01", ends="2011-06-01"),
            Edit(COVERAGE, "measures: [all]\n  status: partial", "measures: [all]\n  status: not_searched"),
        ),
        problem="not_searched here, exhaustive in zz-a-search",
        cure="mend one of the two, or part the periods",
        place=COVERAGE,
        line="status: not_searched",
    ),
)

SECOND = """\
id: zz-slice
begins: 2010-01-01
ends: 2010-12-31
actors: [ZZB]
partners: [ZZR]
searched: 2020-01-01
overviews: [https://www.wire.example/list]
queries: [Borduria expels diplomats]
held: [zzaaaa]
found:
  - no: 1
    measure: {measure}
    initiator: {initiator}
    counterpart: ZZR
    announced: {announced}
    effective: {effective}
    place: null
    persons: null
    what: Invented
    pages: [https://www.wire.example/list]
    record: zzaaaa
{more}"""


def second(
    measure: str = "expulsion",
    initiator: str = "ZZB",
    announced: str = "2010-03-10",
    effective: str = "null",
    more: str = "",
) -> dict[str, str | bytes]:
    """A second search that found the record ``zzaaaa``, and that record."""
    text = SECOND.format(measure=measure, initiator=initiator, announced=announced, effective=effective, more=more)
    return {**record("zzaaaa"), "second_searches/zz-slice.yaml": text}


SEARCHES = (
    *(
        Broken(
            "what_was_found_is_the_record",
            what,
            added=second(**changed),
            problem=problem,
            cure=cure,
            place="second_searches/zz-slice.yaml",
            line="record: zzaaaa",
        )
        for what, changed, problem, cure in (
            ("another pair", {"initiator": "ZZT"}, "zzaaaa is by ZZB towards ZZR", "or say `why` it is one"),
            ("another group", {"measure": "mission_closure"}, "zzaaaa is a expulsion", "or say `why` it is one"),
            (
                "a day of 32 days later",
                {"announced": "2010-04-11"},
                "zzaaaa was announced 2010-03-10, not within 31 days",
                "name the record that tells it",
            ),
            (
                "what is excluded",
                {"more": "    excluded: A plan\n"},
                "what is excluded has a record",
                "take out one of the two",
            ),
        )
    ),
    *(
        Broken(
            "searches_name_what_was_asked",
            f"{status}, with no {name}",
            edits=(
                Edit(
                    COVERAGE,
                    "measures: [all]\n  status: partial\n  how: Not at all, as it is invented\n",
                    f"measures: [all]\n  status: {status}\n  how: Not at all, as it is invented\n{asked}",
                ),
            ),
            problem=f"the search is {status}, and names no {name}",
            cure=f"name the {name}, or write status: partial",
            place=COVERAGE,
            line=f"status: {status}",
        )
        for status in ("searched", "exhaustive")
        for name, asked in (
            ("overviews", "  queries: [Query]\n  languages: [en]\n"),
            ("queries", "  overviews: [https://www.wire.example/list]\n  languages: [en]\n"),
            ("languages", "  overviews: [https://www.wire.example/list]\n  queries: [Query]\n"),
        )
    ),
    *(
        Broken(
            "searches_keep_the_protocol",
            what,
            edits=(
                Edit(COVERAGE, "  ends: 2010-12-31\n", f"  ends: {ends}\n"),
                Edit(
                    COVERAGE,
                    "measures: [all]\n  status: partial\n  how: Not at all, as it is invented\n",
                    "measures: [all]\n  status: searched\n  how: Not at all, as it is invented\n"
                    "  overviews: [https://www.wire.example/list]\n  queries: [Query]\n"
                    f"  languages: [{language}]\n",
                ),
            ),
            problem=problem,
            cure="or write status: partial",
            place=COVERAGE,
            line=line,
        )
        for what, ends, language, problem, line in (
            ("nothing in English", "2010-12-31", "fr", "nothing was asked in English", "languages: [fr]"),
            ("more than five years", "2015-01-06", "en", "from 2010-01-01 to 2015-01-06 in one", "ends: 2015-01-06"),
        )
    ),
    Broken(
        "model",
        "a query with a semicolon",
        added=second(),
        edits=(
            Edit(
                "second_searches/zz-slice.yaml",
                "queries: [Borduria expels diplomats]",
                "queries: [Borduria; diplomats]",
            ),
        ),
        problem="`queries.0`: the query has a semicolon",
        cure="write a comma",
        place="second_searches/zz-slice.yaml",
        line="queries:",
    ),
    Broken(
        "model",
        "an overview page with a semicolon in its address",
        added=second(),
        edits=(
            Edit("second_searches/zz-slice.yaml", "https://www.wire.example/list", "https://www.wire.example/list;a1"),
        ),
        problem="`overviews.0`: the address has a semicolon",
        cure="write %3B",
        place="second_searches/zz-slice.yaml",
        line="overviews:",
    ),
)

CIRCLES = (
    Broken(
        "links_do_not_turn_in_circles",
        "each answers the other",
        added=record("zzaaaa", links=linked("responds_to", "zzbbbb"))
        | answer("zzbbbb", announced="2010-03-10", links=linked("responds_to")),
        problem="the links turn in a circle: zz",
        cure="take out the one that no page makes",
        line="links:",
    ),
    Broken(
        "links_do_not_turn_in_circles",
        "each goes on with the other",
        added=plain("zzaaaa", "recall", affects="initiator", links=linked("extends", "zzbbbb"))
        | plain("zzbbbb", "mission_closure", links=linked("extends")),
        problem="the links turn in a circle: zz",
        cure="take out the one",
        line="links:",
    ),
)

MEASURES = (
    Broken(
        "limits_change_something",
        "the same limit before and after",
        added=ceiling("zzaaaa", "before: 20, after: 20, rule: maximum", ", ceiling_before: 20, ceiling_after: 20"),
        problem="the limit is 20 before and after",
        cure="null if no page says what it was before",
        line="ceiling: {before: 20",
    ),
    Broken(
        "expulsions_are_of_someone",
        "an expulsion of no one",
        added=record("zzaaaa", says=", persons: 0", persons="{best: 0, scope: diplomats}"),
        problem="no one is expelled",
        cure="write how many, or persons: null",
        line="persons: {best: 0",
    ),
    *(
        Broken(
            "pages_say_what_the_measure_has",
            what,
            added=added,
            problem=problem,
            cure="take it out, or mend the record",
            line="says: {announced",
            faults=2,
        )
        for what, added, problem in (
            (
                "a limit said of an expulsion",
                record("zzaaaa", says=", persons: 3, ceiling_after: 10"),
                "the page says ceiling_after, which a expulsion has not",
            ),
            (
                "a legal form said of a recall",
                plain("zzaaaa", "recall", affects="initiator", says=", instrument: asked_to_leave"),
                "the page says instrument, which a recall has not",
            ),
            (
                "a term said of a recall",
                plain("zzaaaa", "recall", affects="initiator", says=", term: P7D"),
                "the page says term, which a recall has not",
            ),
            (
                "who is counted where no one is",
                record("zzaaaa", says=", persons_scope: all_staff", persons="null"),
                "the page says persons_scope, which a record without persons has not",
            ),
        )
    ),
    Broken(
        "read_after_published",
        "announced after it was read",
        added=record("zzaaaa", announced="2020-03-10", coder_note="Invented"),
        edits=(Edit(A, "published: 2020-03-10", "published: null"),),
        problem="a page read on 2020-01-01 cannot say what was announced 2020-03-10",
        cure="mend one of the two",
        line="says: {announced: 2020-03-10",
        faults=2,
    ),
)

LOST = (
    Broken(
        "model",
        "a publisher that cannot be read, named by records",
        added=record("zzaaaa") | record("zzbbbb", announced="2010-05-10"),
        edits=(Edit("publishers/zzb.yaml", "kind: agency", "kind: agent"),),
        problem="`kind` cannot be 'agent'",
        cure="did you mean `agency`?",
        place="publishers/zzb.yaml",
        line="kind: agent",
    ),
    Broken(
        "yaml",
        "a registry that is no YAML, named by records",
        added=record("zzaaaa"),
        edits=(Edit("publishers/zzb.yaml", "- id: zz-ministry", "- id: [zz-ministry"),),
        problem="this is not YAML",
        cure="check indentation",
        place="publishers/zzb.yaml",
        line="",
    ),
    Broken(
        "model",
        "a registry that is a map, named by records",
        added=record("zzaaaa") | {"publishers/zzb.yaml": "zz-ministry: Ministry\n"},
        problem="a registry is a list",
        cure="begin each entry with `- id:`",
        place="publishers/zzb.yaml",
        line="zz-ministry",
    ),
    Broken(
        "model",
        "a record that cannot be read, named by a correction",
        added=record("zzaaaa", affects="xyz") | correction("zzaaaa", "grounds"),
        problem="`affects` cannot be 'xyz'",
        cure="write one of",
        line="affects: xyz",
    ),
    Broken(
        "files",
        "a registry with a name that is nearly right",
        added={"missons.yaml": "[]\n"},
        problem="no registry has this name",
        cure="did you mean missions?",
        place="missons.yaml",
        line="[]",
    ),
    Broken(
        "files",
        "a folder among the files of a registry",
        added={"coverage/old/zz.yaml": "[]\n"},
        problem="no folder belongs here",
        cure="put its files into coverage/",
        place="coverage/old",
        line="",
    ),
    Broken(
        "files",
        "a registry with another ending",
        added={"leads/zz-more.yml": "[]\n"},
        problem="this is no record or registry",
        cure="remove it or name it .yaml",
        place="leads/zz-more.yml",
        line="[]",
    ),
)


NO_VALUE = "`settled.0.first`: no record can have said "


def settled(
    what: str, field: str, first: str, problem: str, cure: str, rule: str = "model", begins: str = NO_VALUE
) -> Broken:
    """A second coding of which a value was settled that no record can have had."""
    place = "second_codings/zzaaaa.yaml"
    return Broken(
        rule,
        f"a settled value: {what}",
        added=record("zzaaaa") | second_coding("zzaaaa"),
        edits=(Edit(place, "settled: []", f"settled:\n- field: {field}\n  first: {first}\n  reason: Looked at again"),),
        problem=f"{begins}{problem}",
        cure=cure,
        place=place,
        line=f"first: {first}",
    )


SETTLED = (
    settled("a list that is a day", "announced", "[2010-03-10]", "['2010-03-10'] of announced", "what the record said"),
    settled("a measure that is none", "measure", "banana", "'banana' of measure", "what the record said"),
    settled("a day that is none", "announced", "2010-02-30", "'2010-02-30' of announced", "what the record said"),
    settled("a day that is a slip", "announced", "9999-01-01", "'9999-01-01' of announced", "from 1648 to 2100"),
    settled("a number that is a word", "persons", "many", "'many' of persons", "what the record said"),
    settled("null where there is always a value", "measure", "null", "None of measure", "what the record said"),
    *(
        settled(what, field, first, problem, "the record said at the time", "what_was_settled_could_stand", "")
        for what, field, first, problem in (
            ("an actor that is none", "initiator", "QQQQQ", "QQQQQ is not in actors.yaml"),
            ("a side that is none", "counterpart", "QQQQQ", "QQQQQ is not in actors.yaml"),
            ("a day that has not come", "announced", "2099-01-01", "2099-01-01 lies ahead"),
        )
    ),
)
BROKEN_REGISTRIES: tuple[Broken, ...] = (*SETTLED, *REGISTRIES, *SEARCHES, *CIRCLES, *MEASURES, *LOST)
SOUND_REGISTRIES: tuple[Sound, ...] = (
    *(
        Sound("what_was_found_is_the_record", what, added=second(**changed))
        for what, changed in (
            ("the same day", {}),
            ("a day of 31 days later", {"announced": "2010-04-10"}),
            ("a day in force near the announcement", {"announced": "2009-01-01", "effective": "../2010-03-20"}),
            ("the month", {"announced": "2010-02"}),
            ("no day at all", {"announced": "null"}),
            ("another measure of the group", {"measure": "staff_ceiling"}),
            ("another pair, and why", {"initiator": "ZZT", "more": "    why: Told by the other Syldavia\n"}),
        )
    ),
    Sound("posts_stand_once", "an embassy in another city", edits=(post(city="Zenda"),)),
    Sound("posts_stand_once", "a trade mission in the same city", edits=(post(kind="trade_mission"),)),
    Sound(
        "posts_stand_once",
        "an embassy after the first one had closed",
        edits=(
            Edit("missions/zzb.yaml", "opened: 1960-05-01\n  closed: null", "opened: 1960-05-01\n  closed: 1970-01-01"),
            post(opened="1980"),
        ),
    ),
    Sound(
        "coverage_is_of_two_sides", "a search until the last day", edits=(search(counterpart="ZZS", ends="2015-06-30"),)
    ),
    Sound("coverage_is_of_two_sides", "any with any", edits=(search("any", "any"),)),
    Sound(
        "searches_end_before_they_are_told", "until its day", edits=(search(begins="2019-01-01", ends="2020-01-01"),)
    ),
    Sound("searches_do_not_contradict", "the same pair, of other measures", edits=(search(measures="staff"),)),
    Sound(
        "searches_do_not_contradict",
        "exhaustive after it was not searched",
        edits=(
            search(status="exhaustive", begins="2011-01-01", ends="2011-06-01"),
            Edit(COVERAGE, "measures: [all]\n  status: partial", "measures: [all]\n  status: not_searched"),
        ),
    ),
    Sound(
        "limits_change_something",
        "a limit of no known size before",
        added=ceiling("zzaaaa", "before: null, after: 20, rule: maximum", ", ceiling_after: 20"),
    ),
    Sound(
        "links_do_not_turn_in_circles",
        "an answer, and the answer to it",
        added=record("zzaaaa")
        | answer("zzbbbb", links=linked("responds_to"))
        | record("zzcccc", announced="2010-04-20", links=linked("responds_to", "zzbbbb")),
    ),
    Sound(
        "actors_continue_what_has_ended",
        "one that begins on the last day of the other",
        edits=(GOES_ON,),
    ),
    Sound(
        "memberships_are_of_organisations",
        "a member again from the year after",
        edits=(Edit(ACTORS, "ends: 1999-12-31}", "ends: 2004-12-31}"),),
    ),
    Sound(
        "model",
        "settled values as a record can have had them",
        added=record("zzaaaa") | second_coding("zzaaaa"),
        edits=(
            Edit(
                "second_codings/zzaaaa.yaml",
                "settled: []",
                "settled:\n"
                "- {field: announced, first: 2010, reason: Looked at again}\n"
                "- {field: persons, first: null, reason: Looked at again}\n"
                "- {field: grounds, first: [espionage, retaliation], reason: Looked at again}",
            ),
        ),
    ),
)
