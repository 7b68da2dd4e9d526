#ifndef ZHENGJIAO_CCURL_H
#define ZHENGJIAO_CCURL_H

#include <curl/curl.h>
#include <stdint.h>

// libcurl sets its options through a function with a variable number of arguments, which Swift cannot call. These few
// wrappers have one argument of a fixed type each.

CURLcode zj_curl_set_number(CURL *handle, CURLoption option, long value);
/// The text is copied by libcurl.
CURLcode zj_curl_set_text(CURL *handle, CURLoption option, const char *value);
/// The body of a POST, copied by libcurl.
CURLcode zj_curl_set_body(CURL *handle, const void *bytes, int64_t count);
CURLcode zj_curl_set_size(CURL *handle, CURLoption option, int64_t value);
/// The list must live as long as the transfer.
CURLcode zj_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list);

CURLcode zj_curl_on_read(CURL *handle, curl_read_callback callback, void *context);
CURLcode zj_curl_on_write(CURL *handle, curl_write_callback callback, void *context);
CURLcode zj_curl_on_header(CURL *handle, curl_write_callback callback, void *context);
CURLcode zj_curl_on_trace(CURL *handle, curl_debug_callback callback, void *context);

/// The last answer's code, 0 without one.
long zj_curl_response_code(CURL *handle);
/// Whether the connection stood (with TLS, if asked for) so that sending could begin.
int zj_curl_is_connected(CURL *handle);
/// Seconds that the other side asks to wait (`Retry-After`), or 0.
int64_t zj_curl_retry_after(CURL *handle);

#endif
