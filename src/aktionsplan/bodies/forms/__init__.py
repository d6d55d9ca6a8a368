"""Forms about bodies.

Who acts: pages bind them.
What comes out: cleaned values, or what is wrong with them in German.
"""

from aktionsplan.bodies.forms.composition import (
    TRIAL,
    AppointForm,
    BodyForm,
    FunctionForm,
    FundBodyForm,
    HandOverForm,
    SeatForm,
    SecrecyForm,
    TrialForm,
)
from aktionsplan.bodies.forms.live import (
    DecideRecusalForm,
    EstablishForm,
    HandsForm,
    MotionForm,
    NoteForm,
    SecretForm,
    valid,
)
from aktionsplan.bodies.forms.meetings import (
    PERSONAL,
    ChangeItemForm,
    CircularForm,
    CorrectionForm,
    DecisionForm,
    InvitedForm,
    ItemForm,
    MeetingForm,
    PaperForm,
    PlanForm,
    RecusalForm,
)
from aktionsplan.shared.moments import when

__all__ = [
    "CircularForm",
    "valid",
    "AppointForm",
    "BodyForm",
    "ChangeItemForm",
    "CorrectionForm",
    "DecideRecusalForm",
    "DecisionForm",
    "EstablishForm",
    "FunctionForm",
    "FundBodyForm",
    "HandOverForm",
    "HandsForm",
    "InvitedForm",
    "ItemForm",
    "MeetingForm",
    "MotionForm",
    "NoteForm",
    "PERSONAL",
    "PaperForm",
    "PlanForm",
    "RecusalForm",
    "SeatForm",
    "SecrecyForm",
    "SecretForm",
    "TRIAL",
    "TrialForm",
    "when",
]
