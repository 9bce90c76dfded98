/* SPDX-License-Identifier: MIT */
/* Instead of libunistring's: the functions of libidn2 that convert from the
 * encoding of the locale, which nothing calls, fail with IDN2_ICONV_FAIL. */
#define locale_charset() NULL
#define u8_strconv_from_encoding(text, encoding, handler) NULL
#define u8_strconv_from_locale(text) NULL
