"""The statistics forms of the yearly report: what their tables say, by the keys of the record, and their sums.

- B2019: 国务院办公厅 国办公开办函〔2019〕60号, tables 2, 3 and 4.
- C2021: 国办公开办函〔2021〕30号, tables 2, 3 and 4.
- A2014: the national 政府信息公开情况统计表 for 2014-2018; A_annex: the annexes of the years and provinces before it.
"""
