namespace SdkNode.Repository.Tests;

/// <summary>A <c>[Rule]</c> attribute found in the test sources.</summary>
/// <param name="Id">The clause or rule that it names.</param>
/// <param name="Refuses">Whether the test shows a refusal.</param>
/// <param name="Test">The test, <c>Class.Method</c>, or <c>Class</c> where the whole class carries the attribute.</param>
/// <param name="Where">File and line.</param>
internal sealed record RuleMark(string Id, bool Refuses, string Test, string Where);
