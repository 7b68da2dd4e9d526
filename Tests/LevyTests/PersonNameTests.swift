import Testing

@testable import Levy

@Suite struct PersonNameTests {
    @Test(arguments: ["•", "・", "‧", "．", ".", "˙", "。"])
    func `separators between Chinese characters become one`(separator: String) {
        let name = PersonName("阿依古丽\(separator)买买提")
        #expect(name.printed == "阿依古丽·买买提")
        #expect(name.repairs == [.separator])
    }

    @Test func `names of other kinds stay as they are`() {
        for text in ["迪丽热巴·迪力木拉提", "王䶮", "张𠮷", "刘𫖯", "J. Smith", "阿依古丽 买买提", "A.B"] {
            #expect(PersonName(text).printed == text)
            #expect(PersonName(text).repairs.isEmpty)
        }
        #expect(PersonName("张　三").printed == "张三")
        #expect(PersonName(" 张三 ").repairs == [.spaces])
        #expect(PersonName("赵\u{E863}刚").hasPrivateUse)
        #expect(!PersonName("种鞠𬴊").hasPrivateUse)
        #expect(PersonName("\u{3000} ").isEmpty)
    }

    @Test func `masked names keep their length and hide the middle`() {
        #expect(Masking.name("张伟") == "张*")
        #expect(Masking.name("郭继玲") == "郭*玲")
        #expect(Masking.name("欧阳修文") == "欧**文")
        #expect(Masking.name("王") == "王")
        #expect(Masking.name("阿依古丽·买买提") == "阿依古丽·**提")
        #expect(Masking.name("阿卜杜热合曼·阿卜杜克热木·买买提伊明·麦麦提艾力") == "阿卜杜热合曼·******·*****·麦麦提艾力")
        #expect(Masking.name("张𠮷") == "张*")
        #expect(Masking.minor("郭继玲") == "郭某")
        #expect(Masking.minor("欧阳修") == "欧阳某")
        #expect(Masking.minor("单于") == "单某")
        #expect(Masking.idEnds("370403197311143022") == "370403********3022")
        #expect(Masking.phone("13254498485") == "132****8485")
        #expect(Masking.account("6217003414037583873") == "****3873")
    }
}
