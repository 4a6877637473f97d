using System.Text;
using SdkNode.As4.Receiving;

namespace SdkNode.As4.Tests.Support;

/// <summary>One MIME part as it goes over the wire.</summary>
internal sealed record WirePart(string Headers, byte[] Content);

/// <summary>A request as it goes over the wire, every detail open to change.</summary>
internal sealed class WireMessage
{
    public string Boundary { get; set; } = "=_test.boundary";

    public string? ContentType { get; set; }

    public string LineEnd { get; set; } = "\r\n";

    public string Preamble { get; set; } = "";

    public string Epilogue { get; set; } = "\r\n";

    public bool Closes { get; set; } = true;

    public List<WirePart> Parts { get; } = [];

    public byte[] ToBody()
    {
        using var body = new MemoryStream();
        Write(body, Preamble);
        foreach (var part in Parts)
        {
            Write(body, $"{(body.Length == 0 ? "" : LineEnd)}--{Boundary}{LineEnd}{part.Headers.ReplaceLineEndings(LineEnd)}{LineEnd}{LineEnd}");
            body.Write(part.Content);
        }

        Write(body, Closes ? $"{LineEnd}--{Boundary}--{Epilogue}" : "");
        return body.ToArray();
    }

    public As4HttpRequest ToRequest()
    {
        var body = ToBody();
        var type = ContentType ?? $"multipart/related; type=\"application/soap+xml\"; boundary=\"{Boundary}\"";
        return new As4HttpRequest(type, body.Length, new MemoryStream(body), null, "test");
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.Latin1.GetBytes(text));
}
