"""Reports that are files.

A page that only points to a file (详见附件), or an address that answers with the file itself, gives the record of the
file. A page with text of its own keeps it, and takes from a file only the tables that it has not.
"""

from gaispider.file_reports.file_record import with_files
from gaispider.file_reports.report_file import AttachedFile

__all__ = ["AttachedFile", "with_files"]
