using System.Text;
using CsCheck;
using SdkNode.As4.Mime;

namespace SdkNode.As4.Tests.Mime;

public sealed class MimeReaderTests
{
    private static readonly MimeLimits Limits = new(8, 4096, 8);

    [Fact]
    [Rule("AS4-1.1")]
    public async Task Parts_come_in_order_with_their_headers_and_exact_octets()
    {
        var parts = await ReadAsync("--b\r\nContent-ID: <one>\r\n\r\nfirst\r\n\r\n--b\r\nContent-ID:two\r\n\r\n\r\n--b--\r\n", "b");

        Assert.Equal([("one", "first\r\n"), ("two", "")], parts);
    }

    [Theory]
    [InlineData("preamble\r\n--b\r\nContent-ID: <x>\r\n\r\nX\r\n--b--\r\nepilogue")]
    [InlineData("\r\n\r\n--b\r\nContent-ID: <x>\r\n\r\nX\r\n--b--")]
    [InlineData("--b\nContent-ID: <x>\n\nX\n--b--\n")]
    [InlineData("--b  \t\r\nCONTENT-id:\r\n\t<x>\r\n\r\nX\r\n--b-- \r\n")]
    [Rule("AS4-1.3")]
    public async Task Preamble_epilogue_LF_folding_case_and_padding_are_tolerated(string body) =>
        Assert.Equal([("x", "X")], await ReadAsync(body, "b"));

    [Fact]
    public async Task A_line_that_only_begins_like_the_boundary_is_content()
    {
        var content = "X\r\n--bb\r\n--b-\r\n\n--\r\n--b x\r\n-";

        Assert.Equal([("x", content)], await ReadAsync($"--b\r\nContent-ID: <x>\r\n\r\n{content}\r\n--b--", "b"));
    }

    [Fact]
    public async Task A_part_without_headers_and_an_empty_part_are_parts() =>
        Assert.Equal([(null, "X"), ("y", "")], await ReadAsync("--b\r\n\r\nX\r\n--b\r\nContent-ID: <y>\r\n\r\n--b--", "b"));

    [Theory]
    [InlineData("", (int)MimeFault.Truncated)]
    [InlineData("no boundary at all", (int)MimeFault.Truncated)]
    [InlineData("--b\r\nContent-ID: <x>\r\n\r\nX", (int)MimeFault.Truncated)]
    [InlineData("--b\r\nContent-ID: <x>\r\n\r\nX\r\n--b", (int)MimeFault.Truncated)]
    [InlineData("--b\r\nContent-ID: <x>\r\n\r\nX\r\n--b\r\n", (int)MimeFault.Truncated)]
    [InlineData("--b\r\nContent-I", (int)MimeFault.Truncated)]
    [InlineData("--b\r\nno header\r\n\r\nX\r\n--b--", (int)MimeFault.Malformed)]
    [InlineData("--b\r\n folded: first\r\n\r\nX\r\n--b--", (int)MimeFault.Malformed)]
    [Rule("AS4-1.3", Refuses = true)]
    public async Task A_body_cut_short_or_without_form_is_refused(string body, int fault)
    {
        var refused = await Assert.ThrowsAsync<MimeException>(() => ReadAsync(body, "b"));

        Assert.Equal((MimeFault)fault, refused.Fault);
    }

    [Fact]
    [Rule("AS4-1.4", Refuses = true)]
    public async Task Too_many_parts_headers_or_header_bytes_and_an_endless_preamble_are_refused()
    {
        string[] bodies =
        [
            string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 10_000)) + "--b--",
            "--b\r\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"h{i}: x\r\n")) + "\r\nX\r\n--b--",
            "--b\r\nh: " + new string('x', 1_000_000) + "\r\n\r\nX\r\n--b--",
            "--b\r\nh: x" + string.Concat(Enumerable.Repeat("\r\n folded", 1000)) + "\r\n\r\nX\r\n--b--",
            new string('p', 1_000_000) + "\r\n--b\r\n\r\nX\r\n--b--",
            "--b\r\n\r\nX\r\n--b--\r\n" + new string('e', 1_000_000),
        ];
        foreach (var body in bodies)
        {
            var refused = await Assert.ThrowsAsync<MimeException>(() => ReadAsync(body, "b"));
            Assert.Equal(MimeFault.LimitExceeded, refused.Fault);
        }
    }

    [Fact]
    public void Any_content_in_any_chunks_comes_out_as_it_went_in()
    {
        var octet = Gen.OneOf(Gen.Const((byte)'\r'), Gen.Const((byte)'\n'), Gen.Const((byte)'-'), Gen.Const((byte)'b'), Gen.Byte);
        Gen.Select(octet.Array[0, 300].Array[1, 4], Gen.Int[1, 40]).Sample((contents, chunk) =>
        {
            if (contents.Any(content => Encoding.Latin1.GetString(content).Contains("--b", StringComparison.Ordinal)))
            {
                return;
            }

            using var body = new MemoryStream();
            foreach (var content in contents)
            {
                body.Write("\r\n--b\r\nContent-ID: <p>\r\n\r\n"u8);
                body.Write(content);
            }

            body.Write("\r\n--b--\r\n"u8);
            var read = ReadAsync(new ChunkedStream(body.ToArray(), chunk), "b").GetAwaiter().GetResult();
            Assert.Equal(contents.Select(Encoding.Latin1.GetString), read.Select(part => part.Content));
        }, iter: 300);
    }

    [Theory]
    [InlineData("multipart/related; boundary=b", "multipart/related", "boundary", "b")]
    [InlineData("Multipart/Related;BOUNDARY=\"a b;c=\\\"d\"; type=x", "multipart/related", "boundary", "a b;c=\"d")]
    [InlineData("multipart/related; boundary=\"=-b6mF==\"; type=\"application/soap+xml\";", "multipart/related", "type", "application/soap+xml")]
    [InlineData("multipart/related;type=application/soap+xml;boundary=----=_Part_0_1.2 ; ;x", "multipart/related", "boundary", "----=_Part_0_1.2")]
    public void Structured_headers_are_read_liberally(string header, string value, string name, string parameter)
    {
        var read = MimeHeaderValue.Parse(header)!;

        Assert.Equal((value, parameter), (read.Value, read.Parameter(name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("; boundary=b")]
    [InlineData("multipart/related; boundary=a; boundary=b")]
    [InlineData("multipart/related; boundary=\"a")]
    public void Ambiguous_structured_headers_are_refused(string header) => Assert.Null(MimeHeaderValue.Parse(header));

    private static Task<List<(string? Id, string Content)>> ReadAsync(string body, string boundary) =>
        ReadAsync(new MemoryStream(Encoding.Latin1.GetBytes(body)), boundary);

    private static async Task<List<(string? Id, string Content)>> ReadAsync(Stream body, string boundary)
    {
        using var reader = new MimeReader(body, boundary, Limits);
        var parts = new List<(string?, string)>();
        while (await reader.NextPartAsync(CancellationToken.None) is { } part)
        {
            using var content = new MemoryStream();
            await part.Content.CopyToAsync(content);
            parts.Add((part.ContentId, Encoding.Latin1.GetString(content.ToArray())));
        }

        await reader.SkipEpilogueAsync(CancellationToken.None);
        return parts;
    }

    private sealed class ChunkedStream(byte[] content, int chunk) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
