#pragma once
#include <QWidget>

class QSettings;

namespace relata {

/// When databases are looked at for drift. Reads and writes the settings at once.
class DriftPage : public QWidget {
    Q_OBJECT
public:
    explicit DriftPage(QSettings &settings, QWidget *parent = nullptr);

    static bool looksAtConnect(const QSettings &settings);
    /// 0: never by itself.
    static int minutesBetween(const QSettings &settings);
};

} // namespace relata
