//! What is true of the workspace as a whole.
