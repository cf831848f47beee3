#define _GNU_SOURCE
#include "CFileGuard.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef __APPLE__
#include <mach/mach.h>
#endif

enum { places = 512, longest_path = 8192, alternate_stack = 64 * 1024 };
enum { idle, taken, running, condemned };

// One thread and the file it judges. Only the thread itself writes; a place is condemned by whoever finds it beyond a limit, and its
// thread then waits for the end in `file_guard_end`, so that the path stays readable.
struct place {
  _Atomic int state;
  pthread_t thread;
  char *path;
  int together;
  double began;
  uint64_t memory;
};

static struct place table[places];
static _Atomic int is_started, is_ending, is_showing;
static _Atomic long shown;
static _Atomic uint64_t memory_seen;

static char *program, **arguments, **environment;
static size_t variables;
static const char *variable_name, *sentence;
static int refused;
static double seconds_allowed;
static uint64_t bytes_allowed;
static char file_variable[longest_path], shown_variable[64];

static const int signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
enum { signal_count = sizeof signals / sizeof signals[0] };

static void wait_a_little(void) {
  struct timespec time = {0, 2 * 1000 * 1000};
  nanosleep(&time, NULL);
}

static void wait_for_the_end(void) {
  for (;;) wait_a_little();
}

// Writes a number and gives the place behind it; snprintf is not for handlers.
static char *put_number(char *to, long number) {
  char digits[24];
  int count = 0;
  do {
    digits[count++] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  while (count > 0) *to++ = digits[--count];
  return to;
}

static char *put(char *to, const char *text) {
  size_t length = strlen(text);
  memcpy(to, text, length);
  return to + length;
}

// Replaces the process; the variable says what became of the file: 's' too slow, 'm' too large, 't' trapped, 'j' cannot be judged together.
static void begin_anew(const struct place *place, char kind) {
  size_t count = variables;
  const char *path = place == NULL ? "" : place->path;
  if (strlen(path) + strlen(variable_name) + 64 > longest_path) _exit(1);
  char *end = put(file_variable, variable_name);
  *end++ = '_';
  end = put_number(end, refused);
  *end++ = '=';
  *end++ = place != NULL && place->together ? 'j' : kind;
  end = put(end, path);
  *end = 0;
  environment[count++] = file_variable;
  end = put(shown_variable, variable_name);
  end = put(end, "_SHOWN=");
  end = put_number(end, atomic_load(&shown));
  *end = 0;
  environment[count++] = shown_variable;
  environment[count] = NULL;
  // What a handler blocks would stay blocked in the new program.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(program, arguments, environment);
  _exit(1);
}

static void finish_showing(void) {
  for (int i = 0; i < 5000 && atomic_load(&is_showing); i++) wait_a_little();
}

static void handle(int number, siginfo_t *info, void *context) {
  (void)info;
  (void)context;
  pthread_t self = pthread_self();
  struct place *mine = NULL;
  for (int i = 0; i < places; i++) {
    int state = atomic_load(&table[i].state);
    if ((state == running || state == condemned) && pthread_equal(table[i].thread, self)) mine = &table[i];
  }
  if (mine == NULL) {
    char words[512];
    char *end = put(words, sentence);
    end = put(end, " (signal ");
    end = put_number(end, number);
    end = put(end, ")\n");
    if (write(STDERR_FILENO, words, (size_t)(end - words)) < 0) _exit(1);
    _exit(1);
  }
  // Of two that end at once, the first begins anew; the other's file is met again.
  if (atomic_exchange(&is_ending, 1)) wait_for_the_end();
  finish_showing();
  begin_anew(mine, 't');
}

#ifdef __APPLE__
static double seconds_of(pthread_t thread) {
  thread_basic_info_data_t facts;
  mach_msg_type_number_t size = THREAD_BASIC_INFO_COUNT;
  if (thread_info(pthread_mach_thread_np(thread), THREAD_BASIC_INFO, (thread_info_t)&facts, &size) != KERN_SUCCESS) return 0;
  return facts.user_time.seconds + facts.system_time.seconds + (facts.user_time.microseconds + facts.system_time.microseconds) * 1e-6;
}

static uint64_t memory_now(void) {
  mach_task_basic_info_data_t facts;
  mach_msg_type_number_t size = MACH_TASK_BASIC_INFO_COUNT;
  if (task_info(mach_task_self(), MACH_TASK_BASIC_INFO, (task_info_t)&facts, &size) != KERN_SUCCESS) return 0;
  return facts.resident_size;
}
#else
static double seconds_of(pthread_t thread) {
  clockid_t clock;
  struct timespec time;
  if (pthread_getcpuclockid(thread, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return (double)time.tv_sec + time.tv_nsec * 1e-9;
}

static uint64_t memory_now(void) {
  unsigned long whole = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file == NULL) return 0;
  int read = fscanf(file, "%lu %lu", &whole, &resident);
  fclose(file);
  return read == 2 ? (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}
#endif

// Takes a place's file as the one to leave out, unless its thread has just finished it.
static void condemn(struct place *place, char kind) {
  int state = running;
  if (!atomic_compare_exchange_strong(&place->state, &state, condemned)) return;
  if (atomic_exchange(&is_ending, 1)) wait_for_the_end();
  finish_showing();
  begin_anew(place, kind);
}

// Looks at all files that are being judged, twenty times a second.
static void *watch(void *nothing) {
  struct timespec pause = {0, 50 * 1000 * 1000};
  while (atomic_load(&is_started)) {
    nanosleep(&pause, NULL);
    uint64_t memory = memory_now();
    atomic_store(&memory_seen, memory);
    int count = 0;
    struct place *first = NULL;
    for (int i = 0; i < places; i++) {
      if (atomic_load(&table[i].state) != running) continue;
      count++;
      if (first == NULL || table[i].memory < first->memory) first = &table[i];
      if (seconds_of(table[i].thread) - table[i].began > seconds_allowed) condemn(&table[i], 's');
    }
    if (first == NULL || memory <= first->memory || memory - first->memory <= bytes_allowed * (uint64_t)count) continue;
    if (count == 1) {
      condemn(first, 'm');
    } else if (!atomic_exchange(&is_ending, 1)) {
      // Nobody can say whose memory it is; one file after the other will show it.
      finish_showing();
      begin_anew(NULL, '1');
    }
  }
  return nothing;
}

// A handler for an overflown stack needs another one, which each thread has to have.
static void give_alternate_stack(void) {
  static _Thread_local char *stack = NULL;
  if (stack != NULL) return;
  stack = malloc(alternate_stack);
  if (stack == NULL) return;
  stack_t facts = {.ss_sp = stack, .ss_size = alternate_stack, .ss_flags = 0};
  sigaltstack(&facts, NULL);
}

static char **copied(char *const list[], size_t room) {
  size_t count = 0;
  while (list[count] != NULL) count++;
  char **copy = calloc(count + room + 1, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < count; i++) copy[i] = strdup(list[i]);
  return copy;
}

void file_guard_start(
  const char *new_program, char *const new_arguments[], char *const new_environment[], const char *name, int count, const char *words,
  double seconds, uint64_t bytes) {
  if (atomic_exchange(&is_started, 1)) return;
  program = strdup(new_program);
  arguments = copied(new_arguments, 0);
  environment = copied(new_environment, 2);
  variable_name = strdup(name);
  sentence = strdup(words);
  if (program == NULL || arguments == NULL || environment == NULL || variable_name == NULL || sentence == NULL) {
    atomic_store(&is_started, 0);
    return;
  }
  for (variables = 0; environment[variables] != NULL;) variables++;
  refused = count;
  seconds_allowed = seconds;
  bytes_allowed = bytes;
  atomic_store(&memory_seen, memory_now());
  give_alternate_stack();
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < signal_count; i++) sigaction(signals[i], &action, NULL);
  pthread_t thread;
  if (pthread_create(&thread, NULL, watch, NULL) == 0) pthread_detach(thread);
}

void file_guard_stop(void) {
  if (!atomic_exchange(&is_started, 0)) return;
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < signal_count; i++) sigaction(signals[i], &action, NULL);
}

int file_guard_begin(const char *path, int together) {
  if (!atomic_load(&is_started)) return -1;
  give_alternate_stack();
  for (int i = 0; i < places; i++) {
    int state = idle;
    if (!atomic_compare_exchange_strong(&table[i].state, &state, taken)) continue;
    table[i].thread = pthread_self();
    table[i].path = strdup(path);
    table[i].together = together;
    table[i].began = seconds_of(table[i].thread);
    table[i].memory = atomic_load(&memory_seen);
    atomic_store(&table[i].state, table[i].path == NULL ? idle : running);
    return table[i].path == NULL ? -1 : i;
  }
  return -1;
}

void file_guard_end(int place) {
  if (place < 0) return;
  int state = running;
  if (!atomic_compare_exchange_strong(&table[place].state, &state, taken)) wait_for_the_end();
  free(table[place].path);
  table[place].path = NULL;
  atomic_store(&table[place].state, idle);
}

long file_guard_show(void) {
  atomic_store(&is_showing, 1);
  if (atomic_load(&is_ending)) {
    atomic_store(&is_showing, 0);
    wait_for_the_end();
  }
  return atomic_load(&shown);
}

void file_guard_showed(void) {
  atomic_fetch_add(&shown, 1);
  atomic_store(&is_showing, 0);
}
