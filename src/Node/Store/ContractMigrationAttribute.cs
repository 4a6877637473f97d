namespace SdkNode.Node.Store;

/// <summary>
/// Marks a migration that takes something away which programs of an earlier schema use. It waits until none of them works on the store
/// any more (docs/adr/0011); every other migration only adds.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ContractMigrationAttribute : Attribute;
