#ifndef CFILEGUARD_H
#define CFILEGUARD_H

#include <stdint.h>

// A process that begins anew without the file that would have ended it.
//
// Threads say which file they are judging. If one of them traps, overflows its stack, or takes too much time or memory for a file, the
// process replaces itself with a new one of the same number, arguments, files and folder, whose environment names the file. Nothing is
// paid for that before it happens: no further process, no pipe, one write of a pointer a file.
//
// It is C because a handler of signals may call next to nothing, and here it can be seen what it calls: memcpy, sigprocmask,
// nanosleep, write, execve, _exit.

// Prepares for the new beginning. `name` begins the names of the variables that hold the files, `count` is how many there are already,
// `sentence` is written when the process ends outside of any file. Limits are for one file: seconds of a thread, bytes of memory.
void file_guard_start(
  const char *program, char *const arguments[], char *const environment[], const char *name, int count, const char *sentence,
  double seconds, uint64_t bytes);

// Ends it: signals end the process again as they do by themselves.
void file_guard_stop(void);

// The calling thread judges a file, alone or together with others, until the end is told. Gives the place to tell it with.
int file_guard_begin(const char *path, int together);
void file_guard_end(int place);

// What is shown between the two is shown whole before the process begins anew. The first gives how much was shown before it.
long file_guard_show(void);
void file_guard_showed(void);

#endif
