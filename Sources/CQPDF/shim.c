#include "CQPDF.h"
#include "CLate.h"

#include <qpdf/DLL.h>

#if QPDF_MAJOR_VERSION != 11
#error "the name below is that of version 11"
#endif
#define LATE_LIBRARY "libqpdf.so.29"

LATE(void, qpdf_cleanup, (qpdf_data *qpdf), (qpdf))
LATE(const unsigned char *, qpdf_get_buffer, (qpdf_data qpdf), (qpdf))
LATE(size_t, qpdf_get_buffer_length, (qpdf_data qpdf), (qpdf))
LATE(qpdf_error, qpdf_get_error, (qpdf_data qpdf), (qpdf))
LATE(const char *, qpdf_get_error_full_text, (qpdf_data q, qpdf_error e), (q, e))
LATE(int, qpdf_get_num_pages, (qpdf_data qpdf), (qpdf))
LATE(qpdf_oh, qpdf_get_page_n, (qpdf_data qpdf, size_t zero_based_index), (qpdf, zero_based_index))
LATE(qpdf_oh, qpdf_get_root, (qpdf_data qpdf), (qpdf))
LATE(qpdf_oh, qpdf_get_trailer, (qpdf_data qpdf), (qpdf))
LATE(qpdf_data, qpdf_init, (void), ())
LATE(QPDF_ERROR_CODE, qpdf_init_write_memory, (qpdf_data qpdf), (qpdf))
LATE(void, qpdf_oh_begin_dict_key_iter, (qpdf_data qpdf, qpdf_oh dict), (qpdf, dict))
LATE(QPDF_BOOL, qpdf_oh_dict_more_keys, (qpdf_data qpdf), (qpdf))
LATE(const char *, qpdf_oh_dict_next_key, (qpdf_data qpdf), (qpdf))
LATE(qpdf_oh, qpdf_oh_get_array_item, (qpdf_data qpdf, qpdf_oh oh, int n), (qpdf, oh, n))
LATE(int, qpdf_oh_get_array_n_items, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(qpdf_oh, qpdf_oh_get_dict, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(qpdf_oh, qpdf_oh_get_key, (qpdf_data qpdf, qpdf_oh oh, const char *key), (qpdf, oh, key))
LATE(int, qpdf_oh_get_object_id, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(const char *, qpdf_oh_get_name, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(double, qpdf_oh_get_numeric_value, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(
    QPDF_ERROR_CODE, qpdf_oh_get_page_content_data,
    (qpdf_data qpdf, qpdf_oh page_oh, unsigned char **bufp, size_t *len), (qpdf, page_oh, bufp, len))
LATE(
    QPDF_ERROR_CODE, qpdf_oh_get_stream_data,
    (qpdf_data qpdf, qpdf_oh stream_oh, enum qpdf_stream_decode_level_e decode_level, QPDF_BOOL *filtered,
     unsigned char **bufp, size_t *len),
    (qpdf, stream_oh, decode_level, filtered, bufp, len))
LATE(long long, qpdf_oh_get_int_value, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(const char *, qpdf_oh_get_utf8_value, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_array, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_dictionary, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_integer, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_name, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_number, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_string, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_null, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(QPDF_BOOL, qpdf_oh_is_stream, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(void, qpdf_oh_release, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(const char *, qpdf_oh_unparse, (qpdf_data qpdf, qpdf_oh oh), (qpdf, oh))
LATE(
    QPDF_ERROR_CODE, qpdf_read_memory,
    (qpdf_data qpdf, const char *description, const char *buffer, unsigned long long size, const char *password),
    (qpdf, description, buffer, size, password))
LATE(void, qpdf_set_attempt_recovery, (qpdf_data qpdf, QPDF_BOOL value), (qpdf, value))
LATE(void, qpdf_set_deterministic_ID, (qpdf_data qpdf, QPDF_BOOL value), (qpdf, value))
LATE(void, qpdf_set_linearization, (qpdf_data qpdf, QPDF_BOOL value), (qpdf, value))
LATE(void, qpdf_set_object_stream_mode, (qpdf_data qpdf, enum qpdf_object_stream_e mode), (qpdf, mode))
LATE(
    void, qpdf_set_r6_encryption_parameters2,
    (qpdf_data qpdf, const char *user_password, const char *owner_password, QPDF_BOOL allow_accessibility,
     QPDF_BOOL allow_extract, QPDF_BOOL allow_assemble, QPDF_BOOL allow_annotate_and_form,
     QPDF_BOOL allow_form_filling, QPDF_BOOL allow_modify_other, enum qpdf_r3_print_e print,
     QPDF_BOOL encrypt_metadata),
    (qpdf, user_password, owner_password, allow_accessibility, allow_extract, allow_assemble,
     allow_annotate_and_form, allow_form_filling, allow_modify_other, print, encrypt_metadata))
LATE(void, qpdf_set_suppress_warnings, (qpdf_data qpdf, QPDF_BOOL value), (qpdf, value))
LATE(void, qpdf_silence_errors, (qpdf_data qpdf), (qpdf))
LATE(QPDF_ERROR_CODE, qpdf_write, (qpdf_data qpdf), (qpdf))
