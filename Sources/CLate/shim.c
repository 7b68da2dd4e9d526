#include "CLate.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

void *zj_late(const char *library, const char *function) {
    // Loaded once, however often it is asked for; never unloaded.
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    void *found = handle ? dlsym(handle, function) : NULL;
    if (!found) {
        fprintf(stderr, "zhengjiao: %s\n", dlerror());
        exit(EX_OSFILE);
    }
    return found;
}
