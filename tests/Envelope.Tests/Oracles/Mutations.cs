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
        for (var index = 0; index < count; index++)
        {
            for (var change = 0; change < s_changes.Length; change++)
            {
                if (Apply(original, index, change, chosen) is { } mutant)
                {
                    yield return mutant;
                }
            }
        }
    }

    /// <summary>Two changes one after the other, at places and of kinds that a seed draws; endless.</summary>
    public static IEnumerable<Mutant> Twice(string xml, Func<XElement, bool> chosen, int seed)
    {
        var original = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        var draw = new Random(seed);
        while (true)
        {
            if (Draw(original) is { } first && Draw(XDocument.Parse(first.Xml, LoadOptions.PreserveWhitespace)) is { } second && second.Xml != original.ToString(SaveOptions.DisableFormatting))
            {
                yield return new Mutant($"{first.Name}, {second.Name}", second.Xml);
            }
        }

        Mutant? Draw(XDocument document) => Apply(document, draw.Next(document.Descendants().Count()), draw.Next(s_changes.Length), chosen);
    }

    // Null where the change changes nothing, or the element is not chosen.
    private static Mutant? Apply(XDocument original, int index, int change, Func<XElement, bool> chosen)
    {
        var document = new XDocument(original);
        var element = document.Descendants().ElementAt(index);
        var name = s_changes[change].Name;
        if (!chosen(element) || (ReferenceEquals(element, document.Root) && name is "removed" or "twice" or "exchanged with the next"))
        {
            return null;
        }

        var place = string.Join('/', element.AncestorsAndSelf().Reverse().Select(ancestor => ancestor.Name.LocalName));
        s_changes[change].Change(element);
        var text = document.ToString(SaveOptions.DisableFormatting);
        return text == original.ToString(SaveOptions.DisableFormatting) ? null : new Mutant($"{place} {name}", text);
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
