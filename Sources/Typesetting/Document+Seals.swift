extension Document {
    /// The seals that are drawn on it, in the order of the text. A straddle seal, which is one seal over all pages,
    /// counts once; rows that are made while the pages are laid out have none.
    package var seals: [OfficialSeal] {
        var found: [OfficialSeal] = []
        root.collectSeals(&found)
        return found
    }
}

extension Box {
    fileprivate func collectSeals(_ found: inout [OfficialSeal]) {
        for node in content {
            switch node {
            case .box(let box): box.collectSeals(&found)
            case .drawing(.officialSeal(let seal), _, _): found.append(seal)
            case .drawing(.straddleSeal(let straddling), _, _): found.append(straddling.seal)
            default: break
            }
        }
    }
}
