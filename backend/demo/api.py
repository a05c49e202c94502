"""What the app asks before anybody has signed in: the deployment's name, and the demo's sign-ins in demo mode alone."""

from typing import Any

from flask import current_app
from marshmallow import fields

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
    settings = current_app.config["MUSTER"]
    demo = settings.mode == "demo"
    return {
        "name": settings.name,
        "name_en": settings.name_en,
        "demo": demo,
        "time_zone": settings.time_zone,
        "demo_sign_ins": demo_sign_ins() if demo else [],
    }
