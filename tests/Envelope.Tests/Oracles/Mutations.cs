using System.Xml.Linq;

namespace SdkNode.Envelope.Tests.Oracles;

/// <summary>A document changed at one place, and a name for the change.</summary>
internal sealed record Mutant(string Name, string Xml);

/// <summary>Changes a document in every way that a schema or a rule could mind, one change a mutant.</summary>
internal static class Mutations
{
    private static readonly (string Name, Action<XElement> Change)[] s_changes =
    [
        ("removed", element => element.Remove()),
        ("twice", element => element.AddAfterSelf(new XElement(element))),
        ("emptied", element => element.RemoveNodes()),
        ("blanked", element => element.ReplaceNodes(" \n ")),
        ("other text", element => element.ReplaceNodes("no such value")),
        ("long text", element => element.ReplaceNodes(new string('x', 300))),
        ("text before", element => element.AddFirst("stray")),
        ("padded", element => Leaf(element, () => element.SetValue("  " + element.Value + "\n"))),
        ("date without zone", element => Leaf(element, () => element.SetValue("2026-11-23T10:00:00.000"))),
        ("date with zone", element => Leaf(element, () => element.SetValue("2026-11-23T10:00:00+01:00"))),
        ("one", element => Leaf(element, () => element.SetValue("1"))),
        ("renamed", element => element.Name = element.Name.Namespace + "Renamed"),
        ("other namespace", element =>
        {
            element.Attributes("xmlns").Remove();
            element.Name = XName.Get(element.Name.LocalName, "urn:example:other");
        }),
        ("foreign attribute", element => element.SetAttributeValue("foreign", "value")),
        ("blank attribute", element => element.SetAttributeValue("schemeID", " ")),
        ("other scheme", element => element.SetAttributeValue("schemeID", "urn:example:scheme")),
        ("foreign attribute of a namespace", element => element.SetAttributeValue(XName.Get("foreign", "urn:example:other"), "value")),
        ("foreign child", element => element.Add(new XElement(XName.Get("extra", "urn:example:other"), "value"))),
        ("empty foreign child", element => element.Add(new XElement(XName.Get("extra", "urn:example:other")))),
        ("own child", element => element.Add(new XElement(element.Name.Namespace + "Extra", "value"))),
        ("exchanged with the next", element => Exchange(element)),
    ];

    /// <summary>Every change at every element that is chosen. Changes that change nothing are left out.</summary>
    public static IEnumerable<Mutant> Of(string xml, Func<XElement, bool> chosen)
    {
        var original = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        var count = original.Descendants().Count();
        var unchanged = original.ToString(SaveOptions.DisableFormatting);
        for (var index = 0; index < count; index++)
        {
            if (!chosen(original.Descendants().ElementAt(index)))
            {
                continue;
            }

            foreach (var (name, change) in s_changes)
            {
                var document = new XDocument(original);
                var element = document.Descendants().ElementAt(index);
                var place = string.Join('/', element.AncestorsAndSelf().Reverse().Select(ancestor => ancestor.Name.LocalName));
                if (ReferenceEquals(element, document.Root) && name is "removed" or "twice" or "exchanged with the next")
                {
                    continue;
                }

                change(element);
                var text = document.ToString(SaveOptions.DisableFormatting);
                if (text != unchanged)
                {
                    yield return new Mutant($"{place} {name}", text);
                }
            }
        }
    }

    private static void Leaf(XElement element, Action change)
    {
        if (!element.HasElements)
        {
            change();
        }
    }

    private static void Exchange(XElement element)
    {
        if (element.ElementsAfterSelf().FirstOrDefault() is { } next)
        {
            next.Remove();
            element.AddBeforeSelf(next);
        }
    }
}
