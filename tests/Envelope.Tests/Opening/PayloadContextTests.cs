using System.Text;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.Sealing;

namespace SdkNode.Envelope.Opening;

/// <summary>Payloads that lean on the namespaces of the envelope around them.</summary>
public sealed class PayloadContextTests
{
    private const string Ns = "urn:riv:infrastructure:messaging:MessageWithAttachments:3";

    [Theory]
    [InlineData($"xmlns:m=\"{Ns}\"", "<m:messagePayload><m:message a=\"x\"/></m:messagePayload>")]
    [InlineData($"xmlns=\"{Ns}\"", "<messagePayload><message a=\"x\"/></messagePayload>")]
    public async Task A_payload_whose_prefixes_the_envelope_declares_opens_to_a_document_that_stands_alone(string declaration, string plaintext)
    {
        var envelope = await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, plaintext, text => text.Replace("<x:XHE ", $"<x:XHE {declaration} ", StringComparison.Ordinal));
        var (opened, payload) = await TestEnvelopes.OpenAsync(envelope);
        Assert.True(opened.IsOk, opened.Fault?.Detail);
        Assert.Equal(payload, TestEnvelopes.Canonical(payload));
        Assert.Contains(declaration, Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_stands_alone_gets_nothing_added_but_what_its_parts_use()
    {
        const string Xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
        var plaintext = $"<m:messagePayload xmlns:m=\"{Ns}\"><m:message xsi:nil=\"true\"></m:message></m:messagePayload>";
        var envelope = await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, plaintext, text => text.Replace("<x:XHE ", $"<x:XHE {Xsi} xmlns:n=\"urn:n\" ", StringComparison.Ordinal));
        var (_, payload) = await TestEnvelopes.OpenAsync(envelope);
        Assert.Equal(plaintext.Replace("<m:message xsi", $"<m:message {Xsi} xsi", StringComparison.Ordinal), Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public async Task A_root_in_no_namespace_does_not_fall_into_the_default_namespace_of_the_envelope()
    {
        var header = TestEnvelopes.MessageHeader with { DocumentType = new DocumentTypeIdentifier("urn:x:order", TransportModel.BaseSigEnc), PayloadTypeCode = "Q{}order" };
        var envelope = await TestEnvelopes.SealPlaintextAsync(header, "<order></order>", text => text.Replace("<x:XHE ", "<x:XHE xmlns=\"urn:other\" ", StringComparison.Ordinal));
        var (_, payload) = await TestEnvelopes.OpenAsync(envelope);
        Assert.Equal("<order></order>", Encoding.UTF8.GetString(payload));
    }

    [Fact]
    [Rule("RCPT-5", Refuses = true)]
    public async Task Namespaces_cannot_be_used_to_blow_a_payload_up()
    {
        var bomb = $"<messagePayload xmlns=\"{Ns}\">{string.Concat(Enumerable.Repeat("<p:a/>", 5000))}</messagePayload>";
        var envelope = await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, bomb, text => text.Replace("<x:XHE ", $"<x:XHE xmlns:p=\"urn:{new string('x', 900)}\" ", StringComparison.Ordinal));
        var (opened, _) = await TestEnvelopes.OpenAsync(envelope);
        Assert.Equal("RCPT-5", opened.Fault!.Rules[0].RuleId);
    }

    [Fact]
    [Rule("RCPT-5", Refuses = true)]
    public async Task Depth_and_entities_cannot_either()
    {
        var deep = $"<messagePayload xmlns=\"{Ns}\">{string.Concat(Enumerable.Repeat("<a>", 5000))}";
        foreach (var plaintext in new[] { deep, "<!DOCTYPE a [<!ENTITY b \"c\">]>" + TestEnvelopes.Message })
        {
            var (opened, _) = await TestEnvelopes.OpenAsync(await TestEnvelopes.SealPlaintextAsync(TestEnvelopes.MessageHeader, plaintext));
            Assert.Equal("RCPT-5", opened.Fault!.Rules[0].RuleId);
        }
    }
}
