/* The load generator: one thread that holds all connections, sends notes at their moments, and sees when each arrives.

   load PORT PLAN RESULT

   The plan (written by generator.py) is made of 32-bit numbers and of blobs, a number with so many bytes after it:
     listeners, posters, how many open at once, notes, and how many of those only warm up
     for each listener   its steps: their count, and for each what it sends and the words it then waits for
     for each note       microseconds after the start at which it is due, its sender, and its bytes
   Without posters a sender is a listener, and is not counted as a receiver of its own note. A poster is a connection
   that sends HTTP requests, one at a time; a note that is due before the answer to the one before waits for it.

   A note is recognised in whatever bytes a listener reads by its mark: ZQX and six digits, its place in the plan.
   Prints "ready" and seconds when all are open, starts at the line it then reads, prints "warm" when the first note is
   due that does not only warm up, and at the end what it counted as JSON.
   The result is 32-bit numbers, microseconds after the note was due or NEVER: for each note when it was answered
   (posters only), then for each note and each listener when it arrived. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NEVER UINT32_MAX
#define MARK_DIGITS 6
#define MARK_LENGTH (3 + MARK_DIGITS)
#define LONGEST_WORDS 64
#define READ_AT_ONCE (1 << 18)
#define SECONDS_TO_OPEN 120
#define SECONDS_OF_SILENCE 3
#define SECONDS_TO_ARRIVE 15

typedef struct { const char *bytes; uint32_t length; } Blob;
typedef struct { Blob send, await; } Step;
typedef struct { uint32_t due, sender; Blob blob; } Note;

typedef struct {
    int fd, index, is_poster, is_open;
    Step *steps;
    uint32_t steps_count, steps_done;
    /* The end of what was read, where a mark or the words may be cut in two. */
    char tail[LONGEST_WORDS];
    int tail_length;
    /* What the other side did not take yet. */
    char *unsent;
    size_t unsent_length, unsent_room;
    /* Of a poster: the note it waits for, those that wait, and the answer so far. */
    uint32_t asked;
    uint32_t *waiting;
    size_t waiting_first, waiting_end;
    char answer[4096];
    size_t answer_length;
} Connection;

static uint32_t listeners, posters, at_once, notes_count, warm_up;
static Connection *connections;
static Note *notes;
static uint32_t *answered, *arrived;
static int port, poll_fd;
static uint32_t open_listeners;
static uint64_t start, last_read, seen, doubled, refused, closed, answers, latest_send;
static int has_started;

static uint64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static void *room_for(size_t count, size_t size) {
    void *made = calloc(count ? count : 1, size);
    if (!made) fail("memory");
    return made;
}

static uint64_t due_ns(uint32_t note) { return start + (uint64_t)notes[note].due * 1000u; }

static uint32_t since_due(uint32_t note, uint64_t now) {
    uint64_t due = due_ns(note);
    return now > due ? (uint32_t)((now - due) / 1000u) : 0;
}

/* Sending */

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

static void send_blob(Connection *one, Blob blob) {
    if (!one->is_open) return;
    size_t taken = 0;
    if (!one->unsent_length) {
        ssize_t sent = send(one->fd, blob.bytes, blob.length, MSG_NOSIGNAL);
        taken = sent > 0 ? (size_t)sent : 0;
    }
    size_t rest = blob.length - taken;
    if (!rest) return;
    if (one->unsent_length + rest > one->unsent_room) {
        one->unsent_room = 2 * (one->unsent_length + rest);
        one->unsent = realloc(one->unsent, one->unsent_room);
        if (!one->unsent) fail("memory");
    }
    memcpy(one->unsent + one->unsent_length, blob.bytes + taken, rest);
    one->unsent_length += rest;
    watch(one);
}

static void post(Connection *one, uint32_t note) {
    one->asked = note;
    send_blob(one, notes[note].blob);
}

static void send_note(uint32_t note) {
    if (!posters) {
        send_blob(&connections[notes[note].sender], notes[note].blob);
        return;
    }
    Connection *one = &connections[listeners + notes[note].sender];
    if (one->asked == NEVER)
        post(one, note);
    else
        one->waiting[one->waiting_end++] = note;
}

/* Opening */

static void connect_one(Connection *one) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int yes = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    one->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (one->fd < 0) fail("socket");
    setsockopt(one->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(one->fd, (struct sockaddr *)&address, sizeof address)) fail("connect");
    fcntl(one->fd, F_SETFL, O_NONBLOCK);
    one->is_open = 1;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, one->fd, &event);
}

