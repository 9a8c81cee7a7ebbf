"""The life of a job, as a table."""

from cite.core.workflow import Workflow, arrow
from cite.jobs.enums import JobStatus

JOB = Workflow(
    states=tuple(JobStatus.values),
    transitions=(
        arrow("claim", JobStatus.WAITING, JobStatus.RUNNING),
        arrow("finish", JobStatus.RUNNING, JobStatus.DONE),
        arrow("fail", JobStatus.RUNNING, JobStatus.FAILED),
        arrow("put_back", JobStatus.RUNNING, JobStatus.WAITING),
        arrow("cancel", (JobStatus.WAITING, JobStatus.RUNNING), JobStatus.CANCELED, roles=["administrator"]),
        arrow("retry", (JobStatus.FAILED, JobStatus.CANCELED), JobStatus.WAITING, roles=["administrator"]),
    ),
)
