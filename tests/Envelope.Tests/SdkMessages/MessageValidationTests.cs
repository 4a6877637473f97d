using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Validation;

namespace SdkNode.Envelope.Tests.SdkMessages;

/// <summary>The table of RCPT-4, line by line.</summary>
public sealed class MessageValidationTests
{
    private static readonly MessageContext s_enveloped = new() { Envelope = Messages.Envelope };

    [Fact]
    [Rule("MSG-2")]
    [Rule("XHE-3.2")]
    [Rule("XHE-7.4")]
    [Rule("MSG-8.1")]
    [Rule("MSG-8.2")]
    [Rule("MSG-9.1")]
    [Rule("RCPT-4.10")]
    public async Task A_message_that_agrees_with_its_envelope_is_accepted() =>
        Assert.True((await Messages.ValidateAsync(Messages.Full, s_enveloped with { IsOutgoing = true })).IsAccepted);

    [Theory]
    [InlineData("<m:messageId>7bc5576a", "<m:messageId>7bc5576b", "BV invariant")]
    [InlineData("0203:regionvarmland.example", "0203:other.example", "BV security")]
    [InlineData("varmland.vardcentral", "varmland.akuten", "BV security")]
    [InlineData("0203:kristinehamn.example", "0203:other.example", "BV security")]
    [Rule("MSG-2", Refuses = true)]
    [Rule("XHE-3.2", Refuses = true)]
    [Rule("XHE-7.4", Refuses = true)]
    [Rule("MSG-8.1", Refuses = true)]
    [Rule("MSG-8.2", Refuses = true)]
    [Rule("MSG-9.1", Refuses = true)]
    [Rule("RCPT-4.10", Refuses = true)]
    [Rule("RCPT-4.11", Refuses = true)]
    public async Task A_disagreement_with_the_envelope_is_told(string old, string replacement, string codes) =>
        Assert.Equal([codes], Messages.Codes(await Messages.ValidateAsync(Messages.With(old, replacement), s_enveloped)));

    [Theory]
    [InlineData("2026-11-23T18:10:39.843Z", "2026-11-23T18:10:39Z", "BV invariant", "creationDateTime")]
    [InlineData("2026-11-23T18:10:39.843Z", "2026-11-23T18:10:39.8431Z", "BV invariant", "creationDateTime")]
    [InlineData("2026-11-23T18:10:39.843Z", "2026-11-23T18:10:39.843+01:00", "BV invariant", "creationDateTime")]
    [InlineData("<m:conversationId>7bc5576a-3f87-4cf5-a0c5-277da06fcacb</m:conversationId>", "", "SV structure", "refToMessageId")]
    [InlineData("<m:conversationId>7bc5576a", "<m:conversationId>", "BV invariant", "conversationId")]
    [InlineData("<m:refToMessageId>0d9b", "<m:refToMessageId>urn:uuid:0d9b", "BV invariant", "refToMessageId")]
    [InlineData("<m:confidentiality>true", "<m:confidentiality>ja", "SV structure", "confidentiality")]
    [InlineData("<m:root>iso6523-actorid-upis</m:root><m:extension>0203:r", "<m:root>gln</m:root><m:extension>0203:r", "BV invariant", "recipient/recipientID/root")]
    [InlineData("<m:root>urn:riv:infrastructure:messaging:functionalAddress</m:root><m:extension>v", "<m:root>x</m:root><m:extension>v", "BV invariant", "recipient/attention/subOrganization/organizationId/root")]
    [InlineData("Tolvan Tolvansson", "\n", "BV invariant", "recipient/attention/person/label")]
    [Rule("MSG-1.2", Refuses = true)]
    [Rule("MSG-3.1", Refuses = true)]
    [Rule("MSG-4.1", Refuses = true)]
    [Rule("MSG-6", Refuses = true)]
    [Rule("MSG-8.1", Refuses = true)]
    [Rule("MSG-9.1", Refuses = true)]
    [Rule("MSG-12", Refuses = true)]
    public async Task A_breach_of_schema_or_content_rule_is_told_with_its_place(string old, string replacement, string codes, string place)
    {
        var reading = await Messages.ValidateAsync(Messages.With(old, replacement));
        Assert.Equal([codes], Messages.Codes(reading));
        Assert.Equal("/messagePayload/message/messageHeader/" + place, reading.Lines[0].LineId);
    }

