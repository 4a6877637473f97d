using System.Text;
using System.Text.Json;
using SdkNode.Adapters.Contract;
using SdkNode.Envelope.Identifiers;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Tests.Contract;

public sealed class ContractWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_header_with_everything_stands_as_the_contract_has_it()
    {
        var bare = SampleMessages.With([]);
        var message = bare with
        {
            RefToMessageId = MessageId.Parse("0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01").Value,
            CreationDateTime = new DateTimeOffset(2026, 11, 23, 20, 10, 39, 843, TimeSpan.FromHours(2)),
            GeneratingSystem = new InstanceIdentifier("unregistred", "Test 1"),
            Recipient = bare.Recipient with
            {
                Attention = new MessageAttention(
                    new InstanceIdentifier(FunctionalAddress.Root, "varmland.vardcentral"),
                    "Vårdcentralen",
                    [new AttentionPerson(new InstanceIdentifier(CodeSystems.PersonalNumber, "191212121212"), "Tolvan Tolvansson"), new AttentionPerson(null, null)],
                    [new AttentionReference(new InstanceIdentifier("dnr", "2026/17"), null)]),
            },
        };
        Assert.Equal(
            """
            {"creationDateTime":"2026-11-23T18:10:39.843Z","messageId":"7bc5576a-3f87-4cf5-a0c5-277da06fcacb","conversationId":"7bc5576a-3f87-4cf5-a0c5-277da06fcacb",
            "refToMessageId":"0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01","confidentiality":true,"generatingSystem":{"root":"unregistred","extension":"Test 1"},
            "recipientAttention":{"subOrganization":{"root":"urn:riv:infrastructure:messaging:functionalAddress","extension":"varmland.vardcentral","label":"Vårdcentralen"},
            "attentionPerson":[{"root":"1.2.752.129.2.1.3.1","extension":"191212121212","label":"Tolvan Tolvansson"},{"root":"","extension":"","label":""}],
            "referenceId":[{"root":"dnr","extension":"2026/17","label":""}]},
            "senderAttention":{"subOrganization":{"root":"urn:riv:infrastructure:messaging:functionalAddress","extension":"kristinehamn.registrator"}},
            "sender":"0203:kristinehamn.example","recipient":"0203:regionvarmland.example","label":"Kallelse till möte"}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(ContractWriter.Header(message)));
    }

    [Fact]
    public void What_is_absent_is_left_out_but_for_the_label_which_the_contract_requires()
    {
        var bare = SampleMessages.With([]);
        var message = bare with { Label = null, Recipient = bare.Recipient with { Attention = null }, Sender = bare.Sender with { Attention = null } };
        using var header = JsonDocument.Parse(ContractWriter.Header(message));
        Assert.Equal(
            ["creationDateTime", "messageId", "conversationId", "confidentiality", "sender", "recipient", "label"],
            header.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("", header.RootElement.GetProperty("label").GetString());
    }

    [Fact]
    public async Task Documents_stand_as_the_contract_has_them()
    {
        var message = SampleMessages.With([]) with
        {
            Documents =
            [
                new MessageDocument("1", null, "1", [], ["Hej <b> & \"å\"\n"]),
                new MessageDocument("2", "Brev", null, [new MessageFile(0, "brev.pdf", "application/pdf"), new MessageFile(1, "å.txt", "text/plain")], []),
                new MessageDocument("3", null, null, [], []),
            ],
        };
        var xml = await SampleMessages.XmlAsync(message, "%PDF-1.7"u8.ToArray(), [1]);
        Assert.Equal(
            """
            [{"documentId":"1","index":"1","contentTextBody":["Hej <b> & \"å\"\n"]},
            {"documentName":"Brev","documentId":"2","contentFiles":[{"fileName":"brev.pdf","contentType":"application/pdf","content":"JVBERi0xLjc="},
            {"fileName":"å.txt","contentType":"text/plain","content":"AQ=="}]},{"documentId":"3"}]
            """.ReplaceLineEndings(""),
            await WriteAsync(xml, ContractParts.All));
        Assert.Equal("""[{"documentId":"1","index":"1"},{"documentName":"Brev","documentId":"2"},{"documentId":"3"}]""", await WriteAsync(xml, new ContractParts(Texts: false, Files: false)));
        Assert.DoesNotContain("contentTextBody", await WriteAsync(xml, new ContractParts(Texts: false)), StringComparison.Ordinal);
        Assert.DoesNotContain("contentFiles", await WriteAsync(xml, new ContractParts(Files: false)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_was_damaged_or_exchanged_is_not_written_as_if_it_were_right()
    {
        var two = SampleMessages.With([new MessageFile(0, "a", "text/plain"), new MessageFile(1, "b", "text/plain")]);
        var one = SampleMessages.With([new MessageFile(0, "a", "text/plain")]);
        var (xmlOfTwo, xmlOfOne) = (await SampleMessages.XmlAsync(two, [1], [2]), await SampleMessages.XmlAsync(one, [1]));
        await Assert.ThrowsAsync<InvalidDataException>(() => ContractDocuments.ReadAsync(() => new MemoryStream(xmlOfOne, 0, 900), null, Token));
        foreach (var (message, xml) in new[] { (two, xmlOfOne), (one, xmlOfTwo) })
        {
            await using var json = new Utf8JsonWriter(Stream.Null, ContractWriter.Options);
            await Assert.ThrowsAsync<InvalidDataException>(() => ContractDocuments.WriteAsync(json, message, () => new MemoryStream(xml), ContractParts.All, Token));
            json.Reset();
        }
    }

    private static async Task<string> WriteAsync(byte[] xml, ContractParts parts)
    {
        using var output = new MemoryStream();
        await using var json = new Utf8JsonWriter(output, ContractWriter.Options);
        var message = await ContractDocuments.ReadAsync(() => new MemoryStream(xml), null, Token);
        await ContractDocuments.WriteAsync(json, message, () => new MemoryStream(xml), parts, Token);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
