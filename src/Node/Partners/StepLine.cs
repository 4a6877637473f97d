namespace SdkNode.Node.Partners;

/// <summary>One step of a look-up or a ping: what was asked, what was answered, what to do.</summary>
/// <param name="Title">What the step is about.</param>
/// <param name="Asked">What was asked or examined.</param>
/// <param name="Answered">What came, and how it was judged.</param>
/// <param name="State">Ok, Warning or Fault.</param>
/// <param name="Remedy">What to do about a warning or a fault.</param>
internal sealed record StepLine(string Title, string Asked, string Answered, string State, string? Remedy)
{
    /// <summary>How long it took, in milliseconds; null where that was not measured.</summary>
    public long? Milliseconds { get; init; }
}

/// <summary>The steps in order, or why none was made.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Fault">What was wrong with the question.</param>
internal sealed record StepsAnswer(IReadOnlyList<StepLine> Steps, string? Fault)
{
    /// <summary>Whether the question was fit to be asked and no step refused.</summary>
    public bool IsGood => Fault is null && Steps.All(step => step.State != "Fault");

    /// <summary>The question is not one that can be asked.</summary>
    public static StepsAnswer Refused(string fault) => new([], fault);
}
