#ifndef ZHENGJIAO_CLATE_H
#define ZHENGJIAO_CLATE_H

// Libraries that most runs never need are not loaded with the program but at their first call: loading librsvg, libcups,
// libqpdf, libcurl and libzip with all that they need would take longer than printing a receipt.

/// Where a function of a library is. Ends the program with EX_OSFILE and a line on the standard error when the library
/// or the function is not there.
void *zj_late(const char *library, const char *function);

/// Defines a function of the library LATE_LIBRARY under its own name, as its header declares it.
#define LATE(result, name, parameters, arguments) \
    result name parameters { \
        static __typeof__(&name) known; \
        __typeof__(&name) found = __atomic_load_n(&known, __ATOMIC_ACQUIRE); \
        if (!found) { \
            found = (__typeof__(&name))zj_late(LATE_LIBRARY, #name); \
            __atomic_store_n(&known, found, __ATOMIC_RELEASE); \
        } \
        return found arguments; \
    }

#endif
