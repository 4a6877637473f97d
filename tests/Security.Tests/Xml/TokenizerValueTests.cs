using System.Text;

namespace SdkNode.Security.Tests.Xml;

public sealed class TokenizerValueTests
{
    [Theory]
    [InlineData("<a>x\r\ny\rz\n</a>", "x\ny\nz\n")]
    [InlineData("<a>\r\r\n\r</a>", "\n\n\n")]
    [InlineData("<a>\r&#10;</a>", "\n\n")]
    [InlineData("<a>&#13;\n</a>", "\r\n")]
    [InlineData("<a>\r<!-- c -->\n</a>", "\n|\n")]
    [InlineData("<a><![CDATA[\r\n]]>\n</a>", "\n\n")]
    [InlineData("<a><![CDATA[\r]]></a>", "\n")]
    [InlineData("<a><![CDATA[]]]]><![CDATA[>]]></a>", "]]>")]
    [InlineData("<a><![CDATA[]]]]]]></a>", "]]]]")]
    [InlineData("<a><![CDATA[] ]> ]]]></a>", "] ]> ]")]
    [InlineData("<a>]]<![CDATA[>]]></a>", "]]>")]
    [InlineData("<a>]]&gt;</a>", "]]>")]
    [InlineData("<a>] ]> >></a>", "] ]> >>")]
    [InlineData("<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x1F600;&#x00000041;</a>", "<>&'\"A😀A")]
    [InlineData("<a>\u007F\u0085\uFFFD\uFDD0</a>", "\u007F\u0085\uFFFD\uFDD0")]
    public void Text_is_as_XML_says(string document, string expected) =>
        Same(document, string.Join('|', expected.Split('|')), static log => string.Join('|', log.Split('\u0001').Where(part => part.StartsWith('"')).Select(part => part[1..^1])));

    [Theory]
    [InlineData("<a b='x\ty\nz\r\nå\rö'/>", "x y z å ö")]
    [InlineData("<a b='&#9;&#10;&#13;&#32;'/>", "\t\n\r ")]
    [InlineData("<a b=\"'\"/>", "'")]
    [InlineData("<a b='\">'/>", "\">")]
    [InlineData("<a b='&lt;&quot;&apos;&amp;&gt;'/>", "<\"'&>")]
    [InlineData("<a b = '' />", "")]
    public void Attribute_values_are_normalised(string document, string expected) =>
        Same(document, expected, static log => log[(log.IndexOf('=', StringComparison.Ordinal) + 1)..log.IndexOf(">\u0001", StringComparison.Ordinal)]);

    [Theory]
    [InlineData("\uFEFF<a/>")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><a/>")]
    [InlineData("<?xml version='1.0' encoding='Utf-8' standalone='yes' ?>\n<a/>\n")]
    [InlineData("<?xml\tversion = \"1.0\"\n encoding = 'UTF-8'?><a></a\n>")]
    public void Declarations_and_byte_order_marks_are_no_tokens(string document) =>
        Same(document, "<1 |a>\u0001</|a>\u0001end", static log => log);

    [Fact]
    public void Prefixes_resolve_to_the_nearest_declaration()
    {
        var log = TokenLog.Of("<p:a xmlns:p='urn:1' xmlns='urn:d' p:x='' x=''><p:a xmlns:p='urn:2' xmlns=''><b/></p:a><p:a/><b/></p:a>"u8);
        Assert.Equal(
            "<1 p|Q{urn:1}a ns p=urn:1 ns =urn:d @p|Q{urn:1}x= @|x=>\u0001<2 p|Q{urn:2}a ns p=urn:2 ns =>\u0001<3 |b>\u0001</|b>\u0001</p|Q{urn:2}a>\u0001"
            + "<2 p|Q{urn:1}a>\u0001</p|Q{urn:1}a>\u0001<2 |Q{urn:d}b>\u0001</|Q{urn:d}b>\u0001</p|Q{urn:1}a>\u0001end",
            log);
    }

    private static void Same(string document, string expected, Func<string, string> part)
    {
        var utf8 = Encoding.UTF8.GetBytes(document);
        Assert.Equal(expected, part(TokenLog.Of(utf8)));
        Assert.Equal(expected, part(TokenLog.OfChunks(utf8, Enumerable.Range(1, utf8.Length - 1))));
    }
}
