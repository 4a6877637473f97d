namespace SdkNode.Routing.Tracing;

/// <summary>
/// The steps of one look-up in their order, collected by the same code that routes messages, so that
/// <c>sdknode lookup</c> shows what really happens. Not for use from several threads at once.
/// </summary>
public sealed class LookupTrace
{
    private readonly List<LookupStep> _steps = [];

    /// <summary>The steps so far, oldest first.</summary>
    public IReadOnlyList<LookupStep> Steps => _steps;

    /// <summary>Where the steps led; null when one of them refused.</summary>
    public ReceiverRoute? Route { get; internal set; }

    /// <summary>Why nothing could be sent there; null where it could.</summary>
    public RoutingFault? Fault { get; internal set; }

    /// <summary>True when some step refused.</summary>
    public bool HasFault => _steps.Exists(step => step.State == LookupState.Fault);

    internal void Ok(string title, string asked, string answered) =>
        _steps.Add(new LookupStep(title, asked, answered, LookupState.Ok));

    internal void Warn(string title, string asked, string answered, string remedy) =>
        _steps.Add(new LookupStep(title, asked, answered, LookupState.Warning, remedy));

    /// <summary>Records the refusal, with the remedy that belongs to its kind.</summary>
    internal void Refuse(string title, string asked, RoutingFault fault) =>
        _steps.Add(new LookupStep(title, asked, fault.Detail, LookupState.Fault, Remedies.For(fault.Kind)));
}
