"""What was read of a site's files, kept beside its archive: a file is read once by each version of the reading.

`readings.sqlite` in a site's folder can be lost: the files are then read again from the archive.
"""
