using System.Text;
using System.Text.RegularExpressions;
using SdkNode.As4.Messages;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Xhe;
using SdkNode.Node.Audit;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Federation;

/// <summary>Envelopes of a partner as a node takes them, or does not.</summary>
public sealed partial class EnvelopeTests(FederationFixture federation)
{
    [Fact]
    [Rule("TF-06")]
    [Rule("XHE-9.1")]
    [Rule("XHE-5.1")]
    public async Task TF_06_A_maximal_envelope_is_accepted_and_its_message_delivered()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party);
        var envelope = await PartnerLetter.RewriteAsync(await letter.SealAsync(world.Partner.Keys.Organisation, world.B), world.Partner.Keys.Organisation, Maximal);

        (await world.Partner.Courier.PostAsync(world.Partner.Courier.Address(world.B, letter.Header, envelope))).MustBeAcknowledged();
        Assert.True((await world.Partner.Inbox.WaitForReceiptAsync(letter.Id)).IsAccepted);
        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        await using var delivered = world.B.Content.OpenRead(message.Payload!.Value);
        using var text = new StreamReader(delivered);
        Assert.EndsWith(await text.ReadToEndAsync(TestContext.Current.CancellationToken), Encoding.UTF8.GetString(letter.Payload), StringComparison.Ordinal);
    }

    [Fact]
    [Rule("TF-07")]
    [Rule("MSG-14.2")]
    public async Task TF_07_A_minimal_envelope_is_accepted_and_its_one_octet_delivered()
    {
        var world = await federation.WorldAsync();
        var letter = PartnerLetter.Bulk(world.Partner.Party, world.B.Party, [42]);
        var envelope = await letter.SealAsync(world.Partner.Keys.Organisation, world.B);
        Assert.DoesNotContain("HandlingServiceID", Encoding.UTF8.GetString(envelope), StringComparison.Ordinal);

        (await world.Partner.Courier.PostAsync(world.Partner.Courier.Address(world.B, letter.Header, envelope))).MustBeAcknowledged();
        var message = await world.B.WaitForIncomingAsync(letter.Id, MessageStatus.New);
        await using var payload = world.B.Content.OpenRead(message.Payload!.Value);
        Assert.Equal(42, payload.ReadByte());
        Assert.Equal(-1, payload.ReadByte());
    }

    [Theory]
    [InlineData("no XML at all")]
    [InlineData("cut off")]
    [InlineData("DOCTYPE")]
    [InlineData("no version")]
    [InlineData("a criterion too few")]
    [InlineData("an empty element")]
    [InlineData("an element outside the profile")]
    [InlineData("another customisation")]
    [InlineData("the indicator says it is not encrypted")]
    [Rule("TF-09", Refuses = true)]
    [Rule("XHE-11.1", Refuses = true)]
    [Rule("XHE-11.3", Refuses = true)]
    [Rule("XHE-11.4", Refuses = true)]
    public async Task TF_09_A_malformed_envelope_is_not_compliant_and_nothing_is_handed_on(string fault)
    {
        var world = await federation.WorldAsync();
        var (letter, transfer) = await world.Partner.PrepareMessageAsync(world.B);
        transfer = transfer with { Envelope = await DamageAsync(fault, transfer.Envelope, world) };

        (await world.Partner.Courier.PostAsync(transfer)).MustBeRefused(As4ErrorCode.OtherError, As4Error.XheNotCompliant);

        Assert.Equal(0, await world.B.CountIncomingAsync(letter.Id));
        var entry = Assert.Single(await world.B.LogAsync(transfer.Message.MessageId));
        Assert.Equal((EventLog.MessageRefused, world.Partner.Party.PartyId), (entry.Event, entry.PeerParty));
        Assert.Contains("XHE-11", entry.Fault, StringComparison.Ordinal);
        Assert.Empty(await world.Partner.Inbox.ReceiptsForAsync(letter.Id));
    }

    [Theory]
    [InlineData("ToParty")]
    [InlineData("FromParty")]
    [InlineData("document type")]
    [Rule("TF-10", Refuses = true)]
    [Rule("AP-3.1", Refuses = true)]
    [Rule("AP-3.2", Refuses = true)]
    [Rule("XHE-11.2", Refuses = true)]
    public async Task TF_10_An_envelope_that_disagrees_with_the_AS4_header_is_refused(string what)
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party);
        var header = what switch
        {
            "ToParty" => letter.Header with { To = ParticipantIdentifier.Parse(world.A.Party.Participant).Value! },
            "FromParty" => letter.Header with { From = ParticipantIdentifier.Parse(world.A.Party.Participant).Value! },
            _ => letter.Header with { DocumentType = letter.Header.DocumentType with { BaseCode = Demo.DemoServices.BulkType } },
        };
        var envelope = await (letter with { Header = header }).SealAsync(world.Partner.Keys.Organisation, world.B);
        await RefusedAsync(world, letter, envelope, "AP-3");
    }

    [Fact]
    [Rule("TF-12", Refuses = true)]
    [Rule("AP-3.3", Refuses = true)]
    [Rule("ID-3", Refuses = true)]
    public async Task TF_12_A_message_of_another_federation_is_refused()
    {
        var world = await federation.WorldAsync();
        var letter = await PartnerLetter.MessageAsync(world.Partner.Party, world.B.Party);
        var other = letter with { Header = letter.Header with { Federation = "urn:fdc:digg.se:edelivery:federation:sdk" } };
        await RefusedAsync(world, letter, await other.SealAsync(world.Partner.Keys.Organisation, world.B), "federation");
    }

    private static async Task RefusedAsync(TestWorld world, PartnerLetter letter, byte[] envelope, string reason)
    {
        var transfer = world.Partner.Courier.Address(world.B, letter.Header, envelope);
        (await world.Partner.Courier.PostAsync(transfer)).MustBeRefused(As4ErrorCode.OtherError, As4Error.NotServiced);
        Assert.Equal(0, await world.B.CountIncomingAsync(letter.Id));
        Assert.Equal(0, await world.A.CountIncomingAsync(letter.Id));
        var entry = Assert.Single(await world.B.LogAsync(transfer.Message.MessageId));
        Assert.Equal(EventLog.MessageRefused, entry.Event);
        Assert.Contains(reason, entry.Fault, StringComparison.Ordinal);
    }

    private static Task<byte[]> DamageAsync(string fault, byte[] envelope, TestWorld world)
    {
        byte[] broken = fault switch
        {
            "no XML at all" => "%PDF-1.7 not an envelope"u8.ToArray(),
            "cut off" => envelope[..(envelope.Length / 2)],
            "DOCTYPE" => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(envelope).Replace("<x:XHE", "<!DOCTYPE x:XHE [<!ENTITY a \"a\">]><x:XHE", StringComparison.Ordinal)),
            _ => [],
        };
        return broken.Length > 0 ? Task.FromResult(broken) : PartnerLetter.RewriteAsync(envelope, world.Partner.Keys.Organisation, text => fault switch
        {
            "no version" => text.Replace("<xhb:XHEVersionID>1.0</xhb:XHEVersionID>", "", StringComparison.Ordinal),
            "a criterion too few" => Criterion().Replace(text, "", 1),
            "an empty element" => text.Replace(">1.0<", "> <", StringComparison.Ordinal),
            "an element outside the profile" => text.Replace("<xha:Header>", "<xhb:ProfileID>p</xhb:ProfileID><xha:Header>", StringComparison.Ordinal),
            "another customisation" => text.Replace(XheNamespaces.Customization, "urn:example:other", StringComparison.Ordinal),
            _ => text.Replace("Indicator>true<", "Indicator>false<", StringComparison.Ordinal),
        });
    }

    // All that the profile allows and leaves open: white space, comments, processing instructions, xsi and xml attributes,
    // the criteria in another order, white space around values.
    private static string Maximal(string text)
    {
        var criteria = Criterion().Matches(text).Select(match => match.Value).ToList();
        var turned = string.Concat(Enumerable.Reverse(criteria).Select(one => $"\n      {one}"));
        text = text.Replace(string.Concat(criteria), turned + "\n", StringComparison.Ordinal);
        text = text.Replace("<xha:Header>", "\n  <!-- åäö -->\n  <?note here?>\n  <xha:Header xml:space=\"preserve\">", StringComparison.Ordinal);
        text = text.Replace(">urn:fdc:digg.se:edelivery:xhe:1<", ">\r\n    urn:fdc:digg.se:edelivery:xhe:1\t<", StringComparison.Ordinal);
        return text.Replace(
            "<x:XHE ",
            $"<x:XHE xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"{XheNamespaces.Envelope} XHE-1.0.xsd\" xml:lang=\"sv\" ",
            StringComparison.Ordinal);
    }

    [GeneratedRegex("<xha:BusinessScopeCriterion>.*?</xha:BusinessScopeCriterion>")]
    private static partial Regex Criterion();
}
