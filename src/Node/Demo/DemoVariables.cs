using System.Text;

namespace SdkNode.Node.Demo;

/// <summary>
/// The demo's addresses and names as shell variables, for scripts that try the API (docs/integrate.md). The file appears whole,
/// and is there only while what it says counts.
/// </summary>
internal sealed class DemoVariables : IDisposable
{
    private readonly string _path;

    private DemoVariables(string path) => _path = path;

    /// <summary>Writes the file.</summary>
    public static DemoVariables Write(string path, DemoRun run)
    {
        var text = new StringBuilder();
        foreach (var node in new[] { run.A, run.B })
        {
            var letter = node.Party.Letter.ToUpperInvariant();
            Line(text, $"API_{letter}", node.ApiAddress.AbsoluteUri.TrimEnd('/'));
            Line(text, $"CONFIG_{letter}", node.SettingsPath);
            Line(text, $"PARTICIPANT_{letter}", node.Party.Participant);
            Line(text, $"ADDRESS_{letter}", node.Party.Function);
        }

        var draft = $"{path}.tmp";
        File.WriteAllText(draft, text.ToString());
        File.Move(draft, path, overwrite: true);
        return new DemoVariables(path);
    }

    /// <summary>Removes the file.</summary>
    public void Dispose() => File.Delete(_path);

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(name).Append("='").Append(value.Replace("'", "'\\''", StringComparison.Ordinal)).Append("'\n");
}
