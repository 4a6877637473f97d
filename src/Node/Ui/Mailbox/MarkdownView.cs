using Markdig;
using Markdig.Extensions.Hardlines;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Microsoft.AspNetCore.Html;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>
/// Shows the Markdown subset of messages (MSG-11): headings, bold, italic, lists, line breaks. Nothing else is known: HTML, links, images
/// and code stay the text that they are.
/// </summary>
internal static class MarkdownView
{
    private static readonly MarkdownPipeline s_pipeline = Build();

    /// <summary>The text as HTML of ours.</summary>
    public static IHtmlContent Render(string text)
    {
        var writer = new StringWriter();
        var renderer = new Markdig.Renderers.HtmlRenderer(writer) { EnableHtmlForBlock = true };
        s_pipeline.Setup(renderer);

        // The page has headings of its own above.
        var document = Markdown.Parse(text, s_pipeline);
        foreach (var heading in document.OfType<Markdig.Syntax.HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + 2);
        }

        renderer.Render(document);
        return new HtmlString(writer.ToString());
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.BlockParsers.Clear();
        builder.BlockParsers.AddRange([new ThematicBreakParser(), new HeadingBlockParser(), new ListBlockParser(), new ParagraphBlockParser { ParseSetextHeadings = false }]);
        builder.InlineParsers.Clear();
        builder.InlineParsers.AddRange([new EscapeInlineParser(), new EmphasisInlineParser(), new LineBreakInlineParser { EnableSoftAsHard = true }]);
        builder.Extensions.AddIfNotAlready<SoftlineBreakAsHardlineExtension>();
        return builder.Build();
    }
}
