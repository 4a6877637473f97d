namespace SdkNode.Repository.Tests;

/// <summary>One row of <c>specs/rules.csv</c>.</summary>
/// <param name="Id">The clause's id, such as <c>RCPT-4.7</c>; a rule with one clause keeps its plain id.</param>
/// <param name="Text">What must hold, in our words.</param>
/// <param name="Accepts">The tests that show it kept (<c>Class.Method</c>, or <c>Class</c> for all of its tests), sorted.</param>
/// <param name="Refuses">The tests that show a breach refused, sorted.</param>
/// <param name="Issue">The issue that brings the clause; null once it is there.</param>
internal sealed record Clause(string Id, string Text, IReadOnlyList<string> Accepts, IReadOnlyList<string> Refuses, int? Issue)
{
    /// <summary>The rule that the clause is part of: <c>RCPT-4</c> of <c>RCPT-4.7</c>.</summary>
    public string Rule => Id.Contains('.', StringComparison.Ordinal) ? Id[..Id.IndexOf('.', StringComparison.Ordinal)] : Id;

    /// <summary>Whether a test proves the clause.</summary>
    public bool HasTests => Accepts.Count + Refuses.Count > 0;
}
