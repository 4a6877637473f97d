namespace SdkNode.Envelope.SdkMessages;

/// <summary>A document of a message (MSG-11).</summary>
/// <param name="DocumentId">Its id.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Index">Its place, <c>1</c> first, or null.</param>
/// <param name="Files">Its files, in order.</param>
/// <param name="Texts">Its texts, in the Markdown subset of RFC 7763.</param>
public sealed record MessageDocument(string DocumentId, string? Name, string? Index, IReadOnlyList<MessageFile> Files, IReadOnlyList<string> Texts);

/// <summary>A file of a document; its content moves as a stream.</summary>
/// <param name="Number">Its number in the message, 0 first, over all documents.</param>
/// <param name="FileName">Its name.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Length">Its length in bytes after decoding; -1 while unknown.</param>
public sealed record MessageFile(int Number, string FileName, string ContentType, long Length = -1);
