using System.Buffers;
using System.Text;
using SdkNode.Envelope.Content;

namespace SdkNode.Envelope.Tests.Content;

public sealed class Base64DecoderTests
{
    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData(" \t ")]
    public void White_space_may_stand_anywhere_however_the_text_is_cut(string space)
    {
        var octets = Enumerable.Range(0, 500).Select(i => (byte)(i * 7)).ToArray();
        for (var width = 1; width <= 80; width++)
        {
            var text = Encoding.ASCII.GetBytes(space + string.Join(space, Convert.ToBase64String(octets[..^(width % 3)]).Chunk(width).Select(line => new string(line))) + space);
            foreach (var piece in new[] { 1, 3, 64, 75, 1_000 })
            {
                var output = new ArrayBufferWriter<byte>();
                var decoder = new Base64Decoder();
                foreach (var part in text.Chunk(piece))
                {
                    decoder.Decode(part, output);
                }

                decoder.Finish();
                Assert.False(decoder.IsDamaged, $"width {width}, pieces of {piece}");
                Assert.Equal(octets[..^(width % 3)], output.WrittenSpan.ToArray());
                Assert.Equal(output.WrittenCount, decoder.Length);
            }
        }
    }

    [Theory]
    [InlineData("QUJ")]
    [InlineData("QUJD QUJ")]
    [InlineData("Q*JD")]
    [InlineData("QQ==QUJD")]
    [InlineData("Q===")]
    [InlineData("=QUJ")]
    [InlineData("-_-_")]
    [InlineData("QUJDå")]
    public void What_is_no_Base64_is_damage(string text)
    {
        var decoder = new Base64Decoder();
        decoder.Decode(Encoding.UTF8.GetBytes(text), new ArrayBufferWriter<byte>());
        decoder.Finish();
        Assert.True(decoder.IsDamaged);
    }
}
