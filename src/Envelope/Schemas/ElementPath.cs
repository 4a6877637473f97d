namespace SdkNode.Envelope.Schemas;

/// <summary>
/// Where a stream of tokens is: local names from the root, with a position from the second sibling of a name on, such as
/// <c>/messagePayload/message/messageBody/documents[2]/index</c>.
/// </summary>
internal sealed class ElementPath
{
    private readonly List<Level> _levels = [new Level("", 1)];

    /// <summary>The depth; the root is 1.</summary>
    public int Depth => _levels.Count - 1;

    /// <summary>Goes into an element.</summary>
    public void Enter(string localName) => _levels.Add(new Level(localName, _levels[^1].Count(localName)));

    /// <summary>Goes out of the element entered last.</summary>
    public void Leave() => _levels.RemoveAt(_levels.Count - 1);

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_levels.Skip(1).Select(level => level.Position == 1 ? $"/{level.Name}" : $"/{level.Name}[{level.Position}]"));

    private sealed class Level(string name, int position)
    {
        private Dictionary<string, int>? _children;

        public string Name { get; } = name;

        public int Position { get; } = position;

        public int Count(string child)
        {
            _children ??= [];
            return _children[child] = _children.GetValueOrDefault(child) + 1;
        }
    }
}
