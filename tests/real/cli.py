# SPDX-License-Identifier: MIT
"""The AWS CLI as a server of commands, because starting it takes longer than
running a command.

Reads one JSON array of arguments per line and writes the exit status and the
output of each command. aws.py runs it with the Python that has the AWS CLI.
"""
import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver


def main():
    driver = create_clidriver()
    for line in sys.stdin:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = driver.main(json.loads(line))
            except SystemExit as end:
                status = end.code
        print(json.dumps([status, out.getvalue(), err.getvalue()]),
              flush=True)


if __name__ == "__main__":
    main()
