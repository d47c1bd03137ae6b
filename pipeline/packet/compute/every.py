"""Every computation by the word that a packet mapping asks for it with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.mapping.packet import Computation
from pipeline.packet.compute.absence_alerts import ABSENCE_ALERTS
from pipeline.packet.compute.activities import ACTIVITIES
from pipeline.packet.compute.appraisal import APPRAISAL
from pipeline.packet.compute.attendance import ATTENDANCE
from pipeline.packet.compute.attendance_year import ATTENDANCE_YEAR
from pipeline.packet.compute.birthdays import BIRTHDAYS
from pipeline.packet.compute.branch import BRANCH
from pipeline.packet.compute.bulletins import BULLETINS
from pipeline.packet.compute.celebration import CELEBRATION
from pipeline.packet.compute.computation import Computed
from pipeline.packet.compute.content_frequency import CONTENT_FREQUENCY
from pipeline.packet.compute.dates import DATES
from pipeline.packet.compute.development import DEVELOPMENT
from pipeline.packet.compute.dues import DUES
from pipeline.packet.compute.dues_differences import DUES_DIFFERENCES
from pipeline.packet.compute.dues_publication import DUES_PUBLICATION
from pipeline.packet.compute.dues_year import DUES_YEAR
from pipeline.packet.compute.followed import MATTERS, SUGGESTIONS
from pipeline.packet.compute.fulfilment import FULFILMENT
from pipeline.packet.compute.issue import ISSUE
from pipeline.packet.compute.lessons import LESSONS
from pipeline.packet.compute.make_up import MAKE_UP
from pipeline.packet.compute.meetings import MEETINGS
from pipeline.packet.compute.members import MEMBERS
from pipeline.packet.compute.next_month import NEXT_MONTH
from pipeline.packet.compute.papers import PAPERS
from pipeline.packet.compute.photos import PHOTOS
from pipeline.packet.compute.plan import PLAN
from pipeline.packet.compute.schedule import SCHEDULE
from pipeline.packet.compute.talks import TALK_PAIRINGS
from pipeline.packet.compute.work_calendar import WORK_CALENDAR
from pipeline.packet.context import Context, Material

COMPUTATIONS: Final[Mapping[Computation, Computed]] = {
    Computation.DATES: DATES,
    Computation.ATTENDANCE: ATTENDANCE,
    Computation.DUES: DUES,
    Computation.DUES_YEAR: DUES_YEAR,
    Computation.DUES_DIFFERENCES: DUES_DIFFERENCES,
    Computation.DUES_PUBLICATION: DUES_PUBLICATION,
    Computation.PHOTOS: PHOTOS,
    Computation.PLAN: PLAN,
    Computation.ISSUE: ISSUE,
    Computation.MAKE_UP: MAKE_UP,
    Computation.ACTIVITIES: ACTIVITIES,
    Computation.ATTENDANCE_YEAR: ATTENDANCE_YEAR,
    Computation.ABSENCE_ALERTS: ABSENCE_ALERTS,
    Computation.MATTERS: MATTERS,
    Computation.SUGGESTIONS: SUGGESTIONS,
    Computation.SCHEDULE: SCHEDULE,
    Computation.FULFILMENT: FULFILMENT,
    Computation.NEXT_MONTH: NEXT_MONTH,
    Computation.CONTENT_FREQUENCY: CONTENT_FREQUENCY,
    Computation.LESSONS: LESSONS,
    Computation.BRANCH: BRANCH,
    Computation.MEMBERS: MEMBERS,
    Computation.TALK_PAIRINGS: TALK_PAIRINGS,
    Computation.MEETINGS: MEETINGS,
    Computation.WORK_CALENDAR: WORK_CALENDAR,
    Computation.BULLETINS: BULLETINS,
    Computation.PAPERS: PAPERS,
    Computation.BIRTHDAYS: BIRTHDAYS,
    Computation.CELEBRATION: CELEBRATION,
    Computation.APPRAISAL: APPRAISAL,
    Computation.DEVELOPMENT: DEVELOPMENT,
}


def computed(material: Material, context: Context, name: Computation) -> Context:
    """The context with everything that it adds."""
    return context | COMPUTATIONS[name].run(material, context)
