namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>
/// Compares two schemas: of a request, ours must take all that theirs allows; of an answer, ours must give all that theirs
/// promises and nothing that it rules out.
/// </summary>
internal static class SchemaComparison
{
    private static readonly string[] s_upper = ["maxLength", "maxItems", "maximum"];
    private static readonly string[] s_lower = ["minLength", "minItems", "minimum"];

    public static void Compare(string at, Schema theirs, Schema ours, bool isRequest, List<string> differences)
    {
        // The narrower side must lie within the wider one.
        var (inner, outer) = isRequest ? (theirs, ours) : (ours, theirs);
        differences.AddRange(Values(inner, outer, theirs, ours, isRequest).Concat(Presence(theirs, ours, isRequest)).Select(difference => $"{at}: {difference}"));
        foreach (var (name, schema) in theirs.Properties)
        {
            if (ours.Properties.TryGetValue(name, out var same))
            {
                Compare($"{at} {name}", schema, same, isRequest, differences);
            }
        }

        if (theirs.Items is not null && ours.Items is not null)
        {
            Compare($"{at}[]", theirs.Items, ours.Items, isRequest, differences);
        }
    }

    private static IEnumerable<string> Values(Schema inner, Schema outer, Schema theirs, Schema ours, bool isRequest)
    {
        if (theirs.Type is not null && theirs.Type != ours.Type)
        {
            yield return $"type {ours.Type} instead of {theirs.Type}";
        }

        if (outer.Format is not null && inner.Format != outer.Format)
        {
            yield return $"format {ours.Format} instead of {theirs.Format}";
        }

        if (outer.Choices is { } allowed && !(inner.Choices?.IsSubsetOf(allowed) ?? false))
        {
            yield return isRequest ? $"not all of {List(inner.Choices)} are taken" : $"more than {List(allowed)} can come";
        }

        foreach (var bound in s_upper.Where(bound => outer.Bound(bound) < (inner.Bound(bound) ?? int.MaxValue)).Concat(s_lower.Where(bound => outer.Bound(bound) > (inner.Bound(bound) ?? 0))))
        {
            yield return $"{bound} {ours.Bound(bound)} instead of {theirs.Bound(bound)}";
        }

        if (inner.Marks.Nullable && !outer.Marks.Nullable)
        {
            yield return "null may stand on one side only";
        }
    }

    private static IEnumerable<string> Presence(Schema theirs, Schema ours, bool isRequest)
    {
        // An object that names nothing takes everything.
        var takesAll = isRequest && ours is { Properties.Count: 0, IsClosed: false };
        foreach (var name in theirs.Properties.Keys.Where(name => !takesAll && !ours.Properties.ContainsKey(name)))
        {
            yield return $"{name} is missing";
        }

        if (isRequest && ours.IsClosed && !theirs.IsClosed)
        {
            yield return "attributes that are not named are refused";
        }

        var lacking = isRequest ? ours.Required.Except(theirs.Required) : theirs.Required.Except(ours.Required);
        foreach (var name in lacking)
        {
            yield return isRequest ? $"{name} is required" : $"{name} can be absent";
        }

        if (isRequest)
        {
            foreach (var name in theirs.Properties.Keys.Where(name => ours.Properties.TryGetValue(name, out var same) && same.Marks.ReadOnly))
            {
                yield return $"{name} cannot be sent";
            }
        }
    }

    private static string List(IEnumerable<string>? values) => values is null ? "any text" : string.Join(", ", values);
}
