"""What the app asks before anybody has signed in: the deployment's name, and the demo's sign-ins in demo mode alone."""

from typing import Any

from marshmallow import fields

from backend.core.config import settings
from backend.core.shapes import Shape
from backend.core.web import Feature
from backend.demo.load import demo_sign_ins
from backend.permissions import anyone

deployment = Feature("deployment")


class DemoSignIn(Shape):
    kind = fields.String(required=True)
    name = fields.String(required=True)
    login = fields.String(required=True)
    password = fields.String(required=True)


class Deployment(Shape):
    name = fields.String(required=True)
    name_en = fields.String(required=True)
    demo = fields.Boolean(required=True)
    time_zone = fields.String(required=True)
    demo_sign_ins = fields.List(fields.Nested(DemoSignIn), required=True)


@deployment.get("/deployment", may=anyone, gives=Deployment)
def get_deployment() -> dict[str, Any]:
    """What this deployment is called and whether it is a demo."""
    current = settings()
    demo = current.mode == "demo"
    return {
        "name": current.name,
        "name_en": current.name_en,
        "demo": demo,
        "time_zone": current.time_zone,
        "demo_sign_ins": demo_sign_ins() if demo else [],
    }
