# Write what R reads, as JSON that Python compares: Rscript read_tables.R <ties.R> <build> <sqlite> <out>
# <out>/<package>.json holds {table: {types, rows}} for each package that is installed.
arguments <- commandArgs(trailingOnly = TRUE)
source(arguments[[1]])
build <- arguments[[2]]
sqlite <- arguments[[3]]
out <- arguments[[4]]

neutral <- function(rows) {
  types <- lapply(rows, function(values) class(values)[[1]])
  for (column in names(rows)[types == "Date"]) rows[[column]] <- format(rows[[column]])
  for (column in names(rows)[types == "numeric"]) {
    # As text, since jsonlite writes fewer digits than tell every number from its neighbours.
    numbers <- rows[[column]]
    rows[[column]] <- ifelse(is.na(numbers), NA_character_, sprintf("%.17g", numbers))
  }
  list(types = lapply(types, jsonlite::unbox), rows = rows)
}

write <- function(tables, name) {
  jsonlite::write_json(tables, file.path(out, paste0(name, ".json")), dataframe = "rows", na = "null", null = "null")
}

resources <- jsonlite::read_json(file.path(build, "datapackage.json"))$resources
tables <- vapply(resources, `[[`, "", "name")
for (name in names(ties_readers)) {
  if (!requireNamespace(name, quietly = TRUE)) next
  readable <- Filter(function(table) ties_readers[[name]]$lists || !"list" %in% ties_types(table, build), tables)
  names(readable) <- readable
  write(lapply(readable, function(table) neutral(ties_load(table, build, with = name))), name)
}
if (requireNamespace("RSQLite", quietly = TRUE)) {
  connection <- DBI::dbConnect(RSQLite::SQLite(), sqlite, flags = RSQLite::SQLITE_RO)
  names(tables) <- tables
  write(lapply(tables, function(table) neutral(DBI::dbReadTable(connection, table, check.names = FALSE))), "RSQLite")
  DBI::dbDisconnect(connection)
}
