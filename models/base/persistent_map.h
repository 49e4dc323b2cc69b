#pragma once
#include <QtGlobal>

#include <array>
#include <bit>
#include <memory>
#include <utility>
#include <vector>

namespace relata {

/// An immutable map from 64-bit keys to values: a 32-way trie on the key's bits that shares structure between versions.
/// `with` and `without` cost O(log n) in time and memory; `compare` skips what two maps share. Thread-safe as any
/// value. Keys must be well distributed (random ids, hashes). Source: Bagwell, "Ideal Hash Trees", 2001.
template <class V>
class PersistentMap {
public:
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    const V *find(quint64 key) const
    {
        const Node *node = m_root.get();
        for (int shift = 0; node; shift += Bits) {
            const quint32 bit = 1u << ((key >> shift) & Mask);
            if (!(node->map & bit))
                return nullptr;
            const Slot &slot = node->cells[index(node->map, bit)];
            if (!slot.child)
                return slot.leaf->key == key ? &slot.leaf->value : nullptr;
            node = slot.child.get();
        }
        return nullptr;
    }

    [[nodiscard]] PersistentMap with(quint64 key, V value) const
    {
        PersistentMap result = *this; // holds the root too, so that insert copies the path
        result.insert(key, std::move(value));
        return result;
    }

    /// `with` in place, for builders: nodes that no other map shares are changed where they stand.
    void insert(quint64 key, V value)
    {
        bool added = false;
        insertInto(m_root, 0, std::make_shared<const Leaf>(Leaf{key, std::move(value)}), &added);
        m_size += added ? 1 : 0;
    }

    [[nodiscard]] PersistentMap without(quint64 key) const
    {
        if (!find(key))
            return *this;
        PersistentMap result;
        result.m_root = removed(m_root, 0, key);
        result.m_size = m_size - 1;
        return result;
    }

    /// Calls f(key, value) for every entry, in an order that depends on the keys alone.
    template <class F>
    void forEach(F &&f) const
    {
        if (m_root)
            visit(*m_root, f);
    }

    /// Calls f(key, before or null, after or null) for every key whose entry is not the very same in both.
    template <class F>
    static void compare(const PersistentMap &before, const PersistentMap &after, F &&f)
    {
        compareNodes(before.m_root.get(), after.m_root.get(), 0, f);
    }

    /// True when both are one version: a cheap, one-sided test of equality.
    bool isSharedWith(const PersistentMap &other) const { return m_root == other.m_root; }

private:
    static constexpr int Bits = 5;
    static constexpr quint64 Mask = 31;
    struct Leaf {
        quint64 key;
        V value;
    };
    struct Node;
    struct Slot {
        std::shared_ptr<const Node> child;
        std::shared_ptr<const Leaf> leaf;
    };
    struct Node {
        quint32 map = 0;
        std::vector<Slot> cells;
    };
    using NodePtr = std::shared_ptr<const Node>;
    using LeafPtr = std::shared_ptr<const Leaf>;

    static int index(quint32 map, quint32 bit) { return std::popcount(map & (bit - 1)); }

    static NodePtr pairOf(LeafPtr a, LeafPtr b, int shift)
    {
        auto node = std::make_shared<Node>();
        const quint64 ia = (a->key >> shift) & Mask, ib = (b->key >> shift) & Mask;
        if (ia == ib) {
            node->map = 1u << ia;
            node->cells.push_back({pairOf(std::move(a), std::move(b), shift + Bits), nullptr});
        } else {
            node->map = (1u << ia) | (1u << ib);
            node->cells.push_back({nullptr, ia < ib ? a : b});
            node->cells.push_back({nullptr, ia < ib ? b : a});
        }
        return node;
    }

