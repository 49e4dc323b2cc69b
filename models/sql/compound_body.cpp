#include "models/sql/compound_body.h"

#include <utility>

namespace relata {

using namespace Qt::StringLiterals;
using Bodies = SqlFlavour::Bodies;

CompoundBody::CompoundBody(const SqlFlavour &flavour)
    : m_flavour(&flavour)
{ }

void CompoundBody::reset()
{
    m_head = Head::Unknown;
    m_blocks.clear();
    m_previous.clear();
    m_first.clear();
    m_count = 0;
    m_verbSeen = m_handler = m_ended = false;
}

bool CompoundBody::isOpen() const
{
    if (m_head != Head::Compound)
        return false;
    switch (m_flavour->bodies) {
    case Bodies::TriggerEnd:
        return !m_ended;
    case Bodies::Batch:
        return true;
    case Bodies::BeginAtomic:
    case Bodies::Nested:
        break;
    }
    return !m_blocks.empty();
}

void CompoundBody::see(const SqlToken &token, QStringView text)
{
    const bool isWord = token.type == SqlToken::Type::Word;
    QString word = isWord ? text.left(32).toString().toLower() : text.size() <= 2 ? text.toString() : u"'"_s;
    if (token.type == SqlToken::Type::Comment)
        return;
    if (isWord && m_previous == u".")
        word = u"'"_s; // NEW.end is a column
    if (m_head == Head::Unknown)
        seeHead(word);
    if (m_head == Head::Compound) {
        if (m_flavour->bodies == Bodies::BeginAtomic)
            seeBeginAtomic(word);
        else if (m_flavour->bodies == Bodies::Nested)
            seeNested(word);
        else if (m_flavour->bodies == Bodies::TriggerEnd)
            m_ended = word == u"end" && m_previous == u";";
    }
    m_previous = word;
    ++m_count;
}

void CompoundBody::seeHead(const QString &word)
{
    static const QStringList routines = {u"procedure"_s, u"function"_s, u"trigger"_s, u"event"_s, u"package"_s};
    static const QStringList others = {u"table"_s, u"view"_s, u"index"_s, u"database"_s, u"schema"_s, u"user"_s,
        u"role"_s, u"server"_s, u"sequence"_s, u"type"_s, u"domain"_s, u"extension"_s};
    const Bodies bodies = m_flavour->bodies;
    if (m_count == 0) {
        m_first = word;
        const bool block = bodies == Bodies::Batch && m_flavour->slashLines && (word == u"declare" || word == u"begin");
        if (block)
            m_head = Head::Compound;
        else if (word != u"create" && word != u"alter" && word != u"begin" && word != u"explain")
            m_head = Head::Plain;
        return;
    }
    if (m_first == u"begin") {
        // MariaDB's BEGIN NOT ATOMIC; any other BEGIN starts a transaction.
        m_head = bodies == Bodies::Nested && word == u"not" ? Head::Compound : Head::Plain;
        if (m_head == Head::Compound)
            m_blocks.push_back(Block::Begin);
        return;
    }
    if (m_previous == u"=" || m_previous == u"@")
        return;
    const bool holdsProgram = word == u"type" && bodies == Bodies::Batch;
    if (others.contains(word) && !holdsProgram)
        m_head = Head::Plain;
    else if (routines.contains(word) || (word == u"type" && m_flavour->slashLines))
        m_head = bodies == Bodies::TriggerEnd && word != u"trigger" ? Head::Plain : Head::Compound;
    if (m_head == Head::Compound && m_first == u"alter" && bodies == Bodies::TriggerEnd)
        m_head = Head::Plain;
}

void CompoundBody::seeBeginAtomic(const QString &word)
{
    if (word == u"atomic" && m_previous == u"begin" && m_blocks.empty()) {
        m_blocks.push_back(Block::Begin);
    } else if (!m_blocks.empty() && m_previous != u"as") {
        if (word == u"case")
            m_blocks.push_back(Block::CaseExpression);
        else if (word == u"end")
            m_blocks.pop_back();
    }
}

bool CompoundBody::startsInner() const
{
    static const QStringList starts = {
        u";"_s, u"begin"_s, u"then"_s, u"else"_s, u"do"_s, u"loop"_s, u"repeat"_s, u":"_s, u"atomic"_s};
    if (m_blocks.empty())
        return !m_verbSeen && m_previous != u"procedure" && m_previous != u"function" && m_previous != u"trigger"
            && m_previous != u"event" && m_previous != u"(" && m_previous != u",";
    if (m_blocks.back() == Block::CaseExpression)
        return false;
    return m_handler || starts.contains(m_previous);
}

bool CompoundBody::opens(const QString &word)
{
    static const std::pair<QString, Block> openers[] = {{u"begin"_s, Block::Begin}, {u"if"_s, Block::If},
        {u"case"_s, Block::Case}, {u"loop"_s, Block::Loop}, {u"while"_s, Block::While}, {u"repeat"_s, Block::Repeat},
        {u"for"_s, Block::For}};
    for (const auto &[key, block] : openers) {
        if (word != key)
            continue;
        const bool isOther = block == Block::For && (m_blocks.empty() || m_handler);
        if (startsInner() && !isOther) {
            m_blocks.push_back(block);
            m_handler = false;
            return true;
        }
        if (block == Block::Case && m_previous != u"end" && m_previous != u"as" && !m_blocks.empty()) {
            m_blocks.push_back(Block::CaseExpression);
            return true;
        }
        return false;
    }
    return false;
}

void CompoundBody::seeNested(const QString &word)
{
    static const QStringList verbs = {u"return"_s, u"select"_s, u"insert"_s, u"update"_s, u"delete"_s, u"set"_s,
        u"call"_s, u"replace"_s, u"signal"_s, u"truncate"_s, u"soname"_s};
    static const QStringList notVerbs = {
        u"or"_s, u"before"_s, u"after"_s, u"character"_s, u"char"_s, u"create"_s, u","_s};
    static const QStringList operands = {
        u";"_s, u"begin"_s, u"then"_s, u"else"_s, u"do"_s, u"loop"_s, u"repeat"_s, u":"_s};
    if (word == u";")
        m_handler = false;
    else if (word == u"handler")
        m_handler = true;
    if (opens(word))
        return;
    if (m_blocks.empty()) {
        m_verbSeen = m_verbSeen || (verbs.contains(word) && !notVerbs.contains(m_previous));
        return;
    }
    if (word != u"end" || m_previous == u"as")
        return;
    const Block top = m_blocks.back();
    static const QStringList notOperands = {
        u"when"_s, u"then"_s, u"else"_s, u"case"_s, u","_s, u"("_s, u"="_s, u"<"_s, u">"_s, u"+"_s, u"-"_s};
    const bool closes = top == Block::CaseExpression ? !notOperands.contains(m_previous)
        : top == Block::Repeat                       ? true
                                                     : operands.contains(m_previous);
    if (closes) {
        m_blocks.pop_back();
        m_verbSeen = m_verbSeen || m_blocks.empty();
    }
}

} // namespace relata
