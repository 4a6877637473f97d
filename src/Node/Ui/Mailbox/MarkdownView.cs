using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Hardlines;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Microsoft.AspNetCore.Html;

namespace SdkNode.Node.Ui.Mailbox;

/// <summary>
/// Shows the Markdown subset of messages (MSG-11): headings, bold, italic, lists, line breaks. Nothing else is known: HTML, links, images
/// and code stay the text that they are.
/// </summary>
internal static partial class MarkdownView
{
    private static readonly MarkdownPipeline s_pipeline = Build();

    /// <summary>The text as HTML of ours.</summary>
    public static IHtmlContent Render(string text)
    {
        var writer = new StringWriter();
        var renderer = new Markdig.Renderers.HtmlRenderer(writer);
        s_pipeline.Setup(renderer);
        try
        {
            // A line like "[1]: text" would define a link, and not be shown.
            var document = Markdown.Parse(Bracket().Replace(text, @"\["), s_pipeline);

            // The page has headings of its own above.
            foreach (var heading in document.Descendants<HeadingBlock>())
            {
                heading.Level = Math.Min(6, heading.Level + 2);
            }

            renderer.Render(document);
            return new HtmlString(writer.ToString());
        }
        catch (ArgumentException)
        {
            // Nested deeper than any letter is: as it was written.
            return new HtmlString($"<p class=\"pre\">{HtmlEncoder.Default.Encode(text)}</p>");
        }
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

    [GeneratedRegex(@"(?<!\\)\[")]
    private static partial Regex Bracket();
}
