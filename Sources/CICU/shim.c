#include "CICU.h"

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

struct zj_break_iterator;

zj_break_iterator *zj_line_break_open(const char *locale) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(UBRK_LINE, locale, NULL, 0, &status);
    return U_FAILURE(status) ? NULL : (zj_break_iterator *)iterator;
}

void zj_break_close(zj_break_iterator *iterator) {
    ubrk_close((UBreakIterator *)iterator);
}

// Offsets of the boundaries; with `marks_hard` those that a line must end at come as their complement.
static int32_t breaks_of(zj_break_iterator *iterator, const uint16_t *text, int32_t length,
                         int32_t *offsets, int32_t capacity, int marks_hard) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = (UBreakIterator *)iterator;
    ubrk_setText(breaks, (const UChar *)text, length, &status);
    if (U_FAILURE(status)) return -1;
    int32_t count = 0;
    ubrk_first(breaks);
    for (int32_t at = ubrk_next(breaks); at != UBRK_DONE; at = ubrk_next(breaks)) {
        int32_t rule = marks_hard ? ubrk_getRuleStatus(breaks) : 0;
        int hard = rule >= UBRK_LINE_HARD && rule < UBRK_LINE_HARD_LIMIT;
        if (count < capacity) offsets[count] = hard ? ~at : at;
        count++;
    }
    return count;
}

int32_t zj_line_breaks(zj_break_iterator *iterator, const uint16_t *text, int32_t length,
                       int32_t *offsets, int32_t capacity) {
    return breaks_of(iterator, text, length, offsets, capacity, 1);
}

zj_break_iterator *zj_word_break_open(const char *locale) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
    return U_FAILURE(status) ? NULL : (zj_break_iterator *)iterator;
}

int32_t zj_word_breaks(zj_break_iterator *iterator, const uint16_t *text, int32_t length,
                       int32_t *offsets, int32_t capacity) {
    return breaks_of(iterator, text, length, offsets, capacity, 0);
}

int32_t zj_bidi_levels(const uint16_t *text, int32_t length, int32_t base, uint8_t *levels) {
    UErrorCode status = U_ZERO_ERROR;
    UBiDi *bidi = ubidi_openSized(length, 0, &status);
    if (U_FAILURE(status)) return -1;
    UBiDiLevel level = base < 0 ? UBIDI_DEFAULT_LTR : (UBiDiLevel)base;
    ubidi_setPara(bidi, (const UChar *)text, length, level, NULL, &status);
    const UBiDiLevel *found = U_SUCCESS(status) ? ubidi_getLevels(bidi, &status) : NULL;
    int32_t paragraph = -1;
    if (U_SUCCESS(status)) {
        for (int32_t at = 0; at < length; at++) levels[at] = found[at];
        paragraph = ubidi_getParaLevel(bidi);
    }
    ubidi_close(bidi);
    return paragraph;
}

int32_t zj_vertical_orientation(uint32_t code_point) {
    return u_getIntPropertyValue((UChar32)code_point, UCHAR_VERTICAL_ORIENTATION);
}

uint32_t zj_script_tag(uint32_t code_point) {
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)code_point, &status);
    const char *name = U_FAILURE(status) ? "Zyyy" : uscript_getShortName(script);
    return ((uint32_t)(uint8_t)name[0] << 24) | ((uint32_t)(uint8_t)name[1] << 16) |
           ((uint32_t)(uint8_t)name[2] << 8) | (uint32_t)(uint8_t)name[3];
}

int32_t zj_extends_grapheme(uint32_t code_point) {
    return u_hasBinaryProperty((UChar32)code_point, UCHAR_GRAPHEME_EXTEND) ? 1 : 0;
}

int32_t zj_east_asian_width(uint32_t code_point) {
    return u_getIntPropertyValue((UChar32)code_point, UCHAR_EAST_ASIAN_WIDTH);
}
