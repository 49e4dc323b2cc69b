#pragma once
#include <QtGlobal>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace relata::tests {

/// Accepts connections into its backlog and never says a word.
class SilentListener {
public:
    SilentListener()
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), length);
        ::listen(m_socket, 5);
        ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &length);
        port = ntohs(address.sin_port);
    }
    ~SilentListener() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(SilentListener)
    int port = 0;

private:
    int m_socket;
};

} // namespace relata::tests
