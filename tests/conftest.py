"""What all tests share: on a busy machine a slow example is no fault of what is tested."""

from hypothesis import HealthCheck, settings

settings.register_profile("sayso", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sayso")
