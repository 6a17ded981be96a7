import pytest

from registry.ledger.sentences import sentence_of, tell


@pytest.fixture(autouse=True)
def told() -> None:
    tell({"tests.moved": "moved %(what)s to %(where)s"})


def test_a_sentence_takes_its_words_from_the_event() -> None:
    assert sentence_of("tests.moved", {"what": "it", "where": "there"}) == "moved it to there"


def test_what_an_old_event_does_not_say_stays_blank() -> None:
    assert sentence_of("tests.moved", {"what": "it"}) == "moved it to "


def test_a_sentence_may_be_worked_out_from_the_data() -> None:
    tell({"tests.counted": lambda data: f"counted {data['items']} items"})
    assert sentence_of("tests.counted", {"items": 3}) == "counted 3 items"


def test_a_verb_nobody_told_stands_for_itself() -> None:
    assert sentence_of("tests.unheard_of", {}) == "tests.unheard_of"
