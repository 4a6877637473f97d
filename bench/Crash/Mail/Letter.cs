using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SdkNode.Node.Demo;

namespace SdkNode.Crash.Mail;

/// <summary>One message: everything in it comes from the seed and its number, so that it need not be kept.</summary>
internal sealed class Letter
{
    private readonly Chance _chance;
    private readonly int _fileBytes;

    private Letter(Chance chance, int number, string id, string text, int fileBytes) =>
        (_chance, Number, Id, Text, _fileBytes) = (chance, number, id, text, fileBytes);

    /// <summary>Which of all it is.</summary>
    public int Number { get; }

    /// <summary>The messageId that the client chose.</summary>
    public string Id { get; }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>How many times it was posted.</summary>
    public int Posts { get; set; }

    /// <summary>SHA-256 of its file; null when it has none.</summary>
    public string? FileHash => _fileBytes == 0 ? null : Hash(File());

    /// <summary>Draws the n-th message: nine in ten are a text alone, most others have a file of 10 to 500 KB, one in two hundred has 2 to 5 MB.</summary>
    public static Letter Draw(Chance chance, int number)
    {
        var random = chance.Of("letter", number);
        var id = new byte[16];
        random.NextBytes(id);
        (id[7], id[8]) = ((byte)((id[7] & 0x0F) | 0x40), (byte)((id[8] & 0x3F) | 0x80));
        var text = new StringBuilder($"# Brev {number}\n\n");
        for (var left = Chance.Spread(random, 20, 3_000); left > 0; left -= 40)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Rad {left}: åäö och **{random.Next():x8}**.\n");
        }

        var kind = random.Next(200);
        var bytes = number == 7 || kind == 0 ? random.Next(2_000_000, 5_000_000) : kind < 20 ? (int)Chance.Spread(random, 10_000, 500_000) : 0;
        return new Letter(chance, number, new Guid(id).ToString("D"), text.ToString(), bytes);
    }

    /// <summary>SHA-256 as it is compared.</summary>
    public static string Hash(byte[] octets) => Convert.ToHexString(SHA256.HashData(octets));

    /// <summary>The request's body.</summary>
    public byte[] Body(DemoParty from, DemoParty to)
    {
        var document = new JsonObject { ["documentId"] = "brev", ["contentTextBody"] = new JsonArray(Text) };
        if (_fileBytes > 0)
        {
            document["contentFiles"] = new JsonArray(new JsonObject { ["fileName"] = $"bilaga-{Number}.pdf", ["contentType"] = "application/pdf", ["content"] = Convert.ToBase64String(File()) });
        }

        var message = new JsonObject
        {
            ["messageId"] = Id,
            ["label"] = $"Brev {Number}",
            ["confidentiality"] = true,
            ["sender"] = from.Participant,
            ["senderAttention"] = Attention(from),
            ["recipient"] = to.Participant,
            ["recipientAttention"] = Attention(to),
            ["digitalDocument"] = new JsonArray(document),
        };
        return Encoding.UTF8.GetBytes(new JsonObject { ["data"] = new JsonObject { ["type"] = "messages", ["attributes"] = message } }.ToJsonString());
    }

    private static JsonObject Attention(DemoParty party) =>
        new() { ["subOrganization"] = new JsonObject { ["root"] = "urn:riv:infrastructure:messaging:functionalAddress", ["extension"] = party.Function } };

    private byte[] File()
    {
        var octets = new byte[_fileBytes];
        _chance.Of("file", Number).NextBytes(octets);
        "%PDF-1.7\n"u8.CopyTo(octets);
        return octets;
    }
}
