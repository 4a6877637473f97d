using System.Text;

namespace SdkNode.Adapters.VirusScan;

/// <summary>Reads clamd's answers. All of their text comes from outside.</summary>
internal static class ClamdReply
{
    private const int LongestReply = 4096;
    private const int LongestText = 100;

    /// <summary>The answer: all up to a NUL or the end; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is longer than any answer of clamd.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<string?> ReadAsync(Stream connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestReply];
        var used = 0;
        while (used < buffer.Length)
        {
            var count = await connection.ReadAsync(buffer.AsMemory(used), cancellationToken);
            var end = buffer.AsSpan(used, count).IndexOf((byte)0);
            used += end >= 0 ? end : count;
            if (end >= 0 || count == 0)
            {
                return used == 0 ? null : Encoding.Latin1.GetString(buffer, 0, used).TrimEnd('\n', '\r');
            }
        }

        throw new InvalidDataException("clamd's answer does not end.");
    }

    /// <summary>What the answer to INSTREAM says.</summary>
    public static ScanVerdict Judge(string? reply)
    {
        const string prefix = "stream: ";
        const string found = " FOUND";
        switch (reply)
        {
            case null:
                return Fault(ScanFaultKind.Protocol, "clamd hung up without a verdict; its log says why.");
            case "stream: OK":
                return new ScanVerdict.Clean();
            case var text when text.StartsWith("INSTREAM size limit exceeded", StringComparison.Ordinal):
                return Fault(ScanFaultKind.TooLarge, "The content is larger than clamd takes; raise StreamMaxLength in clamd.conf.");
            case var text when text.Contains("READ TIMED OUT", StringComparison.Ordinal):
                return Fault(ScanFaultKind.TimedOut, "clamd waited too long for the content (CommandReadTimeout in clamd.conf).");
            case var text when text.StartsWith(prefix, StringComparison.Ordinal) && text.EndsWith(found, StringComparison.Ordinal) && text.Length > prefix.Length + found.Length:
                return new ScanVerdict.Found(Printable(text[prefix.Length..^found.Length]));
            default:
                return Fault(ScanFaultKind.Protocol, $"clamd gave no verdict but: {Printable(reply)}");
        }
    }

    /// <summary>A text from outside made fit for logs and receipts: printable ASCII, at most 100 characters.</summary>
    public static string Printable(string text) =>
        string.Create(Math.Min(text.Length, LongestText), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });

    private static ScanVerdict.Unavailable Fault(ScanFaultKind kind, string detail) => new(new ScanFault(kind, detail));
}
