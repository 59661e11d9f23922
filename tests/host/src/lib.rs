//! Nothing: this package is a list of features, in its manifest.
