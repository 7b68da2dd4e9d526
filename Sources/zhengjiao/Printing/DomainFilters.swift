import Levy
import Templates

/// Filters that know the levy's rules, which templates may use beside the built-in ones.
enum DomainFilters {
    static let all: [Filter] = [
        Filter("capitals", .money) { datum in
            guard case .money(let fen) = datum else { return datum }
            return .text(Money(fen: fen).capitals)
        },
        Filter("mask", .text) { datum in
            guard case .text(let id) = datum else { return datum }
            return .text(Masking.idEnds(id))
        },
    ]
}
