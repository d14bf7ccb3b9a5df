"""Room kiosk."""
