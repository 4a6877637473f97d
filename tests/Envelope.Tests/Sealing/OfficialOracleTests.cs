using System.Text;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Sealing;

/// <summary>What we seal, held against the official schema and Schematron.</summary>
public sealed class OfficialOracleTests
{
    [Fact]
    [Rule("XHE-9.3")]
    public async Task Every_kind_of_envelope_that_we_make_is_valid_by_the_official_rules()
    {
        var envelopes = (await MakeAsync()).Select(Encoding.UTF8.GetString).ToList();
        var schema = OfficialSchema.Xhe();
        Assert.All(envelopes, envelope => Assert.Empty(schema.Refusals(envelope)));
        Assert.All(await OfficialSchematron.Xhe.FailuresAsync(envelopes), failures => Assert.Equal(0, failures));
    }

    private static async Task<byte[][]> MakeAsync() =>
    [
        await TestEnvelopes.SealedMessageAsync(),
        await TestEnvelopes.SealAsync(TestEnvelopes.ReceiptHeader, Encoding.UTF8.GetBytes("<receipt xmlns='urn:r'><a/></receipt>"), TestEnvelopes.ReceiptKeys),
        await TestEnvelopes.SealAsync(TestEnvelopes.PlainHeader with { HandlingServiceId = null }, Encoding.UTF8.GetBytes(TestEnvelopes.Message), new SealingKeys()),
        await TestEnvelopes.SealAsync(TestEnvelopes.OctetsHeader, [1, 2, 3], TestEnvelopes.MessageKeys),
    ];
}
