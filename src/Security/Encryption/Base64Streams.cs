namespace SdkNode.Security.Encryption;

/// <summary>
/// Base64 as streams of UTF-8 text. Encoding breaks no lines. Decoding takes white space anywhere and is strict otherwise:
/// <see cref="InvalidBase64Exception"/> is thrown at the first fault.
/// </summary>
public static class Base64Streams
{
    /// <summary>A stream from which the Base64 text of another stream's octets is read.</summary>
    public static Stream Encode(Stream octets, bool leaveOpen = false) => new ChunkReadStream(octets, new Base64Encoding(), leaveOpen);

    /// <summary>A stream from which the octets of another stream's Base64 text are read.</summary>
    public static Stream Decode(Stream text, bool leaveOpen = false) => new ChunkReadStream(text, new Base64Decoding(), leaveOpen);

    /// <summary>A stream that writes the Base64 text of what is written to it; it must be completed.</summary>
    public static ChunkWriteStream EncodeTo(Stream destination, bool leaveOpen = false) => new(destination, new Base64Encoding(), leaveOpen);

    /// <summary>A stream that writes the octets of the Base64 text that is written to it; it must be completed.</summary>
    public static ChunkWriteStream DecodeTo(Stream destination, bool leaveOpen = false) => new(destination, new Base64Decoding(), leaveOpen);

    /// <summary>The exact length of the Base64 text of so many octets.</summary>
    public static long EncodedLength(long octets) => (octets + 2) / 3 * 4;
}
