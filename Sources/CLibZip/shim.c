#include "CLibZip.h"
#include "CLate.h"

#define LATE_LIBRARY "libzip.so.4"

LATE(int, zip_close, (zip_t *a), (a))
LATE(void, zip_discard, (zip_t *a), (a))
LATE(void, zip_error_fini, (zip_error_t *a), (a))
LATE(void, zip_error_init, (zip_error_t *a), (a))
LATE(const char *, zip_error_strerror, (zip_error_t *a), (a))
LATE(int, zip_fclose, (zip_file_t *a), (a))
LATE(zip_int64_t, zip_file_add, (zip_t *a, const char *b, zip_source_t *c, zip_flags_t d), (a, b, c, d))
LATE(int, zip_file_set_dostime, (zip_t *a, zip_uint64_t b, zip_uint16_t c, zip_uint16_t d, zip_flags_t e), (a, b, c, d, e))
LATE(zip_file_t *, zip_fopen, (zip_t *a, const char *b, zip_flags_t c), (a, b, c))
LATE(zip_int64_t, zip_fread, (zip_file_t *a, void *b, zip_uint64_t c), (a, b, c))
LATE(zip_int64_t, zip_get_num_entries, (zip_t *a, zip_flags_t b), (a, b))
LATE(zip_t *, zip_open_from_source, (zip_source_t *a, int b, zip_error_t *c), (a, b, c))
LATE(zip_source_t *, zip_source_buffer, (zip_t *a, const void *b, zip_uint64_t c, int d), (a, b, c, d))
LATE(zip_source_t *, zip_source_buffer_create, (const void *a, zip_uint64_t b, int c, zip_error_t *d), (a, b, c, d))
LATE(int, zip_source_close, (zip_source_t *a), (a))
LATE(void, zip_source_free, (zip_source_t *a), (a))
LATE(void, zip_source_keep, (zip_source_t *a), (a))
LATE(int, zip_source_open, (zip_source_t *a), (a))
LATE(zip_int64_t, zip_source_read, (zip_source_t *a, void *b, zip_uint64_t c), (a, b, c))
LATE(int, zip_source_stat, (zip_source_t *a, zip_stat_t *b), (a, b))
LATE(int, zip_stat_index, (zip_t *a, zip_uint64_t b, zip_flags_t c, zip_stat_t *d), (a, b, c, d))
