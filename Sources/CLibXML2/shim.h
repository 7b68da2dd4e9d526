#include <libxml/xmlversion.h>
// The header of encodings would draw in ICU's, which clash with the copy that Foundation carries.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
#include <libxml/xmlerror.h>
