using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SdkNode.Security;

namespace SdkNode.Envelope.Opening;

/// <summary>Opens envelopes in two passes: rules and signature, then decryption (O2O-1).</summary>
public static class EnvelopeOpener
{
    /// <summary>Checks the envelope's rules and its signature's mathematics.</summary>
    public static Task<Result<VerifiedEnvelope, EnvelopeFault>> VerifyAsync(Stream envelope, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes the payload out.</summary>
    public static Task<Result<OpenedPayload, EnvelopeFault>> DecryptAsync(VerifiedEnvelope envelope, Stream again, Func<X509Certificate2, RSA?> keyFor, Stream output, CancellationToken cancellationToken) => throw new NotImplementedException();
}
