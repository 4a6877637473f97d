namespace SdkNode.Security.Xml;

/// <summary>Thrown by <see cref="XmlTokenizer"/> inside a pipeline; a project's public edge turns it into <see cref="Fault"/>.</summary>
public sealed class XmlRejectedException : Exception
{
    /// <summary>Refuses for a reason.</summary>
    public XmlRejectedException(XmlFault fault)
        : base($"{(fault ?? throw new ArgumentNullException(nameof(fault))).Kind} at byte {fault.Offset}: {fault.Detail}") => Fault = fault;

    /// <summary>Why.</summary>
    public XmlFault Fault { get; }
}
