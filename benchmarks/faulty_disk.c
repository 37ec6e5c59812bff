/* A disk that fails: preloaded, it counts the calls that change files below one folder, and at the n-th it answers with
 * an error, kills the process, or only writes down what was called. Used by faults.py.
 *
 *     cc -shared -fPIC -O1 -o faulty_disk.so faulty_disk.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static char below[PATH_MAX];
static long calls, fails_at;
static int answer, log_fd = -1; /* answer: an errno, or 0 for SIGKILL */

/* Watch a folder: at call `at` (0: never) answer with `error` (0: be killed). What is called is written to `log`. */
void disk_watch(const char *folder, long at, int error, int log) {
    snprintf(below, sizeof below, "%s", folder);
    calls = 0, fails_at = at, answer = error, log_fd = log;
}

static void where(int fd, const char *path, char *found) {
    char link[64], start[PATH_MAX] = "";
    if (path != NULL && path[0] == '/') {
        snprintf(found, PATH_MAX, "%s", path);
        return;
    }
    if (fd == AT_FDCWD) {
        if (getcwd(start, sizeof start) == NULL) start[0] = 0;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t size = readlink(link, start, sizeof start - 1);
        start[size > 0 ? size : 0] = 0;
    }
    snprintf(found, PATH_MAX, path != NULL ? "%.2000s/%.2000s" : "%.4000s", start, path);
}

static void write_down(char what, const char *path, const void *more, uint64_t size, uint64_t at) {
    uint64_t head[4] = {(uint64_t)what, strlen(path), size, at};
    if (log_fd < 0) return;
    REAL(write)(log_fd, head, sizeof head);
    REAL(write)(log_fd, path, head[1]);
    if (size && more != NULL) REAL(write)(log_fd, more, size);
}

/* Whether this call is to fail; `errno` is set then. A full disk stays full, but lets files go. */
static int fails(char what, const char *path, const void *more, uint64_t size, uint64_t at) {
    int full = answer == ENOSPC && strchr("uds", what) == NULL;
    if (!below[0] || strncmp(path, below, strlen(below)) != 0) return 0;
    calls++;
    write_down(what, path, more, size, at);
    if (!fails_at || calls < fails_at || (calls > fails_at && !full)) return 0;
    if (!answer) kill(getpid(), SIGKILL);
    errno = answer;
    return 1;
}

static int opened(int dir, const char *path, int flags, mode_t mode) {
    char found[PATH_MAX];
    int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, "openat64");
    where(dir, path, found);
    int is_new = (flags & O_CREAT) && access(found, F_OK) != 0;
    if ((is_new || (flags & O_TRUNC)) && fails(is_new ? 'o' : 't', found, NULL, 0, 0)) return -1;
    return real(dir, path, flags, mode);
}

#define OPEN(name, first, dir)                                   \
    int name(first const char *path, int flags, ...) {           \
        va_list rest;                                            \
        va_start(rest, flags);                                   \
        mode_t mode = (flags & O_CREAT) ? va_arg(rest, int) : 0; \
        va_end(rest);                                            \
        return opened(dir, path, flags, mode);            \
    }
#define COMMA ,
OPEN(open, , AT_FDCWD)
OPEN(open64, , AT_FDCWD)
OPEN(openat, int fd COMMA, fd)
OPEN(openat64, int fd COMMA, fd)

static off_t place(int fd) { return lseek(fd, 0, SEEK_CUR); }

ssize_t write(int fd, const void *bytes, size_t size) {
    char found[PATH_MAX];
    if (fd != log_fd && below[0]) {
        where(fd, NULL, found);
        if (fails('w', found, bytes, size, place(fd) < 0 ? 0 : place(fd))) return -1;
    }
    return REAL(write)(fd, bytes, size);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    char found[PATH_MAX];
    where(fd, NULL, found);
    return fails('w', found, bytes, size, at) ? -1 : REAL(pwrite64)(fd, bytes, size, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

int ftruncate64(int fd, off64_t size) {
    char found[PATH_MAX];
    where(fd, NULL, found);
    return fails('l', found, NULL, 0, size) ? -1 : REAL(ftruncate64)(fd, size);
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fsync(int fd) {
    char found[PATH_MAX];
    where(fd, NULL, found);
    return fails('s', found, NULL, 0, 0) ? -1 : REAL(fsync)(fd);
}

int fdatasync(int fd) {
    char found[PATH_MAX];
    where(fd, NULL, found);
    return fails('s', found, NULL, 0, 0) ? -1 : REAL(fdatasync)(fd);
}

int rename(const char *from, const char *to) {
    char a[PATH_MAX], b[PATH_MAX];
    where(AT_FDCWD, from, a), where(AT_FDCWD, to, b);
    return fails('r', a, b, strlen(b), 0) ? -1 : REAL(rename)(from, to);
}

int unlink(const char *path) {
    char found[PATH_MAX];
    where(AT_FDCWD, path, found);
    return fails('u', found, NULL, 0, 0) ? -1 : REAL(unlink)(path);
}

int unlinkat(int fd, const char *path, int flags) {
    char found[PATH_MAX];
    where(fd, path, found);
    return fails(flags & AT_REMOVEDIR ? 'd' : 'u', found, NULL, 0, 0) ? -1 : REAL(unlinkat)(fd, path, flags);
}

int rmdir(const char *path) {
    char found[PATH_MAX];
    where(AT_FDCWD, path, found);
    return fails('d', found, NULL, 0, 0) ? -1 : REAL(rmdir)(path);
}

int mkdir(const char *path, mode_t mode) {
    char found[PATH_MAX];
    where(AT_FDCWD, path, found);
    if (access(found, F_OK) == 0) return REAL(mkdir)(path, mode);
    return fails('m', found, NULL, 0, 0) ? -1 : REAL(mkdir)(path, mode);
}
