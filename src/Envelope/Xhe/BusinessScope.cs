using SdkNode.Envelope.Identifiers;
using SdkNode.Security.Xml;

namespace SdkNode.Envelope.Xhe;

/// <summary>The five criteria of BusinessScope, one of each, in any order (XHE-5).</summary>
internal sealed class BusinessScope
{
    private static readonly (string Code, string Digg)[] s_codes =
        [("DOCUMENTID", "R4"), ("DOCUMENTID_SCHEME", "R5"), ("PROCESSID", "R6"), ("PROCESSID_SCHEME", "R7"), ("FEDERATIONID", "R8")];

    private readonly List<RuleFault> _faults;

    public BusinessScope(XmlTreeElement? scope, List<RuleFault> faults)
    {
        _faults = faults;
        if (scope is null)
        {
            faults.Add(new RuleFault("XHE-5", "BusinessScope is missing (R14)"));
            return;
        }

        var criteria = scope.Elements(XheNamespaces.Aggregate, "BusinessScopeCriterion")
            .Select(criterion => (Code: Text(criterion, "BusinessScopeCriterionTypeCode"), Value: Text(criterion, "BusinessScopeCriterionValue"), criterion.Path))
            .ToList();
        foreach (var (code, digg) in s_codes)
        {
            var found = criteria.FindAll(criterion => criterion.Code == code);
            if (found.Count == 1)
            {
                Check(code, found[0].Value, found[0].Path);
            }
            else
            {
                faults.Add(new RuleFault("XHE-5", $"there must be one criterion {code}, there are {found.Count} ({digg})", scope.Path));
            }
        }

        foreach (var foreign in criteria.Where(criterion => !Array.Exists(s_codes, known => known.Code == criterion.Code)))
        {
            faults.Add(new RuleFault("XHE-5", "the criterion is none of the five (R1)", foreign.Path));
        }
    }

    /// <summary>DOCUMENTID.</summary>
    public DocumentTypeIdentifier? DocumentType { get; private set; }

    /// <summary>FEDERATIONID.</summary>
    public string? Federation { get; private set; }

    private void Check(string code, string value, string path)
    {
        switch (code)
        {
            case "DOCUMENTID":
                if (DocumentTypeIdentifier.Parse(value).TryGet(out var type, out var fault))
                {
                    DocumentType = type;
                }
                else
                {
                    _faults.Add(new RuleFault("XHE-5", $"{fault.Detail} ({fault.RuleId})", path));
                }

                break;
            case "DOCUMENTID_SCHEME":
                Fixed("ID-5", value, DocumentTypeIdentifier.Scheme, path);
                break;
            case "PROCESSID":
                Fixed("ID-4", value, ProcessIdentifier.NoProcess, path);
                break;
            case "PROCESSID_SCHEME":
                Fixed("ID-4", value, ProcessIdentifier.Scheme, path);
                break;
            case "FEDERATIONID":
                Federation = value;
                if (!FederationIdentifier.IsKnown(value))
                {
                    _faults.Add(new RuleFault("XHE-5", "the federation is not in the code list (ID-3)", path));
                }

                break;
        }
    }

    private void Fixed(string rule, string value, string expected, string path)
    {
        if (value != expected)
        {
            _faults.Add(new RuleFault("XHE-5", $"the value must be {expected} ({rule})", path));
        }
    }

    private static string Text(XmlTreeElement criterion, string name) => criterion.Element(XheNamespaces.Basic, name) is { } element ? XheRules.TextOf(element) : "";
}
