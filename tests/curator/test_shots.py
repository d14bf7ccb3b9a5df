import pytest
from tests.curator.test_chromium import browser, page, faults
from tour.models import *
from tour import narration
import os
@pytest.mark.django_db(transaction=True)
def test_shots(page, ferry, market, told, desk, browser, live_server, monkeypatch):
    from tests.curator.test_chromium import addresses
    pass
    Tour.objects.update(languages=["km","en","vi","zh-hans","fr","th","ja","ko"])
    Stop.objects.filter(slug="market").update(text_fr="Rubis", title_fr="Le marché")
    long = "The armoured column came down Route 10 and crossed the river here before noon. Nobody in the market had been told.\n\n" * 3
    Stop.objects.filter(slug="ferry").update(text_en=long, title_en="The bridge where the road was cut, and the ferry after it")
    for n in range(10, 22):
        Stop.objects.create(tour=ferry.tour, slug=f"s{n}", number=n, position=n, title_en=f"A stop of the walk {n}", text_en="W", title_km="ភ្នំ", text_km="ប៉ៃលិន")
    narration_answers = told
    tr = Track(key="a"*64, language="en", voice="espeak", duration_ms=67000, cues=[[0,1]]*14, openings=[])
    told["en"] = narration.Heard(track=tr, recorded=False, stand_in=False)
    told["th"] = narration.Silence.FAILED
    monkeypatch.setattr(narration, "reasons", lambda w: ["gtts: the service did not answer within 20 s; asked again at 14:20"], raising=False)
    pages = {"index": "", "stop_en": f"tour/stop/{ferry.pk}/change/", "stop_th": f"tour/stop/{ferry.pk}/change/?language=th", "publish": "tour/river/publish/", "list": "tour/stop/", "tour": f"tour/tour/{ferry.tour_id}/change/", "claimadd":"tour/claim/add/"}
    addresses(ferry)
    state = page.context.storage_state()
    for w, scheme in ((360,"light"),(1280,"light"),(1280,"dark")):
        c = browser.new_context(viewport={"width": w, "height": 800}, color_scheme=scheme, storage_state=state, base_url=live_server.url, locale="en-GB")
        p = c.new_page()
        for name, u in pages.items():
            p.goto("/admin/"+u)
            p.screenshot(path=f"/tmp/shots/{name}_{w}_{scheme}.png", full_page=True)
        if w==360 or w==1280:
            p.context.clear_cookies(); p.goto("/admin/"); p.screenshot(path=f"/tmp/shots/login_{w}_{scheme}.png")
        c.close()
