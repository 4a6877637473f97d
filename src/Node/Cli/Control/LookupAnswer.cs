using SdkNode.Routing.Tracing;

namespace SdkNode.Node.Cli.Control;

/// <summary>The steps of a look-up, or why none was made.</summary>
/// <param name="Steps">The steps in order.</param>
/// <param name="Fault">What was wrong with the question.</param>
internal sealed record LookupAnswer(IReadOnlyList<LookupAnswerStep> Steps, string? Fault)
{
    /// <summary>Of a trace.</summary>
    public static LookupAnswer From(LookupTrace trace) => new(
        [.. trace.Steps.Select(step => new LookupAnswerStep(step.Title, step.Asked, step.Answered, step.State.ToString(), step.Remedy))], null);
}

/// <summary>One step: what was asked, what was answered, what to do.</summary>
internal sealed record LookupAnswerStep(string Title, string Asked, string Answered, string State, string? Remedy);
