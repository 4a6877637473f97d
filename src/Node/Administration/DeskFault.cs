namespace SdkNode.Node.Administration;

/// <summary>Why something that an administrator wanted was not done.</summary>
/// <param name="Detail">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record DeskFault(string Detail, string Remedy);
