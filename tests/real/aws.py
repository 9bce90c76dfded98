# SPDX-License-Identifier: MIT
"""moto's server, which replaces AWS, and the AWS CLI that talks to it."""
import contextlib
import json
import os
import pathlib
import subprocess
import urllib.error
import urllib.request

from process import ADDRESS, Server


class CliError(Exception):
    """A command of the AWS CLI failed; the text is its error message."""


class Moto(Server):
    """A moto server on loopback; its programs are in the directory of
    venv.sh."""

    def __init__(self):
        super().__init__()
        self.programs = pathlib.Path(os.environ["SESDOMAIN_VENV"]) / "bin"
        self.url = f"http://{ADDRESS}:{self.port}"

    def configure(self):
        return self.programs / "moto_server", "-H", ADDRESS, "-p", self.port

    def is_up(self):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/moto-api/", timeout=30) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def __enter__(self):
        super().__enter__()
        with contextlib.ExitStack() as stack:
            stack.callback(super().__exit__, None, None, None)
            self.cli = stack.enter_context(subprocess.Popen(
                [self.programs / "python", "-P",
                 pathlib.Path(__file__).with_name("cli.py")],
                env=self.environment(), cwd=self.directory, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE))
            self._cli_stack = stack.pop_all()
        return self

    def __exit__(self, *failure):
        self._cli_stack.close()

    def environment(self):
        """Return the environment of the CLI: dummy keys, no file of the
        user."""
        return {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
            "HOME": str(self.directory),
            "AWS_CONFIG_FILE": str(self.directory / "config"),
            "AWS_SHARED_CREDENTIALS_FILE": str(self.directory / "dummies"),
            "AWS_ACCESS_KEY_ID": "dummy", "AWS_SECRET_ACCESS_KEY": "dummy",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "",
            "NO_PROXY": ADDRESS,
        }

    def aws(self, *arguments):
        """Run the AWS CLI and return its output as text."""
        line = ["--endpoint-url", self.url, "--region", "us-east-1",
                "--output", "json", *map(str, arguments)]
        print(json.dumps(line), file=self.cli.stdin, flush=True)
        status, out, err = json.loads(self.cli.stdout.readline())
        if status:
            raise CliError(err)
        return out


class Ses(Moto):
    """moto with an SES that looks up the DNS records of a server on loopback.

    Each account is a profile, as in a user's configuration, so that commands
    need no further settings."""

    def __init__(self, dns_port, profiles):
        super().__init__()
        self.dns_port = dns_port
        self.profiles = profiles  # account by name

    def configure(self):
        text = ("[profile base]\naws_access_key_id = dummy\n"
                "aws_secret_access_key = dummy\n")
        for name, account in self.profiles.items():
            text += (f"[profile {name}]\nsource_profile = base\n"
                     f"role_arn = arn:aws:iam::{account}:role/runbook\n"
                     "region = eu-south-1\noutput = json\n")
        self.file("config", text)
        return (self.programs / "python",
                pathlib.Path(__file__).with_name("ses.py"),
                ADDRESS, self.port, self.dns_port)

    def environment(self):
        kept = {name: value for name, value in super().environment().items()
                if not name.endswith("_KEY") and name != "AWS_ACCESS_KEY_ID"}
        return {**kept, "PATH": f"{self.programs}:/usr/bin:/bin",
                "AWS_ENDPOINT_URL": self.url}

    def run(self, command):
        """Run a command as printed and return its JSON output, if any."""
        done = subprocess.run(["sh", "-c", command], env=self.environment(),
                              cwd=self.directory, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise CliError(f"{command}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None
