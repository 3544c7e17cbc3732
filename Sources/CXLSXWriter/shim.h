#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <xlsxwriter.h>

// The library takes memory of the C library.
static inline void lianluo_free(void *memory) { free(memory); }
static inline char *lianluo_copy(const char *text) { return strdup(text); }

// A file without a name or a place on the disk; closed on exec.
static inline int lianluo_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1u); }
