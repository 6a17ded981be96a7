"""Use the SQLite of the ``pysqlite3`` wheel instead of the machine's.

SQLite up to 3.51.2 can corrupt a WAL database on reset, and Debian 12 carries 3.40. Imported for its effect, first thing
in the settings: Django's backend does ``from sqlite3 import dbapi2`` when it loads.
"""

import sys

import pysqlite3
import pysqlite3.dbapi2

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
