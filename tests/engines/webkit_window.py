#!/usr/bin/python3
"""One WebKitGTK window that WebKitWebDriver may drive, with a data folder that outlives it.

MiniBrowser forgets everything under automation; a phone does not. Run by Debian's own Python, which has the
bindings: `webkit_window.py FOLDER`.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

folder = sys.argv[1]
storage = WebKit2.WebsiteDataManager(base_data_directory=folder, base_cache_directory=folder)
context = WebKit2.WebContext(website_data_manager=storage)
context.set_automation_allowed(True)


def new_view(_session: WebKit2.AutomationSession) -> WebKit2.WebView:
    """Return the window's view, once the driver asks for it."""
    # A tap is needed before sound, as on a phone.
    policies = WebKit2.WebsitePolicies(autoplay=WebKit2.AutoplayPolicy.DENY)
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True, website_policies=policies)
    window = Gtk.Window(default_width=360, default_height=740)
    window.add(view)
    window.show_all()
    return view


def started(_context: WebKit2.WebContext, session: WebKit2.AutomationSession) -> None:
    """Lend the window to the driver, under the name it expects."""
    about = WebKit2.ApplicationInfo()
    about.set_name("webkit-window")
    about.set_version(1, 0, 0)
    session.set_application_info(about)
    session.connect("create-web-view", new_view)


context.connect("automation-started", started)
Gtk.main()
