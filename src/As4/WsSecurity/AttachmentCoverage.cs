using SdkNode.As4.Messages;

namespace SdkNode.As4.WsSecurity;

/// <summary>Whether the signature covers exactly the attachments that the header names (AS4-SEC-3).</summary>
internal static class AttachmentCoverage
{
    /// <summary>The fault, or null.</summary>
    public static As4Fault? Check(HeaderSignature signature, IReadOnlyList<As4Part> parts)
    {
        if (parts.FirstOrDefault(part => !signature.Attachments.ContainsKey(part.ContentId)) is not null)
        {
            return As4Fault.Policy("AS4-SEC-3", "An attachment is not signed.");
        }

        return signature.Attachments.Count == parts.Count
            ? null
            : As4Fault.Policy("AS4-SEC-3", "The signature refers to an attachment that PayloadInfo does not name.");
    }
}
