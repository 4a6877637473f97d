using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Routing.Smp;

/// <summary>DIR-3: metadata whose signature verified and whose signer the environment trusts. Only <see cref="MetadataVerifier"/> makes one.</summary>
public sealed class VerifiedMetadata
{
    internal VerifiedMetadata(ServiceMetadata content, X509Certificate2 signer) => (Content, Signer) = (content, signer);

    /// <summary>What it says.</summary>
    public ServiceMetadata Content { get; }

    /// <summary>The SMP's certificate.</summary>
    public X509Certificate2 Signer { get; }
}
