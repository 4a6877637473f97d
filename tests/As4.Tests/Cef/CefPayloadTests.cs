using System.IO.Compression;
using System.Text;
using SdkNode.As4.Messages;
using SdkNode.As4.Sending;
using SdkNode.As4.Tests.Support;
using SdkNode.Security.Encryption;

namespace SdkNode.As4.Tests.Cef;

/// <summary>The EU's assertions about payloads: places, compression, their properties and several at once.</summary>
public sealed class CefPayloadTests(AccessPoints parties)
{
    private static readonly Uri Somewhere = new("http://peer.example/as4");
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("<document>" + new string('x', 5000) + "</document>");
    private readonly RecordingConsumer _consumer = new();

    private As4UserMessage Delivered => Assert.Single(_consumer.Committed).Message.Message;

    [Fact]
    [Rule("CEF-TA04")]
    public async Task CEF_TA04_An_uncompressed_payload_is_accepted()
    {
        await SendAsync(await AccessPoints.PayloadAsync(Document, As4Compression.Never));

        Assert.Equal(Document, _consumer.Payload());
        Assert.False(Delivered.Parts[0].IsCompressed);
    }

    [Fact]
    [Rule("CEF-TA05")]
    [Rule("CEF-TA06")]
    [Rule("CEF-TA07")]
    [Rule("CEF-TA45")]
    public async Task CEF_TA05_TA06_TA07_TA45_Payloads_travel_in_MIME_parts_and_keep_their_order()
    {
        var first = await AccessPoints.PayloadAsync(Document);
        var second = await AccessPoints.PayloadAsync("%PDF-1.7"u8.ToArray(), As4Compression.Never) with { ContentId = "second", MimeType = "application/pdf", CharacterSet = null };
        var third = await AccessPoints.PayloadAsync("text\n"u8.ToArray(), As4Compression.Never) with { ContentId = "third", MimeType = "text/plain" };

        var peer = await SendAsync(first, second, third);

        Assert.Equal(["message", "second", "third"], Delivered.Parts.Select(part => part.ContentId));
        Assert.Equal(["text/xml", "application/pdf", "text/plain"], Delivered.Parts.Select(part => part.MimeType));
        Assert.Equal([Document, "%PDF-1.7"u8.ToArray(), "text\n"u8.ToArray()], Enumerable.Range(0, 3).Select(_consumer.Payload));
        var wire = Encoding.Latin1.GetString(peer.Requests[0]);
        Assert.Contains("href=\"cid:second\"", wire, StringComparison.Ordinal);
        Assert.Matches("<S12:Body[^>]*/></S12:Envelope>", wire);
    }

    [Fact]
    [Rule("CEF-TA23")]
    [Rule("CEF-TA24")]
    [Rule("CEF-TA25")]
    [Rule("AS4-3.3")]
    public async Task CEF_TA23_TA24_TA25_A_compressed_part_says_so_and_keeps_its_own_type()
    {
        var payload = await AccessPoints.PayloadAsync(Document, As4Compression.Always) with { MimeType = "application/xml" };
        var peer = await SendAsync(payload);

        Assert.Equal(("application/xml", "application/gzip"), (Delivered.Parts[0].MimeType, Delivered.Parts[0].CompressionType));
        Assert.Matches("<xenc:EncryptedData[^>]* MimeType=\"application/gzip\"", Encoding.Latin1.GetString(peer.Requests[0]));
        await using var octets = await payload.Open(TestContext.Current.CancellationToken);
        await using var gunzip = new GZipStream(octets, CompressionMode.Decompress);
        using var content = new MemoryStream();
        await gunzip.CopyToAsync(content, TestContext.Current.CancellationToken);
        Assert.Equal(Document, content.ToArray());
    }

    [Fact]
    [Rule("CEF-TA26")]
    [Rule("AS4-3.3", Refuses = true)]
    public async Task CEF_TA26_A_compressed_part_without_MimeType_gets_a_synchronous_error()
    {
        var forge = Compressed(Document);
        forge.Parts[0] = forge.Parts[0] with { Properties = [new As4Property("CompressionType", As4Names.Gzip)] };

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0003", "AS4-3");
    }

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF-16")]
    [Rule("CEF-TA27")]
    [Rule("CEF-TA28")]
    [Rule("AS4-3.4")]
    public async Task CEF_TA27_TA28_The_CharacterSet_is_kept(string characterSet)
    {
        await SendAsync(await AccessPoints.PayloadAsync(Document) with { CharacterSet = characterSet });

        Assert.Equal(characterSet, Delivered.Parts[0].CharacterSet);
    }

