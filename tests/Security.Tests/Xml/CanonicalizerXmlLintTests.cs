using System.Text;
using CsCheck;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

/// <summary>Byte for byte as libxml2 does it. Documents are put into one file each, and canonicalised by few processes.</summary>
public sealed class CanonicalizerXmlLintTests
{
    private const int Batch = 1500;

    [Theory]
    [InlineData("--c14n", CanonicalizationAlgorithm.InclusiveC14N10)]
    [InlineData("--c14n11", CanonicalizationAlgorithm.InclusiveC14N11)]
    [InlineData("--exc-c14n", CanonicalizationAlgorithm.ExclusiveC14N)]
    public async Task Generated_documents_are_as_xmllint_says(string option, CanonicalizationAlgorithm algorithm)
    {
        var folder = Directory.CreateTempSubdirectory("sdknode-c14n");
        try
        {
            var documents = new List<string>();
            XmlDocuments.Documents.Sample(document => documents.Add(WithoutComments(document)), iter: Batch, threads: 1);
            var arguments = new List<string> { option };
            for (var i = 0; i < documents.Count; i++)
            {
                var name = $"{i:D4}.xml";
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), documents[i], TestContext.Current.CancellationToken);
                arguments.Add(name);
            }

            var result = await ExternalProgram.RunAsync("xmllint", arguments, folder: folder.FullName);
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Equal(string.Concat(documents.Select(document => CanonicalizerOracleTests.Ours(document, algorithm))), result.Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>xmllint's canonical form is the one with comments.</summary>
    private static string WithoutComments(string document) =>
        document.Replace("<!-- a - comment -->", "", StringComparison.Ordinal).Replace("<!-- outside -->", "", StringComparison.Ordinal);
}
