using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using CsCheck;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

/// <summary>Byte for byte as System.Security.Cryptography.Xml does it.</summary>
public sealed class CanonicalizerOracleTests
{
    [Fact]
    public void Inclusive_form_of_generated_documents_is_that_of_the_platform() =>
        XmlDocuments.Documents.Sample(
            document =>
            {
                Assert.Equal(Platform(document, new XmlDsigC14NTransform()), Ours(document, CanonicalizationAlgorithm.InclusiveC14N10));
            },
            iter: 3000);

    [Fact]
    public void Exclusive_form_of_generated_documents_is_that_of_the_platform() =>
        XmlDocuments.Documents.Sample(
            document => Assert.Equal(Platform(document, new XmlDsigExcC14NTransform()), Ours(document, CanonicalizationAlgorithm.ExclusiveC14N)),
            iter: 3000);

    [Fact]
    public void Exclusive_form_with_a_prefix_list_is_that_of_the_platform() =>
        XmlDocuments.Documents.Sample(
            document => Assert.Equal(
                Platform(document, new XmlDsigExcC14NTransform("p r #default")),
                Ours(document, CanonicalizationAlgorithm.ExclusiveC14N, "p", "r", "#default")),
            iter: 3000);

    [Fact]
    public void Official_samples_have_the_form_that_the_platform_gives_them()
    {
        var samples = Directory.GetFiles(SharedFiles.Official("samples"), "*.xml", SearchOption.AllDirectories);
        Assert.NotEmpty(samples);
        foreach (var text in samples.Select(File.ReadAllText))
        {
            Assert.Equal(Platform(text, new XmlDsigC14NTransform()), Ours(text, CanonicalizationAlgorithm.InclusiveC14N10));
            Assert.Equal(Platform(text, new XmlDsigC14NTransform()), Ours(text, CanonicalizationAlgorithm.InclusiveC14N11));
            Assert.Equal(Platform(text, new XmlDsigExcC14NTransform()), Ours(text, CanonicalizationAlgorithm.ExclusiveC14N));
        }
    }

    internal static string Ours(string document, CanonicalizationAlgorithm algorithm, params string[] prefixes)
    {
        using var output = new MemoryStream();
        var tokenizer = new XmlTokenizer(XmlLimits.Header, new Canonicalizer(algorithm, output, prefixes));
        tokenizer.Write(Encoding.UTF8.GetBytes(document));
        tokenizer.Complete();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Platform(string text, Transform transform)
    {
        var document = new XmlDocument { PreserveWhitespace = true };

        // Not LoadXml: it skips attribute value normalisation.
        using var reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        document.Load(reader);
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var octets = new MemoryStream();
        output.CopyTo(octets);
        return Encoding.UTF8.GetString(octets.ToArray());
    }
}
