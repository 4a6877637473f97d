using System.Security.Cryptography;
using System.Text;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Tests.Support;

namespace SdkNode.As4.Tests.Hostile;

/// <summary>What is refused because of its form, size or speed, and what is tolerated.</summary>
public sealed class CarrierAttackTests(AccessPoints parties)
{
    private readonly RecordingConsumer _consumer = new();

    private MessageForge Forge => field ??= new MessageForge(parties).WithPayload();

    [Theory]
    [InlineData("text/html", 415)]
    [InlineData("multipart/form-data; boundary=b", 415)]
    [InlineData("multipart/related; type=\"text/xml\"; boundary=b", 415)]
    [InlineData(null, 415)]
    [InlineData("multipart/related; type=\"application/soap+xml\"", 400)]
    [InlineData("application/soap+xml", 400)]
    [Rule("AS4-5.9")]
    public async Task What_is_no_AS4_message_is_turned_away(string? contentType, int status)
    {
        var request = new As4HttpRequest(contentType, null, new MemoryStream("hello"u8.ToArray()), null, "test");

        _consumer.TurnedAway(await ReceiveAsync(request), status, status == 400 && contentType == "application/soap+xml" ? "AS4-SEC-3" : "AS4-1");
    }

    [Fact]
    [Rule("AS4-SEC-3.5", Refuses = true)]
    public async Task A_document_type_declaration_and_an_entity_bomb_are_refused()
    {
        foreach (var declaration in new[]
        {
            "<!DOCTYPE x SYSTEM \"http://attacker.example/x.dtd\">",
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
        })
        {
            var consumer = new RecordingConsumer();
            var forge = new MessageForge(parties) { EditSoap = soap => soap.Replace("<S12:Envelope", declaration + "<S12:Envelope", StringComparison.Ordinal) }.WithPayload();

            consumer.TurnedAway(await forge.SendAsync(consumer), 400, "AS4-SEC-3");
            Assert.Contains("DoctypeForbidden", consumer.Refusal.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_parts_than_the_limit_are_refused()
    {
        for (var i = 0; i < 20; i++)
        {
            Forge.WithPart(new ForgedPart($"p{i}", [1], As4Names.OctetStream));
        }

        var answer = await Forge.SendAsync(_consumer);

        // The signature's own limit on references comes first.
        Assert.Equal((200, "EBMS:0103"), (answer.Status, _consumer.Refusal.Error?.Code));
    }

    [Fact]
    public async Task A_body_without_its_closing_boundary_is_refused()
    {
        var wire = Forge.Forge();
        wire.Closes = false;

        await _consumer.RefusedAsync(await ReceiveAsync(wire.ToRequest()), "EBMS:0007", "AS4-1");
    }

    [Fact]
    public async Task A_body_that_is_longer_or_shorter_than_its_Content_Length_is_refused()
    {
        foreach (var difference in new[] { -100, 100 })
        {
            var consumer = new RecordingConsumer();
            var request = Forge.Forge().ToRequest();

            consumer.TurnedAway(await ReceiveAsync(request with { ContentLength = request.ContentLength + difference }, consumer), 400, "AS4-1");
        }
    }

    [Fact]
    [Rule("AS4-8.2", Refuses = true)]
    public async Task A_request_beyond_the_limit_is_refused_before_it_is_read_and_a_chunked_one_while_it_is_read()
    {
        var limits = new As4Limits { MaxRequestBytes = 100_000 };
        var announced = new As4HttpRequest("application/soap+xml", 100_001, new FailingStream(), null, "test");
        _consumer.TurnedAway(await ReceiveAsync(announced, receiver: parties.Receiver(limits)), 413, "AS4-8");

        var consumer = new RecordingConsumer();
        var chunked = new MessageForge(parties).WithPayload(new string('x', 200_000)).Forge().ToRequest() with { ContentLength = null };
        await consumer.RefusedAsync(await ReceiveAsync(chunked, consumer, parties.Receiver(limits)), "EBMS:0004", "AS4-8", 413);
    }

    [Fact]
    [Rule("AS4-3.6", Refuses = true)]
    [Rule("AS4-8.2", Refuses = true)]
    public async Task A_payload_beyond_the_limit_is_refused_while_it_is_read()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        foreach (var forge in new[] { new MessageForge(parties).WithGzip(content), new MessageForge(parties).WithPart(new ForgedPart("message", content, As4Names.OctetStream)) })
        {
            var consumer = new RecordingConsumer();
            var answer = await forge.SendAsync(consumer, parties.Receiver(new As4Limits { MaxPayloadBytes = 200_000 }));

            await consumer.RefusedAsync(answer, "EBMS:0004", "AS4-8", 413);
            Assert.True(consumer.Staged[0].ToArray().Length <= 200_000);
        }
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("trailing")]
    [InlineData("none")]
    [Rule("AS4-3.5")]
    [Rule("AS4-3.2", Refuses = true)]
    public async Task Damaged_gzip_is_refused(string damage)
    {
        var gzip = MessageForge.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000))));
        byte[] damaged = damage switch
        {
            "flip" => [.. gzip[..200], (byte)~gzip[200], .. gzip[201..]],
            "cut" => gzip[..^20],
            "trailing" => [.. gzip, .. "more"u8],
            _ => "not gzip at all"u8.ToArray(),
        };
        Forge.Parts[0] = new ForgedPart("message", damaged, As4Names.Gzip, new As4Property("MimeType", "text/xml"), new As4Property("CompressionType", As4Names.Gzip));

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0303", "AS4-3");
        Assert.Equal(("Communication", "failure"), (_consumer.Refusal.Error!.Category, _consumer.Refusal.Error.Severity));
    }

    [Fact]
    [Rule("AS4-SEC-2.6", Refuses = true)]
    public async Task A_changed_ciphertext_of_a_compressed_part_is_a_decryption_failure_and_not_damaged_gzip()
    {
        var forge = new MessageForge(parties) { EditCiphertext = octets => [.. octets[..20], (byte)~octets[20], .. octets[21..]] }.WithGzip("<hello/>"u8.ToArray());

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0102", "AS4-SEC-2");
    }

    [Fact]
    [Rule("AS4-5.4")]
    [Rule("AS4-SEC-3.3", Refuses = true)]
    public async Task A_missing_part_an_unknown_part_and_a_part_that_comes_twice_are_refused()
    {
        var missing = Forge.Forge();
        missing.Parts.RemoveAt(1);
        var unknown = Forge.Forge();
        unknown.Parts.Add(new WirePart("Content-ID: <stranger>", [1]));
        var twice = Forge.Forge();
        twice.Parts.Add(twice.Parts[1]);
        foreach (var wire in new[] { missing, unknown, twice })
        {
            var consumer = new RecordingConsumer();
            var answer = await ReceiveAsync(wire.ToRequest(), consumer);

            Assert.Equal(("EBMS:0007", 200), (consumer.Refusal.Error?.Code, answer.Status));
            Assert.Empty(consumer.Committed);
        }
    }

    [Fact]
    public async Task A_sender_that_falls_silent_is_cut_by_the_clock()
    {
        var clock = new ManualClock(DateTimeOffset.UtcNow);
        var body = Forge.Forge().ToBody();
        var silent = new SilentStream(body[..(body.Length / 2)]);
        var request = Forge.Forge().ToRequest() with { Body = silent, ContentLength = body.Length };

        var receiving = ReceiveAsync(request, receiver: parties.Receiver(clock: clock));
        await silent.Waiting.Task;
        while (!receiving.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(60));
            await Task.WhenAny(receiving, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        _consumer.TurnedAway(await receiving, 408, "AS4-8");
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_nothing_and_tells_the_consumer()
    {
        var body = Forge.Forge().ToBody();
        var request = Forge.Forge().ToRequest() with { Body = new SilentStream(body[..(body.Length - 40)]) { Breaks = true }, ContentLength = body.Length };

        var answer = await ReceiveAsync(request);

        _consumer.TurnedAway(answer, 400, "AS4-1");
        Assert.True(answer.CloseConnection);
    }

    [Fact]
    [Rule("AS4-1.3")]
    [Rule("AS4-10.2")]
    [Rule("AS4-SEC-2.5")]
    public async Task Liberal_forms_are_accepted()
    {
        Action<WireMessage>[] forms =
        [
            wire => wire.LineEnd = "\n",
            wire => wire.Preamble = "This is a multi-part message.\r\n",
            wire => wire.Epilogue = "\r\nepilogue\r\n",
            wire => wire.ContentType = "Multipart/RELATED;\r\n\ttype=application/soap+xml; BOUNDARY=\"" + wire.Boundary + "\";",
            wire => wire.Parts[0] = wire.Parts[0] with { Headers = "content-TYPE: application/soap+xml;\n charset=utf-8" },
            wire => wire.Parts[0] = wire.Parts[0] with { Headers = "X-Nothing: at all" },
            wire => wire.Parts[0] = wire.Parts[0] with { Content = [0xEF, 0xBB, 0xBF, .. wire.Parts[0].Content] },
            wire => wire.Parts[1] = new WirePart("Content-ID: message", wire.Parts[1].Content),
            wire => wire.Parts[1] = new WirePart("Content-ID:\n <message>\nContent-Type: text/plain\nContent-Transfer-Encoding: 8BIT", wire.Parts[1].Content),
            wire => wire.Parts[1] = new WirePart(
                "Content-ID: <message>\nContent-Transfer-Encoding: base64",
                Encoding.ASCII.GetBytes(Convert.ToBase64String(wire.Parts[1].Content, Base64FormattingOptions.InsertLineBreaks))),
        ];
        foreach (var form in forms)
        {
            var consumer = new RecordingConsumer();
            var wire = Forge.Forge();
            form(wire);

            await ReceiveAsync(wire.ToRequest(), consumer);

            Assert.True(consumer.Committed.Count == 1, consumer.Discarded.FirstOrDefault().Reason?.Detail);
            Assert.Equal("<hello/>"u8.ToArray(), consumer.Payload());
        }
    }

    [Theory]
    [InlineData("quoted-printable", "EBMS:0007")]
    [InlineData("base64", "EBMS:0007")]
    public async Task A_transfer_encoding_that_is_not_understood_or_not_kept_is_refused(string encoding, string code)
    {
        var wire = Forge.Forge();
        wire.Parts[1] = new WirePart($"Content-ID: <message>\nContent-Transfer-Encoding: {encoding}", wire.Parts[1].Content);

        await _consumer.RefusedAsync(await ReceiveAsync(wire.ToRequest()), code, "AS4-1");
    }

    [Theory]
    [InlineData("text/xml", "<a  b='1'\n><!-- gone --></a>", "<a b=\"1\"></a>")]
    [InlineData("application/xhe+xml; charset=UTF-8", "<?xml version=\"1.0\"?>\n<a/>", "<a></a>")]
    [InlineData("text/plain", "a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd")]
    [InlineData("application/octet-stream", "a\nb", "a\nb")]
    [Rule("AS4-SEC-1.4")]
    public async Task An_uncompressed_part_is_digested_as_its_type_says_and_delivered_as_it_is(string label, string content, string digested)
    {
        using var digest = As4.WsSecurity.AttachmentDigest.For(label);
        foreach (var octet in Encoding.UTF8.GetBytes(content))
        {
            digest.Append([octet]);
        }

        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(digested)), digest.Complete());
        Forge.Parts[0] = new ForgedPart("message", Encoding.UTF8.GetBytes(content), label);

        await Forge.SendAsync(_consumer);

        Assert.Equal(content, Encoding.UTF8.GetString(_consumer.Payload()));
        Assert.Single(_consumer.Committed);
    }

    [Fact]
    [Rule("AS4-SEC-1.4", Refuses = true)]
    public async Task An_uncompressed_part_that_is_called_XML_and_is_not_cannot_be_digested()
    {
        var forge = new MessageForge(parties).WithPart(new ForgedPart("message", "<a><b></a>"u8.ToArray(), "text/xml"));

        await _consumer.RefusedAsync(await forge.SendAsync(_consumer), "EBMS:0101", "AS4-SEC-1");
    }

    private Task<As4HttpResponse> ReceiveAsync(As4HttpRequest request, RecordingConsumer? consumer = null, As4Receiver? receiver = null) =>
        (receiver ?? parties.Receiver()).ReceiveAsync(request, consumer ?? _consumer, TestContext.Current.CancellationToken);

    private sealed class FailingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The body must not be read.");
    }

    private sealed class SilentStream(byte[] first) : MemoryStream(first)
    {
        private bool _broken;

        public bool Breaks { get; init; }

        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                return read;
            }

            if (Breaks)
            {
                // As Kestrel's body does.
                Assert.False(_broken, "A body that has failed is read again.");
                _broken = true;
                throw new IOException("The peer is gone.");
            }

            // The reader sets its limit right after this returns to it.
            var silence = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            ThreadPool.QueueUserWorkItem(_ => Waiting.TrySetResult());
            await silence;
            return 0;
        }
    }
}
