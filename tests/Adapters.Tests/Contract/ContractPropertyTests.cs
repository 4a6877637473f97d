using System.Text;
using System.Text.Json;
using CsCheck;
using SdkNode.Adapters.Contract;
using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Adapters.Tests.Contract;

public sealed class ContractPropertyTests
{
    private static readonly string[] Parts = ["a", "å", "Ö", "\"", "\\", "<", "&", "'", "/", "\t", "\n", "\r", "\u2028", "\u202e", "😀", "\u00a0", "]]>"];

    private static readonly Gen<string> AnyText =
        Gen.Int[0, Parts.Length - 1].Select(part => Parts[part]).Array[0, 40].Select(parts => "x" + string.Concat(parts));

    private static readonly Gen<byte[]> AnyContent = Gen.OneOf(Gen.Byte.Array[1, 10], Gen.Byte.Array[1, 70_000]);

    private static readonly Gen<(string Name, string Type, byte[] Content)> AnyFile = Gen.Select(AnyText, AnyText, AnyContent);

    private static readonly Gen<(string Id, string? Name, (string Name, string Type, byte[] Content)[] Files, string[] Texts)[]> AnyDocuments =
        Gen.Select(AnyText, AnyText.Null(), AnyFile.Array[0, 3], AnyText.Array[0, 3]).Array[1, 4];

    [Fact]
    public async Task Whatever_a_message_holds_comes_back_from_the_JSON() =>
        await AnyDocuments.Where(documents => documents.Any(document => document.Files.Length + document.Texts.Length > 0)).SampleAsync(async documents =>
        {
            var contents = documents.SelectMany(document => document.Files.Select(file => file.Content)).ToList();
            var number = 0;
            var message = SampleMessages.With([]) with
            {
                Label = documents[0].Id,
                Documents = [.. documents.Select(document => new MessageDocument(
                    document.Id, document.Name, null, [.. document.Files.Select(file => new MessageFile(number++, file.Name, file.Type, file.Content.Length))], document.Texts))],
            };
            var xml = await SampleMessages.XmlAsync(message, contents);
            using var output = new MemoryStream();
            await using (var json = new Utf8JsonWriter(output, ContractWriter.Options))
            {
                var read = await ContractDocuments.ReadAsync(() => new MemoryStream(xml), null, CancellationToken.None);
                json.WriteStartObject();
                ContractWriter.WriteHeader(json, read);
                json.WritePropertyName("digitalDocument");
                await ContractDocuments.WriteAsync(json, read, () => new MemoryStream(xml), ContractParts.All, CancellationToken.None);
                json.WriteEndObject();
            }

            using var attributes = JsonDocument.Parse(Encoding.UTF8.GetString(output.ToArray()));
            return attributes.RootElement.GetProperty("label").GetString() == message.Label
                && attributes.RootElement.GetProperty("digitalDocument").EnumerateArray().Zip(message.Documents).All(pair => IsSame(pair.First, pair.Second, contents));
        }, iter: 100);

    private static bool IsSame(JsonElement json, MessageDocument document, List<byte[]> contents) =>
        json.GetProperty("documentId").GetString() == document.DocumentId
        && (json.TryGetProperty("documentName", out var name) ? name.GetString() : null) == document.Name
        && Items(json, "contentTextBody").Select(text => text.GetString()).SequenceEqual(document.Texts)
        && Items(json, "contentFiles").Select(file => (file.GetProperty("fileName").GetString(), file.GetProperty("contentType").GetString()))
            .SequenceEqual(document.Files.Select(file => ((string?)file.FileName, (string?)file.ContentType)))
        && Items(json, "contentFiles").Zip(document.Files).All(pair => pair.First.GetProperty("content").GetBytesFromBase64().AsSpan().SequenceEqual(contents[pair.Second.Number]));

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) => json.TryGetProperty(name, out var array) ? array.EnumerateArray() : default;
}
