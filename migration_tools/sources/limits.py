"""Every bound on what a legacy source may cost to read; beyond one the reading stops with `Unreadable`."""

MIB = 1024 * 1024

READ_BYTES = MIB
"""How much of a file is read at once."""

MAX_RECORD_BYTES = 64 * MIB
"""One row as it stands in a dump, a text file or a memo; e-par keeps a whole workflow and form in a row."""

MAX_ITEM_BYTES = 8 * MIB
"""One object of a JSON file or one row element of an XML file, which must be built before it can be read."""

MAX_COLUMNS = 4_096
"""Columns of one table; MySQL itself ends here."""

MAX_TABLES = 10_000
"""Tables, sheets or lists of one source."""

MAX_SHEET_COLUMNS = 16_384
"""Columns of a sheet: the last one Excel knows is XFD."""

MAX_EXPANDED_BYTES = 4_096 * MIB
"""What a workbook (a zip) may inflate to in all. 300,000 rows of 20 columns are 0.3 GB."""

MAX_EXPANSION, FREE_EXPANDED_BYTES = 100, 64 * MIB
"""How many times its size a workbook may inflate to, once beyond a size that costs nobody time. Registers
measured 8 to 20; a bomb of 357 KB inflates 1,000 times."""

MAX_IN_MEMORY_BYTES = 64 * MIB
"""What an xls file may weigh: the library holds such a workbook whole."""

MAX_MERGED_RANGES = 200_000
"""Merged ranges of one sheet, all of which are held while its rows pass."""

SNIFFED_RECORDS = 200
"""Records of a text file from which its delimiter and heading are judged."""

MAX_TOOL_SECONDS = 3_600
"""How long one run of an outside program may last."""

MAX_PATH_BYTES = 4_096
"""A file's path within a folder of attachments; Linux itself ends here."""

ROWS_A_FETCH = 1_000
"""Rows a live database hands over at once."""

MAX_DEPTH = 100
"""How deep objects and lists of a JSON file may stand in each other."""

MAX_REPEATED_ROWS = 10_000
"""How often an ods sheet may repeat a row that holds something; blank ones it repeats a million times."""
