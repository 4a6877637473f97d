using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Api.Problems;

namespace SdkNode.Node.Tests.Api.Json;

public sealed class ContentSplitterTests
{
    private const string Message = """
        {"data":{"content":"not this","attributes":{"label":"{\"content\":\"QUJD\"}","digitalDocument":[
         {"contentFiles":[{"fileName":"å.pdf","content":"QUJD\/\u002b8=","contentType":"text/plain"},{"content":" QU\r\nI= "}],"documentId":"1"},
         {"contentFiles":{"content":"not this"}},{"contentFiles":[[{"content":"not this"}],{"content":""}]}]}}}
        """;

    [Fact]
    public void Every_split_of_a_document_gives_the_same()
    {
        var document = Encoding.UTF8.GetBytes(Message);
        var whole = SplitDocument.Of(document, []);
        Assert.Equal("5 2 0", whole.Spans);
        Assert.Equal("414243FFEF" + "4142", whole.Files);
        Assert.All(Enumerable.Range(0, document.Length + 1), at => Assert.Equal(whole, SplitDocument.Of(document, [at])));
        Assert.Equal(whole, SplitDocument.Of(document, Enumerable.Repeat(1, document.Length)));
    }

    [Fact]
    public void Any_message_in_any_pieces_is_its_document_with_marks_and_its_files_octets() =>
        Gen.Select(Gen.Byte.Array[1, 400], Gen.Int[0, 40].Array[0, 60]).Sample(
            (tape, pieces) =>
            {
                var message = new RandomMessage(tape);
                using var parsed = JsonDocument.Parse(message.Document);
                Assert.Equal(message.Expected, SplitDocument.Of(Encoding.UTF8.GetBytes(message.Document), pieces));
            },
            iter: 2_000);

    [Theory]
    [InlineData("QUJ", 0)]
    [InlineData("QUJD=", 3)]
    [InlineData("QQ==QQ==", 1)]
    [InlineData("QUJDå", 3)]
    [InlineData("QUJD\\u00e5", 3)]
    [InlineData("QUJD\\q", 3)]
    [InlineData("QUJD\\\"", 3)]
    [InlineData("QUJD\\\\", 3)]
    [InlineData("QUJD\n", 3)]
    [InlineData("-_-_", 0)]
    public void What_is_no_Base64_is_said_to_be_none(string text, int decoded)
    {
        var split = SplitDocument.Of(File($"\"{text}\""));
        Assert.Equal($"{decoded}!", split.Spans);
        Assert.Equal(File("\"MARK0\"").Replace("MARK", "#", StringComparison.Ordinal), split.Skeleton);
    }

    [Theory]
    [InlineData("""{"data":""")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD""")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":{}"QUJD"}]}]}}}""")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD" "QUJD"}]}]}}}""")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD"]}]}}}""")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content" "QUJD"}]}]}}}""")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD","content":"QUJD"}]}]}}}""")]
    [InlineData("}}]]{\"data\":{}}")]
    [InlineData(":,:\"data\"")]
    [InlineData("{\"data\":{}} {}")]
    [InlineData("""{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{"content":"QUJD\u002"}]}]}}}""")]
    public void What_is_malformed_stays_malformed(string document)
    {
        var skeleton = SplitDocument.Of(document).Skeleton;
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(skeleton, new JsonDocumentOptions { AllowDuplicateProperties = false }));
    }

    [Theory]
    [InlineData("\"content\"", "17")]
    [InlineData("\"content\"", "null")]
    [InlineData("\"content\"", "{}")]
    [InlineData("\"content\"", "[\"0\"]")]
    [InlineData("\"c\\u006fntent\"", "\"{0}0\"")]
    [InlineData("\"c\\u006fntent\"", "\"00000000000000000000000000000000\"")]
    public void A_mark_cannot_be_forged(string name, string value)
    {
        // Another upload's mark, as a client could know it at the most.
        var other = new ContentSplitter(new ArrayBufferWriter<byte>(), 1_000).Mark;
        var splitter = new ContentSplitter(new ArrayBufferWriter<byte>(), 1_000);
        splitter.Write(Encoding.UTF8.GetBytes(File(value.Replace("{0}", other, StringComparison.Ordinal), name)));
        Assert.Empty(splitter.Files);

        using var skeleton = JsonDocument.Parse(splitter.Skeleton);
        var file = skeleton.RootElement.GetProperty("data").GetProperty("attributes").GetProperty("digitalDocument")[0].GetProperty("contentFiles")[0];
        var issues = new List<ApiIssue>();
        Assert.Null(new JsonFields(file, "file", issues, "content").FileNumber("content", splitter.Mark));
        Assert.Equal("file.content", Assert.Single(issues).In);
    }

    [Theory]
    [InlineData("[", 32, false)]
    [InlineData("[", 33, true)]
    [InlineData("{\"a\":", 32, false)]
    [InlineData("{\"a\":", 1_000_000, true)]
    public void What_is_nested_too_deep_is_taken_no_further(string open, int times, bool isTooDeep)
    {
        var splitter = new ContentSplitter(new ArrayBufferWriter<byte>(), int.MaxValue);
        foreach (var chunk in Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, times))).Chunk(1_000))
        {
            splitter.Write(chunk);
        }

        Assert.Equal(isTooDeep, splitter.IsTooDeep);
        Assert.InRange(splitter.Skeleton.Length, 0, 1_000);
    }

    [Fact]
    public void Header_parts_beyond_the_limit_are_taken_no_further()
    {
        var splitter = new ContentSplitter(new ArrayBufferWriter<byte>(), 10_000);
        for (var i = 0; i < 100; i++)
        {
            splitter.Write(Encoding.UTF8.GetBytes((i == 0 ? "[" : " ") + new string(' ', 999)));
        }

        Assert.True(splitter.IsTooLarge);
        Assert.InRange(splitter.Skeleton.Length, 10_001, 11_000);
    }

    [Fact]
    public void A_name_that_begins_as_the_attribute_is_another_attribute()
    {
        var longer = File("\"QUJD\"", $"\"content{new string('t', 40)}\"");
        Assert.Equal(longer, SplitDocument.Of(longer).Skeleton);
        Assert.NotNull(JsonNode.Parse(longer));
    }

    private static string File(string value, string name = "\"content\"") =>
        """{"data":{"attributes":{"digitalDocument":[{"contentFiles":[{#}]}]}}}""".Replace("#", $"{name}:{value}", StringComparison.Ordinal);
}
