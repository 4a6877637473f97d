namespace SdkNode.Node.Ui.Shell;

/// <summary>A path of this site that somebody may be sent back to.</summary>
internal static class LocalPath
{
    private const int Most = 1000;

    /// <summary>
    /// The path, or <c>/</c> where it is none: what begins with two slashes, or with one and a backslash, browsers take for another host; and
    /// no header holds anything but printable ASCII.
    /// </summary>
    public static string Of(string? path) =>
        path is ['/', ..] && path.Length <= Most && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal) && path.All(letter => letter is > ' ' and < '\u007f') ? path : "/";
}
