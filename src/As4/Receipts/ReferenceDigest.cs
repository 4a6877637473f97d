namespace SdkNode.As4.Receipts;

/// <summary>What one signed reference says: which part, and its digest (AS4-4).</summary>
/// <param name="Uri">The reference's URI, <c>#id</c> or <c>cid:id</c>.</param>
/// <param name="DigestValue">The digest in Base64 without white space.</param>
public sealed record ReferenceDigest(string Uri, string DigestValue);
