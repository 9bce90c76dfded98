# SPDX-License-Identifier: MIT
"""The same records as resources of aws-cdk-lib, a stack for each domain, and
their synthesis. Usage: cdk.py FILE; FILE has record sets, as naive.py json"""

import json
import sys
import tempfile

import aws_cdk as cdk
from aws_cdk import aws_route53 as route53

with tempfile.TemporaryDirectory() as directory:
    app = cdk.App(outdir=directory)
    for i, line in enumerate(open(sys.argv[1])):
        stack = cdk.Stack(app, f"domain{i}")
        for k, rs in enumerate(json.loads(line)):
            route53.CfnRecordSet(
                stack, f"rs{k}", name=rs["name"] + ".", type=rs["type"],
                hosted_zone_id="Z0123456789ABC", ttl=str(rs["ttl"]),
                resource_records=rs["records"])
    app.synth()
