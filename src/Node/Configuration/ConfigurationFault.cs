namespace SdkNode.Node.Configuration;

/// <summary>One thing wrong with the settings: where, what is there, what is wrong with it and what to do.</summary>
internal sealed record ConfigurationFault(string Key, string? Value, string Problem, string Remedy)
{
    /// <summary>One line for people; a password never stands in it.</summary>
    public override string ToString() =>
        $"{Key}{(Value is null ? "" : $" = \"{Value}\"")}: {Problem} {Remedy}";
}
