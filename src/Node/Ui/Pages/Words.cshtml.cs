using System.Globalization;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Ui.Pages;

/// <summary>The words of the pages, explained.</summary>
internal sealed class WordsModel : ConsolePage
{
    /// <summary>The words, as the language sorts them.</summary>
    public IEnumerable<Term> Terms => Glossary.Terms.OrderBy(term => L[term.Swedish, term.English], StringComparer.Create(CultureInfo.GetCultureInfo(L.Code), ignoreCase: true));
}
