using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SdkNode.Node.Inspect;

namespace SdkNode.Node.Tests.Inspect;

/// <summary>Files that are nothing, or that mean harm to the admin who looks at them.</summary>
public sealed class HostileFileTests
{
    public static TheoryData<string, byte[]> Files { get; } = new()
    {
        { "empty", [] },
        { "white space", Encoding.UTF8.GetBytes(new string(' ', 100_000)) },
        { "random octets", RandomNumberGenerator.GetBytes(200_000) },
        { "zeros", new byte[70_000] },
        { "one long line", Encoding.UTF8.GetBytes(new string('a', 1_000_000)) },
        { "one long tag", Encoding.UTF8.GetBytes("<" + new string('a', 1_000_000)) },
        { "one long attribute", Encoding.UTF8.GetBytes("<a b='" + new string('x', 1_000_000) + "'/>") },
        { "open tags", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 300_000))) },
        { "a gzip bomb", Gzip(new byte[50_000_000]) },
        { "a DOCTYPE", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"u8.ToArray() },
        { "an envelope of nothing", "<x:XHE xmlns:x='http://docs.oasis-open.org/bdxr/ns/XHE/1/ExchangeHeaderEnvelope'/>"u8.ToArray() },
        { "half an envelope", "<x:XHE xmlns:x='http://docs.oasis-open.org/bdxr/ns/XHE/1/ExchangeHeaderEnvelope'><a"u8.ToArray() },
        { "metadata of nothing", "<SignedServiceMetadata xmlns='http://docs.oasis-open.org/bdxr/ns/SMP/2016/05'/>"u8.ToArray() },
        { "a message of nothing", "<messagePayload xmlns='urn:riv:infrastructure:messaging:MessageWithAttachments:3'/>"u8.ToArray() },
        { "a receipt of nothing", "<ApplicationResponse xmlns='urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2'/>"u8.ToArray() },
        { "a SOAP envelope of nothing", "<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'/>"u8.ToArray() },
        { "an HTTP head alone", "POST /as4 HTTP/1.1\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"u8.ToArray() },
        { "an HTML page", "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html><body>Bad gateway</body></html>"u8.ToArray() },
        { "UTF-16", Encoding.Unicode.GetBytes("\uFEFF<a/>") },
    };

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_it_is_there_is_a_verdict_with_a_reason(string name, byte[] content)
    {
        var report = await Inspection.OctetsAsync(content);
        Assert.False(report.IsValid, name);
        Assert.NotEmpty(Inspection.Failed(report));
        Assert.All(report.Checks, check => Assert.InRange(check.Detail.Length, 1, 2000));
        AssertJson(report);
    }

    [Fact]
    public void Nothing_that_a_file_says_reaches_the_terminal_as_a_command()
    {
        const string hostile = "a\u001b[2Jb\u009b31mc\u202ed\u2028e\u0007f\rg\nh\u200b";
        var report = new InspectionReport { Kind = "test" };
        report.Fact(hostile, hostile);
        report.Fail("XHE-1", hostile, hostile);
        report.Inside = new InspectionReport();
        report.Inside.Ok("XHE-1", hostile, hostile);
        var text = Inspection.Text(report);
        Assert.DoesNotContain(text, c => c is '\u001b' or '\u009b' or '\u202e' or '\u2028' or '\u0007' or '\r' or '\u200b');
        Assert.Equal(6, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("a\uFFFD[2Jb", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_from_a_peers_header_are_made_harmless()
    {
        var request = await File.ReadAllTextAsync(SharedFiles.Vector("as4/N3-unsigned.request.http"), Encoding.Latin1, TestContext.Current.CancellationToken);

        // U+009B begins a terminal command and is a character that XML allows; so does U+202E turn the text about.
        var changed = request.Replace("originalSender", "\u00c2\u009b2J\u00e2\u0080\u00aeowner", StringComparison.Ordinal);
        var report = await Inspection.OctetsAsync(Encoding.Latin1.GetBytes(changed));
        Assert.Contains(report.Facts, fact => fact.Key.Contains('\u009b', StringComparison.Ordinal));
        Assert.DoesNotContain(Inspection.Text(report), c => c is '\u009b' or '\u202e');
        AssertJson(report);
    }

    private static void AssertJson(InspectionReport report)
    {
        using var output = new StringWriter();
        InspectionPrinter.AsJson(report, output);
        var json = output.ToString();
        using var document = JsonDocument.Parse(json);
        Assert.Equal(report.IsValid, document.RootElement.GetProperty("isValid").GetBoolean());
        Assert.Equal(report.Checks.Count, document.RootElement.GetProperty("checks").GetArrayLength());
        Assert.DoesNotContain(json, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.DoesNotContain(json, c => c is '\u202e');
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
