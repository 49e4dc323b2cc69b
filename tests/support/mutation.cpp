#include "tests/support/mutation.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace relata::tests {

namespace {

constexpr int Longest = 200'000;

struct Cut {
    qsizetype begin, length;
};

/// Some part of the text, mostly a short one.
Cut someCut(const QByteArray &text, QRandomGenerator &random)
{
    const int size = int(text.size());
    const int begin = random.bounded(size + 1);
    const int most = random.bounded(4) ? std::min(size - begin, 40) : size - begin;
    return {begin, random.bounded(most + 1)};
}

QByteArray noise(QRandomGenerator &random)
{
    QByteArray bytes(random.bounded(400), Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

} // namespace

Mutation::Mutation(QByteArrayList seeds, QByteArrayList words)
    : m_seeds(std::move(seeds))
    , m_words(std::move(words))
{ }

QByteArray Mutation::someSeed(QRandomGenerator &random) const
{
    return m_seeds.at(random.bounded(int(m_seeds.size()))).left(Longest / 2);
}

QByteArray Mutation::next(QRandomGenerator &random) const
{
    if (random.bounded(50) == 0)
        return noise(random);
    QByteArray text = someSeed(random);
    for (int changes = random.bounded(7); changes > 0; --changes)
        change(text, random);
    return text.left(Longest);
}

void Mutation::change(QByteArray &text, QRandomGenerator &random) const
{
    const Cut cut = someCut(text, random);
    switch (random.bounded(8)) {
    case 0:
        text.remove(cut.begin, cut.length);
        break;
    case 1:
        text.insert(random.bounded(int(text.size()) + 1), text.mid(cut.begin, cut.length));
        break;
    case 2: {
        const QByteArray other = someSeed(random);
        const Cut from = someCut(other, random);
        text.replace(cut.begin, cut.length, other.mid(from.begin, from.length));
        break;
    }
    case 3:
        text.truncate(cut.begin);
        break;
    case 4:
        changeBytes(text, random);
        break;
    default:
        putIn(text, random);
    }
}

void Mutation::changeBytes(QByteArray &text, QRandomGenerator &random) const
{
    for (int count = text.isEmpty() ? 0 : random.bounded(6); count > 0; --count) {
        char &byte = text[random.bounded(int(text.size()))];
        byte = random.bounded(2) ? char(byte ^ (1 << random.bounded(8))) : char(random.bounded(256));
    }
}

/// A word of the language, rarely thousands of them: what nests too deep must not crash either.
void Mutation::putIn(QByteArray &text, QRandomGenerator &random) const
{
    const QByteArray word = m_words.at(random.bounded(int(m_words.size())));
    const int times = random.bounded(30) ? 1 : random.bounded(20'000);
    text.insert(random.bounded(int(text.size()) + 1), word.repeated(times));
}

QByteArrayList seedsFrom(const QString &folder, const QStringList &patterns)
{
    QByteArrayList seeds;
    QDirIterator it(qEnvironmentVariable("RELATA_SOURCE_DIR") + QLatin1Char('/') + folder, patterns, QDir::Files,
        QDirIterator::Subdirectories);
    QStringList paths;
    while (it.hasNext())
        paths += it.next();
    paths.sort(); // the same round draws the same seed everywhere
    for (const QString &path : paths) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            seeds += file.readAll();
    }
    if (seeds.isEmpty())
        qFatal("There is no seed in %s; RELATA_SOURCE_DIR names the source.", qPrintable(folder));
    return seeds;
}

QByteArray firstDifference(const QByteArray &one, const QByteArray &other)
{
    const QByteArrayList lines = one.split('\n'), others = other.split('\n');
    for (qsizetype i = 0; i < std::max(lines.size(), others.size()); ++i) {
        if (lines.value(i) != others.value(i))
            return lines.value(i) + "\n--- and ---\n" + others.value(i);
    }
    return {};
}

} // namespace relata::tests
