import Levy

extension RosterCopy.Leg: DomainWord {
    var otherNames: [String] { self == .town ? ["镇", "乡镇"] : ["代办员", "村居"] }
}

extension RosterCopy.Form: DomainWord {}

extension RosterCopy.Fate: DomainWord {
    var otherNames: [String] {
        switch self {
        case .returned: ["收回"]
        case .destroyed: ["销毁"]
        case .lost: ["丢失"]
        }
    }
}

extension SurveyReason: DomainWord {}
extension Visit.Outcome: DomainWord {}
extension Visit.Next: DomainWord {}
