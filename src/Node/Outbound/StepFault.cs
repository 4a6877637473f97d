namespace SdkNode.Node.Outbound;

/// <summary>Why a step of a flow did not succeed.</summary>
/// <param name="Detail">What happened, for an administrator.</param>
/// <param name="Retryable">True where the same step may succeed later without anybody doing anything.</param>
/// <param name="Remedy">What an administrator can do; null where that is nothing.</param>
internal sealed record StepFault(string Detail, bool Retryable, string? Remedy = null);
