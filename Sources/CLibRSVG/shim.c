#include "CLibRSVG.h"
#include "CLate.h"

#define LATE_LIBRARY "librsvg-2.so.2"

LATE(
    RsvgHandle *, rsvg_handle_new_from_data,
    (const uint8_t *data, size_t data_len, GError **error),
    (data, data_len, error))
LATE(void, rsvg_handle_set_dpi, (RsvgHandle *handle, double dpi), (handle, dpi))
LATE(
    int, rsvg_handle_render_document,
    (RsvgHandle *handle, cairo_t *cr, const RsvgRectangle *viewport, GError **error),
    (handle, cr, viewport, error))

#undef LATE_LIBRARY
#define LATE_LIBRARY "libgobject-2.0.so.0"

LATE(void, g_object_unref, (void *object), (object))
