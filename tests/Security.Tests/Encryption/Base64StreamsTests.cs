using System.Text;
using CsCheck;
using SdkNode.Security.Encryption;

namespace SdkNode.Security.Tests.Encryption;

public sealed class Base64StreamsTests
{
    [Fact]
    public void Any_octets_come_back_and_the_text_is_the_platforms() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[1, 400]).Sample((content, times) =>
        {
            var octets = Enumerable.Repeat(content, times).SelectMany(part => part).ToArray();
            var text = Read(Base64Streams.Encode(new MemoryStream(octets)));
            Assert.Equal(Convert.ToBase64String(octets), Encoding.ASCII.GetString(text));
            Assert.Equal(text.Length, Base64Streams.EncodedLength(octets.Length));
            Assert.Equal(octets, Read(Base64Streams.Decode(new MemoryStream(text))));
        }, iter: 200);

    [Theory]
    [InlineData(64, "\n")]
    [InlineData(76, "\r\n")]
    [InlineData(1, " \t")]
    public async Task White_space_may_stand_anywhere(int width, string separator)
    {
        var octets = Enumerable.Range(0, 100_001).Select(i => (byte)(i * 7)).ToArray();
        var lines = Convert.ToBase64String(octets).Chunk(width).Select(line => new string(line));
        var text = Encoding.ASCII.GetBytes($"\n{string.Join(separator, lines)}\n ");
        var output = new MemoryStream();
        await using var decoding = Base64Streams.DecodeTo(output);
        foreach (var piece in text.Chunk(1000))
        {
            await decoding.WriteAsync(piece, TestContext.Current.CancellationToken);
        }

        await decoding.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(octets, output.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("AA==")]
    [InlineData("A A\n=\t=")]
    public void Short_texts_decode(string text) =>
        Assert.Equal(Convert.FromBase64String(text), Read(Base64Streams.Decode(new MemoryStream(Encoding.ASCII.GetBytes(text)))));

    [Theory]
    [InlineData("A")]
    [InlineData("AA")]
    [InlineData("AAA")]
    [InlineData("AA=")]
    [InlineData("AAAAA")]
    [InlineData("AA==AAAA")]
    [InlineData("AA==AA==")]
    [InlineData("A===")]
    [InlineData("====")]
    [InlineData("=")]
    [InlineData("AB==")]
    [InlineData("AAB=")]
    [InlineData("AA-_")]
    [InlineData("AA\u00a0AA")]
    [InlineData("AA\vAA")]
    [InlineData("<AAA")]
    public void What_is_no_base64_is_refused(string text) =>
        Assert.Throws<InvalidBase64Exception>(() => Read(Base64Streams.Decode(new MemoryStream(Encoding.UTF8.GetBytes(text)))));

    [Fact]
    public void Padding_before_the_end_is_refused_across_chunks()
    {
        var text = Encoding.ASCII.GetBytes(new string('A', (48 * 1024) - 4) + "AA==" + "AAAA");
        Assert.Throws<InvalidBase64Exception>(() => Read(Base64Streams.Decode(new MemoryStream(text))));
    }

    private static byte[] Read(Stream stream)
    {
        using var output = new MemoryStream();
        stream.CopyTo(output, 777);
        stream.Dispose();
        return output.ToArray();
    }
}
