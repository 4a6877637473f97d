using System.Security.Cryptography.X509Certificates;
using SdkNode.As4.Messages;

namespace SdkNode.As4.Inspecting;

/// <summary>What a saved HTTP body turned out to be.</summary>
public enum As4Kind
{
    /// <summary>No AS4 message at all.</summary>
    NotAs4,

    /// <summary>A user message.</summary>
    UserMessage,

    /// <summary>A receipt signal.</summary>
    Receipt,

    /// <summary>An error signal.</summary>
    Error,
}

/// <summary>What an inspection found.</summary>
public sealed record As4Inspection
{
    /// <summary>What it is.</summary>
    public required As4Kind Kind { get; init; }

    /// <summary>Every check in the order that the receiver makes it.</summary>
    public required IReadOnlyList<As4Check> Checks { get; init; }

    /// <summary>The user message, when it is one and its header could be read.</summary>
    public As4UserMessage? Message { get; init; }

    /// <summary>The receipt, when it is one.</summary>
    public As4Receipt? Receipt { get; init; }

    /// <summary>The errors, when it is an error signal.</summary>
    public IReadOnlyList<As4Error> Errors { get; init; } = [];

    /// <summary>The certificate that the signature names, or null.</summary>
    public X509Certificate2? Signer { get; init; }

    /// <summary>True when no check failed.</summary>
    public bool IsValid => Kind is not As4Kind.NotAs4 && Checks.All(check => check.State is not As4CheckState.Failed);
}
