"""Bring a package that its checks accept into force, with every step certified beforehand."""

from datetime import datetime

from engine.bpmn.deployment import Deployment
from engine.errors import Refused
from engine.store import certificates, deployments
from engine.store.deployments import Deployments
from engine.store.work import Work
from processes.check import Verdict, check, verdict
from processes.package import Package


def deploy(work: Work, package: Package, known: Deployments, in_force_from: datetime) -> Deployment:
    """Store a package and put it in force from a moment on.

    Raises Refused `package.rejected` with every finding; an upload that is refused changes nothing.
    """
    findings = check(package)
    if package.deployment is None or verdict(findings) is Verdict.REJECTED:
        raise Refused("package.rejected", findings=findings)
    deployments.add(work, package.deployment, package.files, in_force_from)
    deployment = known.get(work, package.deployment.digest)
    for definition in deployment.processes.values():
        certifier = known.certifier(work, definition)
        certifier.certify_graph()
        certificates.add(work, definition, certifier.take_fresh())
    deployments.put_in_force(work, deployment, in_force_from)
    return deployment
