using System.Text;
using CsCheck;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Xml;

public sealed class XmlTreeTests
{
    [Fact]
    public void A_tree_replays_the_tokens_that_made_it() =>
        XmlDocuments.Documents.Sample(
            document =>
            {
                var utf8 = Encoding.UTF8.GetBytes(document.Replace("<!-- a - comment -->", "", StringComparison.Ordinal).Replace("<!-- outside -->", "", StringComparison.Ordinal));
                var log = new TokenLog();
                XmlTree.Parse(utf8, XmlLimits.Header).Value!.ReplayTo(log);
                Assert.Equal(TokenLog.Of(utf8), log.Log);
            },
            iter: 1000);

    [Fact]
    public void An_element_is_found_read_and_described()
    {
        var tree = XmlTree.Parse("<p:a xmlns:p='urn:p' xmlns='urn:d'>1<b x='y'>2<!-- c -->3<![CDATA[4]]></b><?pi?><b/><c xmlns=''/>5</p:a>"u8, XmlLimits.Header).Value!;
        var root = tree.Root;
        Assert.True(root.Is("urn:p", "a"));
        Assert.Equal("15", root.Text);
        Assert.Equal(["b", "b", "c"], root.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("234", root.Element("urn:d", "b")!.Text);
        Assert.Equal("y", root.Element("urn:d", "b")!.Attribute("", "x"));
        Assert.Null(root.Element("", "b"));
        var last = root.Element("", "c")!;
        Assert.Equal("/a/c", last.Path);
        Assert.Equal("/a/b[2]", root.Elements("urn:d", "b").Last().Path);
        Assert.Equal("urn:p", last.LookupNamespace("p"));
        Assert.Null(last.LookupNamespace(""));
        Assert.Null(last.LookupNamespace("q"));
        Assert.Equal("<c xmlns:p=\"urn:p\"></c>", Encoding.UTF8.GetString(last.ToUtf8()));
    }

    [Fact]
    public async Task A_stream_is_read_under_the_same_limits()
    {
        var token = TestContext.Current.CancellationToken;
        using var good = new MemoryStream("<a><b/></a>"u8.ToArray());
        Assert.Equal("b", (await XmlTree.ReadAsync(good, XmlLimits.Header, token)).Value!.Root.Elements().Single().Name.LocalName);
        using var cut = new MemoryStream("<a><b/>"u8.ToArray());
        Assert.Equal(XmlFaultKind.Malformed, (await XmlTree.ReadAsync(cut, XmlLimits.Header, token)).Fault!.Kind);
        using var large = new MemoryStream(5_000_000);
        large.Write("<a>"u8);
        large.Write(Encoding.UTF8.GetBytes(new string((char)120, 4_999_000)));
        large.Position = 0;
        Assert.Equal(XmlFaultKind.LimitExceeded, (await XmlTree.ReadAsync(large, XmlLimits.Header, token)).Fault!.Kind);
    }

    [Fact]
    public void Deep_trees_are_handled_without_recursion()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000));
        var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(deep), XmlLimits.Header with { MaxDepth = 5_000 }).Value!;
        Assert.Equal(deep, Encoding.UTF8.GetString(tree.Root.ToUtf8()));
        Assert.Equal(5_000, tree.Root.DescendantsAndSelf().Count());
    }
}
