#pragma once
#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <malloc.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

// Embedding a Chinese font reads some 20 MB of it into memory, which glibc would keep for the next time.
static inline void lianluo_give_back(void) { malloc_trim(0); }
// Text is text of ours; the library takes it as unsigned characters.
static inline int lianluo_add_fonts(FcConfig *config, const char *folder) {
  return FcConfigAppFontAddDir(config, (const FcChar8 *)folder);
}
// The casts of GObject are macros.
static inline void lianluo_use_fonts(PangoFontMap *map, FcConfig *config) {
  pango_fc_font_map_set_config((PangoFcFontMap *)map, config);
}
