#pragma once
#include <QHeaderView>

class QAction;

namespace relata {

class EnvironmentHead;
class EnvironmentModel;
class Theme;

/// The columns' heads: each a few lines about its database, with a button where a person is needed.
class EnvironmentHeader : public QHeaderView {
    Q_OBJECT
public:
    EnvironmentHeader(const Theme &theme, EnvironmentModel &model, QWidget *parent);

    QSize sizeHint() const override;
    void setModel(QAbstractItemModel *model) override;

public slots:
    /// Puts the heads where their sections are.
    void place();

signals:
    /// Ask this database again.
    void retryWanted(const QString &name);
    void passwordWanted(const QString &name);
    /// What can be done with the whole database, at that place of the screen.
    void menuWanted(const QString &name, const QPoint &at);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void fill(int first, int last);

    const Theme &m_theme;
    EnvironmentModel &m_model;
    QList<EnvironmentHead *> m_heads;
};

/// The rows' heads: number and title, and behind it what is unusual about the migration somewhere.
class MigrationHeader : public QHeaderView {
    Q_OBJECT
public:
    MigrationHeader(const Theme &theme, EnvironmentModel &model, QWidget *parent);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    void measure();

    const Theme &m_theme;
    EnvironmentModel &m_model;
    int m_width = 0;
};

} // namespace relata
