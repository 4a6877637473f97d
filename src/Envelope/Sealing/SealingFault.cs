namespace SdkNode.Envelope.Sealing;

/// <summary>Why no envelope was made; what has been written to the output is to be thrown away.</summary>
/// <param name="Detail">For people on our side. Never holds content.</param>
public sealed record SealingFault(string Detail);