/* Take steps until one has to wait for an answer. */
static void go_on_opening(Connection *one) {
    while (one->steps_done < one->steps_count) {
        send_blob(one, one->steps[one->steps_done].send);
        if (one->steps[one->steps_done].await.length) return;
        one->steps_done++;
    }
    open_listeners++;
}

/* Reading */

/* The head of an answer tells; what is left of the body of the one before stands in front of it. */
static void read_answer(Connection *one, const char *bytes, size_t length, uint64_t now) {
    if (one->asked == NEVER) return;
    size_t room = sizeof one->answer - 1 - one->answer_length;
    size_t taken = length < room ? length : room;
    memcpy(one->answer + one->answer_length, bytes, taken);
    one->answer_length += taken;
    char *head = memmem(one->answer, one->answer_length, "HTTP/1.1 ", 9);
    if (!head) {
        size_t keep = one->answer_length < 8 ? one->answer_length : 8;
        memmove(one->answer, one->answer + one->answer_length - keep, keep);
        one->answer_length = keep;
        return;
    }
    one->answer_length -= (size_t)(head - one->answer);
    memmove(one->answer, head, one->answer_length);
    if (!memmem(one->answer, one->answer_length, "\r\n\r\n", 4)) return;
    if (one->answer[9] == '2') {
        answered[one->asked] = since_due(one->asked, now);
        answers++;
    } else if (refused++ == 0) {
        fprintf(stderr, "refused: %.*s\n", (int)one->answer_length, one->answer);
    }
    one->answer_length = 0;
    one->asked = NEVER;
    if (one->waiting_first < one->waiting_end) post(one, one->waiting[one->waiting_first++]);
}

static void see(Connection *one, const char *mark, uint64_t now) {
    uint32_t note = 0;
    for (int at = 3; at < MARK_LENGTH; at++) {
        if (mark[at] < '0' || mark[at] > '9') return;
        note = note * 10 + (uint32_t)(mark[at] - '0');
    }
    if (note >= notes_count || (!posters && (int)notes[note].sender == one->index)) return;
    uint32_t *place = &arrived[(size_t)note * listeners + (size_t)one->index];
    if (*place != NEVER) {
        doubled++;
        return;
    }
    *place = since_due(note, now);
    seen++;
}

/* `bytes` begins with the tail of what was read before; keeps the tail of this. */
static void read_stream(Connection *one, const char *bytes, size_t length, uint64_t now) {
    const char *end = bytes + length, *rest = bytes;
    size_t keep = MARK_LENGTH - 1;
    if (one->steps_done < one->steps_count) {
        Blob words = one->steps[one->steps_done].await;
        if (memmem(bytes, length, words.bytes, words.length)) {
            one->steps_done++;
            one->tail_length = 0;
            go_on_opening(one);
            return;
        }
        keep = LONGEST_WORDS - 1;
    } else {
        for (const char *mark; (mark = memmem(rest, (size_t)(end - rest), "ZQX", 3)) && end - mark >= MARK_LENGTH;) {
            see(one, mark, now);
            rest = mark + MARK_LENGTH;
        }
    }
    if ((size_t)(end - rest) < keep) keep = (size_t)(end - rest);
    memcpy(one->tail, end - keep, keep);
    one->tail_length = (int)keep;
}

static void read_one(Connection *one) {
    static char buffer[LONGEST_WORDS + READ_AT_ONCE];
    memcpy(buffer, one->tail, (size_t)one->tail_length);
    ssize_t got = recv(one->fd, buffer + one->tail_length, READ_AT_ONCE, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        one->is_open = 0;
        closed++;
        close(one->fd);
        return;
    }
    uint64_t now = now_ns();
    last_read = now;
    if (one->is_poster)
        read_answer(one, buffer, (size_t)got, now);
    else
        read_stream(one, buffer, (size_t)one->tail_length + (size_t)got, now);
}

/* The next note that is to be sent, when some time has come. */
static uint32_t next_note;

static int is_due(uint64_t now) { return has_started && next_note < notes_count && now >= due_ns(next_note); }

