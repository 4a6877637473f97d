using Microsoft.Extensions.Primitives;
using SdkNode.Node.Api.Problems;

namespace SdkNode.Node.Api.Messages;

/// <summary>One parameter of a query, however it was written.</summary>
/// <param name="Name">Its name in capitals: names are case-insensitive (API-0.2).</param>
/// <param name="Shown">Its name for an issue.</param>
/// <param name="Values">What was given for it, in order; at least one.</param>
internal sealed record QueryParameter(string Name, string Shown, StringValues Values)
{
    /// <summary>The last value, without quotes.</summary>
    public string Last => Unquoted(Values[^1]);

    /// <summary>Every value, without quotes.</summary>
    public IReadOnlyList<string> All => [.. Values.Select(Unquoted)];

    private static string Unquoted(string? value)
    {
        var text = value ?? "";
        return text.Length >= 2 && text[0] == text[^1] && (text[0] is '"' or '\'') ? text[1..^1] : text;
    }
}

/// <summary>
/// The parameters of a query, each once. The contract writes a filter as <c>filter[name]=value</c> but declares one parameter
/// <c>filter</c>, a list of strings: what a client sends that was generated from it, <c>filter=name=value</c> or
/// <c>filter=[name]=value</c>, means the same.
/// </summary>
internal static class QueryParameters
{
    private const string Family = "filter";

    /// <summary>Reads them; a value of <c>filter</c> that names nothing is an issue.</summary>
    public static IReadOnlyList<QueryParameter> Read(IQueryCollection query, List<ApiIssue> issues) =>
        [.. query.SelectMany(pair => Single(pair.Key, pair.Value, issues)).GroupBy(parameter => parameter.Name, Joined)];

    /// <summary>The name of a filter, in capitals.</summary>
    public static string Filter(string name) => $"{Family}[{name}]".ToUpperInvariant();

    private static IEnumerable<QueryParameter> Single(string key, StringValues values, List<ApiIssue> issues)
    {
        if (!key.Equals(Family, StringComparison.OrdinalIgnoreCase))
        {
            return [new QueryParameter(key.ToUpperInvariant(), Printable(key), values)];
        }

        return values.Select(value => Member(value ?? "", issues)).OfType<QueryParameter>();
    }

    private static QueryParameter? Member(string value, List<ApiIssue> issues)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? "" : value[..equals];
        if (name is ['[', .. var inner, ']'])
        {
            name = inner;
        }

        if (name.Length == 0 || name.AsSpan().ContainsAny('[', ']'))
        {
            issues.Add(ApiIssue.Form(Family, "It must be filter[name]=value, or a list of name=value."));
            return null;
        }

        return new QueryParameter(Filter(name), Printable($"{Family}[{name}]"), value[(equals + 1)..]);
    }

    private static QueryParameter Joined(string name, IEnumerable<QueryParameter> same)
    {
        var all = same.ToList();
        return all[0] with { Values = new StringValues([.. all.SelectMany(parameter => parameter.Values)]) };
    }

    // The name goes back to who sent it, so that it can be found; it is not more than that.
    private static string Printable(string name) => new([.. name.Take(80).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
