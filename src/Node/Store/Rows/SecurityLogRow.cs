namespace SdkNode.Node.Store.Rows;

/// <summary>One entry of the security log (AP-5): who did what and when; never content, never a personal number.</summary>
internal sealed class SecurityLogRow : LogEntry
{
    /// <summary>Who: the local user of the command line, or the client's id.</summary>
    public required string Actor { get; set; }

    /// <summary>With what: the id of a client, message or alarm.</summary>
    public string? Subject { get; set; }

    /// <summary>More about it.</summary>
    public string? Detail { get; set; }

    /// <inheritdoc />
    public override IReadOnlyList<KeyValuePair<string, string?>> Fields() => [.. Common(), new("actor", Actor), new("subject", Subject), new("detail", Detail)];
}
