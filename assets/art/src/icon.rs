//! Icons of items, moods and marks.
