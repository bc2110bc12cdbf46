"""The work of a run: articles in, coded by one or more processes, and stored by one, in the order of the inputs."""

from onrecord.workers.run import Progress, coder_version, read_into

__all__ = ["Progress", "coder_version", "read_into"]
