import Levy

extension DayPart: DomainWord {}
