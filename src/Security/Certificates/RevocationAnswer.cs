namespace SdkNode.Security.Certificates;

/// <summary>What is known of a certificate's revocation.</summary>
public enum RevocationState
{
    /// <summary>Its issuer says that it is not revoked.</summary>
    Good,

    /// <summary>Its issuer has revoked it.</summary>
    Revoked,

    /// <summary>It names OCSP or a CRL, and none of them answers in a way that can be believed.</summary>
    Unknown,

    /// <summary>It names neither OCSP nor a CRL: its issuer does not tell, and there is nothing to check.</summary>
    NothingToCheck,
}

/// <summary>What is known of a certificate's revocation, and from where.</summary>
/// <param name="State">What is known.</param>
/// <param name="Detail">For people: who said so, or why nobody did.</param>
public sealed record RevocationAnswer(RevocationState State, string Detail);
