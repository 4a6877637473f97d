using SdkNode.As4.Receipts;

namespace SdkNode.Node.Store;

/// <summary>Signed references as they stand in a row: a line <c>digest URI</c> each.</summary>
internal static class ReferenceLines
{
    /// <summary>Writes the references.</summary>
    public static string Write(SignedReferences references) =>
        string.Join('\n', references.All.Select(reference => $"{reference.DigestValue} {reference.Uri}"));

    /// <summary>Reads them back.</summary>
    public static SignedReferences Read(string lines) => new(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var cut = line.IndexOf(' ', StringComparison.Ordinal);
        return new ReferenceDigest(line[(cut + 1)..], line[..cut]);
    }));
}
