namespace SdkNode.Crash.Checks;

/// <summary>What was found at the end.</summary>
internal sealed class Differences
{
    private readonly List<string> _lines = [];

    /// <summary>Messages with exactly one final status.</summary>
    public int Final { get; set; }

    /// <summary>Messages that a node said it has and that are not where their status says.</summary>
    public HashSet<string> Lost { get; } = [];

    /// <summary>Messages that are somewhere more than once.</summary>
    public HashSet<string> Twice { get; } = [];

    /// <summary>Everything that is not as it must be, a line each.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Notes something.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Notes a message that is lost.</summary>
    public void AddLost(string id, string why)
    {
        lock (_lines)
        {
            Lost.Add(id);
        }

        Add($"{id} is lost: {why}");
    }

    /// <summary>Notes a message that is there more than once.</summary>
    public void AddTwice(string id, string why)
    {
        lock (_lines)
        {
            Twice.Add(id);
        }

        Add($"{id} is there twice: {why}");
    }
}
