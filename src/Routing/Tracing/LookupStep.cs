namespace SdkNode.Routing.Tracing;

/// <summary>How one step of a look-up ended.</summary>
public enum LookupState
{
    /// <summary>The step gave what the next one needs.</summary>
    Ok,

    /// <summary>The step gave what the next one needs, and something that an administrator should look at.</summary>
    Warning,

    /// <summary>The step refused; the look-up ends here.</summary>
    Fault,
}

/// <summary>One step of a look-up as told to an administrator.</summary>
/// <param name="Title">What the step is about, in a few words.</param>
/// <param name="Asked">What was asked or examined.</param>
/// <param name="Answered">What the answer was; for a certificate its names, validity and the verdict.</param>
/// <param name="State">How it ended.</param>
/// <param name="Remedy">What to do about a warning or a fault; null when all is well.</param>
public sealed record LookupStep(string Title, string Asked, string Answered, LookupState State, string? Remedy = null);
