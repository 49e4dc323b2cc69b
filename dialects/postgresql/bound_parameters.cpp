#include "dialects/postgresql/bound_parameters.h"

#include <cmath>

namespace relata::postgresql {

namespace {

constexpr Oid ByteaOid = 17;

QByteArray textOf(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number > 0 ? "Infinity" : "-Infinity";
    return QByteArray::number(number, 'g', 17);
}

QByteArray textOf(const Value &value)
{
    if (const bool *truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const qint64 *number = std::get_if<qint64>(&value))
        return QByteArray::number(*number);
    if (const double *number = std::get_if<double>(&value))
        return textOf(*number);
    if (const QString *text = std::get_if<QString>(&value))
        return text->isNull() ? QByteArray("") : text->toUtf8();
    const QByteArray *bytes = std::get_if<QByteArray>(&value);
    return bytes ? *bytes : QByteArray();
}

} // namespace

BoundParameters::BoundParameters(std::span<const Value> values)
{
    m_texts.reserve(values.size()); // m_values points into them
    for (const Value &value : values)
        add(value);
}

void BoundParameters::add(const Value &value)
{
    const bool isNull = std::holds_alternative<std::monostate>(value);
    const bool isBytes = std::holds_alternative<QByteArray>(value);
    m_texts.push_back(textOf(value));
    const QByteArray &text = m_texts.back();
    m_valid = m_valid && (isBytes || !text.contains('\0'));
    m_types.push_back(isBytes ? ByteaOid : 0);
    m_values.push_back(isNull ? nullptr : text.constData());
    m_lengths.push_back(int(text.size()));
    m_formats.push_back(isBytes ? 1 : 0);
}

} // namespace relata::postgresql
