"""The hash tree of the ledger by itself: RFC 6962 vectors, proofs, and what they refuse."""

import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.shared.ledger import merkle

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((Path(__file__).parent / "rfc6962_vectors.json").read_text())
LEAVES = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in VECTORS["leaves_hex"]]


def tool():
    spec = importlib.util.spec_from_file_location("verify_ledger", ROOT / "tools" / "verify_ledger.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_roots_equal_the_vectors():
    assert [merkle.root(LEAVES[:n]).hex() for n in range(len(LEAVES) + 1)] == VECTORS["roots_by_size"]
    assert [tool().root(LEAVES[:n]).hex() for n in range(len(LEAVES) + 1)] == VECTORS["roots_by_size"]


@pytest.mark.parametrize("case", VECTORS["inclusion"])
def test_inclusion_proofs_equal_the_vectors(case):
    proof = merkle.inclusion(LEAVES[: case["size"]], case["leaf"])
    assert [step.hex() for step in proof] == case["proof"]
    assert merkle.root_from_inclusion(LEAVES[case["leaf"]], case["leaf"], case["size"], proof) == merkle.root(
        LEAVES[: case["size"]]
    )


@pytest.mark.parametrize("case", VECTORS["consistency"])
def test_consistency_proofs_equal_the_vectors(case):
    proof = merkle.consistency(LEAVES[: case["to"]], case["from"])
    assert [step.hex() for step in proof] == case["proof"]
    assert merkle.consistent(
        case["from"], case["to"], merkle.root(LEAVES[: case["from"]]), merkle.root(LEAVES[: case["to"]]), proof
    )


@given(st.integers(1, 60), st.data())
def test_every_proof_leads_to_the_root_and_no_other_leaf_does(size, data):
    leaves = [merkle.leaf_hash(str(n).encode()) for n in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion(leaves, index)
    assert merkle.root_from_inclusion(leaves[index], index, size, proof) == merkle.root(leaves)
    assert merkle.root_from_inclusion(merkle.leaf_hash(b"other"), index, size, proof) != merkle.root(leaves)
    first = data.draw(st.integers(1, size))
    old, new, steps = merkle.root(leaves[:first]), merkle.root(leaves), merkle.consistency(leaves, first)
    assert merkle.consistent(first, size, old, new, steps)
    if first < size:
        assert not merkle.consistent(first, size, merkle.EMPTY, new, steps)
        assert not merkle.consistent(first, size, old, merkle.EMPTY, steps)


def test_outside_the_tree_raises():
    with pytest.raises(IndexError):
        merkle.inclusion(LEAVES, 8)
    with pytest.raises(IndexError):
        merkle.consistency(LEAVES, 0)
    with pytest.raises(ValueError, match="outside"):
        merkle.root_from_inclusion(LEAVES[0], 8, 8, [])
    with pytest.raises(ValueError, match="long"):
        merkle.root_from_inclusion(LEAVES[0], 0, 1, [LEAVES[1]])
    with pytest.raises(ValueError, match="short"):
        merkle.root_from_inclusion(LEAVES[0], 0, 8, [])
    assert not merkle.consistent(0, 8, LEAVES[0], LEAVES[0], [])
    assert not merkle.consistent(3, 8, LEAVES[0], LEAVES[0], [])
    assert not merkle.consistent(1, 2, LEAVES[0], LEAVES[0], [LEAVES[1], LEAVES[2], LEAVES[3]])


def test_growing_by_peaks_gives_the_same_root_at_every_size():
    peaks = []
    assert merkle.bag(peaks) == merkle.EMPTY == merkle.root([])
    for size, leaf in enumerate(LEAVES):
        peaks = merkle.push(peaks, size, leaf)
        assert merkle.bag(peaks) == merkle.root(LEAVES[: size + 1])


def test_equal_sizes_need_equal_heads_and_no_proof():
    head = merkle.root(LEAVES[:5])
    assert merkle.consistent(5, 5, head, head, [])
    assert not merkle.consistent(5, 5, head, merkle.EMPTY, [])
    assert not merkle.consistent(5, 5, head, head, [LEAVES[0]])
    assert not merkle.consistent(5, 4, head, head, [])
    assert not merkle.consistent(0, 4, merkle.EMPTY, head, [])


def test_every_small_tree_is_a_prefix_of_every_larger_one():
    leaves = [merkle.leaf_hash(str(n).encode()) for n in range(33)]
    roots = [merkle.root(leaves[:size]) for size in range(34)]
    for second in range(1, 34):
        for first in range(1, second + 1):
            proof = merkle.consistency(leaves[:second], first)
            assert merkle.consistent(first, second, roots[first], roots[second], proof), (first, second)
