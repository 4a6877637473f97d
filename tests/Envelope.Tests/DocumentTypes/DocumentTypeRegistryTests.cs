using SdkNode.Envelope.Identifiers;

namespace SdkNode.Envelope.DocumentTypes;

public sealed class DocumentTypeRegistryTests
{
    [Fact]
    [Rule("MSG-14.1")]
    public void The_message_and_the_receipt_are_there_from_the_start()
    {
        var message = DocumentTypeRegistry.Standard.Find(DocumentTypeIdentifier.SdkMessageBaseCode)!;
        Assert.Equal("Q{urn:riv:infrastructure:messaging:MessageWithAttachments:3}messagePayload", message.TypeCode);
        Assert.Equal((true, 35 * 1024 * 1024L), (message.IsXml, message.MaxBytes));
        Assert.NotNull(DocumentTypeRegistry.Standard.Find(DocumentTypeIdentifier.MessageReceiptBaseCode));
        Assert.Null(DocumentTypeRegistry.Standard.Find("urn:other"));
        Assert.Equal(2, DocumentTypeRegistry.Standard.All.Count);
    }

    [Fact]
    [Rule("MSG-14.1")]
    public void A_registered_type_is_found_and_the_registry_before_is_as_it_was()
    {
        var more = DocumentTypeRegistry.Standard.With("urn:x:order##1", "Q{urn:x}order", "application/xml", 1000).Value!;
        Assert.Equal(new EqName("urn:x", "order"), more.Find("urn:x:order##1")!.Root);
        Assert.Null(DocumentTypeRegistry.Standard.Find("urn:x:order##1"));
        var octets = more.With("urn:x:edifact", "UNEDIFACT:S3", "application/EDIFACT", 1000).Value!.Find("urn:x:edifact")!;
        Assert.False(octets.IsXml);
    }

    [Theory]
    [InlineData("", "Q{u}a", "application/xml", 1, "identifier")]
    [InlineData("urn:x y", "Q{u}a", "application/xml", 1, "white space")]
    [InlineData("urn:x::tm-base", "Q{u}a", "application/xml", 1, "transport model")]
    [InlineData(DocumentTypeIdentifier.SdkMessageBaseCode, "Q{u}a", "application/xml", 1, "already")]
    [InlineData("urn:x", "a", "application/xml", 1, "Q{namespace}name")]
    [InlineData("urn:x", " ", "text/plain", 1, "type code")]
    [InlineData("urn:x", "a", "text", 1, "media type")]
    [InlineData("urn:x", "a", "text/plain", 0, "size limit")]
    [Rule("MSG-14.1", Refuses = true)]
    public void What_cannot_be_registered_is_named(string baseCode, string typeCode, string contentType, long maxBytes, string says)
    {
        var fault = DocumentTypeRegistry.Standard.With(baseCode, typeCode, contentType, maxBytes).Fault!;
        Assert.Equal("MSG-14", fault.RuleId);
        Assert.Contains(says, fault.Detail, StringComparison.Ordinal);
    }
}
