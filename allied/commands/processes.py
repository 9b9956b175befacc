"""The processes that serve: one loads the product, and forks its like from itself.

Gunicorn watches the eldest only and holds nothing of the product itself: had it loaded the product,
it would keep a copy of all that the others write to (docs/decisions/0004). The eldest and the
younger stand and fall together: where one ends, all end, and gunicorn starts them anew. Who asks
meanwhile waits, for the socket stays open.
"""

import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker
from gunicorn.workers.workertmp import WorkerTmp


class Server(BaseApplication):
    """What gunicorn runs. `load` gives the product, and ends with SystemExit where it refuses."""

    def __init__(self, load: Callable[[], Any], processes: int, **options: Any) -> None:
        self.loading, self.processes, self.options = load, processes, options
        super().__init__()

    def load(self) -> Any:
        return self.loading()

    def load_config(self) -> None:
        assert self.cfg is not None  # made by the base class before this is called
        options = {"worker_class": Eldest, "workers": 1, "control_socket_disable": True}
        for name, value in (options | self.options).items():
            self.cfg.set(name, value)

    def run(self) -> None:
        logging.getLogger("gunicorn.error").addFilter(_adds_something)
        own = os.getpid()
        try:
            super().run()
        except SystemExit as end:  # in a process forked from here it is for gunicorn
            refused = end.code == Arbiter.WORKER_BOOT_ERROR and os.getpid() == own
            sys.exit(1 if refused else end.code)


def _adds_something(record: logging.LogRecord) -> bool:
    """Not what gunicorn says of a start that was refused: why has been said."""
    is_of_refusal = Arbiter.WORKER_BOOT_ERROR in (record.args or ())
    return not is_of_refusal and record.msg not in {"Shutting down: %s", "Reason: %s"}


class Eldest(ThreadWorker):
    """The one process that gunicorn knows, and in its copies the younger ones."""

    is_younger = False

    def init_process(self) -> None:
        self.younger: list[int] = []
        try:
            self.app.wsgi()
        except SystemExit:
            sys.exit(Arbiter.WORKER_BOOT_ERROR)  # with any other status it would try again
        own = os.getpid()
        while not self.is_younger and len(self.younger) < self.app.processes - 1:
            if pid := os.fork():
                self.younger.append(pid)
            else:
                self._be_younger(own)
        super().init_process()

    def _be_younger(self, eldest: int) -> None:
        self.is_younger, self.younger = True, []
        self.pid = os.getpid()  # type: ignore[assignment]  # gunicorn begins with a text
        self.ppid = eldest  # it ends where its parent is another
        self.tmp.close()
        self.tmp = WorkerTmp(self.cfg)  # its pulse is not the eldest's

    def run(self) -> None:
        super().run()
        if self.is_younger:
            os._exit(0)  # a request that still works had its time; nobody else would cut it off
        self._pass_on(signal.SIGTERM)
        for pid in self.younger:
            os.waitpid(pid, 0)

    def notify(self) -> None:
        """Once a second. Where one of the younger has ended, so does the eldest."""
        super().notify()
        fallen = [pid for pid in self.younger if os.waitpid(pid, os.WNOHANG)[0]]
        if fallen:
            self.younger = [pid for pid in self.younger if pid not in fallen]
            self.log.error("Process %s has ended. All are started anew.", fallen[0])
            self.alive = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._pass_on(sig)
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        self._pass_on(signal.SIGQUIT)
        super().handle_quit(sig, frame)

    def _pass_on(self, sig: int) -> None:
        for pid in self.younger:
            with suppress(ProcessLookupError):  # it has ended, and was seen to, this very moment
                os.kill(pid, sig)
