using System.Security.Cryptography;
using System.Text;

namespace SdkNode.As4.Messages;

/// <summary>
/// The wsu:Ids of a message's signed elements. They follow from its MessageId, so that a resend has the same references and a
/// receipt for any try matches all (AS4-7).
/// </summary>
internal static class ElementIds
{
    /// <summary>The ids of Messaging and Body.</summary>
    public static (string Messaging, string Body) For(string messageId)
    {
        var suffix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 16));
        return ($"messaging-{suffix}", $"body-{suffix}");
    }
}
