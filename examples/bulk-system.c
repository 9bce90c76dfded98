/* SPDX-License-Identifier: MIT */
/* What sesdomain-bulk asks of the system, POSIX or Windows. */
#define _POSIX_C_SOURCE 200809L
#define _DARWIN_C_SOURCE /* _SC_NPROCESSORS_ONLN */
#include "bulk.h"
#include "io.h"

#include <signal.h>
#include <sys/stat.h>

#ifdef _WIN32
#include <direct.h>
#include <io.h> /* of the system */
#include <windows.h>

void system_start(void)
{
    io_start();
}

long system_processors(void)
{
    SYSTEM_INFO info;

    GetSystemInfo(&info);
    return (long)info.dwNumberOfProcessors;
}

bool system_is_one_file(int one, int other)
{
    const HANDLE a = (HANDLE)_get_osfhandle(one);
    const HANDLE b = (HANDLE)_get_osfhandle(other);
    BY_HANDLE_FILE_INFORMATION x, y;

    return GetFileType(a) == FILE_TYPE_DISK &&
           GetFileInformationByHandle(a, &x) &&
           GetFileInformationByHandle(b, &y) &&
           x.dwVolumeSerialNumber == y.dwVolumeSerialNumber &&
           x.nFileIndexHigh == y.nFileIndexHigh &&
           x.nFileIndexLow == y.nFileIndexLow;
}

bool system_make_directory(const char *path)
{
    return _mkdir(path) == 0;
}

bool system_replace(const char *from, const char *to)
{
    return MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING);
}

#else
#include <unistd.h>

void system_start(void)
{
    signal(SIGPIPE, SIG_IGN); /* a write that fails is reported */
    io_start();
}

long system_processors(void)
{
    return sysconf(_SC_NPROCESSORS_ONLN);
}

bool system_is_one_file(int one, int other)
{
    struct stat x, y;

    return fstat(one, &x) == 0 && fstat(other, &y) == 0 &&
           S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

bool system_make_directory(const char *path)
{
    return mkdir(path, 0777) == 0;
}

bool system_replace(const char *from, const char *to)
{
    return rename(from, to) == 0;
}
#endif
