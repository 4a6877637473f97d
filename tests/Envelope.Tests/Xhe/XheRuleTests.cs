using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.Tests.Xhe;

public sealed class XheRuleTests
{
    [Fact]
    [Rule("XHE-1")]
    [Rule("XHE-2")]
    [Rule("XHE-3.1")]
    [Rule("XHE-4")]
    [Rule("XHE-5.1")]
    [Rule("XHE-5.2")]
    [Rule("XHE-6.1")]
    [Rule("XHE-6.2")]
    [Rule("XHE-7.1")]
    [Rule("XHE-7.2")]
    [Rule("XHE-7.3")]
    [Rule("XHE-8")]
    [Rule("XHE-9.2")]
    [Rule("XHE-10.1")]
    public void A_conforming_envelope_gives_its_header()
    {
        var read = Envelopes.Read(Envelopes.Plain);
        Assert.Empty(read.Faults);
        var header = read.Header!;
        Assert.Equal("0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01", header.Id.Value);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 19, 11, 0, 120, TimeSpan.FromHours(1)), header.CreationDateTime);
        Assert.Equal(new DocumentTypeIdentifier("urn:example:letter::letter##1.0", TransportModel.Base), header.DocumentType);
        Assert.Equal(FederationIdentifier.Test, header.Federation);
        Assert.Equal("0203:kristinehamn.example", header.From.Value);
        Assert.Equal("0203:regionvarmland.example", header.To.Value);
        Assert.Equal("Q{urn:example:letter}letter", header.PayloadTypeCode);
        Assert.Equal("application/xml", header.ContentType);
        Assert.Equal("registrator", header.HandlingServiceId);
        Assert.False(header.Encrypted);
    }

    [Theory]
    [InlineData("<b:XHEVersionID>1.0", "<b:XHEVersionID>1.1", "XHE-1", "R9")]
    [InlineData("edelivery:xhe:1<", "edelivery:xhe:2<", "XHE-2", "R3")]
    [InlineData("<b:BusinessScopeCriterionTypeCode>DOCUMENTID<", "<b:BusinessScopeCriterionTypeCode>OTHER<", "XHE-5", "R4")]
    [InlineData(">DOCUMENTID_SCHEME<", ">OTHER<", "XHE-5", "R5")]
    [InlineData(">PROCESSID<", ">OTHER<", "XHE-5", "R6")]
    [InlineData(">PROCESSID_SCHEME<", ">OTHER<", "XHE-5", "R7")]
    [InlineData(">FEDERATIONID<", ">OTHER<", "XHE-5", "R8")]
    [InlineData("<b:ID schemeID=\"iso6523-actorid-upis\">0203:k", "<b:ID schemeID=\"gln\">0203:k", "XHE-6", "R10")]
    [InlineData("<b:ID schemeID=\"iso6523-actorid-upis\">0203:r", "<b:ID>0203:r", "XHE-6", "R11")]
    [InlineData(">false<", ">true<", "XHE-8", "R12")]
    [InlineData("<letter xmlns=\"urn:example:letter\">Hej</letter>", "<EncryptedData xmlns=\"http://www.w3.org/2001/04/xmlenc#\"/>", "XHE-8", "R13")]
    [InlineData("registrator", " ", "XHE-9", "R2")]
    [InlineData("<letter xmlns=\"urn:example:letter\">Hej</letter>", "", "XHE-9", "R2")]
    [InlineData("<b:ContentTypeCode>application/xml</b:ContentTypeCode>", "", "XHE-7", "R14")]
    [InlineData("<a:FromParty>", "<a:FromParty><a:PartyIdentification><b:ID schemeID=\"iso6523-actorid-upis\">0203:a.se</b:ID></a:PartyIdentification>", "XHE-6", "R14")]
    [InlineData("<a:Payloads>", "<a:Payloads><a:Payload><b:InstanceEncryptionIndicator>false</b:InstanceEncryptionIndicator></a:Payload>", "XHE-7", "R14")]
    [Rule("XHE-1", Refuses = true)]
    [Rule("XHE-2", Refuses = true)]
    [Rule("XHE-5.1", Refuses = true)]
    [Rule("XHE-6.1", Refuses = true)]
    [Rule("XHE-6.2", Refuses = true)]
    [Rule("XHE-7.1", Refuses = true)]
    [Rule("XHE-8", Refuses = true)]
    [Rule("XHE-9.2", Refuses = true)]
    public void A_breach_is_told_with_our_rule_and_that_of_the_profile(string old, string replacement, string rule, string digg)
    {
        var read = Envelopes.Read(Envelopes.With(old, replacement));
        Assert.Null(read.Header);
        Assert.Contains(read.Faults, fault => fault.RuleId == rule && fault.Detail.Contains($"({digg})", StringComparison.Ordinal));
    }

    [Fact]
    [Rule("XHE-9.3", Refuses = true)]
    public void Every_fault_is_told_at_once_with_its_place()
    {
        var read = Envelopes.Read(Envelopes.With("1.0</b:XHEVersionID>", "9</b:XHEVersionID>").Replace("bdx:noprocess", "none", StringComparison.Ordinal).Replace("0d9b6f2e-", "", StringComparison.Ordinal));
        Assert.Contains(read.Faults, fault => fault is { RuleId: "XHE-1", Path: "/XHE/XHEVersionID" });
        Assert.Contains(read.Faults, fault => fault is { RuleId: "XHE-3", Path: "/XHE/Header/ID" });
        Assert.Contains(read.Faults, fault => fault is { RuleId: "XHE-5", Path: "/XHE/Header/BusinessScope/BusinessScopeCriterion[3]" });
    }

    [Fact]
    [Rule("XHE-9.1")]
    public void Attributes_of_xsi_and_xml_are_never_faults() =>
        Assert.Empty(Envelopes.Read(Envelopes.With("<a:Header>", "<a:Header xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\" \" xml:lang=\"sv\" xsi:type=\"none\">")).Faults);

    [Fact]
    [Rule("XHE-7.5")]
    public void A_payload_that_is_not_XML_travels_as_Base64()
    {
        var xml = Envelopes.With("<letter xmlns=\"urn:example:letter\">Hej</letter>", "\n SGVq\r\nIQ= =\n").Replace("application/xml", "application/pdf", StringComparison.Ordinal);
        Assert.Empty(Envelopes.Read(xml).Faults);
    }

    [Theory]
    [InlineData("<other/>")]
    [InlineData("<XHE xmlns=\"http://docs.oasis-open.org/bdxr/ns/XHE/2/ExchangeHeaderEnvelope\"/>")]
    [Rule("XHE-9.3", Refuses = true)]
    public void Another_document_is_refused_for_its_root_alone(string xml) =>
        Assert.Contains("root element", Assert.Single(Envelopes.Read(xml).Faults).Detail, StringComparison.Ordinal);

    [Fact]
    [Rule("XHE-9.3", Refuses = true)]
    public void What_surrounds_the_payload_is_bounded()
    {
        var read = Envelopes.Read(Envelopes.With("registrator", new string('x', 300_000)));
        Assert.Contains("larger than", Assert.Single(read.Faults).Detail, StringComparison.Ordinal);
    }
}