    static void insertInto(NodePtr &at, int shift, LeafPtr leaf, bool *added)
    {
        // A node that only we hold may change: it was made as a mutable one, and nobody else can see it.
        auto node = at && at.use_count() == 1 ? std::const_pointer_cast<Node>(at)
            : at                              ? std::make_shared<Node>(*at)
                                              : std::make_shared<Node>();
        at.reset();
        const quint32 bit = 1u << ((leaf->key >> shift) & Mask);
        const auto position = size_t(index(node->map, bit));
        if (!(node->map & bit)) {
            node->map |= bit;
            node->cells.insert(node->cells.begin() + qsizetype(position), Slot{nullptr, std::move(leaf)});
            *added = true;
        } else if (Slot &slot = node->cells[position]; slot.child) {
            insertInto(slot.child, shift + Bits, std::move(leaf), added);
        } else if (slot.leaf->key == leaf->key) {
            slot.leaf = std::move(leaf);
        } else {
            slot.child = pairOf(slot.leaf, std::move(leaf), shift + Bits);
            slot.leaf = nullptr;
            *added = true;
        }
        at = std::move(node);
    }

    static NodePtr removed(const NodePtr &node, int shift, quint64 key)
    {
        const quint32 bit = 1u << ((key >> shift) & Mask);
        const int at = index(node->map, bit);
        auto copy = std::make_shared<Node>(*node);
        Slot &slot = copy->cells[size_t(at)];
        if (slot.child) {
            if (NodePtr child = removed(slot.child, shift + Bits, key)) {
                if (child->cells.size() == 1 && !child->cells.front().child)
                    slot = {nullptr, child->cells.front().leaf}; // canonical form: equal content, equal shape
                else
                    slot.child = std::move(child);
                return copy;
            }
        }
        copy->map &= ~bit;
        copy->cells.erase(copy->cells.begin() + at);
        return copy->cells.empty() ? nullptr : copy;
    }

    template <class F>
    static void visit(const Node &node, F &f)
    {
        for (const Slot &slot : node.cells) {
            if (slot.child)
                visit(*slot.child, f);
            else
                f(slot.leaf->key, slot.leaf->value);
        }
    }

    template <class F>
    static void visitSlot(const Slot &slot, F &&f)
    {
        if (slot.child)
            visit(*slot.child, f);
        else if (slot.leaf)
            f(slot.leaf->key, slot.leaf->value);
    }

    template <class F>
    static void compareNodes(const Node *a, const Node *b, int shift, F &f)
    {
        if (a == b)
            return;
        for (quint32 i = 0; i < 32; ++i) {
            const quint32 bit = 1u << i;
            const Slot *sa = a && (a->map & bit) ? &a->cells[size_t(index(a->map, bit))] : nullptr;
            const Slot *sb = b && (b->map & bit) ? &b->cells[size_t(index(b->map, bit))] : nullptr;
            if (sa || sb)
                compareSlots(sa, sb, shift, f);
        }
    }

    template <class F>
    static void compareSlots(const Slot *a, const Slot *b, int shift, F &f)
    {
        if (a && b && a->child == b->child && a->leaf == b->leaf)
            return;
        if (a && b && a->child && b->child)
            return compareNodes(a->child.get(), b->child.get(), shift + Bits, f);
        const Leaf *leafA = a && !a->child ? a->leaf.get() : nullptr;
        const Leaf *leafB = b && !b->child ? b->leaf.get() : nullptr;
        if (leafA && leafB && leafA->key == leafB->key)
            return f(leafA->key, &leafA->value, &leafB->value);
        // One side is a single entry or nothing, the other anything: walk the larger and pair the one key they may
        // share.
        if (b && b->child)
            compareLeaf(leafA, *b, [&](quint64 key, const V *one, const V *other) { f(key, one, other); });
        else if (a && a->child)
            compareLeaf(leafB, *a, [&](quint64 key, const V *one, const V *other) { f(key, other, one); });
        else {
            if (leafA)
                f(leafA->key, &leafA->value, static_cast<const V *>(nullptr));
            if (leafB)
                f(leafB->key, static_cast<const V *>(nullptr), &leafB->value);
        }
    }

    template <class F>
    static void compareLeaf(const Leaf *leaf, const Slot &subtree, F &&f)
    {
        bool paired = false;
        visitSlot(subtree, [&](quint64 key, const V &value) {
            const bool same = leaf && key == leaf->key;
            paired = paired || same;
            f(key, same ? &leaf->value : nullptr, &value);
        });
        if (leaf && !paired)
            f(leaf->key, &leaf->value, nullptr);
    }

    NodePtr m_root;
    qsizetype m_size = 0;
};

} // namespace relata