    [Fact]
    [Rule("RCPT-4.12", Refuses = true)]
    public async Task A_sender_id_that_is_none_is_an_invariant() =>
        Assert.Equal(["BV invariant"], Messages.Codes(await Messages.ValidateAsync(Messages.With("0203:kristinehamn.example", "0203:kristinehamn"))));

    [Fact]
    [Rule("MSG-5.1")]
    [Rule("MSG-5.1", Refuses = true)]
    [Rule("RCPT-4.2", Refuses = true)]
    [Rule("RCPT-4.15")]
    public async Task A_label_of_256_characters_is_taken_and_one_of_257_is_told_without_its_text()
    {
        // Characters, not UTF-16 units.
        var longest = string.Concat(Enumerable.Repeat("😀", 256));
        Assert.True((await Messages.ValidateAsync(Messages.With("Kallelse till möte", longest))).IsAccepted);
        Assert.True((await Messages.ValidateAsync(Messages.With("Region Värmland", longest))).IsAccepted);
        var reading = await Messages.ValidateAsync(Messages.With("Kallelse till möte", new string('q', 257)));
        Assert.Equal(["BV structure"], Messages.Codes(reading));
        Assert.DoesNotContain("qq", reading.Lines[0].Text, StringComparison.Ordinal);
        var party = await Messages.ValidateAsync(Messages.With("Region Värmland", new string('q', 257)));
        Assert.Equal(["SV structure"], Messages.Codes(party));
        Assert.DoesNotContain("qq", party.Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("RCPT-4.6", Refuses = true)]
    [Rule("RCPT-4.7", Refuses = true)]
    [Rule("RCPT-4.8", Refuses = true)]
    [Rule("RCPT-4.9", Refuses = true)]
    public async Task What_only_the_node_knows_is_asked_and_all_faults_of_the_stage_are_told()
    {
        var reading = await Messages.ValidateAsync(Messages.Full, new MessageContext
        {
            IsUsed = (_, _) => new(true),
            IsRejected = (id, _) => new(id.Value == "0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01"),
            AddressExists = (address, _) => new(address == "somewhere.else"),
            IsSupported = file => file.ContentType == "application/pdf",
        });
        Assert.Equal(["BV duplicate", "BV not-found", "BV not-supported", "BV not-supported"], Messages.Codes(reading).Order());
        Assert.Contains(reading.Lines, line => line.LineId == "/messagePayload/message/messageBody/documents/ContentFiles[2]/contentType");
    }

    [Fact]
    [Rule("MSG-4.2")]
    public async Task A_reference_to_an_unknown_message_is_accepted() =>
        Assert.True((await Messages.ValidateAsync(Messages.Full, new MessageContext { IsRejected = (_, _) => new(false) })).IsAccepted);

    [Fact]
    [Rule("MSG-13.2", Refuses = true)]
    [Rule("RCPT-4.5", Refuses = true)]
    public async Task A_message_beyond_the_limit_is_too_long_and_is_not_read_to_its_end()
    {
        var reading = await Messages.ValidateAsync(Messages.With("JVBERi0xLjcK", new string('A', 4_000_000)), limits: MessageLimits.Incoming with { MaxBytes = 1_000_000 });
        Assert.Equal(["BV too-long"], Messages.Codes(reading));
        Assert.InRange(reading.Length, 0, 1_000_000);
        Assert.Equal(35 * 1024 * 1024, MessageLimits.Incoming.MaxBytes);
    }

    [Fact]
    [Rule("MSG-13.1", Refuses = true)]
    [Rule("MSG-13.2")]
    public async Task A_message_above_30_000_000_bytes_is_not_sent_but_taken()
    {
        var large = Messages.With("JVBERi0xLjcK", new string('A', 30_000_000));
        Assert.Equal(["BV too-long"], Messages.Codes(await Messages.ValidateAsync(large, limits: MessageLimits.Outgoing)));
        Assert.True((await Messages.ValidateAsync(large)).IsAccepted);
    }

    [Fact]
    [Rule("MSG-5.2")]
    [Rule("MSG-5.3", Refuses = true)]
    [Rule("RCPT-7.1", Refuses = true)]
    public async Task Label_and_the_senders_address_are_required_of_who_sends_alone()
    {
        var bare = Messages.With("<m:label>Kallelse till möte</m:label>", "");
        var start = bare.LastIndexOf("<m:attention>", StringComparison.Ordinal);
        bare = bare.Remove(start, bare.LastIndexOf("</m:attention>", StringComparison.Ordinal) + "</m:attention>".Length - start);
        Assert.True((await Messages.ValidateAsync(bare)).IsAccepted);
        Assert.Equal(["BV invariant", "BV invariant"], Messages.Codes(await Messages.ValidateAsync(bare, new MessageContext { IsOutgoing = true })));
    }

    [Theory]
    [InlineData("<m:messagePayload", "<m:messagePayload")]
    [InlineData("</m:message>", "")]
    [InlineData("<m:label>", "<!DOCTYPE x><m:label>")]
    [Rule("RCPT-5")]
    public async Task What_is_no_XML_gets_no_lines(string old, string replacement)
    {
        var text = old == replacement ? Messages.Full[..400] : Messages.With(old, replacement);
        var reading = await Messages.ValidateAsync(text);
        Assert.NotNull(reading.Malformed);
        Assert.Empty(reading.Lines);
        Assert.False(reading.IsAccepted);
    }

    [Fact]
    [Rule("RCPT-4.1", Refuses = true)]
    public async Task Another_root_is_a_schema_fault()
    {
        var line = Assert.Single((await Messages.ValidateAsync("<other><label>secret</label></other>")).Lines);
        Assert.Equal(("SV", "structure", "/other"), (line.Code, line.Reason, line.LineId));
    }

    [Fact]
    [Rule("RCPT-4.16")]
    public async Task A_stage_that_fails_ends_the_validation_and_tells_all_its_faults()
    {
        var both = Messages.With("<m:confidentiality>true", "<m:confidentiality>yes").Replace("2026-11-23T18:10:39.843Z", "today", StringComparison.Ordinal).Replace("iso6523-actorid-upis", "other", StringComparison.Ordinal);
        var reading = await Messages.ValidateAsync(both, new MessageContext { IsUsed = (_, _) => new(true) });
        Assert.Equal(["SV structure", "SV structure"], Messages.Codes(reading));
        Assert.All(reading.Lines, line => Assert.EndsWith("| at path " + line.LineId, line.Text, StringComparison.Ordinal));
    }

    [Fact]
    [Rule("MSG-17")]
    public async Task Elements_of_other_namespaces_are_tolerated_where_the_schema_has_any() =>
        Assert.True((await Messages.ValidateAsync(Messages.With("</m:messageHeader>", "<e:extra xmlns:e=\"urn:example:extension\">x</e:extra></m:messageHeader>"))).IsAccepted);

    [Fact]
    public async Task Hostile_nesting_of_files_in_an_extension_is_read_to_a_verdict()
    {
        const string nested = "<e:x xmlns:e=\"urn:example:extension\"><m:ContentFiles><m:content>AAAA<m:ContentFiles><m:content>BBBB</m:content></m:ContentFiles></m:content></m:ContentFiles></e:x>";
        var reading = await Messages.ValidateAsync(Messages.With("</m:messageHeader>", nested + "</m:messageHeader>"));
        Assert.Null(reading.Malformed);
    }
}
