#pragma once
#include <gd.h>
#include <sys/resource.h>

/// memfd_create(2), glibc 2.27 and later: its own header shows it only under _GNU_SOURCE,
/// which a module cannot set. The flag below is MFD_CLOEXEC.
int memfd_create(const char *name, unsigned int flags);
#define PICTURE_MEMFD_CLOEXEC 1u