    [Theory]
    [InlineData("!utf*8")]
    [InlineData("8-bit")]
    [InlineData("")]
    [Rule("CEF-TA29")]
    [Rule("AS4-3.4", Refuses = true)]
    public async Task CEF_TA29_A_CharacterSet_that_is_no_encoding_name_gets_a_synchronous_error(string characterSet)
    {
        var forge = Compressed(Document);
        forge.Parts[0] = forge.Parts[0] with { Properties = [.. forge.Parts[0].Properties, new As4Property("CharacterSet", characterSet)] };

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0001", "AS4-3");
    }

    [Fact]
    [Rule("CEF-TA30")]
    [Rule("CEF-TA31")]
    public async Task CEF_TA30_TA31_Damaged_gzip_is_a_DecompressionFailure_and_the_consumer_is_told()
    {
        var forge = Compressed(Document);
        forge.Parts[0] = forge.Parts[0] with { Octets = "this is no gzip"u8.ToArray() };

        var answer = await forge.SendAsync(_consumer);

        var error = Assert.Single((await answer.ReadAsync()).Errors);
        Assert.Equal(
            ("EBMS:0303", "DecompressionFailure", "failure", "Communication"),
            (error.Code, error.ShortDescription, error.Severity, error.Category));
        Assert.Equal(("EBMS:0303", forge.Message.MessageId), (_consumer.Refusal.Error?.Code, _consumer.Discarded[0].Message?.Message.MessageId));
    }

    [Fact]
    [Rule("CEF-TA32")]
    [Rule("CEF-TA33")]
    [Rule("CEF-TA34")]
    [Rule("CEF-TA36")]
    [Rule("CEF-TA38")]
    public async Task CEF_TA32_TA33_TA34_TA36_TA38_Compressed_signed_and_encrypted_payloads_are_receipted_and_delivered_decompressed()
    {
        var payloads = new[]
        {
            await AccessPoints.PayloadAsync(Document, As4Compression.Always),
            await AccessPoints.PayloadAsync([.. Document, .. Document], As4Compression.Always) with { ContentId = "second" },
            await AccessPoints.PayloadAsync("plain"u8.ToArray(), As4Compression.Never) with { ContentId = "third" },
        };

        await SendAsync(payloads);

        Assert.Equal([Document, [.. Document, .. Document], "plain"u8.ToArray()], Enumerable.Range(0, 3).Select(_consumer.Payload));
    }

    [Fact]
    [Rule("CEF-TA35")]
    public async Task CEF_TA35_A_payload_signed_before_it_was_compressed_is_refused()
    {
        // What was signed is the plain content; what travels is its compressed form.
        var forge = Compressed(Document);
        var plain = System.Security.Cryptography.SHA256.HashData(Document);
        var compressed = System.Security.Cryptography.SHA256.HashData(forge.Parts[0].Octets);
        forge.EditSoap = soap => soap.Replace(Convert.ToBase64String(compressed), Convert.ToBase64String(plain), StringComparison.Ordinal);
        forge.SignsAgain = true;

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-1");
    }

    [Fact]
    [Rule("CEF-TA37")]
    public async Task CEF_TA37_A_payload_encrypted_before_it_was_compressed_is_refused()
    {
        var forge = new MessageForge(parties) { EditCiphertext = MessageForge.Gzip }.WithGzip(Document);

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0102", "AS4-SEC-2");
    }

    private MessageForge Compressed(byte[] content) => new MessageForge(parties).WithGzip(content);

    private async Task<ScriptedPeer> SendAsync(params As4Payload[] payloads)
    {
        var peer = ScriptedPeer.Of(parties, _consumer);
        var outcome = await peer.SendAsync(parties.Transmission(Somewhere, payloads));
        Assert.True(outcome is As4Acknowledged, outcome.Detail + _consumer.Discarded.FirstOrDefault().Reason?.Detail);
        return peer;
    }
}
