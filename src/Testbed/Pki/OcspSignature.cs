using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;

namespace SdkNode.Testbed.Pki;

/// <summary>Signs answers with the platform's RSA: to hand a key over to Bouncy Castle costs a test of its primes for every answer, many times the signature itself.</summary>
internal sealed class OcspSignature(RSA key) : ISignatureFactory
{
    public object AlgorithmDetails { get; } = new AlgorithmIdentifier(PkcsObjectIdentifiers.Sha256WithRsaEncryption, DerNull.Instance);

    public IStreamCalculator<IBlockResult> CreateCalculator() => new Calculator(key);

    private sealed class Calculator(RSA key) : IStreamCalculator<IBlockResult>
    {
        public Stream Stream { get; } = new MemoryStream();

        public IBlockResult GetResult() => new SimpleBlockResult(key.SignData(((MemoryStream)Stream).ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
