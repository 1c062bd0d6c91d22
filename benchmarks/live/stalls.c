/* Tells how long this machine stood still: sleeps a millisecond at a time until it is ended, and prints the longest gap.

   A virtual machine now and then stops for longer than what is measured; such a run says nothing. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static volatile sig_atomic_t is_ended;

static void end(int number) {
    (void)number;
    is_ended = 1;
}

static uint64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

int main(void) {
    struct timespec millisecond = {.tv_nsec = 1000000};
    printf("watching\n");
    fflush(stdout);
    uint64_t longest = 0, before = now_ns();
    signal(SIGTERM, end);
    while (!is_ended) {
        nanosleep(&millisecond, NULL);
        uint64_t now = now_ns();
        if (now - before > longest) longest = now - before;
        before = now;
    }
    printf("%.3f\n", (double)longest / 1e6);
    return 0;
}