static void poll_once(int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(poll_fd, events, 256, milliseconds);
    for (int at = 0; at < count; at++) {
        Connection *one = events[at].data.ptr;
        if (!one->is_open) continue;
        if (events[at].events & EPOLLOUT) send_rest(one);
        if (events[at].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_one(one);
        if (at % 32 == 31 && is_due(now_ns())) return;
    }
}

/* Acts */

static void open_all(void) {
    uint64_t begun = now_ns();
    uint32_t begun_listeners = 0;
    while (open_listeners < listeners) {
        while (begun_listeners < listeners && begun_listeners - open_listeners < at_once) {
            Connection *one = &connections[begun_listeners++];
            connect_one(one);
            go_on_opening(one);
        }
        poll_once(100);
        if (now_ns() - begun > SECONDS_TO_OPEN * 1000000000ull || closed) {
            fprintf(stderr, "%u of %u listeners opened, %lu were closed\n", open_listeners, listeners,
                    (unsigned long)closed);
            exit(3);
        }
    }
    printf("ready %.6f\n", (double)(now_ns() - begun) / 1e9);
    fflush(stdout);
    for (uint32_t at = 0; at < posters; at++) connect_one(&connections[listeners + at]);
}

static void say(const char *word) {
    printf("%s\n", word);
    fflush(stdout);
}

static uint64_t expected(void) { return (uint64_t)notes_count * (posters ? listeners : listeners - 1); }

static void send_all(void) {
    start = now_ns() + 200000000u;
    has_started = 1;
    uint64_t ended = 0;
    for (;;) {
        uint64_t now = now_ns();
        for (; is_due(now); next_note++, now = now_ns()) {
            if (next_note == warm_up) say("warm");
            if (now - due_ns(next_note) > latest_send) latest_send = now - due_ns(next_note);
            send_note(next_note);
        }
        if (next_note == notes_count) {
            if (!ended) ended = last_read = now;
            if (seen >= expected() && (!posters || answers + refused >= notes_count)) return;
            if (now - ended > SECONDS_TO_ARRIVE * 1000000000ull) return;
            if (now - last_read > SECONDS_OF_SILENCE * 1000000000ull) return;
            poll_once(20);
        } else {
            uint64_t wait = due_ns(next_note) - now;
            poll_once(wait > 20000000u ? 20 : (int)(wait / 1000000u));
        }
    }
}

static char *read_file(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) fail(name);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = room_for((size_t)size, 1);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size) fail(name);
    fclose(file);
    return bytes;
}

static uint32_t read_number(char **at) {
    uint32_t number;
    memcpy(&number, *at, sizeof number);
    *at += sizeof number;
    return number;
}

static Blob read_blob(char **at) {
    Blob blob = {.length = read_number(at)};
    blob.bytes = *at;
    *at += blob.length;
    return blob;
}

static void read_plan(char *at) {
    listeners = read_number(&at);
    posters = read_number(&at);
    at_once = read_number(&at);
    notes_count = read_number(&at);
    warm_up = read_number(&at);
    connections = room_for(listeners + posters, sizeof *connections);
    notes = room_for(notes_count, sizeof *notes);
    for (uint32_t index = 0; index < listeners + posters; index++) {
        Connection *one = &connections[index];
        one->index = (int)index;
        one->asked = NEVER;
        one->is_poster = index >= listeners;
        if (one->is_poster) {
            one->waiting = room_for(notes_count, sizeof *one->waiting);
            continue;
        }
        one->steps_count = read_number(&at);
        one->steps = room_for(one->steps_count, sizeof *one->steps);
        for (uint32_t step = 0; step < one->steps_count; step++) {
            one->steps[step].send = read_blob(&at);
            one->steps[step].await = read_blob(&at);
        }
    }
    for (uint32_t note = 0; note < notes_count; note++) {
        notes[note].due = read_number(&at);
        notes[note].sender = read_number(&at);
        notes[note].blob = read_blob(&at);
    }
    answered = room_for(notes_count, sizeof *answered);
    arrived = room_for((size_t)notes_count * listeners, sizeof *arrived);
    memset(answered, 0xff, notes_count * sizeof *answered);
    memset(arrived, 0xff, (size_t)notes_count * listeners * sizeof *arrived);
}

static void write_result(const char *name) {
    FILE *file = fopen(name, "wb");
    if (!file) fail(name);
    fwrite(answered, sizeof *answered, notes_count, file);
    fwrite(arrived, sizeof *arrived, (size_t)notes_count * listeners, file);
    if (fclose(file)) fail(name);
}

int main(int count, char **words) {
    if (count != 4) {
        fprintf(stderr, "load PORT PLAN RESULT\n");
        return 2;
    }
    port = atoi(words[1]);
    poll_fd = epoll_create1(0);
    read_plan(read_file(words[2]));
    open_all();
    char line[8];
    if (!fgets(line, sizeof line, stdin)) return 2;
    send_all();
    printf("{\"doubled\": %lu, \"refused\": %lu, \"closed\": %lu, \"latest_send_ms\": %.3f}\n", (unsigned long)doubled,
           (unsigned long)refused, (unsigned long)closed, (double)latest_send / 1e6);
    fflush(stdout);
    write_result(words[3]);
    return 0;
}
