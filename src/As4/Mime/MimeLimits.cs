namespace SdkNode.As4.Mime;

/// <summary>Limits of a multipart body.</summary>
/// <param name="MaxParts">Parts at most.</param>
/// <param name="MaxHeaderBytes">Bytes of one part's headers at most; 32 KiB is the most that can be asked for.</param>
/// <param name="MaxHeaders">Headers of one part at most.</param>
internal sealed record MimeLimits(int MaxParts, int MaxHeaderBytes, int MaxHeaders)
{
    /// <summary>Bytes before the first boundary, and after the last, at most.</summary>
    public const int MaxPreambleBytes = 64 * 1024;
}
