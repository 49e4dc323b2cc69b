#pragma once
#include "models/schema/expression.h"

#include <utility>

namespace relata {

/// Builds an expression from text and ids, text beside text becoming one piece.
class ExpressionPieces {
public:
    ExpressionPieces &operator<<(QStringView text)
    {
        m_text += text;
        return *this;
    }
    ExpressionPieces &operator<<(ObjectId id)
    {
        flush();
        m_result.pieces.emplace_back(id);
        return *this;
    }
    ExpressionPieces &operator<<(const Expression &expression)
    {
        for (const Expression::Piece &piece : expression.pieces) {
            if (const auto *id = std::get_if<ObjectId>(&piece))
                *this << *id;
            else
                *this << QStringView(std::get<QString>(piece));
        }
        return *this;
    }
    /// What was built, and begins anew.
    Expression take(bool isResolved = true)
    {
        flush();
        m_result.resolved = isResolved;
        return std::exchange(m_result, {});
    }

private:
    void flush()
    {
        if (!m_text.isEmpty())
            m_result.pieces.emplace_back(std::exchange(m_text, {}));
    }

    QString m_text;
    Expression m_result;
};

} // namespace relata
