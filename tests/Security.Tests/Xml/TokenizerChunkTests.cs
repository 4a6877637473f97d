using System.Text;
using CsCheck;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

public sealed class TokenizerChunkTests
{
    [Fact]
    public void Any_split_into_chunks_gives_the_same_tokens() =>
        Gen.Select(XmlDocuments.Documents, Gen.Int[0, 4000].Array[0, 30]).Sample(
            (document, cuts) =>
            {
                var utf8 = Encoding.UTF8.GetBytes(document);
                var whole = TokenLog.Of(utf8);
                Assert.EndsWith("end", whole, StringComparison.Ordinal);
                Assert.Equal(whole, TokenLog.OfChunks(utf8, cuts.Where(cut => cut <= utf8.Length).Order()));
            },
            iter: 3000);

    [Fact]
    public void Single_bytes_give_the_same_tokens() =>
        XmlDocuments.Documents.Sample(
            document =>
            {
                var utf8 = Encoding.UTF8.GetBytes(document);
                Assert.Equal(TokenLog.Of(utf8), TokenLog.OfChunks(utf8, Enumerable.Range(1, utf8.Length - 1)));
            },
            iter: 1000);

    [Fact]
    public void A_damaged_document_is_refused_alike_however_it_is_split() =>
        Gen.Select(XmlDocuments.Documents, Gen.Int, Gen.Byte).Sample(
            (document, at, value) =>
            {
                var utf8 = Encoding.UTF8.GetBytes(document);
                utf8[(at & int.MaxValue) % utf8.Length] = value;
                var whole = TokenLog.Of(utf8);
                var split = TokenLog.OfChunks(utf8, Enumerable.Range(1, utf8.Length - 1));
                Assert.Equal(whole.StartsWith("refused", StringComparison.Ordinal), split.StartsWith("refused", StringComparison.Ordinal));
                if (!whole.StartsWith("refused", StringComparison.Ordinal))
                {
                    Assert.Equal(whole, split);
                }
            },
            iter: 3000);

    [Fact]
    public void Tokens_are_those_of_XmlReader_and_damage_is_refused_when_XmlReader_refuses() =>
        Gen.Select(XmlDocuments.Documents, Gen.Int, Gen.Byte).Sample(
            (document, at, value) =>
            {
                var utf8 = Encoding.UTF8.GetBytes(document);
                Assert.Equal(XmlReaderLog.Of(utf8), TokenLog.Of(utf8));
                utf8[(at & int.MaxValue) % utf8.Length] = value;
                Agrees(utf8);
            },
            iter: 5000);

    private static void Agrees(byte[] utf8)
    {
        var expected = XmlReaderLog.Of(utf8);
        var actual = TokenLog.Of(utf8);
        if (expected.StartsWith("refused", StringComparison.Ordinal))
        {
            // .NET keeps to the fourth edition's names, the fifth allows more; and it checks xml:space, which only validity demands.
            var mayDiffer = expected.Contains("name", StringComparison.OrdinalIgnoreCase) || expected.Contains("xml:space", StringComparison.Ordinal);
            Assert.True(mayDiffer || actual.StartsWith("refused", StringComparison.Ordinal), $"{expected}\n{Encoding.UTF8.GetString(utf8)}");
        }
        else if (!actual.StartsWith("refused", StringComparison.Ordinal))
        {
            Assert.Equal(expected, actual);
        }
        else
        {
            Assert.True(NamesAnotherEncoding(actual, utf8), $"{actual}, XmlReader accepts\n{Encoding.UTF8.GetString(utf8)}");
        }
    }

    /// <summary>The reader under XmlReader has decoded already, so the encoding that the declaration names is not looked at.</summary>
    private static bool NamesAnotherEncoding(string actual, byte[] utf8) =>
        actual == "refused NotUtf8" && Encoding.UTF8.GetString(utf8).Contains("encoding=", StringComparison.Ordinal);
}
