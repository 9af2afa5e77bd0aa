"""A Slurm of the tests' own: controller, a node and munge as processes in a folder, on loopback."""

from __future__ import annotations

import getpass
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import pytest

# A requeued job begins after the life of its credential (120 s by default).
_CONF = """
ClusterName=test
SlurmctldHost={node}(127.0.0.1)
AuthInfo=socket={folder}/munge.socket,cred_expire=5
SlurmUser={user}
SlurmdUser={user}
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SlurmdParameters=config_overrides
NodeName={node} NodeAddr=127.0.0.1 CPUs=4 Boards=1 SocketsPerBoard=4 CoresPerSocket=1 ThreadsPerCore=1 RealMemory=8000
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


@dataclass
class Slurm:
    """`environment` is what its commands need."""

    folder: Path
    node: str = field(default_factory=lambda: socket.gethostname().partition(".")[0])
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _is_down: bool = False

    @property
    def environment(self) -> dict[str, str]:
        return {"SLURM_CONF": str(self.folder / "slurm.conf")}

    def start(self) -> None:
        """Returns when it runs jobs."""
        (self.folder / "state").mkdir()
        (self.folder / "spool").mkdir()
        (self.folder / "cgroup").mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(secrets.token_bytes(1024))
        key.chmod(0o400)
        ports = dict(zip(("controller_port", "node_port"), _free_ports(2), strict=True))
        conf = _CONF.format(node=self.node, folder=self.folder, user=getpass.getuser(), **ports)
        (self.folder / "slurm.conf").write_text(conf, encoding="utf-8")
        # Newer versions can do without control groups; older ones are content with an empty folder.
        cgroup = f"CgroupPlugin=cgroup/v1\nCgroupMountpoint={self.folder}/cgroup\n"
        (self.folder / "cgroup.conf").write_text(
            "CgroupPlugin=disabled\n" if _version() >= (23, 11) else cgroup, encoding="utf-8"
        )
        munge = [
            f"--{name}={self.folder}/munge.{name.partition('-')[0]}" for name in ("socket", "pid-file", "seed-file")
        ]
        self._run(
            "munged", "--foreground", "--force", f"--key-file={key}", f"--log-file={self.folder}/munge.log", *munge
        )
        self._run("slurmctld", "-D")
        self.start_node()

    def start_node(self) -> None:
        """Returns when the node runs jobs; srun itself waits for it."""
        self._run("slurmd", "-D", "-N", self.node)
        if self._is_down:
            self._command("scontrol", "update", f"NodeName={self.node}", "State=RESUME")
            self._is_down = False
        for _ in range(300):
            done = subprocess.run(
                ["srun", "true"], env={**os.environ, **self.environment}, capture_output=True, check=False
            )
            if done.returncode == 0:
                return
        raise AssertionError(done.stderr.decode() + self.log)

    def kill_node(self) -> None:
        """SIGKILL to the node's server and to all that runs on it, as when a machine dies.

        The controller is told, as it would find out by itself after SlurmdTimeout (300 s).
        """
        server = self._processes.pop("slurmd")
        for pid in [server.pid, *self._on_node()]:
            os.kill(pid, signal.SIGKILL)
        server.wait()
        self._command("scontrol", "update", f"NodeName={self.node}", "State=DOWN", "Reason=dead")
        self._is_down = True

    def stop(self) -> None:
        for pid in self._on_node():
            os.kill(pid, signal.SIGKILL)
        for process in reversed(self._processes.values()):
            process.terminate()
            process.wait(300)

    def _command(self, *command: str) -> None:
        subprocess.run(command, env={**os.environ, **self.environment}, check=True)

    @property
    def log(self) -> str:
        return "".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.out")))

    def _run(self, program: str, *arguments: str) -> None:
        with (self.folder / f"{program}.out").open("ab") as out:
            environment = {**os.environ, **self.environment}
            self._processes[program] = subprocess.Popen(
                [_program(program), *arguments], env=environment, stdout=out, stderr=out, start_new_session=True
            )

    def _on_node(self) -> list[int]:
        """The processes of its jobs: those that know its configuration and a job, and the keepers above them."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            ours = f"SLURM_CONF={self.folder}/slurm.conf".encode() in environment
            in_a_job = any(entry.startswith(b"SLURM_JOB_ID=") for entry in environment)
            if ours and (in_a_job or command.startswith(b"slurmstepd")):
                found.append(int(folder.name))
        return found


def _program(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is None:
        pytest.skip("needs Slurm (Debian: apt-get install slurm-wlm munge)")
    return path


def _version() -> tuple[int, ...]:
    said = subprocess.run([_program("slurmctld"), "-V"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2]))


def _free_ports(count: int) -> list[int]:
    with_ports = [socket.socket() for _ in range(count)]
    for one in with_ports:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in with_ports]
    for one in with_ports:
        one.close()
    return ports


@contextmanager
def slurm() -> Iterator[Slurm]:
    """One that runs."""
    for name in ("munged", "slurmctld", "slurmd"):
        _program(name)
    # Not in a folder that only this user may enter, as munge asks.
    cluster = Slurm(Path(mkdtemp(prefix="slurm-", dir="/tmp")))
    cluster.folder.chmod(0o755)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)
