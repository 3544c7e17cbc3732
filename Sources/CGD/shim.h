#pragma once
#include <gd.h>
#include <sys/resource.h>
