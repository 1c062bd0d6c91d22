/* The floor: what a machine needs to pass bytes on, without HTTP, without keeping anything, without asking who may read.

   relay PORT

   One thread. Each whole line that comes in over one connection goes to all others; a line HI is answered with OK. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define LONGEST_LINE 65536
#define MOST_CONNECTIONS 20000

typedef struct {
    int fd, place;
    size_t read;
    char line[LONGEST_LINE];
    char *unsent;
    size_t unsent_length, unsent_room;
} Connection;

static Connection *connections[MOST_CONNECTIONS];
static int connections_count, poll_fd;

static void watch(Connection *one) {
    struct epoll_event event = {.events = EPOLLIN | (one->unsent_length ? EPOLLOUT : 0), .data.ptr = one};
    epoll_ctl(poll_fd, EPOLL_CTL_MOD, one->fd, &event);
}

static void send_rest(Connection *one) {
    ssize_t taken = send(one->fd, one->unsent, one->unsent_length, MSG_NOSIGNAL);
    if (taken > 0) {
        one->unsent_length -= (size_t)taken;
        memmove(one->unsent, one->unsent + taken, one->unsent_length);
    }
    watch(one);
}

static void send_bytes(Connection *one, const char *bytes, size_t length) {
    size_t taken = 0;
    if (!one->unsent_length) {
        ssize_t sent = send(one->fd, bytes, length, MSG_NOSIGNAL);
        taken = sent > 0 ? (size_t)sent : 0;
    }
    size_t rest = length - taken;
    if (!rest) return;
    if (one->unsent_length + rest > one->unsent_room) {
        one->unsent_room = 2 * (one->unsent_length + rest);
        one->unsent = realloc(one->unsent, one->unsent_room);
        if (!one->unsent) exit(2);
    }
    memcpy(one->unsent + one->unsent_length, bytes + taken, rest);
    one->unsent_length += rest;
    watch(one);
}

static void take_in(int listening) {
    int fd, yes = 1;
    while (connections_count < MOST_CONNECTIONS && (fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        Connection *one = calloc(1, sizeof *one);
        if (!one) exit(2);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        one->fd = fd;
        one->place = connections_count;
        connections[connections_count++] = one;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
        epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
    }
}

static void let_go(Connection *one) {
    Connection *last = connections[--connections_count];
    connections[one->place] = last;
    last->place = one->place;
    close(one->fd);
    free(one->unsent);
    free(one);
}

static void pass_on(Connection *from, const char *bytes, size_t length) {
    if (length == 3 && !memcmp(bytes, "HI\n", 3)) {
        send_bytes(from, "OK\n", 3);
        return;
    }
    for (int at = 0; at < connections_count; at++)
        if (connections[at] != from) send_bytes(connections[at], bytes, length);
}

static void read_one(Connection *one) {
    ssize_t got = recv(one->fd, one->line + one->read, LONGEST_LINE - one->read, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        let_go(one);
        return;
    }
    one->read += (size_t)got;
    char *end = memrchr(one->line, '\n', one->read);
    if (!end) return;
    size_t whole = (size_t)(end + 1 - one->line);
    pass_on(one, one->line, whole);
    one->read -= whole;
    memmove(one->line, one->line + whole, one->read);
}

int main(int count, char **words) {
    if (count != 2) return 2;
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listening, (struct sockaddr *)&address, sizeof address) || listen(listening, 4096)) {
        perror("listen");
        return 1;
    }
    poll_fd = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, listening, &event);
    for (;;) {
        struct epoll_event events[256];
        int ready = epoll_wait(poll_fd, events, 256, -1);
        for (int at = 0; at < ready; at++) {
            Connection *one = events[at].data.ptr;
            if (!one) {
                take_in(listening);
                continue;
            }
            if (events[at].events & EPOLLOUT) send_rest(one);
            if (events[at].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_one(one);
        }
    }
}
