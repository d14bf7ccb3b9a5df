"""Whatever bytes a file of the folder holds, a load either succeeds or is refused with faults; nothing between."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.content.conftest import TINY, everything
from tour import content

# The figures ask for 10,000 now and then: GENERATED=10000 pytest tests/content/test_random_bytes.py
EXAMPLES = int(os.environ.get("GENERATED", "400"))
FILES = sorted(path.relative_to(TINY).as_posix() for path in TINY.rglob("*") if path.is_file())
# What means something to the parsers, beside plain bytes.
TOKENS = st.sampled_from(
    [
        *b"""+++ # [[ ]] [ ] \" ' = . { } \\u0000 <b> stops slug number lat nan 1e999 true """.split(),
        *(b"\n", b"\n\n", b"\r", b"\xef\xbb\xbf", b"\xff", b"9" * 20, b'"' * 3, b"+++\n"),
    ]
)
NOISE = st.lists(st.one_of(st.binary(max_size=12), TOKENS), max_size=12).map(b"".join)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(TINY, tmp_path_factory.mktemp("spoilt") / "tiny"))


@given(file=st.sampled_from(FILES), noise=NOISE)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_give_faults_and_nothing_else(spoilt: Path, file: str, noise: bytes) -> None:
    whole = (TINY / file).read_bytes()
    (spoilt / file).write_bytes(noise)
    try:
        assert all(fault.line >= 1 and fault.message for fault in content.check(spoilt))
    finally:
        (spoilt / file).write_bytes(whole)


@given(file=st.sampled_from(FILES), noise=NOISE, data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_in_the_midst_give_faults_and_nothing_else(
    spoilt: Path, file: str, noise: bytes, data: st.DataObject
) -> None:
    whole = (TINY / file).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    (spoilt / file).write_bytes(whole[:start] + noise + whole[end:])
    try:
        assert all(fault.line >= 1 and fault.message for fault in content.check(spoilt))
    finally:
        (spoilt / file).write_bytes(whole)


@pytest.mark.django_db
@given(file=st.sampled_from(FILES), noise=NOISE, at=st.floats(0, 1))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_spoilt_folder_is_loaded_whole_or_changes_nothing(spoilt: Path, file: str, noise: bytes, at: float) -> None:
    content.load(TINY)
    before = everything()
    whole = (TINY / file).read_bytes()
    place = int(at * len(whole))
    (spoilt / file).write_bytes(whole[:place] + noise + whole[place:])
    try:
        content.load(spoilt)
    except content.FolderRefused:
        assert everything() == before
    else:
        again = content.load(spoilt)
        assert (again.created, again.changed) == (0, 0)
    finally:
        (spoilt / file).write_bytes(whole)
