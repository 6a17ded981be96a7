"""How much a file may hold before it is refused (本单位设定). Everything is checked before or while reading, never after."""

FILE_BYTES = 50 * 1024 * 1024
INFLATED_BYTES = 600 * 1024 * 1024
"""All entries of a zipped workbook together, unpacked."""
RATIO = 200
"""Unpacked to packed, for entries over :data:`RATIO_FROM_BYTES`: an honest worksheet stays below 60."""
RATIO_FROM_BYTES = 5 * 1024 * 1024
ENTRIES = 2_000
TABLES = 30
COLUMNS = 200
OFFICE_ROWS = 100_000
CSV_ROWS = 2_000_000
CELL_CHARACTERS = 32_767
PROCESS_BYTES = 768 * 1024 * 1024
"""Address space of the process that opens an office file."""
PROCESS_SECONDS = 30
"""Processor time of the same; on the clock it may take four times as long."""
