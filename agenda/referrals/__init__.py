"""Referrals as a coordinator has them, read from the bytes of a spreadsheet or a CSV file.

Pure, and bounded: whatever a file holds, reading it takes little time and memory, and ends in rows
of text or in one sentence that says what to do.
"""
