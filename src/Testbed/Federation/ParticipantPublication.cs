using System.Security.Cryptography.X509Certificates;
using SdkNode.Envelope.Identifiers;

namespace SdkNode.Testbed.Federation;

/// <summary>What the testbed's SMP says of one participant (DIR-2, DIR-5).</summary>
public sealed record ParticipantPublication
{
    /// <summary>Whom it is about.</summary>
    public required ParticipantIdentifier Participant { get; init; }

    /// <summary>The document types that the participant receives, with their transport models.</summary>
    public required IReadOnlyList<DocumentTypeIdentifier> Documents { get; init; }

    /// <summary>Where its access point takes messages.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Its access point's certificate.</summary>
    public required X509Certificate2 AccessPoint { get; init; }

    /// <summary>Its signing certificates; several during a rotation.</summary>
    public IReadOnlyList<X509Certificate2> Signing { get; init; } = [];

    /// <summary>Its encryption certificates; several during a rotation.</summary>
    public IReadOnlyList<X509Certificate2> Encryption { get; init; } = [];

    /// <summary>From when the endpoint is to be used; null leaves the date out.</summary>
    public DateTimeOffset? Activation { get; init; }

    /// <summary>Until when the endpoint is to be used; null leaves the date out.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>The endpoint's transport profile (ID-9).</summary>
    public string TransportProfile { get; init; } = "digg-transport-as4-v1_0";

    /// <summary>The name under which the address book lists it (DIR-7); null leaves it out there.</summary>
    public string? Name { get; init; }

    /// <summary>The functions that the address book lists of it.</summary>
    public IReadOnlyList<BookFunction> Functions { get; init; } = [];

    /// <summary>The process that the endpoint serves (ID-4).</summary>
    public string Process { get; init; } = ProcessIdentifier.NoProcess;
}
