using System.Text;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

public sealed class TokenizerLimitTests
{
    private static readonly XmlLimits Small = new()
    {
        MaxBytes = 10_000, MaxElements = 20, MaxDepth = 5, MaxAttributes = 3, MaxNamespaces = 2, MaxTagBytes = 200, MaxNameBytes = 20, MaxCommentBytes = 50, MaxDistinctNames = 30,
    };

    public static TheoryData<string, string> Documents => new()
    {
        { Nested(5), Nested(6) },
        { $"<a>{Repeat("<b/>", 19)}</a>", $"<a>{Repeat("<b/>", 20)}</a>" },
        { $"<a>{Repeat("<?p?>", 20)}</a>", $"<a>{Repeat("<?p?>", 21)}</a>" },
        { "<a b='' c='' d=''/>", "<a b='' c='' d='' e=''/>" },
        { "<a xmlns='u' xmlns:b='u'/>", "<a xmlns='u' xmlns:b='u' xmlns:c='u'/>" },
        { $"<a b='{new string('x', 191)}'/>", $"<a b='{new string('x', 192)}'/>" },
        { $"<{new string('x', 20)}/>", $"<{new string('x', 21)}/>" },
        { $"<a xmlns='{new string('u', 20)}'/>", $"<a xmlns='{new string('u', 21)}'/>" },
        { $"<a>&#x{new string('0', 14)}41;</a>", $"<a>&#x{new string('0', 15)}41;</a>" },
        { $"<a><!--{new string('x', 43)}--></a>", $"<a><!--{new string('x', 44)}--></a>" },
        { $"<a><?p {new string('x', 44)}?></a>", $"<a><?p {new string('x', 45)}?></a>" },
        { $"<a>{new string('x', 9_993)}</a>", $"<a>{new string('x', 9_994)}</a>" },
        { "<a/>", "<a>" + string.Concat(Enumerable.Range(0, 18).Select(i => $"<b{i} c{i}=''/>")) + "</a>" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Each_limit_is_kept_to_the_byte(string within, string beyond)
    {
        foreach (var step in new[] { int.MaxValue, 1, 7, 64 })
        {
            Assert.EndsWith("end", InSteps(within, step), StringComparison.Ordinal);
            Assert.Equal("refused LimitExceeded", InSteps(beyond, step));
        }
    }

    [Theory]
    [InlineData("<a b='")]
    [InlineData("<a ")]
    [InlineData("<aaaa")]
    [InlineData("<x></x")]
    [InlineData("<x><!--")]
    [InlineData("<x><?p ")]
    [InlineData("<x>&")]
    public void A_construct_without_end_is_refused_before_much_is_buffered(string begin)
    {
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, new TokenLog());
        tokenizer.Write(Encoding.UTF8.GetBytes(begin));
        var chunk = Encoding.UTF8.GetBytes(new string('x', 8192));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<XmlRejectedException>(() =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                tokenizer.Write(chunk);
            }
        });
        Assert.Equal(XmlFaultKind.LimitExceeded, refused.Fault.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512 * 1024);
    }

    [Fact]
    public void Known_mark_up_is_read_without_allocation()
    {
        var sink = new NoSink();
        var tokenizer = new XmlTokenizer(XmlLimits.Envelope, sink);
        var piece = Encoding.UTF8.GetBytes(Repeat("<p:b c='1' p:d='åäö'>text &amp; more<e xmlns:q='urn:q' q:f=''/></p:b><!-- c -->", 500));
        tokenizer.Write("<a xmlns:p='urn:p'>"u8);
        tokenizer.Write(piece);
        tokenizer.Write(piece);
        // The runtime allocates on this thread now and then when it compiles a method again; the tokenizer would do so each time.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated()), 0, 2048);

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
            {
                tokenizer.Write(piece.AsSpan(0, 12_345));
                tokenizer.Write(piece.AsSpan(12_345));
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string InSteps(string document, int step)
    {
        var utf8 = Encoding.UTF8.GetBytes(document);
        return TokenLog.OfChunks(utf8, step == int.MaxValue ? [] : Enumerable.Range(1, utf8.Length / step).Select(i => i * step).Where(cut => cut < utf8.Length), Small);
    }

    private static string Nested(int depth) => Repeat("<a>", depth) + Repeat("</a>", depth);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private sealed class NoSink : XmlTokenSink;
}
