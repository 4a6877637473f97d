using Microsoft.AspNetCore.Html;
using SdkNode.Node.Ui.Mailbox;

namespace SdkNode.Node.Tests.Ui;

/// <summary>The Markdown of messages: its subset, nothing lost, nothing run (MSG-11).</summary>
public sealed class MarkdownViewTests
{
    [Theory]
    [InlineData("# A\n\n**b** *c*\nd", "<h3>A</h3>\n<p><strong>b</strong> <em>c</em><br />\nd</p>\n")]
    [InlineData("- a\n- b\n\n1. c\n2. d", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n")]
    [InlineData("[Personnummer]: 19121212-1212", "<p>[Personnummer]: 19121212-1212</p>\n")]
    [InlineData("- [1]: https://x.example", "<ul>\n<li>[1]: https://x.example</li>\n</ul>\n")]
    [InlineData("\\[a]: b", "<p>[a]: b</p>\n")]
    [InlineData("[a](javascript:b) ![c](d)", "<p>[a](javascript:b) ![c](d)</p>\n")]
    [InlineData("<b>x</b> `y` &amp; &", "<p>&lt;b&gt;x&lt;/b&gt; `y` &amp;amp; &amp;</p>\n")]
    [InlineData("    four\n\n```\nz\n```", "<p>four</p>\n<p>```<br />\nz<br />\n```</p>\n")]
    public void What_is_known_is_shown_and_the_rest_is_text(string text, string html) => Assert.Equal(html, Rendered(text));

    [Theory]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("**")]
    [InlineData("*a ")]
    [InlineData("[")]
    [InlineData("\\")]
    [InlineData("# ")]
    public void However_deep_it_is_nested_the_page_is_there_with_all_of_it(string part)
    {
        var html = Rendered(string.Concat(Enumerable.Repeat(part, 5_000)) + "slut");
        Assert.Contains("slut", html, StringComparison.Ordinal);
        Assert.True(html.Length < 1_000_000);
    }

    private static string Rendered(string text)
    {
        using var writer = new StringWriter();
        MarkdownView.Render(text).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return writer.ToString();
    }
}
