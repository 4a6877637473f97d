using System.Text;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

public sealed class TokenizerRefusalTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("<!-- only -->")]
    [InlineData("text")]
    [InlineData("<a>")]
    [InlineData("<a")]
    [InlineData("</a>")]
    [InlineData("<a></b>")]
    [InlineData("<a></a")]
    [InlineData("<a></ a>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("text<a/>")]
    [InlineData("<a/>&amp;")]
    [InlineData("<![CDATA[x]]><a/>")]
    [InlineData("<a/><![CDATA[x]]>")]
    [InlineData("< a/>")]
    [InlineData("<a / >")]
    [InlineData("<1a/>")]
    [InlineData("<-a/>")]
    [InlineData("<a\u00D7/>")]
    [InlineData("<a b/>")]
    [InlineData("<a b=c/>")]
    [InlineData("<a b='1'c='2'/>")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a b='&'/>")]
    [InlineData("<a b='&lt'/>")]
    [InlineData("<a b='&nbsp;'/>")]
    [InlineData("<a b='\u0001'/>")]
    [InlineData("<a>&</a>")]
    [InlineData("<a>& amp;</a>")]
    [InlineData("<a>&amp</a>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("<a>&AMP;</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a>&#8;</a>")]
    [InlineData("<a>&#xD800;</a>")]
    [InlineData("<a>&#xFFFE;</a>")]
    [InlineData("<a>&#x110000;</a>")]
    [InlineData("<a>&#99999999999999999999;</a>")]
    [InlineData("<a>&#;</a>")]
    [InlineData("<a>&#x;</a>")]
    [InlineData("<a>&#X41;</a>")]
    [InlineData("<a>&#4G;</a>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a>x]]]></a>")]
    [InlineData("<a>\u0000</a>")]
    [InlineData("<a>\u0008</a>")]
    [InlineData("<a>\u001F</a>")]
    [InlineData("<a>\uFFFE</a>")]
    [InlineData("<a>\uFFFF</a>")]
    [InlineData("<a><![CDATA[\u0001]]></a>")]
    [InlineData("<a><![CDATA[x</a>")]
    [InlineData("<a><![cdata[x]]></a>")]
    [InlineData("<a><!x></a>")]
    [InlineData("<a><!-- -- --></a>")]
    [InlineData("<a><!-- ---></a>")]
    [InlineData("<a><!--></a>")]
    [InlineData("<a><!-- \u0001 --></a>")]
    [InlineData("<a><? x?></a>")]
    [InlineData("<a><?xml version='1.0'?></a>")]
    [InlineData("<a><?XmL x?></a>")]
    [InlineData("<a><?p:q x?></a>")]
    [InlineData("<a><?p\u0001?></a>")]
    [InlineData("<a><?p+q?></a>")]
    [InlineData(" <?xml version='1.0'?><a/>")]
    [InlineData("<?xml version='1.1'?><a/>")]
    [InlineData("<?xml version='1.0' version='1.0'?><a/>")]
    [InlineData("<?xml encoding='utf-8'?><a/>")]
    [InlineData("<?xml?><a/>")]
    [InlineData("<?xml version='1.0'encoding='utf-8'?><a/>")]
    [InlineData("<?xml version='1.0' standalone='maybe'?><a/>")]
    [InlineData("<?xml version='1.0' encoding='utf-8' more?><a/>")]
    public void What_is_not_well_formed_is_refused(string document)
    {
        Assert.Equal("refused Malformed", TokenLog.Of(Encoding.UTF8.GetBytes(document)));
        if (document.Length > 1)
        {
            Assert.Equal("refused Malformed", TokenLog.OfChunks(Encoding.UTF8.GetBytes(document), Enumerable.Range(1, Encoding.UTF8.GetByteCount(document) - 1)));
        }
    }

    [Theory]
    [InlineData("<p:a/>")]
    [InlineData("<a p:b='1'/>")]
    [InlineData("<a><b xmlns:p='urn:p'/><p:c/></a>")]
    [InlineData("<a xmlns:p=''/>")]
    [InlineData("<a xmlns:xmlns='urn:p'/>")]
    [InlineData("<a xmlns:xml='urn:p'/>")]
    [InlineData("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>")]
    [InlineData("<a xmlns='http://www.w3.org/XML/1998/namespace'/>")]
    [InlineData("<a xmlns:p='http://www.w3.org/2000/xmlns/'/>")]
    [InlineData("<a xmlns='http://www.w3.org/2000/xmlns/'/>")]
    [InlineData("<xmlns:a/>")]
    [InlineData("<a xmlns:p='urn:p' xmlns:q='urn:p' p:b='1' q:b='2'/>")]
    public void What_breaks_namespaces_is_refused(string document) =>
        Assert.Equal("refused NamespaceFault", TokenLog.Of(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("<a:b:c xmlns:a='urn:a'/>")]
    [InlineData("<:a/>")]
    [InlineData("<a: xmlns:a='urn:a'/>")]
    [InlineData("<a:1 xmlns:a='urn:a'/>")]
    [InlineData("<a xmlns:='urn:a'/>")]
    public void What_is_no_qualified_name_is_refused(string document) =>
        Assert.Equal("refused Malformed", TokenLog.Of(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("<?xml version='1.0' encoding='iso-8859-1'?><a/>")]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><a/>")]
    [InlineData("<?xml version='1.0' encoding=''?><a/>")]
    public void Another_declared_encoding_is_refused(string document) =>
        Assert.Equal("refused NotUtf8", TokenLog.Of(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("<a>\u00C0\u0080</a>")]
    [InlineData("<a>\u00C0\u00BC</a>")]
    [InlineData("<a>\u00E0\u0080\u00BC</a>")]
    [InlineData("<a>\u00ED\u00A0\u0080</a>")]
    [InlineData("<a>\u00F4\u0090\u0080\u0080</a>")]
    [InlineData("<a>\u00FF</a>")]
    [InlineData("<a>\u0080</a>")]
    [InlineData("<a>\u00C3</a>")]
    [InlineData("<a b='\u00C3'/>")]
    [InlineData("<a\u00C3 b=''/>")]
    [InlineData("<a><!--\u00FF--></a>")]
    [InlineData("<a><?p \u00FF?></a>")]
    [InlineData("<a><![CDATA[\u00FF]]></a>")]
    [InlineData("\u00FF\u00FE<\u0000a\u0000/\u0000>\u0000")]
    [InlineData("\u00FE\u00FF\u0000<\u0000a\u0000/\u0000>")]
    [InlineData("<\u0000a\u0000/\u0000>\u0000")]
    [InlineData("\u0000<\u0000a\u0000/\u0000>")]
    [InlineData("\u00EF\u00BB<a/>")]
    public void Bytes_that_are_no_UTF_8_are_refused(string latin1)
    {
        var bytes = Encoding.Latin1.GetBytes(latin1);
        Assert.Equal("refused NotUtf8", TokenLog.Of(bytes));
        Assert.Equal("refused NotUtf8", TokenLog.OfChunks(bytes, Enumerable.Range(1, bytes.Length - 1)));
    }

    [Theory]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")]
    [InlineData("<!-- c --><!DOCTYPE a [<!ENTITY a 'b'><!ENTITY b '&a;&a;&a;'>]><a/>")]
    [Rule("AS4-SEC-3.5", Refuses = true)]
    public void A_document_type_declaration_is_refused(string document)
    {
        Assert.Equal("refused DoctypeForbidden", TokenLog.Of(Encoding.UTF8.GetBytes(document)));
        Assert.Equal("refused DoctypeForbidden", TokenLog.OfChunks(Encoding.UTF8.GetBytes(document), Enumerable.Range(1, document.Length - 1)));
    }

    [Fact]
    public void A_refusal_tells_the_place_and_stays()
    {
        var tokenizer = new XmlTokenizer(XmlLimits.Header, new TokenLog());
        tokenizer.Write("<a><b>"u8);
        var refused = Assert.Throws<XmlRejectedException>(() => tokenizer.Write("</c>"u8));
        Assert.Equal(6, refused.Fault.Offset);
        Assert.Same(refused, Assert.Throws<XmlRejectedException>(() => tokenizer.Write("</b>"u8)));
        Assert.Same(refused, Assert.Throws<XmlRejectedException>(tokenizer.Complete));
    }
}
