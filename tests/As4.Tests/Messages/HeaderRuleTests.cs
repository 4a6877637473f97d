using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.As4.Receiving;
using SdkNode.As4.Tests.Support;

namespace SdkNode.As4.Tests.Messages;

/// <summary>Each rule of the ebMS header, broken in a message that is signed well.</summary>
public sealed class HeaderRuleTests(AccessPoints parties)
{
    private readonly RecordingConsumer _consumer = new();

    private MessageForge Forge => field ??= new MessageForge(parties).WithPayload();

    [Theory]
    [InlineData("<eb:Timestamp>.*?</eb:Timestamp>", "", "EBMS:0009", "AS4-2")]
    [InlineData("<eb:Timestamp>.*?</eb:Timestamp>", "<eb:Timestamp>yesterday</eb:Timestamp>", "EBMS:0009", "AS4-2")]
    [InlineData("<eb:MessageId>.*?</eb:MessageId>", "<eb:MessageId> </eb:MessageId>", "EBMS:0009", "AS4-2")]
    [InlineData("(<eb:From>)(<eb:PartyId.*?</eb:PartyId>)", "$1$2$2", "EBMS:0009", "AS4-10")]
    [InlineData("(<eb:To>)(<eb:PartyId.*?</eb:PartyId>)", "$1$2$2", "EBMS:0009", "AS4-10")]
    [InlineData("(<eb:To>)(<eb:PartyId.*?</eb:PartyId>)", "$1", "EBMS:0009", "AS4-10")]
    [InlineData("<eb:Role>.*?</eb:Role>", "", "EBMS:0009", "AS4-2")]
    [InlineData("<eb:Service .*?</eb:Service>", "", "EBMS:0009", "AS4-2")]
    [InlineData("<eb:Service .*?</eb:Service>", "<eb:Service/>", "EBMS:0009", "AS4-2")]
    [InlineData("<eb:Action>.*?</eb:Action>", "", "EBMS:0009", "AS4-2")]
    [InlineData("<eb:ConversationId>.*?</eb:ConversationId>", "", "EBMS:0009", "AS4-2")]
    [InlineData("name=\"originalSender\"", "", "EBMS:0009", "AS4-2")]
    [InlineData("(<eb:UserMessage>.*</eb:UserMessage>)", "$1$1", "EBMS:0009", "AS4-2")]
    [InlineData("href=\"cid:message\"", "href=\"http://attacker.example/payload\"", "EBMS:0011", "AS4-10")]
    [InlineData("href=\"cid:message\"", "href=\"file:///etc/passwd\"", "EBMS:0011", "AS4-10")]
    [InlineData("href=\"cid:message\"", "href=\"#body\"", "EBMS:0002", "AS4-1")]
    [InlineData("(<eb:PartInfo .*?</eb:PartInfo>)", "$1$1", "EBMS:0009", "AS4-2")]
    [InlineData("(<eb:To><eb:PartyId[^>]*>)[^<]*", "$1AP0003-DEV", "EBMS:0010", "AS4-5")]
    [Rule("AS4-5.3")]
    [Rule("AS4-5.4")]
    [Rule("AS4-5.5")]
    [Rule("AS4-2.1", Refuses = true)]
    [Rule("AS4-2.2", Refuses = true)]
    [Rule("AS4-2.3", Refuses = true)]
    [Rule("AS4-2.4", Refuses = true)]
    [Rule("AS4-2.5", Refuses = true)]
    [Rule("AS4-2.7", Refuses = true)]
    [Rule("AS4-10.1", Refuses = true)]
    public async Task A_broken_rule_gets_its_code(string pattern, string replacement, string code, string rule)
    {
        Forge.EditMessaging = text => new Regex(pattern, RegexOptions.Singleline).Replace(text, replacement, 1);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), code, rule);
        Assert.Empty(_consumer.Headers);
    }

    [Fact]
    [Rule("AS4-2.3", Refuses = true)]
    public async Task Party_types_outside_the_setting_are_refused()
    {
        var receiver = parties.Receiver(change: options => options with { PartyTypes = new HashSet<string> { "urn:other" } });

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer, receiver), "EBMS:0010", "ID-10");
    }

    [Theory]
    [InlineData("(?<=<eb:MessageId>).*?(?=</eb:MessageId>)", 256, "AS4-2")]
    [InlineData("(?<=<eb:ConversationId>).*?(?=</eb:ConversationId>)", 4097, "AS4-8")]
    [InlineData("(?<=<eb:Service [^>]*>).*?(?=</eb:Service>)", 4097, "AS4-8")]
    public async Task A_text_that_is_longer_than_anybody_needs_is_refused(string pattern, int length, string rule)
    {
        Forge.EditMessaging = text => Regex.Replace(text, pattern, new string('x', length));

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0009", rule);
    }

    [Fact]
    public async Task More_PartInfos_than_parts_may_come_are_refused_before_they_are_compared()
    {
        Forge.EditMessaging = text => Regex.Replace(text, "<eb:PartInfo .*?</eb:PartInfo>", info => string.Concat(Enumerable.Range(0, 65).Select(i => info.Value.Replace("cid:message", $"cid:message{i}", StringComparison.Ordinal))), RegexOptions.Singleline);

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0009", "AS4-8");
    }

    [Fact]
    [Rule("AS4-1.1", Refuses = true)]
    public async Task A_payload_in_the_body_is_refused()
    {
        Forge.EditSoap = soap => Regex.Replace(soap, "<S12:Body(.*?) ?/>", "<S12:Body$1><x/></S12:Body>");

        await _consumer.RefusedAsync(await Forge.SendAsync(_consumer), "EBMS:0002", "AS4-1");
    }

    [Fact]
    public async Task An_unknown_header_that_must_be_understood_is_refused_and_one_that_need_not_be_is_passed_over()
    {
        Forge.EditSoap = soap => soap.Replace("</S12:Header>", "<w:w xmlns:w=\"urn:w\"/></S12:Header>", StringComparison.Ordinal);
        Assert.Equal(200, (await Forge.SendAsync(_consumer)).Status);
        Assert.Single(_consumer.Committed);

        var consumer = new RecordingConsumer();
        Forge.EditSoap = soap => soap.Replace("</S12:Header>", "<w:w xmlns:w=\"urn:w\" S12:mustUnderstand=\"1\"/></S12:Header>", StringComparison.Ordinal);
        await consumer.RefusedAsync(await Forge.SendAsync(consumer), "EBMS:0002", "AS4-2");
    }

    [Fact]
    [Rule("AS4-2.1")]
    [Rule("AS4-2.2")]
    [Rule("AS4-2.3")]
    [Rule("AS4-2.4")]
    [Rule("AS4-2.5")]
    [Rule("AS4-2.6")]
    [Rule("AS4-2.7")]
    [Rule("AS4-10.1")]
    [Rule("AS4-10.3")]
    public async Task Everything_that_the_header_says_reaches_the_consumer()
    {
        Forge.Message = Forge.Message with
        {
            RefToMessageId = "earlier@example",
            AgreementRef = new As4Value("urn:agreement", "urn:type"),
            Properties = [.. Forge.Message.Properties, new As4Property("trackingIdentifier", "T-1"), new As4Property("weird", "å\r\n<&>\"")],
        };

        await Forge.SendAsync(_consumer);

        var got = Assert.Single(_consumer.Committed).Message.Message;
        Assert.Equal(Forge.Message.MessageId, got.MessageId);
        Assert.Equal("earlier@example", got.RefToMessageId);
        Assert.Equal(Forge.Message.AgreementRef, got.AgreementRef);
        Assert.Equal(Forge.Message.Service, got.Service);
        Assert.Equal(Forge.Message.Properties, got.Properties);
        Assert.Equal((Forge.Message.From, Forge.Message.To), (got.From, got.To));
    }

    [Theory]
    [InlineData("2026-11-23T19:11:30.291Z", "2026-11-23T19:11:30.2910000+00:00")]
    [InlineData("2026-11-23T20:11:30+01:00", "2026-11-23T19:11:30.0000000+00:00")]
    [InlineData("2026-11-23T18:56:00.4969882+00:00", "2026-11-23T18:56:00.4969882+00:00")]
    [InlineData("2026-11-23T18:56:00.496988212345Z", "2026-11-23T18:56:00.4969882+00:00")]
    [InlineData("2026-11-23T18:56:00", "2026-11-23T18:56:00.0000000+00:00")]
    [InlineData("23 Nov 2026", null)]
    public void Times_are_read_as_peers_write_them(string text, string? expected) =>
        Assert.Equal(expected, XsDateTime.Parse(text)?.ToString("O"));

    [Fact]
    [Rule("AS4-5.1")]
    public void An_error_of_ours_carries_origin_category_and_name()
    {
        var error = As4Error.Make(As4ErrorCode.OtherError, As4Error.NotServiced);

        Assert.Equal(("EBMS:0004", "failure", "ebms", "Content", "Other", "NOT_SERVICED"), (error.Code, error.Severity, error.Origin, error.Category, error.ShortDescription, error.Detail));
        Assert.Equal("Communication", As4Error.Make(As4ErrorCode.DecompressionFailure).Category);
    }
}
