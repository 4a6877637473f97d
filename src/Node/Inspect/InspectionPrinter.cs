using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SdkNode.Node.Cli;

namespace SdkNode.Node.Inspect;

/// <summary>Prints a report for people or for programs. What a file says comes from a peer: nothing of it may steer the admin's terminal.</summary>
internal static class InspectionPrinter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Prints text: what it is, what it says, what holds.</summary>
    public static void Text(InspectionReport report, TextWriter output, string indent = "")
    {
        output.WriteLine($"{indent}{report.Kind}: {(report.IsValid ? "valid" : "NOT VALID")}");
        foreach (var (name, value) in report.Facts)
        {
            output.WriteLine($"{indent}  {TerminalText.Printable(name),-22} {TerminalText.Printable(value)}");
        }

        foreach (var check in report.Checks)
        {
            var mark = check.State switch { CheckState.Ok => "[ ok ]", CheckState.Fail => "[FAIL]", _ => "[skip]" };
            output.WriteLine($"{indent}  {mark} {check.Rule,-10} {TerminalText.Printable(check.Title)}: {TerminalText.Printable(check.Detail)}");
        }

        if (report.Inside is { } inside)
        {
            output.WriteLine($"{indent}  inside:");
            Text(inside, output, indent + "    ");
        }
    }

    /// <summary>Prints JSON.</summary>
    public static void AsJson(InspectionReport report, TextWriter output) => output.WriteLine(TerminalText.Escaped(JsonSerializer.Serialize(report, Json)));
}
