import Storage
import Testing

@testable import Levy

/// Who may see whom: by region, and by special class.
@Suite struct AccessScopeTests {
    typealias Small = SmallCampaign

    private static let town = "370403101"
    private static let elsewhere = "370403102"

    @Test(arguments: [
        (nil, nil, Small.anna, nil), (nil, nil, Small.poor, nil), ([town], nil, Small.anna, nil),
        ([Small.village], nil, Small.anna, nil), ([Small.other], nil, Small.anna, .region),
        ([elsewhere], nil, Small.anna, .region), ([elsewhere, Small.village], nil, Small.anna, nil),
        ([], nil, Small.anna, .region), (["370403"], nil, Small.anna, nil),
        ([town], nil, "11010119900307123X", .region),
        (nil, nil, "11010119900307123X", nil), (nil, [], Small.anna, nil), (nil, [], Small.poor, .specialClass),
        (nil, [.destitute], Small.poor, nil), (nil, [.allowance], Small.poor, .specialClass),
        ([Small.other], [], Small.poor, .region),
    ] as [([String]?, [SpecialClass]?, String, AccessScope.Refusal?)])
    func `a person is within reach, or why not`(
        _ regions: [String]?, _ classes: [SpecialClass]?, _ id: String, _ expected: AccessScope.Refusal?
    ) throws {
        let small = try Small()
        let scope = AccessScope(regions: regions, classes: classes)
        #expect(try small.database.read { try scope.refusal(of: id, in: $0) } == expected)
    }
}
