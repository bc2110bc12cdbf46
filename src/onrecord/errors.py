"""Every error that OnRecord raises.

OnRecordError
├── SettingError      a setting, option or file of the user's own is wrong: the run stops (exit code 2)
│   └── CodebookError a codebook or actor file is malformed: names file, line and key
├── InputError        one input cannot be read: it is recorded as unread and the run goes on
├── StoreError        the database cannot be used
│   ├── NewerDatabaseError   written by a newer version of OnRecord
│   ├── LockedDatabaseError  another process holds it for too long
│   └── RefusedError         a reading breaks a rule of the record: nothing of it is stored
├── WorkerError       a process that reads articles cannot be started
├── CallError         a program of the user's own, which is handed something, failed
└── NotFoundError     no record has that id
"""


class OnRecordError(Exception):
    """The base of every error raised on purpose; its message says what to do next."""


class SettingError(OnRecordError):
    """A setting, an option or a file of the user's own is wrong."""


class CodebookError(SettingError):
    """A codebook or actor file is malformed."""

    def __init__(self, file: str, line: int | None, key: str, expected: str) -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {key}: {expected}")
        self.file, self.line, self.key, self.expected = file, line, key, expected


class InputError(OnRecordError):
    """One input cannot be read; `reason` is what the record keeps."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class StoreError(OnRecordError):
    """The database cannot be used."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version of OnRecord."""


class LockedDatabaseError(StoreError):
    """Another process holds the database for too long."""


class RefusedError(StoreError):
    """A reading breaks a rule of the record; `record_id` is the record that does, `article_id` the article it is of."""

    def __init__(self, article_id: str, record_id: str, reason: str) -> None:
        super().__init__(f"{record_id} of article {article_id}: {reason}")
        self.article_id, self.record_id, self.reason = article_id, record_id, reason


class WorkerError(OnRecordError):
    """A process that reads articles cannot be started."""


class CallError(OnRecordError):
    """A program of the user's own, which is handed something, failed."""


class NotFoundError(OnRecordError):
    """No record has that id."""
