using SdkNode.Node.Inspect;

namespace SdkNode.Node.Tests.Inspect;

/// <summary>Every message that other implementations made gets the verdict that its description says.</summary>
public sealed class VectorInspectionTests
{
    [Theory]
    [InlineData("as4/message-1.request.http", "AS4 user message/XHE envelope/SDK message 3.0")]
    [InlineData("as4/message-1.response.xml", "AS4 receipt")]
    [InlineData("as4/receipt-1.request.http", "AS4 user message/XHE envelope/message receipt (ApplicationResponse)")]
    [InlineData("as4/receipt-1.response.xml", "AS4 receipt")]
    [InlineData("as4/error-duplicate.response.xml", "AS4 error signal")]
    [InlineData("xhe/message-1.xhe.xml", "XHE envelope/SDK message 3.0")]
    [InlineData("xhe/receipt-1.xhe.xml", "XHE envelope/message receipt (ApplicationResponse)")]
    [InlineData("xhe/message-1.payload.xml", "SDK message 3.0")]
    [InlineData("smp/varmland-message.xml", "SMP metadata (SignedServiceMetadata)")]
    [InlineData("smp/varmland-receipt.xml", "SMP metadata (SignedServiceMetadata)")]
    [InlineData("smp/kristinehamn-receipt.xml", "SMP metadata (SignedServiceMetadata)")]
    public async Task What_is_right_is_valid_all_the_way_in(string file, string kinds)
    {
        var report = await Inspection.VectorAsync(file);
        Assert.True(report.IsValid, Inspection.Text(report));
        Assert.Equal(kinds, string.Join('/', Kinds(report)));
        Assert.DoesNotContain(report.Checks, check => check.State == CheckState.Skip);
    }

    [Theory]
    [InlineData("as4/message-1-othercert.request.http", "AS4-SEC-4", "trust")]
    [InlineData("as4/N1-ciphertext-bit.request.http", "AS4-SEC-2", "EBMS:0102")]
    [InlineData("as4/N2-recipient-changed.request.http", "AS4-SEC-1", "EBMS:0101")]
    [InlineData("as4/N3-unsigned.request.http", "AS4-SEC-1", "EBMS:0103")]
    [InlineData("as4/N4-truncated.request.http", "AS4-1", "no closing boundary")]
    [InlineData("as4/as4net-usermessage.request.http", "AS4-SEC-4", "trust")]
    [InlineData("smp/NEGATIVE-endpoint-changed.xml", "DIR-3", "digest differs")]
    public async Task What_is_wrong_is_refused_for_its_reason_alone(string file, string rule, string detail)
    {
        var report = await Inspection.VectorAsync(file);
        Assert.False(report.IsValid);
        Assert.Equal([rule], Inspection.Failed(report));
        Assert.Contains(detail, Inspection.Text(report), StringComparison.Ordinal);
        Assert.Null(report.Inside);
    }

    [Fact]
    public async Task Before_a_certificates_time_it_is_not_accepted()
    {
        var report = await Inspection.VectorAsync("xhe/message-1.xhe.xml", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(["O2O-4"], Inspection.Failed(report));
    }

    [Fact]
    public async Task Without_keys_and_trust_it_says_what_it_would_need()
    {
        var report = await Inspection.OctetsAsync(await File.ReadAllBytesAsync(SharedFiles.Vector("xhe/message-1.xhe.xml"), TestContext.Current.CancellationToken));
        Assert.True(report.IsValid);
        Assert.Equal(["O2O-4", "O2O-2"], report.Checks.Where(check => check.State == CheckState.Skip).Select(check => check.Rule));
        var text = Inspection.Text(report);
        Assert.Contains("--trust", text, StringComparison.Ordinal);
        Assert.Contains("--key", text, StringComparison.Ordinal);
        Assert.Contains("CN=regionvarmland.example", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_messages_label_and_texts_is_printed()
    {
        var payload = await File.ReadAllTextAsync(SharedFiles.Vector("xhe/message-1.payload.xml"), TestContext.Current.CancellationToken);
        var document = System.Xml.Linq.XDocument.Parse(payload);
        var text = Inspection.Text(await Inspection.VectorAsync("xhe/message-1.xhe.xml"));
        foreach (var secret in document.Descendants().Where(element => element.Name.LocalName is "label" or "ContentText" or "content").Select(element => element.Value))
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Kinds(InspectionReport report) => report.Inside is null ? [report.Kind] : [report.Kind, .. Kinds(report.Inside)];
}
