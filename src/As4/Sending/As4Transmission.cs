using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;
using SdkNode.As4.Receipts;
using SdkNode.Security.Certificates;

namespace SdkNode.As4.Sending;

/// <summary>One try to transfer one message. Message and payloads are the same in every try; key, IV and signature are fresh.</summary>
public sealed record As4Transmission
{
    /// <summary>Where the receiving access point listens.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The message; its parts are those of <see cref="Payloads"/>, in order.</summary>
    public required As4UserMessage Message { get; init; }

    /// <summary>The payloads, in the order of the message's parts.</summary>
    public required IReadOnlyList<As4Payload> Payloads { get; init; }

    /// <summary>Our access point's key.</summary>
    public required KeyPair Signing { get; init; }

    /// <summary>The receiving access point's certificate from the metadata: encrypted for, and expected to sign the answer (AS4-4).</summary>
    public required X509Certificate2 Receiver { get; init; }

    /// <summary>How to send.</summary>
    public As4SendOptions Options { get; init; } = new();

    /// <summary>The signed references of earlier tries: a receipt that matches any of our tries counts (AS4-7).</summary>
    public IReadOnlyList<SignedReferences> EarlierTries { get; init; } = [];
}
