using System.Diagnostics;
using System.Globalization;

namespace SdkNode.Node.Demo;

/// <summary>What the demo writes: a line for each step, with the time since the start.</summary>
internal sealed class DemoScreen(TextWriter output)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _lock = new();

    /// <summary>A step of the demo itself.</summary>
    public void Step(string text) => Line("demo", text);

    /// <summary>A step with who took it.</summary>
    public void Line(string who, string text)
    {
        lock (_lock)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds,7:F2} s  {who,-16} {text}"));
        }
    }

    /// <summary>Something that did not work, with the reasons.</summary>
    public void Problem(string text, IEnumerable<string> reasons)
    {
        lock (_lock)
        {
            output.WriteLine(text);
            foreach (var reason in reasons)
            {
                output.WriteLine($"  {reason}");
            }
        }
    }

    /// <summary>A line as it is.</summary>
    public void Plain(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
        }
    }
}
