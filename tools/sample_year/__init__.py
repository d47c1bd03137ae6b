"""A branch's invented year, and how it becomes the files that a clerk sends in.

people        the members and their offices, day by day
theme_day, meeting, talk, celebration   what each of these is; theme_days, boards, talks … are those of the year
workbook      our own blank forms, filled in; bytes that are the same at every run
odd           forms as an office keeps them by itself
drawing       photos that show nobody
paper         papers that a person writes, as .docx
year          all of it, in folders
"""
