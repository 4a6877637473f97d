namespace SdkNode.As4.Messages;

/// <summary>What the properties of a part must keep (AS4-3).</summary>
internal static class PartRules
{
    /// <summary>The first rule that a part breaks, or null.</summary>
    public static As4Fault? Check(As4Part part)
    {
        if (part.CompressionType is { } compression)
        {
            if (!compression.Equals(As4Names.Gzip, StringComparison.OrdinalIgnoreCase))
            {
                return new As4Fault(As4ErrorCode.ValueNotRecognized, "AS4-3", "CompressionType is not application/gzip.");
            }

            if (string.IsNullOrWhiteSpace(part.MimeType))
            {
                return new As4Fault(As4ErrorCode.ValueInconsistent, "AS4-3", "A compressed part has no MimeType property.");
            }
        }

        return part.CharacterSet is { } name && !IsEncodingName(name)
            ? new As4Fault(As4ErrorCode.ValueNotRecognized, "AS4-3", "CharacterSet is no encoding name.")
            : null;
    }

    // EncName of XML 1.0, section 4.3.3.
    private static bool IsEncodingName(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
