namespace SdkNode.Security.Signatures;

/// <summary>Which transforms an enveloped signature of ours names; the octets signed are the same.</summary>
public enum EnvelopedForm
{
    /// <summary>enveloped-signature and inclusive C14N 1.0: envelopes (O2O-3).</summary>
    WithCanonicalization,

    /// <summary>enveloped-signature alone: OASIS SMP 1.0 (DIR-3).</summary>
    Bare,
}
