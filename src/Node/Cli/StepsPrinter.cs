using System.Text.Json;
using SdkNode.Node.Partners;

namespace SdkNode.Node.Cli;

/// <summary>Prints the steps of a look-up or a ping.</summary>
internal static class StepsPrinter
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Prints them; 0 when all is well, else 1.</summary>
    public static int Print(StepsAnswer answer, bool json)
    {
        if (json)
        {
            PrintJson(answer);
        }
        else if (answer.Fault is { } fault)
        {
            Console.Error.WriteLine(TerminalText.Printable(fault));
        }
        else
        {
            foreach (var step in answer.Steps)
            {
                Print(step);
            }
        }

        return answer.IsGood ? 0 : 1;
    }

    /// <summary>Prints anything as JSON.</summary>
    public static void PrintJson<T>(T value) => Console.WriteLine(TerminalText.Escaped(JsonSerializer.Serialize(value, s_json)));

    private static void Print(StepLine step)
    {
        Console.WriteLine($"{Mark(step.State)} {step.Title}{(step.Milliseconds is { } time ? $" ({time} ms)" : "")}");
        Console.WriteLine($"      asked:    {TerminalText.Printable(step.Asked)}");
        var lines = step.Answered.Split('\n').Select(TerminalText.Printable);
        Console.WriteLine($"      answered: {string.Join($"{System.Environment.NewLine}                ", lines)}");
        if (step.Remedy is { } remedy)
        {
            Console.WriteLine($"      what to do: {TerminalText.Printable(remedy)}");
        }
    }

    private static string Mark(string state) => state switch { "Ok" => "[ ok ]", "Warning" => "[note]", _ => "[FAIL]" };
}
