"""One JSON object a line for each host and task, for programs that count: never Ansible's own counters or exit code."""

import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: lines
type: stdout
short_description: one JSON object a line for each host and task
description:
  - Keys are host, task, outcome (ok, failed, unreachable, skipped), rc, stdout, stderr, script and msg; what a task does not have is null.
"""


class CallbackModule(CallbackBase):
    """See above."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "spice_trial.fleet.lines"

    def _line(self, result, outcome):
        what = result._result
        keys = {key: self._text(what.get(key)) for key in ("rc", "stdout", "stderr", "script", "msg")}
        # What Ansible hides (no_log) stays hidden; a name of a host may be anything.
        print(
            json.dumps({"host": result._host.get_name(), "task": result._task.get_name(), "outcome": outcome, **keys}, default=str),
            flush=True,
        )

    # Ansible keeps a byte that is no UTF-8, as of ssh's own words, in a form that no other program reads as JSON.
    @staticmethod
    def _text(value):
        return value.encode(errors="replace").decode() if isinstance(value, str) else value

    def v2_runner_on_ok(self, result):
        """Done."""
        self._line(result, "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        """Ended with another exit code than 0, or not in time."""
        self._line(result, "failed")

    def v2_runner_on_unreachable(self, result):
        """Nobody answered."""
        self._line(result, "unreachable")

    def v2_runner_on_skipped(self, result):
        """Not meant for this host."""
        self._line(result, "skipped")
