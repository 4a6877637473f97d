using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.Tests.Identifiers;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData(DocumentTypeIdentifier.SdkMessageBaseCode, TransportModel.Base, "::tm-base")]
    [InlineData(DocumentTypeIdentifier.SdkMessageBaseCode, TransportModel.BaseSigEnc, "::tm-base-ext-sigenc")]
    [InlineData(DocumentTypeIdentifier.MessageReceiptBaseCode, TransportModel.BaseSigEnc, "::tm-base-ext-sigenc")]
    [Rule("ID-8.1")]
    public void A_document_identifier_reads_back_to_base_code_and_model(string baseCode, TransportModel model, string suffix)
    {
        var identifier = DocumentTypeIdentifier.Parse(baseCode + suffix).Value;
        Assert.Equal(new DocumentTypeIdentifier(baseCode, model), identifier);
        Assert.Equal(baseCode + suffix, identifier!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("urn:a::b##1")]
    [InlineData("urn:a::b##1::tm-other")]
    [InlineData("urn:a::b##1:tm-base")]
    [InlineData("urn:a::b##1::TM-BASE")]
    [InlineData("urn:a b::tm-base")]
    [InlineData("::tm-base")]
    [Rule("ID-8.1", Refuses = true)]
    public void A_document_identifier_without_model_is_refused(string text) => Assert.Equal("ID-8", DocumentTypeIdentifier.Parse(text).Fault?.RuleId);

    [Fact]
    [Rule("ID-8.2")]
    public void A_receipt_has_the_type_of_receipts_under_the_same_model()
    {
        var receipt = DocumentTypeIdentifier.SdkMessage(TransportModel.BaseSigEnc).ReceiptType;
        Assert.True(receipt.IsMessageReceipt);
        Assert.Equal(TransportModel.BaseSigEnc, receipt.TransportModel);
    }

    [Fact]
    [Rule("ID-3")]
    public void The_federations_are_SDK_and_test()
    {
        Assert.True(FederationIdentifier.IsKnown("urn:fdc:digg.se:edelivery:federation:sdk"));
        Assert.True(FederationIdentifier.IsKnown("urn:fdc:digg.se:edelivery:federation:test"));
        Assert.False(FederationIdentifier.IsKnown("urn:fdc:digg.se:edelivery:federation:other"));
    }

    [Fact]
    [Rule("ID-4")]
    [Rule("ID-5")]
    [Rule("ID-6")]
    [Rule("ID-7")]
    [Rule("ID-12")]
    [Rule("ID-13")]
    public void The_code_lists_have_their_published_values()
    {
        Assert.Equal(("bdx:noprocess", "urn:fdc:digg.se:edelivery:process"), (ProcessIdentifier.NoProcess, ProcessIdentifier.Scheme));
        Assert.Equal("busdox-docid-qns", DocumentTypeIdentifier.Scheme);
        Assert.Equal("urn:riv:infrastructure:messaging:MessageWithAttachments:3::messagePayload##3.0", DocumentTypeIdentifier.SdkMessageBaseCode);
        Assert.EndsWith("::ApplicationResponse##fdc:digg.se:edelivery:messagetype:response:1::2.1", DocumentTypeIdentifier.MessageReceiptBaseCode, StringComparison.Ordinal);
        Assert.Equal("urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0", CertPubIdentifiers.Extension);
        Assert.Equal("urn:fdc:digg.se:edelivery:certpub:signing-cert", CertPubIdentifiers.SigningCertificate);
        Assert.Equal("urn:fdc:digg.se:edelivery:certpub:encryption-cert", CertPubIdentifiers.EncryptionCertificate);
        Assert.Equal(("1.2.752.129.2.1.3.1", "dnr", "unregistred"), (CodeSystems.PersonalNumber, CodeSystems.DiaryNumber, CodeSystems.Other));
    }

    [Theory]
    [InlineData("0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01", true)]
    [InlineData("0D9B6F2E-6E0C-4B7E-9A55-0F6F1D8F4A01", true)]
    [InlineData("0d9b6f2e6e0c4b7e9a550f6f1d8f4a01", false)]
    [InlineData("{0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01}", false)]
    [InlineData(" 0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a0", false)]
    [InlineData("", false)]
    [Rule("XHE-3.1")]
    public void An_id_is_a_UUID_in_its_one_form(string text, bool taken) => Assert.Equal(taken, MessageId.TryParse(text, out _));

    [Fact]
    public void Ids_are_compared_as_UUIDs() =>
        Assert.Equal(MessageId.Parse("0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01").Value, MessageId.Parse("0D9B6F2E-6E0C-4B7E-9A55-0F6F1D8F4A01").Value);

    [Theory]
    [InlineData("Q{urn:a}b", "urn:a", "b")]
    [InlineData("Q{}b", "", "b")]
    [InlineData("Q{urn:a}", null, null)]
    [InlineData("{urn:a}b", null, null)]
    [InlineData("Q{urn:a}b c", null, null)]
    public void An_expanded_name_is_read_in_the_form_of_XPath(string text, string? uri, string? local)
    {
        Assert.Equal(uri is not null, EqName.TryParse(text, out var name));
        Assert.Equal((uri, local), (name?.NamespaceUri, name?.LocalName));
        Assert.Equal(uri is null ? null : text, name?.ToString());
    }

    [Fact]
    [Rule("ID-11")]
    public void A_functional_address_is_some_text_without_white_space_around_it()
    {
        Assert.True(FunctionalAddress.Parse("varmland.vardcentral.kristinehamn").IsOk);
        Assert.False(FunctionalAddress.Parse("").IsOk);
        Assert.False(FunctionalAddress.Parse(" a").IsOk);
        Assert.Equal("urn:riv:infrastructure:messaging:functionalAddress", FunctionalAddress.Root);
    }
}
