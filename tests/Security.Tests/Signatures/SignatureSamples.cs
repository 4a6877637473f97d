using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Signatures;

/// <summary>A small signed document and the shortcuts to judge changed ones.</summary>
internal static class SignatureSamples
{
    public const string Document =
        "<x:r xmlns:x=\"urn:x\" xmlns=\"urn:d\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:schemaLocation=\"a b\"><head id=\"1\">to <b>varmland</b></head><body>åäö</body></x:r>";

    private static readonly Lazy<Task<byte[]>> LazySigned = new(() =>
        EnvelopedSignature.SignAsync(Encoding.UTF8.GetBytes(Document), SigningKeys.Alice, EnvelopedForm.WithCanonicalization, CancellationToken.None));

    public static async Task<string> SignedAsync() => Encoding.UTF8.GetString(await LazySigned.Value);

    /// <summary>The streaming verdict, with a second pass where the signature asks for one.</summary>
    public static Result<VerifiedEnvelopedSignature, SignatureFault> Verify(string document, SignaturePolicy? policy = null) =>
        Verify(Encoding.UTF8.GetBytes(document), policy ?? SignaturePolicy.Envelope);

    public static Result<VerifiedEnvelopedSignature, SignatureFault> Verify(ReadOnlySpan<byte> document, SignaturePolicy policy)
    {
        using var sink = Pass(document, null);
        var verdict = sink.Verify(policy);
        if (verdict.Fault?.Kind != SignatureFaultKind.OtherDigestPlan)
        {
            return verdict;
        }

        using var second = Pass(document, sink.NamedPlan);
        return second.Verify(policy);
    }

    /// <summary>Signs with the platform's SignedXml.</summary>
    public static string SignByPlatform(string text, string canonicalization, string signatureMethod, string digestMethod, params Transform[] transforms)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using var reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        document.Load(reader);
        var signed = new SignedXml(document) { SigningKey = SigningKeys.Alice.PrivateKey };
        signed.SignedInfo!.CanonicalizationMethod = canonicalization;
        signed.SignedInfo.SignatureMethod = signatureMethod;
        var reference = new Reference("") { DigestMethod = digestMethod };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        foreach (var transform in transforms)
        {
            reference.AddTransform(transform);
        }

        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(SigningKeys.Alice.Certificate));
        signed.ComputeSignature();
        document.DocumentElement!.AppendChild(document.ImportNode(signed.GetXml(), deep: true));
        return document.OuterXml;
    }

    /// <summary>Makes the signature value right again after SignedInfo was changed: the attack of one who has a key of his own.</summary>
    public static string Resign(string document)
    {
        var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(document), XmlLimits.Header).Value!;
        var signature = tree.Root.Elements(XmlNamespaces.Ds, "Signature").Last();
        using var octets = new MemoryStream();
        Canonicalizer.Write(signature.Element(XmlNamespaces.Ds, "SignedInfo")!, CanonicalizationAlgorithm.InclusiveC14N10, null, octets);
        var value = SigningKeys.Alice.PrivateKey.SignData(octets.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return document.Replace(signature.Element(XmlNamespaces.Ds, "SignatureValue")!.Text, Convert.ToBase64String(value), StringComparison.Ordinal);
    }

    private static EnvelopedSignatureSink Pass(ReadOnlySpan<byte> document, EnvelopedDigestPlan? plan)
    {
        var sink = new EnvelopedSignatureSink(plan);
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, sink);
        tokenizer.Write(document);
        tokenizer.Complete();
        return sink;
    }
}
