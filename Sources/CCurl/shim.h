#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo take whatever the option wants; Swift cannot call such functions.

static inline CURLcode courier_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode courier_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode courier_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode courier_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode courier_set_data(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*courier_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode courier_set_callback(CURL *handle, CURLoption option, courier_callback value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode courier_number(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode courier_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
