"""The version of the package and of the coder, in one place."""

VERSION = "0.1.0"
