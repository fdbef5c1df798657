from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from diplomatic_ties.tabular import from_csv, to_csv

FIELDS: "list[pa.Field[Any]]" = [
    pa.field("text", pa.string()),
    pa.field("day", pa.date32()),
    pa.field("count", pa.int32()),
    pa.field("flag", pa.bool_()),
    pa.field("share", pa.float64()),
    pa.field("terms", pa.list_(pa.string()), nullable=False),
]
SCHEMA = pa.schema(FIELDS)
WORDS = st.text(st.sampled_from("aZ09 ,;\"'éЖ中|~-"), min_size=1)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none() | WORDS,
            "day": st.none() | st.dates(date(1900, 1, 1)),
            "count": st.none() | st.integers(-(2**31), 2**31 - 1),
            "flag": st.none() | st.booleans(),
            "share": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "terms": st.lists(st.sampled_from(["espionage", "parity", "retaliation"])),
        }
    )
)


@given(ROWS)
def test_csv_brings_every_value_back(rows: list[dict[str, object]]) -> None:
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    assert from_csv(to_csv(table), SCHEMA).equals(table)


def test_csv_is_written_as_promised() -> None:
    row = {
        "text": 'Skripal "poisoning", 2018',
        "day": date(2018, 3, 27),
        "count": 7,
        "flag": False,
        "share": None,
        "terms": ["espionage", "parity"],
    }
    assert to_csv(pa.Table.from_pylist([row], schema=SCHEMA)) == (
        'text,day,count,flag,share,terms\n"Skripal ""poisoning"", 2018",2018-03-27,7,false,,espionage;parity\n'
    )
