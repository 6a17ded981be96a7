"""Tables that people bring: reading .xlsx, .xls, .ods and .csv (UTF-8 or GB18030) safely, with row and column for every error.

Knows headers in either language, never guesses silently, never holds a whole file in the server's memory. No models.
"""
