namespace SdkNode.Node.Cli.Control;

/// <summary>What became of a submission: its ids, or what is wrong with it.</summary>
internal sealed record SubmitAnswer(Guid? Id, string? XheId, IReadOnlyList<string> Faults, bool NothingStored);
