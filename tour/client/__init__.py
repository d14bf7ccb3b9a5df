"""What runs on the phone and at the kiosk alike: modules and style sheets that every face uses, by their content."""

from tour.client.assets import Assets, allowed, digest_of
from tour.client.forgetting import forgetful
from tour.client.keys import key

__all__ = ["Assets", "allowed", "digest_of", "forgetful", "key"]
