#ifndef ZHENGJIAO_CICU_H
#define ZHENGJIAO_CICU_H

#include <stdint.h>

// ICU's C functions carry the library's version in their symbol names, by macros that Swift cannot import.
// These few wrappers have stable names.

typedef struct zj_break_iterator zj_break_iterator;

/// A line break iterator after UAX #14 for the given locale, for example "zh@lb=strict". NULL when ICU refuses.
zj_break_iterator *zj_line_break_open(const char *locale);
void zj_break_close(zj_break_iterator *iterator);

/// Finds the break opportunities of UTF-16 text. Writes at most `capacity` offsets (UTF-16 units, ascending, the end
/// of the text included); a mandatory break is written as its bitwise complement. Returns how many there are, or a
/// negative number when ICU reports an error.
int32_t zj_line_breaks(zj_break_iterator *iterator, const uint16_t *text, int32_t length,
                       int32_t *offsets, int32_t capacity);

/// Finds the ends of words as the iterator's language has them (for Chinese by dictionary), for an iterator made by
/// `zj_word_break_open`. Writes and returns as `zj_line_breaks` does, without complements.
int32_t zj_word_breaks(zj_break_iterator *iterator, const uint16_t *text, int32_t length,
                       int32_t *offsets, int32_t capacity);
zj_break_iterator *zj_word_break_open(const char *locale);

/// The embedding levels of UTF-16 text (UAX #9), one for each unit. `base` is the paragraph's level, 0 or 1, or -1 for
/// that of the first strong character. Returns the paragraph's level, or a negative number when ICU reports an error.
int32_t zj_bidi_levels(const uint16_t *text, int32_t length, int32_t base, uint8_t *levels);

/// How a character stands in a vertical line (UAX #50): 0 rotated, 1 rotated unless the font has a form for vertical
/// text, 2 upright in a form for vertical text, 3 upright.
int32_t zj_vertical_orientation(uint32_t code_point);

/// The Unicode script of a code point as an ISO 15924 tag in four bytes, for example 'Hani'.
uint32_t zj_script_tag(uint32_t code_point);

/// 1 when the code point extends the one before it (a combining mark, a variation selector, a joiner).
int32_t zj_extends_grapheme(uint32_t code_point);

/// The East Asian width: 0 neutral, 1 ambiguous, 2 half-width, 3 full-width, 4 narrow, 5 wide.
int32_t zj_east_asian_width(uint32_t code_point);

#endif
