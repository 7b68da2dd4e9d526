#include <gumbo.h>

/* libgumbo collects parse errors, but its installed header leaves out what an entry looks like. This is the beginning
   of one in the 0.10 releases; the last three fields have a meaning only for errors of the tree builder. */
typedef struct {
  int kind;
  GumboSourcePosition position;
  const char *original_text;
  int token_kind;
  GumboTag token_tag;
  int insertion_mode;
} GumboErrorEntry;
