"""Runs a verb of spice-trial's script on a host, or sends a file there, as ./build.sh Install does.

The script comes on standard input of a connection of its own: the host needs no Python, there is no terminal whose end would be
SIGHUP, and no persisted connection that hangs with a host that vanished. Options: "words" (of the script) or "command" (words of a
program), "detached" (goes on when the connection is cut), or "send", "to" and "sha256" of a file.
"""

import hashlib
import pathlib
import secrets
import shlex

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase

# Before what the person has set, because ssh takes the first: nothing else of theirs is touched.
SSH = "-o ControlMaster=no -o ControlPath=none -o ServerAliveInterval=5 -o ServerAliveCountMax=3"

# Whole or not at all, where only root writes.
KEEP = (
    'umask 077; mkdir -p "${1%/*}" && cat > "$1.new" && sync "$1.new" && '
    '[ "$(sha256sum < "$1.new")" = "$2  -" ] && mv -f "$1.new" "$1" || { rm -f "$1.new"; exit 1; }'
)

PARTS = pathlib.Path(__file__).resolve().parents[6] / "SpiceTrial" / "Hosts" / "Script"


def script():
    """What runs on the host: the parts that the tool itself puts together, in their order."""
    parts = sorted(PARTS.glob("*.sh"))
    if not parts:
        raise AnsibleActionFail(f"the host script is not at {PARTS}: use this collection where it lies, in a clone of spice-trial")
    return b"".join(x.read_bytes() for x in parts)


class ActionModule(ActionBase):
    """See above."""

    TRANSFERS_FILES = False
    _VALID_ARGS = frozenset(("words", "command", "detached", "send", "to", "sha256"))

    def run(self, tmp=None, task_vars=None):
        """Returns rc, stdout and stderr; of a reading also "facts", a list for each key."""
        result = super().run(tmp, task_vars)
        args = self._task.args
        words = [str(x) for x in args.get("words", [])]
        command = [str(x) for x in args.get("command", [])]
        if self._task.check_mode and words[:1] != ["read"]:
            return {**result, "skipped": True, "msg": "changes the host, or asks what a check must not"}
        self._connection_of_its_own()
        data = script()
        if "send" in args:
            data = self._file(args, data)
            command = ["sh", "-c", KEEP, "sh", args["to"], hashlib.sha256(data).hexdigest()]
        elif words:
            command = ["sh", "-s", "--", *words]
        else:
            data = b"\n"
        if args.get("detached"):
            # systemd would fill in variables.
            command = [x.replace("$", "$$") for x in command]
            unit = f"--unit=spice-trial-{(words or command)[0]}-{secrets.token_hex(4)}"
            command = ["systemd-run", "--wait", "--pipe", "--collect", "--quiet", "--property=KillMode=process", unit, *command]
        # A host may say any byte: one that is no UTF-8 must not stand in the way of whoever reads the rest.
        ran = self._low_level_execute_command(shlex.join(command), in_data=data, encoding_errors="replace")
        result.update(rc=ran["rc"], stdout=ran["stdout"], stderr=ran["stderr"], failed=ran["rc"] != 0)
        result["changed"] = bool(args.get("detached")) and ran["rc"] == 0
        if result["failed"]:
            said = [x for x in (ran["stdout"] + "\n" + ran["stderr"]).splitlines() if x.strip()]
            result["msg"] = said[-1] if said else f"exit status {ran['rc']}"
        if words[:1] == ["read"]:
            result["script"] = hashlib.sha256(data).hexdigest()
            result["facts"] = self._facts(ran["stdout"])
        return result

    def _connection_of_its_own(self):
        # Others refuse a standard input in words of their own, or leave it out: then the host would run nothing and say that all is well.
        if not self._connection.has_pipelining:
            raise AnsibleActionFail(
                f"the connection plugin {self._connection.transport} has no pipelining, and the script comes on standard input: "
                "set ansible_connection: ssh for this host in the inventory"
            )
        if self._connection.transport in ("ssh", "smart"):
            theirs = self._connection.get_option("ssh_args") or ""
            if SSH not in theirs:
                self._connection.set_option("ssh_args", f"{SSH} {theirs}".strip())

    @staticmethod
    def _file(args, text):
        data = text if args["send"] == "script" else pathlib.Path(args["send"]).read_bytes()
        if args.get("sha256") not in (None, hashlib.sha256(data).hexdigest()):
            raise AnsibleActionFail(f"{args['send']} is not the file that was verified")
        return data

    @staticmethod
    def _facts(text):
        facts = {}
        for line in text.splitlines():
            key, tab, value = line.partition("\t")
            if tab:
                facts.setdefault(key, []).append(value)
        return facts
