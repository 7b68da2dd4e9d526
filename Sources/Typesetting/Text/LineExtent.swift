import Markup

/// How far a line reaches above and below its baseline. In vertical lines the baseline is the middle of the em square.
struct LineExtent {
    let paragraph: Paragraph
    let special: SpecialSetting

    typealias Extent = (ascent: Length, descent: Length)

    func of(_ line: Line) -> Extent {
        var most = strut(paragraph.style.values)
        func include(_ extent: Extent) {
            most = (max(most.ascent, extent.ascent), max(most.descent, extent.descent))
        }
        for at in line.visible { include(cluster(at)) }
        for pair in special.ruby where pair.clusters.overlaps(line.visible) { include(ruby(pair)) }
        return most
    }

    /// Half-leading about the em square, whatever the face.
    private func strut(_ style: StyleValues) -> Extent {
        let height = style.computedLineHeight
        let above = special.isVertical ? style.fontSize / 2 : style.fontSize.scaled(88, over: 100)
        let ascent = above + (height - style.fontSize) / 2
        return (ascent, height - ascent)
    }

    /// The em square alone, above and below the baseline.
    private func square(_ style: StyleValues) -> Extent {
        let above = special.isVertical ? style.fontSize / 2 : style.fontSize.scaled(88, over: 100)
        return (above, style.fontSize - above)
    }

    private func cluster(_ at: Int) -> Extent {
        if let atom = paragraph.atoms[at] { return self.atom(atom) }
        let cluster = paragraph.clusters[at]
        let run = paragraph.content.runs[cluster.run]
        let style = run.style.values
        let raise = LineExtent.raise(style.verticalAlign, paragraph.style.values)
        var (ascent, descent) = strut(style)
        if let mark = special.marks[ObjectIdentifier(run.style)], paragraph.takesEmphasis(cluster) {
            let square = square(style)
            let reach = mark.reach(isVertical: special.isVertical)
            if mark.isUnder { descent = max(descent, square.descent + reach) } else {
                ascent = max(ascent, square.ascent + reach)
            }
        }
        return (ascent + raise, descent - raise)
    }

    private func ruby(_ pair: SpecialSetting.Ruby) -> Extent {
        let style = paragraph.content.runs[paragraph.clusters[pair.clusters.lowerBound].run].style.values
        let (above, below) = square(style)
        let height = pair.annotation.style.values.fontSize
        return pair.isUnder ? (above, below + height) : (above + height, below)
    }

    private func atom(_ atom: AtomicFrame) -> Extent {
        if special.isVertical { return (atom.height - atom.height / 2, atom.height / 2) }
        switch atom.verticalAlign {
        case .top, .bottom, .middle: return (0, max(0, atom.height - strut(paragraph.style.values).ascent))
        default:
            let raise = LineExtent.raise(atom.verticalAlign, paragraph.style.values)
            return (atom.baseline + raise, atom.height - atom.baseline - raise)
        }
    }

    /// The top of an atom in a line box.
    func top(of atom: AtomicFrame, ascent: Length, height: Length) -> Length {
        if special.isVertical { return ascent - (atom.height - atom.height / 2) }
        return switch atom.verticalAlign {
        case .top: 0
        case .bottom: height - atom.height
        case .middle: (height - atom.height) / 2
        default: ascent - atom.baseline - LineExtent.raise(atom.verticalAlign, paragraph.style.values)
        }
    }

    static func raise(_ align: VerticalAlign, _ style: StyleValues) -> Length {
        switch align {
        case .super: style.fontSize.scaled(35, over: 100)
        case .sub: -style.fontSize.scaled(15, over: 100)
        case .length(let length): length
        default: 0
        }
    }
}
