"""From somebody's sheet to stakeholders, in steps that can be left and taken up again.

reading     a file or pasted text becomes sheets of text, or a sentence that says what is wrong with it
mapping     which column means what: suggested here, corrected by the person
rows        a row of the sheet becomes values, with remarks, or is refused with a reason
doubles     rows that may be the same stakeholder, and what the person decides about them
preview     what is about to happen, before it happens
steps       the way there: receive, choose a sheet, read, decide, begin
running     the act itself, block by block, each row exactly once
undoing     the whole of it taken back
models      what is kept between the steps, and what is wiped after them
"""
