"""How the machine starts `dangan watch` by itself: a systemd unit, or a scheduled task of Windows, as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

ALIVE_WITHIN_S: Final = 600
"""The watcher tells that it lives after each file and each packet; systemd restarts one that was silent so long."""


@dataclass(frozen=True, slots=True)
class Service:
    """`python` is the interpreter that runs dangan; `user` the account of a system-wide service, else empty."""

    name: str
    workspace: Path
    python: Path
    user: str = ""

    @property
    def command(self) -> tuple[str, ...]:
        """-P: a folder named pipeline in the workspace is not the program."""
        return (str(self.python), "-P", "-m", "pipeline", "watch", "--workspace", str(self.workspace))


def systemd_unit(service: Service) -> str:
    """Restarted after a crash; stopped in order, so that what is half-done is finished at the next start."""
    account = [f"User={service.user}"] if service.user else []
    target = "multi-user.target" if service.user else "default.target"
    lines = [
        "[Unit]",
        f"Description=dangan：守着 {_specifiers(str(service.workspace))} 的收件箱",
        f"RequiresMountsFor={_quoted(str(service.workspace))}",
        "After=remote-fs.target",
        "",
        "[Service]",
        "Type=notify",
        *account,
        f"ExecStart={_command(service.command)}",
        f"WorkingDirectory={_specifiers(str(service.workspace))}",
        "Restart=always",
        "RestartSec=5",
        f"WatchdogSec={ALIVE_WITHIN_S}",
        "KillSignal=SIGTERM",
        "TimeoutStopSec=60",
        "NoNewPrivileges=yes",
        "",
        "[Install]",
        f"WantedBy={target}",
    ]
    return "\n".join(lines) + "\n"


def _specifiers(text: str) -> str:
    """systemd replaces %x by facts of the machine."""
    return text.replace("%", "%%")


def _quoted(text: str) -> str:
    escaped = _specifiers(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _command(words: Sequence[str]) -> str:
    """$ would name a variable."""
    return " ".join(_quoted(word).replace("$", "$$") for word in words)


_TASK: Final = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>{about}</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def windows_task(service: Service) -> str:
    """The XML that `schtasks /Create /XML` takes, to be written as UTF-16: starts when its user logs on."""
    command, *arguments = service.command
    return _TASK.format(
        about=escape(f"dangan：守着 {service.workspace} 的收件箱"),
        command=escape(command),
        arguments=escape(" ".join(f'"{word}"' if " " in word else word for word in arguments)),
        folder=escape(str(service.workspace)),
    )
