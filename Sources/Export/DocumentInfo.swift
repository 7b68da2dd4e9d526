import CCairo

/// What a PDF says of itself.
package struct DocumentInfo: Sendable {
    package var title: String
    package var author: String
    /// ISO 8601 with offset, for example `2019-10-28T19:00:00+08:00`: a parameter, so that the same input gives the
    /// same bytes.
    package var created: String
    package var subject: String?
    package var keywords: [String] = []
    /// A BCP 47 tag: what readers that read aloud go by.
    package var language = "zh-CN"

    package init(title: String, author: String, created: String) {
        self.title = title
        self.author = author
        self.created = created
    }

    func describe(_ surface: OpaquePointer?) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        if let subject { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject) }
        if !keywords.isEmpty {
            let words = keywords.joined(separator: ", ")
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, words)
        }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "征缴")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, created)
    }
}
