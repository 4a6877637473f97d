using System.Text.Json.Nodes;

namespace SdkNode.Node.Tests.Api.OpenApi;

/// <summary>
/// Whether a client that was written to one description (theirs) can use a server by another one (ours): what it may send is
/// taken, what it may count on in an answer is there. Each reason why not is a line.
/// </summary>
internal sealed class ContractComparison
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch"];

    private readonly JsonObject _theirs;
    private readonly JsonObject _ours;
    private readonly List<string> _differences = [];

    private ContractComparison(JsonObject theirs, JsonObject ours) => (_theirs, _ours) = (theirs, ours);

    public static IReadOnlyList<string> Differences(JsonObject theirs, JsonObject ours)
    {
        var comparison = new ContractComparison(theirs, ours);
        foreach (var (path, item) in theirs["paths"]!.AsObject())
        {
            foreach (var method in s_methods.Where(method => item![method] is not null))
            {
                comparison.Operation($"{method.ToUpperInvariant()} {path}", (item!.AsObject(), item[method]!.AsObject()), ours["paths"]![path]?.AsObject(), method);
            }
        }

        comparison.SecuritySchemes();
        return comparison._differences;
    }

    private void Operation(string name, (JsonObject Item, JsonObject Operation) theirs, JsonObject? ourItem, string method)
    {
        if (ourItem?[method]?.AsObject() is not { } ours)
        {
            _differences.Add($"{name} is missing");
            return;
        }

        Same($"{name} operationId", (string?)theirs.Operation["operationId"], (string?)ours["operationId"]);
        Parameters(name, Parameters(theirs.Item, theirs.Operation), Parameters(ourItem, ours));
        Body(name, theirs.Operation["requestBody"], ours["requestBody"]);
        foreach (var (status, response) in theirs.Operation["responses"]!.AsObject())
        {
            if (ours["responses"]![status] is { } answer)
            {
                Contents($"{name} {status}", response!, answer, isRequest: false);
            }
            else
            {
                _differences.Add($"{name} {status} is missing");
            }
        }

        Security(name, theirs.Operation["security"]?.AsArray() ?? [], ours["security"]?.AsArray() ?? []);
    }

    private static Dictionary<string, JsonNode> Parameters(params JsonObject[] outerFirst) =>
        outerFirst.SelectMany(level => level["parameters"]?.AsArray() ?? []).Select(parameter => parameter!)
            .GroupBy(parameter => $"{parameter["in"]} parameter {parameter["name"]}").ToDictionary(same => same.Key, same => same.Last());

    private void Parameters(string name, Dictionary<string, JsonNode> theirs, Dictionary<string, JsonNode> ours)
    {
        foreach (var (key, parameter) in theirs)
        {
            if (!ours.TryGetValue(key, out var same))
            {
                _differences.Add($"{name} {key} is missing");
                continue;
            }

            SchemaComparison.Compare($"{name} {key}", Schema.Of(_theirs, parameter["schema"]!), Schema.Of(_ours, same["schema"]!), isRequest: true, _differences);
            Same($"{name} {key} style", (string?)parameter["style"] ?? Style(parameter), (string?)same["style"] ?? Style(same));
        }

        _differences.AddRange(ours.Where(parameter => IsRequired(parameter.Value) && !(theirs.TryGetValue(parameter.Key, out var same) && IsRequired(same)))
            .Select(parameter => $"{name} {parameter.Key} is required"));
    }

    private void Body(string name, JsonNode? theirs, JsonNode? ours)
    {
        if (IsRequired(ours) && !IsRequired(theirs))
        {
            _differences.Add($"{name} request is required");
        }

        if (theirs is not null)
        {
            Contents($"{name} request", theirs, ours ?? new JsonObject(), isRequest: true);
        }
    }

    private void Contents(string name, JsonNode theirs, JsonNode ours, bool isRequest)
    {
        foreach (var (mediaType, content) in theirs["content"]?.AsObject() ?? [])
        {
            if (ours["content"]?[mediaType]?["schema"] is { } schema)
            {
                SchemaComparison.Compare(name, Schema.Of(_theirs, content!["schema"]!), Schema.Of(_ours, schema), isRequest, _differences);
            }
            else
            {
                _differences.Add($"{name} {mediaType} is missing");
            }
        }
    }

    // Each is an alternative; what a client of theirs holds must be enough for one of ours.
    private void Security(string name, JsonArray theirs, JsonArray ours)
    {
        foreach (var held in theirs.Select(alternative => Scopes(alternative!)))
        {
            if (!ours.Select(alternative => Scopes(alternative!)).Any(asked => asked.IsSubsetOf(held)))
            {
                _differences.Add($"{name} asks for more than {string.Join(", ", held)}");
            }
        }
    }

    private void SecuritySchemes()
    {
        foreach (var (name, scheme) in _theirs["components"]!["securitySchemes"]!.AsObject())
        {
            var same = _ours["components"]?["securitySchemes"]?[name];
            Same($"security {name} type", (string?)scheme!["type"], (string?)same?["type"]);
            foreach (var (flow, settings) in scheme["flows"]!.AsObject())
            {
                var missing = settings!["scopes"]!.AsObject().Select(scope => scope.Key).Where(scope => same?["flows"]?[flow]?["scopes"]?[scope] is null);
                _differences.AddRange(missing.Select(scope => $"security {name} {flow} {scope} is missing"));
            }
        }
    }

    private static HashSet<string> Scopes(JsonNode alternative) =>
        alternative.AsObject().SelectMany(scheme => scheme.Value!.AsArray().Select(scope => $"{scheme.Key} {scope}").Append(scheme.Key)).ToHashSet();

    private static bool IsRequired(JsonNode? part) => (bool?)part?["required"] ?? false;

    private static string Style(JsonNode parameter) => (string?)parameter["in"] == "path" ? "simple" : "form";

    private void Same(string what, string? theirs, string? ours)
    {
        if (theirs != ours)
        {
            _differences.Add($"{what} is {ours ?? "missing"} instead of {theirs ?? "nothing"}");
        }
    }
}
