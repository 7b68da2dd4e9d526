import Storage

/// One thing that was done in a village to make the campaign known.
package struct PublicityRecord: Hashable, Sendable {
    package enum Form: String, Sendable, CaseIterable {
        case poster, banner, leaflet, broadcast, lecture, visit, online

        package var chinese: String {
            switch self {
            case .poster: "张贴海报"
            case .banner: "悬挂横幅"
            case .leaflet: "发放宣传单"
            case .broadcast: "广播"
            case .lecture: "集中宣讲"
            case .visit: "入户宣传"
            case .online: "微信群、公众号"
            }
        }
    }

    /// A picture that shows it.
    package struct Photo: Hashable, Sendable {
        /// Within the campaign's folder.
        package let path: String
        package let sha256: String

        package init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    package let village: String
    package let form: Form
    package let day: CivilDate
    /// Where within the village: 村委会公告栏.
    package let place: String
    /// Posters, leaflets, persons reached.
    package let count: Int
    package let photos: [Photo]
    package let by: String

    package init(
        village: String, form: Form, day: CivilDate, place: String, count: Int, photos: [Photo], by: String
    ) {
        self.village = village
        self.form = form
        self.day = day
        self.place = place
        self.count = count
        self.photos = photos
        self.by = by
    }
}

/// 宣传覆盖: which villages were reached by every form that is asked for.
package struct PublicityCoverage: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        package let village: String
        /// The first day of each form that counts.
        package let days: [PublicityRecord.Form: CivilDate]
        package let missing: [PublicityRecord.Form]

        package var isCovered: Bool { missing.isEmpty }
    }

    package let lines: [Line]
    package var covered: Int { lines.count { $0.isCovered } }

    /// - Parameters:
    ///   - villages: all that there are.
    ///   - forms: what every village has to have.
    ///   - needsPhoto: whether only what a photograph shows counts.
    package init(
        villages: [String], records: [PublicityRecord], forms: [PublicityRecord.Form], needsPhoto: Bool,
        through last: CivilDate
    ) {
        let counted = records.filter { $0.day <= last && (!needsPhoto || !$0.photos.isEmpty) }
        let byVillage = Dictionary(grouping: counted, by: \.village)
        lines = villages.map { village in
            let days = Dictionary((byVillage[village] ?? []).map { ($0.form, $0.day) }) { min($0, $1) }
            return Line(village: village, days: days, missing: forms.filter { days[$0] == nil })
        }
    }
}
