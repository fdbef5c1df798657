"""Names of tables and columns are no words that a database keeps for itself."""

import sqlite3

import duckdb
import pytest

from diplomatic_ties.model.contracts import arrow_schema, columns, sql_table
from diplomatic_ties.model.tables import TABLES
from diplomatic_ties.rectangle import KNOWN

# PostgreSQL 17, appendix C: reserved, and reserved but for functions and types.
POSTGRESQL = """
all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
concurrently constraint create cross current_catalog current_date current_role current_schema current_time
current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning
right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user
using variadic verbose when where window with
"""
# MySQL 8.4, section 11.3: reserved.
MYSQL = """
accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case
change char character check collate column condition constraint continue convert create cross cube cume_dist
current_date current_time current_timestamp current_user cursor database databases day_hour day_microsecond day_minute
day_second dec decimal declare default delayed delete dense_rank desc describe deterministic distinct distinctrow div
double drop dual each else elseif empty enclosed escaped except exists exit explain false fetch first_value float float4
float8 for force foreign from fulltext function generated get grant group grouping groups having high_priority
hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive insert int int1 int2 int3
int4 int8 integer intersect interval into io_after_gtids io_before_gtids is iterate join json_table key keys kill lag
last_value lateral lead leading leave left like limit linear lines load localtime localtimestamp lock long longblob
longtext loop low_priority manual match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond
minute_second mod modifies natural not no_write_to_binlog nth_value ntile null numeric of on optimize optimizer_costs
option optionally or order out outer outfile over parallel partition percent_rank precision primary procedure purge
qualify range rank read reads read_write real recursive references regexp release rename repeat replace require resignal
restrict return revoke right rlike row rows row_number schema schemas second_microsecond select sensitive separator set
show signal smallint spatial specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows
sql_small_result ssl starting stored straight_join system table tablesample terminated then tinyblob tinyint tinytext to
trailing trigger true undo union unique unlock unsigned update usage use using utc_date utc_time utc_timestamp values
varbinary varchar varcharacter varying virtual when where while window with write xor year_month zerofill
"""
RESERVED = set((POSTGRESQL + MYSQL).split())


@pytest.mark.parametrize("table", TABLES)
def test_no_name_is_a_reserved_word(table: str) -> None:
    names = {table, *(column.name for column in columns(table))}
    assert names & RESERVED == set()
    assert all(name == name.lower() and name.replace("_", "").isalnum() for name in names)


def test_no_column_of_the_panel_is_a_reserved_word() -> None:
    assert {"initiator", "counterpart", "period", *KNOWN} & RESERVED == set()


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_selected_without_quotes(table: str) -> None:
    lite, duck = sqlite3.connect(":memory:"), duckdb.connect()
    lite.execute(sql_table(table))
    duck.register("empty", arrow_schema(table).empty_table())
    duck.execute(f"create table {table} as select * from empty")
    for column in columns(table):
        query = f"select {column.name} from {table} where {column.name} is not null order by {column.name}"
        assert lite.execute(query).fetchall() == duck.execute(query).fetchall() == []
    lite.close()
    duck.close()


@pytest.mark.parametrize("word", ["group", "table", "order"])
def test_a_reserved_word_would_be_found(word: str) -> None:
    assert word in RESERVED
    lite = sqlite3.connect(":memory:")
    lite.execute(f'create table t ("{word}" text)')
    with pytest.raises(sqlite3.OperationalError):
        lite.execute(f"select {word} from t")
    lite.close()
    duck = duckdb.connect()
    duck.execute(f'create table t ("{word}" text)')
    with pytest.raises(duckdb.ParserException):
        duck.execute(f"select {word} from t")
    duck.close()
