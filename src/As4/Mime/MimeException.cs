namespace SdkNode.As4.Mime;

/// <summary>Thrown by the body's streams while they are read; the receiver and the sender turn it into a value.</summary>
internal sealed class MimeException(MimeFault fault, string detail, Exception? inner = null) : Exception(detail, inner)
{
    /// <summary>What is wrong.</summary>
    public MimeFault Fault { get; } = fault;
}
