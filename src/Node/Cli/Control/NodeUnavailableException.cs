namespace SdkNode.Node.Cli.Control;

/// <summary>The running node cannot do it now; the message says why and what to do.</summary>
internal sealed class NodeUnavailableException(string message) : Exception(message);
