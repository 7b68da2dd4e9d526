/// What a thread needs to write pages, kept from page to page and from file to file.
final class DrawingKit {
    let deflater = Deflater()
    let fontDeflater = Deflater(.quick)
    let barCodes = BarCodeMasks()
    let pictures = PictureStore()
    let forms = FormStore()
}
