"""The drivers themselves: alike in all three engines, under the strictest policy."""

import pytest

from tests.engines.engine import Engine, ScriptError, until
from tests.engines.front import Answer, Front

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("engines")]

STRICT = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'"}
PAGE = Answer(headers=STRICT, body=b"<!doctype html><title>Strict</title><button>Press</button>")


def test_a_page_that_forbids_eval_is_read_pressed_and_waited_for(engine: Engine, bare: Front) -> None:
    bare.own["/"] = PAGE
    engine.open(bare.url + "/")
    assert engine.evaluate("() => document.title") == "Strict"
    assert engine.evaluate("async (one, many) => [one, ...many]", 1, [2, {"three": None}]) == [1, 2, {"three": None}]
    engine.evaluate(
        "() => document.querySelector('button').addEventListener('click', (event) => "
        "{ globalThis.pressed = [event.isTrusted, navigator.userActivation.isActive]; })"
    )
    engine.tap("button")
    assert until(engine, "() => globalThis.pressed") == [True, True]
    # The policy holds for the page itself all the same.
    engine.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'globalThis.inlined = true'; "
        "document.head.append(script); }"
    )
    assert engine.evaluate("() => 'inlined' in globalThis") is False
    with pytest.raises(ScriptError, match="in vain"):
        until(engine, "() => false", seconds=0.1)


def test_loopback_is_a_secure_context(engine: Engine, bare: Front) -> None:
    bare.own["/"] = PAGE
    engine.open(bare.url + "/")
    assert (
        engine.evaluate("() => [isSecureContext, 'serviceWorker' in navigator, Boolean(crypto.subtle)]") == [True] * 3
    )
