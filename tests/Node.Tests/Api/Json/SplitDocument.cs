using System.Buffers;
using System.Text;
using SdkNode.Node.Api.Json;

namespace SdkNode.Node.Tests.Api.Json;

/// <summary>What a splitter made of a document; marks, which are random, are written as <c>#</c>.</summary>
internal sealed record SplitDocument(string Skeleton, string Files, string Spans)
{
    /// <summary>Gives a document to a splitter in pieces.</summary>
    public static SplitDocument Of(byte[] document, IEnumerable<int> pieces)
    {
        var files = new ArrayBufferWriter<byte>();
        var splitter = new ContentSplitter(files, int.MaxValue);
        var at = 0;
        foreach (var length in pieces.Append(int.MaxValue))
        {
            var end = at + Math.Min(length, document.Length - at);
            splitter.Write(document.AsSpan(at..end));
            at = end;
        }

        Assert.Equal(files.WrittenCount, splitter.FileBytes);
        return new SplitDocument(
            Encoding.UTF8.GetString(splitter.Skeleton.Span).Replace(splitter.Mark, "#", StringComparison.Ordinal),
            Convert.ToHexString(files.WrittenSpan),
            string.Join(' ', splitter.Files.Select(file => $"{file.Length}{(file.IsBase64 ? "" : "!")}")));
    }

    /// <summary>Gives it in one piece.</summary>
    public static SplitDocument Of(string document) => Of(Encoding.UTF8.GetBytes(document), []);
}
