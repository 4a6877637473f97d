using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.As4.Sending;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Tests.Outbound;

/// <summary>Ways in which a try can end.</summary>
internal static class Outcomes
{
    private static readonly SignedReferences s_references = new([new ReferenceDigest("cid:message", "AAAA"), new ReferenceDigest("#header", "BBBB")]);

    public static As4SendOutcome Acknowledged(KeyPair signer) =>
        new As4Acknowledged(
            new As4Receipt { MessageId = "receipt@peer", Timestamp = DateTimeOffset.UnixEpoch, RefToMessageId = "1@us", References = s_references },
            signer.Certificate,
            new byte[] { 1, 2, 3 })
        {
            References = s_references,
            RequestFullySent = true,
        };

    public static As4SendOutcome Failed(As4SendFailure failure, bool sent, TimeSpan? retryAfter = null) =>
        new As4Failed(failure, "It failed.") { References = s_references, RequestFullySent = sent, RetryAfter = retryAfter };

    public static As4SendOutcome Error(string code, string? detail = null, bool verified = true) =>
        new As4PeerError(new As4Error { Code = code, ShortDescription = "Fault", Detail = detail }, verified) { References = s_references, RequestFullySent = true, SignatureRemark = verified ? null : "no signature" };
}
