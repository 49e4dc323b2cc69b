#pragma once
#include "models/schema/object_id.h"

#include <QWidget>

namespace relata {

class SqlView;
struct Engine;
struct Services;

/// The CREATE text of an object as the project's engine writes it, live.
class DdlPane : public QWidget {
    Q_OBJECT
public:
    DdlPane(Services &services, QWidget *parent = nullptr);

    void showObject(ObjectId id);
    QString text() const;
    bool canWrite() const;

private:
    void refresh();

    Services &m_services;
    const Engine *m_engine;
    SqlView *m_view;
    ObjectId m_id;
};

} // namespace relata
