using System.Runtime.CompilerServices;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.MessageReceipts;

/// <summary>One test for each entry of <c>specs/stricter.csv</c> about receipts: the official files let it through, we do not.</summary>
public sealed class StricterReceiptTests
{
    private static readonly StricterEntries s_entries = new(OfficialSchema.Receipt, OfficialSchematron.Receipt, Receipts.Rules, new()
    {
        [nameof(A_time_without_zone_or_a_party_of_another_scheme)] = ("RCPT-0", () => [With("19:11:07+01:00", "19:11:07"), With("iso6523-actorid-upis", "urn:example:scheme")]),
        [nameof(An_attribute_of_white_space)] = ("RCPT-0", () => [With("iso6523-actorid-upis", " ")]),
    });

    [Fact]
    [Rule("RCPT-0.1", Refuses = true)]
    public Task A_time_without_zone_or_a_party_of_another_scheme() => OnlyWeRefuse();

    [Fact]
    [Rule("RCPT-0.2", Refuses = true)]
    public Task An_attribute_of_white_space() => OnlyWeRefuse();

    private static Task OnlyWeRefuse([CallerMemberName] string test = "") => s_entries.OnlyWeRefuseAsync(test);

    private static string With(string old, string replacement) => Receipts.Text(Receipts.Rejected).Replace(old, replacement, StringComparison.Ordinal);
}
