//! Minds that think with language models.
