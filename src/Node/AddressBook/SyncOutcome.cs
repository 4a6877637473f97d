namespace SdkNode.Node.AddressBook;

/// <summary>What came of synchronising an environment's address book.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Organizations">Organisations and units in the copy.</param>
/// <param name="Addresses">Functional addresses in the copy.</param>
/// <param name="Skipped">Why entries were left out, each with its resource and id.</param>
/// <param name="Fault">Why the old copy was kept; null when the new one was taken.</param>
internal sealed record SyncOutcome(string Environment, int Organizations, int Addresses, IReadOnlyList<string> Skipped, string? Fault)
{
    /// <summary>The old copy was kept.</summary>
    public static SyncOutcome Failed(string environment, string fault) => new(environment, 0, 0, [], fault);
}
