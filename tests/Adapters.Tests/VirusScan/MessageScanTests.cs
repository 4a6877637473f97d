using System.Text;
using SdkNode.Adapters.VirusScan;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;

namespace SdkNode.Adapters.Tests.VirusScan;

public sealed class MessageScanTests
{
    private static readonly MessageFile[] Files =
    [
        new(0, "ett.txt", "text/plain"),
        new(1, "två.pdf", "application/pdf"),
        new(2, "tre.txt", "text/plain"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Malicious_files_and_texts_are_found_in_the_pass_that_validates()
    {
        using var clamd = await ClamdProcess.StartAsync();
        var xml = await SampleMessages.XmlAsync(SampleMessages.With(Files, "Hej", $"Se {Encoding.ASCII.GetString(Eicar.Octets)}"), Eicar.Octets, "%PDF-1.7"u8.ToArray(), Eicar.Octets);
        var (reading, verdict) = await ScanAsync(clamd.OverTcp, xml);
        Assert.True(reading.IsAccepted);
        Assert.Equal(
            [new Finding(0, Eicar.Signature), new Finding(2, Eicar.Signature), new Finding(null, Eicar.Signature)],
            Assert.IsType<MessageVerdict.Found>(verdict).Findings);
    }

    [Fact]
    public async Task A_harmless_message_is_clean()
    {
        using var clamd = await ClamdProcess.StartAsync();
        var xml = await SampleMessages.XmlAsync(SampleMessages.With(Files, "Hej"), "ett"u8.ToArray(), new byte[500_000], "tre"u8.ToArray());
        Assert.IsType<MessageVerdict.Clean>((await ScanAsync(clamd.OverTcp, xml)).Verdict);
    }

    [Fact]
    public async Task What_is_found_outweighs_what_clamd_would_not_take()
    {
        using var clamd = await ClamdProcess.StartAsync();
        var large = new byte[ClamdProcess.StreamMaxBytes + 1];
        var harmless = await SampleMessages.XmlAsync(SampleMessages.With(Files), large, "två"u8.ToArray(), "tre"u8.ToArray());
        Assert.Equal(ScanFaultKind.TooLarge, Assert.IsType<MessageVerdict.Unavailable>((await ScanAsync(clamd.OverTcp, harmless)).Verdict).Fault.Kind);

        var malicious = await SampleMessages.XmlAsync(SampleMessages.With(Files), large, Eicar.Octets, "tre"u8.ToArray());
        Assert.Equal([new Finding(1, Eicar.Signature)], Assert.IsType<MessageVerdict.Found>((await ScanAsync(clamd.OverTcp, malicious)).Verdict).Findings);
    }

    [Fact]
    public async Task A_scanner_that_fails_is_not_asked_again_for_the_rest_of_the_message()
    {
        await using var clamd = new ScriptedClamd((_, _) => Task.CompletedTask);
        var xml = await SampleMessages.XmlAsync(SampleMessages.With(Files, "Hej"), "ett"u8.ToArray(), "två"u8.ToArray(), "tre"u8.ToArray());
        var (reading, verdict) = await ScanAsync(clamd.Scanner(), xml);
        Assert.True(reading.IsAccepted);
        Assert.Equal(ScanFaultKind.Protocol, Assert.IsType<MessageVerdict.Unavailable>(verdict).Fault.Kind);
        Assert.Equal(1, clamd.Connections);
    }

    [Fact]
    public async Task A_message_that_is_refused_keeps_the_finds_of_the_files_that_were_read()
    {
        using var clamd = await ClamdProcess.StartAsync();
        var text = await SampleMessages.XmlTextAsync(SampleMessages.With(Files), Eicar.Octets, "två"u8.ToArray(), "tre"u8.ToArray());
        var cut = Encoding.UTF8.GetBytes(text[..text.IndexOf("två.pdf", StringComparison.Ordinal)]);
        var (reading, verdict) = await ScanAsync(clamd.OverTcp, cut);
        Assert.NotNull(reading.Malformed);
        Assert.Equal([new Finding(0, Eicar.Signature)], Assert.IsType<MessageVerdict.Found>(verdict).Findings);
    }

    private static async Task<(MessageReading Reading, MessageVerdict Verdict)> ScanAsync(ClamdScanner scanner, byte[] xml)
    {
        var scan = new MessageScan(scanner);
        var reading = await MessageValidator.ValidateAsync(new MemoryStream(xml), MessageLimits.Incoming, new MessageContext(), scan.OpenFileAsync, Token);
        return (reading, await scan.FinishAsync(reading.Message, Token));
    }
}
