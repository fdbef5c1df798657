# Tables of Diplomatic Ties in R: days as Date, whole numbers as integer, yes and no as logical, lists as list columns
# of character vectors, and NA where nothing is known.
#
#   source("r/diplomatic_ties.R")         # in a release: source("diplomatic_ties.R")
#   events <- ties_load("events", "build")   # a folder that `diplomatic-ties build` wrote, or an unpacked release archive
#   subset(events, measure == "expulsion" & announced >= as.Date("2022-02-24"))
#
# It needs the package jsonlite. The CSV is read with readr where that is installed, else with R's own read.csv; where
# only the Parquet is there, with arrow or nanoparquet. The table is the same. codebook.md tells what is in it.

#' Read a table.
#'
#' @param table Its name, such as "events".
#' @param folder Where datapackage.json stands, beside csv/ or parquet/ or both.
#' @param with The packages to read with: the first that is installed and finds a file that it can read is taken.
#' @return A data frame with the types of datapackage.json; an error if the table or a file for it is not there.
ties_load <- function(table, folder = ".", with = names(ties_readers)) {
  types <- ties_types(table, folder)
  for (name in match.arg(with, several.ok = TRUE)) {
    reader <- ties_readers[[name]]
    file <- file.path(folder, reader$form, paste0(table, ".", reader$form))
    if (file.exists(file) && requireNamespace(name, quietly = TRUE) && (reader$lists || !"list" %in% types)) {
      rows <- reader$read(file, types)
      stopifnot(identical(names(rows), names(types)))
      columns <- Map(ties_typed, as.list(rows), types)
      return(structure(columns, row.names = .set_row_names(nrow(rows)), class = "data.frame"))
    }
  }
  stop("no file of ", table, " in ", folder, " that one of ", toString(with), " reads", call. = FALSE)
}

#' The types of a table's columns by their names, as datapackage.json has them.
ties_types <- function(table, folder = ".") {
  if (!requireNamespace("jsonlite", quietly = TRUE)) stop('install.packages("jsonlite") first', call. = FALSE)
  resources <- jsonlite::read_json(file.path(folder, "datapackage.json"))$resources
  names(resources) <- vapply(resources, `[[`, "", "name")
  if (!table %in% names(resources)) {
    stop("no table is called ", table, "; there are ", toString(names(resources)), call. = FALSE)
  }
  fields <- resources[[table]]$schema$fields
  stats::setNames(vapply(fields, `[[`, "", "type"), vapply(fields, `[[`, "", "name"))
}

# Each by the package that reads, the one to take first before the others. nanoparquet reads no lists.
ties_readers <- list(
  readr = list(form = "csv", lists = TRUE, read = function(file, types) {
    # Numbers as text, which R itself reads to the last digit, and readr does not.
    short <- c(string = "c", date = "D", integer = "i", boolean = "l", number = "c", list = "c")
    # The text NA is no missing value: it is Namibia.
    readr::stop_for_problems(readr::read_csv(
      file,
      col_types = paste(short[types], collapse = ""), na = "", trim_ws = FALSE, progress = FALSE
    ))
  }),
  utils = list(form = "csv", lists = TRUE, read = function(file, types) {
    utils::read.csv(
      file,
      colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE, fill = FALSE
    )
  }),
  arrow = list(form = "parquet", lists = TRUE, read = function(file, types) arrow::read_parquet(file)),
  nanoparquet = list(form = "parquet", lists = FALSE, read = function(file, types) nanoparquet::read_parquet(file))
)

# What a reader made of a column, as values of its type.
ties_typed <- function(values, type) {
  switch(type,
    date = as.Date(values, "%Y-%m-%d"),
    integer = as.integer(values),
    boolean = as.logical(values),
    number = as.numeric(values),
    list = if (is.character(values)) {
      strsplit(ifelse(is.na(values), "", values), ";", fixed = TRUE)
    } else {
      lapply(values, as.character)
    },
    as.character(values)
  )
}
