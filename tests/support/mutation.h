#pragma once
#include <QByteArrayList>
#include <QRandomGenerator>

namespace relata::tests {

/// Texts for fuzzing: real ones, and what becomes of them by cutting, doubling, moving, splicing, flipping bytes and
/// putting in words of their language.
class Mutation {
public:
    /// There is at least one seed.
    Mutation(QByteArrayList seeds, QByteArrayList words);

    /// At most 200,000 bytes; now and then a seed as it is, now and then mere noise.
    QByteArray next(QRandomGenerator &random) const;

private:
    QByteArray someSeed(QRandomGenerator &random) const;
    void change(QByteArray &text, QRandomGenerator &random) const;
    void changeBytes(QByteArray &text, QRandomGenerator &random) const;
    void putIn(QByteArray &text, QRandomGenerator &random) const;

    QByteArrayList m_seeds, m_words;
};

/// The contents of the files below a folder of the source, as seeds; fails the test when there are none.
QByteArrayList seedsFrom(const QString &folder, const QStringList &patterns);

/// The first line in which two texts differ, of both; empty when they are equal.
QByteArray firstDifference(const QByteArray &one, const QByteArray &other);

} // namespace relata::tests
