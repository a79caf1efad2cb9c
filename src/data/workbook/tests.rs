//! Workbooks made here and by other programs.
