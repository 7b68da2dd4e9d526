#include "CCUPS.h"
#include "CLate.h"

#define LATE_LIBRARY "libcups.so.2"

LATE(ipp_t *, cupsGetResponse, (http_t *http, const char *resource), (http, resource))
LATE(const char *, cupsLastErrorString, (void), ())
LATE(
    http_status_t, cupsSendRequest,
    (http_t *http, ipp_t *request, const char *resource, size_t length),
    (http, request, resource, length))
LATE(void, cupsSetPasswordCB2, (cups_password_cb2_t cb, void *user_data), (cb, user_data))
LATE(http_status_t, cupsWriteRequestData, (http_t *http, const char *buffer, size_t length), (http, buffer, length))
LATE(void, httpClose, (http_t *http), (http))
LATE(
    http_t *, httpConnect2,
    (const char *host, int port, http_addrlist_t *addrlist, int family, http_encryption_t encryption, int blocking,
     int msec, int *cancel),
    (host, port, addrlist, family, encryption, blocking, msec, cancel))
LATE(
    void, httpSetTimeout,
    (http_t *http, double timeout, http_timeout_cb_t cb, void *user_data),
    (http, timeout, cb, user_data))
LATE(const char *, httpStatus, (http_status_t status), (status))
LATE(
    ipp_attribute_t *, ippAddBoolean,
    (ipp_t *ipp, ipp_tag_t group, const char *name, char value),
    (ipp, group, name, value))
LATE(
    ipp_attribute_t *, ippAddCollection,
    (ipp_t *ipp, ipp_tag_t group, const char *name, ipp_t *value),
    (ipp, group, name, value))
LATE(
    ipp_attribute_t *, ippAddInteger,
    (ipp_t *ipp, ipp_tag_t group, ipp_tag_t value_tag, const char *name, int value),
    (ipp, group, value_tag, name, value))
LATE(
    ipp_attribute_t *, ippAddRanges,
    (ipp_t *ipp, ipp_tag_t group, const char *name, int num_values, const int *lower, const int *upper),
    (ipp, group, name, num_values, lower, upper))
LATE(
    ipp_attribute_t *, ippAddResolution,
    (ipp_t *ipp, ipp_tag_t group, const char *name, ipp_res_t units, int xres, int yres),
    (ipp, group, name, units, xres, yres))
LATE(
    ipp_attribute_t *, ippAddString,
    (ipp_t *ipp, ipp_tag_t group, ipp_tag_t value_tag, const char *name, const char *language, const char *value),
    (ipp, group, value_tag, name, language, value))
LATE(
    ipp_attribute_t *, ippAddStrings,
    (ipp_t *ipp, ipp_tag_t group, ipp_tag_t value_tag, const char *name, int num_values, const char *language,
     const char * const *values),
    (ipp, group, value_tag, name, num_values, language, values))
LATE(void, ippDelete, (ipp_t *ipp), (ipp))
LATE(const char *, ippErrorString, (ipp_status_t error), (error))
LATE(ipp_attribute_t *, ippFindAttribute, (ipp_t *ipp, const char *name, ipp_tag_t value_tag), (ipp, name, value_tag))
LATE(ipp_attribute_t *, ippFirstAttribute, (ipp_t *ipp), (ipp))
LATE(int, ippGetBoolean, (ipp_attribute_t *attr, int element), (attr, element))
LATE(int, ippGetCount, (ipp_attribute_t *attr), (attr))
LATE(ipp_tag_t, ippGetGroupTag, (ipp_attribute_t *attr), (attr))
LATE(int, ippGetInteger, (ipp_attribute_t *attr, int element), (attr, element))
LATE(const char *, ippGetName, (ipp_attribute_t *attr), (attr))
LATE(ipp_op_t, ippGetOperation, (ipp_t *ipp), (ipp))
LATE(int, ippGetRange, (ipp_attribute_t *attr, int element, int *upper), (attr, element, upper))
LATE(
    int, ippGetResolution,
    (ipp_attribute_t *attr, int element, int *yres, ipp_res_t *units),
    (attr, element, yres, units))
LATE(ipp_status_t, ippGetStatusCode, (ipp_t *ipp), (ipp))
LATE(const char *, ippGetString, (ipp_attribute_t *attr, int element, const char **language), (attr, element, language))
LATE(ipp_tag_t, ippGetValueTag, (ipp_attribute_t *attr), (attr))
LATE(size_t, ippLength, (ipp_t *ipp), (ipp))
LATE(ipp_t *, ippNew, (void), ())
LATE(ipp_t *, ippNewRequest, (ipp_op_t op), (op))
LATE(ipp_attribute_t *, ippNextAttribute, (ipp_t *ipp), (ipp))
