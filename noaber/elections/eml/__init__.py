"""EML_NL: the files in which elections are exchanged, read with every mistake named and written by its schemas.

Nothing here gives the result of an election: files of the Kiesraad's programs come in, and what a municipality
prepares goes out.
"""
