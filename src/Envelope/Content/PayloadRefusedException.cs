using System.Diagnostics.CodeAnalysis;

namespace SdkNode.Envelope.Content;

/// <summary>Thrown inside the pipelines of sealing and opening when a payload is not what its envelope says; becomes a fault at their edge.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always carries its fault.")]
internal sealed class PayloadRefusedException(RuleFault fault) : Exception(fault.ToString())
{
    /// <summary>What is wrong.</summary>
    public RuleFault Fault { get; } = fault;
}
