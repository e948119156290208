"""Rows that wait for people: out to the unit as a workbook, back as corrections that somebody answers for."""
