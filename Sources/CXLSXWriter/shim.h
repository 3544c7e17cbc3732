#pragma once
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

/// memfd_create(2), glibc 2.27 and later: its own header shows it only under _GNU_SOURCE, which a module cannot set.
int memfd_create(const char *name, unsigned int flags);

// The library takes memory of the C library.
static inline void lianluo_free(void *memory) { free(memory); }
static inline char *lianluo_copy(const char *text) { return strdup(text); }

// A file without a name or a place on the disk; closed on exec (MFD_CLOEXEC).
static inline int lianluo_memory_file(const char *name) { return memfd_create(name, 1u); }
