using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using SdkNode.Security.Signatures;
using SdkNode.Security.Tests.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

/// <summary>Subtrees in their ancestors' context.</summary>
public sealed class CanonicalizerSubtreeTests
{
    [Fact]
    public async Task Digests_of_subtrees_are_those_of_xmlsec1()
    {
        var folder = Directory.CreateTempSubdirectory("sdknode-subtree");
        try
        {
            var files = new List<string>();
            XmlDocuments.WithTarget.Where(text => text.Contains("xml:id='target'", StringComparison.Ordinal)).Sample(text => files.Add(WriteSigned(text, files.Count, folder.FullName)), iter: 400, threads: 1);
            var certificate = Path.Combine(folder.FullName, "alice.pem");
            await File.WriteAllTextAsync(certificate, SigningKeys.Alice.Certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            var result = await ExternalProgram.RunAsync("xmlsec1", ["--verify", "--pubkey-cert-pem", certificate, .. files], folder: folder.FullName);
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Equal(files.Count, Regex.Count(result.Text + result.Error, "^OK", RegexOptions.Multiline));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Signs the target under every canonicalisation at once; SignedInfo takes turns.</summary>
    private static string WriteSigned(string text, int number, string folder)
    {
        var document = XmlTree.Parse(Encoding.UTF8.GetBytes(text), XmlLimits.Header).Value!;
        var target = document.FindById("target")!;
        var references = new List<SignatureReference>();
        foreach (var (algorithm, prefixes) in Variants.Where(variant => Canonicalizer.CanWrite(target, variant.Algorithm)))
        {
            using var octets = new MemoryStream();
            Canonicalizer.Write(target, algorithm, prefixes, octets);
            references.Add(new SignatureReference("#target", [new ReferenceTransform(algorithm.ToUri(), prefixes)], HashAlgorithmName.SHA256, SHA256.HashData(octets.ToArray())));
        }

        var signature = XmlSignatureWriter.Sign(references, Variants[number % Variants.Length].Algorithm, SigningKeys.Alice, parent: document.Root);
        var name = $"{number:D4}.xml";
        File.WriteAllText(Path.Combine(folder, name), text.Replace(XmlDocuments.Room, Encoding.UTF8.GetString(signature), StringComparison.Ordinal));
        return name;
    }

    private static readonly (CanonicalizationAlgorithm Algorithm, string[] Prefixes)[] Variants =
    [
        (CanonicalizationAlgorithm.InclusiveC14N10, []),
        (CanonicalizationAlgorithm.InclusiveC14N11, []),
        (CanonicalizationAlgorithm.ExclusiveC14N, []),
        (CanonicalizationAlgorithm.ExclusiveC14N, ["q", "å", "x", "#default"]),
    ];

    [Theory]
    [InlineData(CanonicalizationAlgorithm.InclusiveC14N10, "<b xmlns:p=\"urn:p\" xml:foo=\"f\" xml:id=\"1\" xml:lang=\"en\"></b>")]
    [InlineData(CanonicalizationAlgorithm.InclusiveC14N11, "<b xmlns:p=\"urn:p\" xml:lang=\"en\"></b>")]
    [InlineData(CanonicalizationAlgorithm.ExclusiveC14N, "<b xml:lang=\"en\"></b>")]
    public void Attributes_of_xml_are_inherited_as_each_version_says(CanonicalizationAlgorithm algorithm, string expected)
    {
        var tree = XmlTree.Parse("<a xmlns:p='urn:p' xml:lang='sv' xml:id='1' xml:foo='f'><b xml:lang='en'/></a>"u8, XmlLimits.Header).Value!;
        Assert.Equal(expected, Write(tree.Root.Elements().Single(), algorithm));
    }

    [Fact]
    public void An_undeclared_default_namespace_is_not_inherited()
    {
        var tree = XmlTree.Parse("<a xmlns='urn:a' xmlns:p='urn:1'><b xmlns='' xmlns:p='urn:2'><c/></b></a>"u8, XmlLimits.Header).Value!;
        var c = tree.Root.Elements().Single().Elements().Single();
        Assert.Equal("<c xmlns:p=\"urn:2\"></c>", Write(c, CanonicalizationAlgorithm.InclusiveC14N10));
        Assert.Equal("<c></c>", Write(c, CanonicalizationAlgorithm.ExclusiveC14N));
        Assert.Equal("<c xmlns:p=\"urn:2\"></c>", Write(c, CanonicalizationAlgorithm.ExclusiveC14N, "p", "q", "#default"));
    }

    [Fact]
    public void A_base_that_would_have_to_be_joined_is_refused_in_version_1_1_only()
    {
        var b = XmlTree.Parse("<a xml:base='http://example.org/'><b/></a>"u8, XmlLimits.Header).Value!.Root.Elements().Single();
        Assert.False(Canonicalizer.CanWrite(b, CanonicalizationAlgorithm.InclusiveC14N11));
        Assert.Throws<NotSupportedException>(() => Write(b, CanonicalizationAlgorithm.InclusiveC14N11));
        Assert.Equal("<b xml:base=\"http://example.org/\"></b>", Write(b, CanonicalizationAlgorithm.InclusiveC14N10));
        Assert.True(Canonicalizer.CanWrite(b.Parent!, CanonicalizationAlgorithm.InclusiveC14N11));
    }

    [Fact]
    public void Order_is_that_of_code_points_where_UTF_16_would_differ()
    {
        // U+10000 is written with surrogates (D800 DC00), which ordinal order puts before U+FDF0.
        var tree = XmlTree.Parse("<a xmlns:\U00010000='urn:1' xmlns:\uFDF0='urn:2' \U00010000='1' \uFDF0='2'/>"u8, XmlLimits.Header).Value!;
        Assert.Equal("<a xmlns:\uFDF0=\"urn:2\" xmlns:\U00010000=\"urn:1\" \uFDF0=\"2\" \U00010000=\"1\"></a>", Write(tree.Root, CanonicalizationAlgorithm.InclusiveC14N10));
    }

    private static string Write(XmlTreeElement apex, CanonicalizationAlgorithm algorithm, params string[] prefixes)
    {
        using var output = new MemoryStream();
        Canonicalizer.Write(apex, algorithm, prefixes, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
